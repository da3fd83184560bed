"""Every system asked every question, and the figures side by side."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from bench.report import Report, clock

from .asking import Measure, Question, System
from .peers import Bm25s, Tantivy, TfIdf, installed, is_worth_asking
from .postgres import FullText, PostgresMissing, PostgresServer
from .texts import Text

OURS = "sanviec"
NAMES = (OURS, Bm25s.name, Tantivy.name, TfIdf.name, FullText.name)
RECALL: Measure = Question.recall
RANK: Measure = Question.reciprocal_rank
PRECISION: Measure = Question.precision
_LABELS = {RECALL: "recall@10", RANK: "RR", PRECISION: "precision@10"}

# By set-up, the ids found for each question.
Found = dict[str, dict[str, list[str]]]


@dataclass
class Table:
    """The rows, filled set by set.

    Args:
        report: where they are told.
        server: PostgreSQL, None where there is none.
        half: of the sets with a half to look at, the one that is asked; "dev" also tells the
            questions that a peer answers better.
        behind: rows in which a peer leads.
    """

    report: Report
    server: PostgresServer | None
    half: str = "test"
    behind: list[str] = field(default_factory=list)

    def head(self) -> None:
        """The columns, and the peers that are missing."""
        self.report.add("set, figure (questions)", _cells(NAMES))
        for name in installed()[1]:
            self.report.add(f"not installed, left out: {name}", "see requirements/bench.txt")
        if self.server is None:
            self.report.add("no PostgreSQL here, left out", "see requirements/bench.txt")

    def add_set(
        self,
        name: str,
        ours: System,
        texts: Sequence[Text],
        asked: Sequence[Question],
        measures: Sequence[Measure],
    ) -> None:
        """Ask everything and add a row for each group and measure."""
        with clock() as seconds:
            found = {OURS: _answers(ours, asked)}
            for peer in self._peers(texts):
                found[peer.name] = _answers(peer, asked)
        for group in dict.fromkeys(question.group for question in asked):
            of_group = [question for question in asked if question.group == group]
            label = f"{name}: {group}" if group else name
            for measure in measures:
                self._add(label, of_group, measure, found)
                if self.half == "dev":
                    _tell_losing(of_group, measure, found)
        self.report.add(f"{name}: seconds for all systems", f"{seconds[0]:.0f}")

    def _peers(self, texts: Sequence[Text]) -> Iterable[System]:
        for peer in installed()[0]:
            yield peer(texts)
        if self.server is not None:
            full_text = FullText(self.server, texts)
            yield full_text
            full_text.close()

    def _add(
        self, label: str, asked: Sequence[Question], measure: Measure, found: dict[str, Found]
    ) -> None:
        best = {
            name: max(_mean(asked, measure, answers) for answers in by_setup.values())
            for name, by_setup in found.items()
        }
        peers = [value for name, value in best.items() if name != OURS]
        is_behind = bool(peers) and round(best[OURS], 3) < round(max(peers), 3)
        what = f"{label}, {_LABELS[measure]} ({len(asked)})"
        if is_behind:
            self.behind.append(what)
        told = [f"{best[name]:.3f}" if name in best else "–" for name in NAMES]
        self.report.add(what, _cells(told), "behind" if is_behind else "")


def _tell_losing(asked: Sequence[Question], measure: Measure, found: dict[str, Found]) -> None:
    """Tell the questions that some peer answers better, with what ours gave first."""
    for question in asked:
        if question.half != "dev":
            continue
        figures = {
            name: max(measure(question, a[question.id]) for a in by_setup.values())
            for name, by_setup in found.items()
            if all(question.id in a for a in by_setup.values())
        }
        best = max(figures, key=figures.__getitem__)
        if figures[best] > figures[OURS]:
            ours = next(iter(found[OURS].values()))[question.id]
            told = (
                f"{question.id} {question.text!r}: {figures[OURS]:.2f}, {best} {figures[best]:.2f}"
            )
            sys.stdout.write(f"{_LABELS[measure]} {told}; ours {ours[:5]}\n")


def _answers(system: System, asked: Iterable[Question]) -> Found:
    """Ask each question once in each set-up; questions of one wording share an answer."""
    found: Found = {}
    for setup in system.setups:
        known: dict[tuple[str, str], list[str]] = {}
        for question in asked:
            if not is_worth_asking(question, setup):
                continue
            wording = (question.text, question.itself)
            if wording not in known:
                known[wording] = system.best(question, setup)
            found.setdefault(setup, {})[question.id] = known[wording]
    return found


def _mean(asked: Sequence[Question], measure: Measure, answers: dict[str, list[str]]) -> float:
    values: list[float] = [
        measure(question, answers[question.id]) for question in asked if question.id in answers
    ]
    return sum(values) / max(len(values), 1)


def _cells(values: Iterable[str]) -> str:
    return " ".join(value.rjust(10) for value in values)


def with_server(work: Callable[[PostgresServer | None], None]) -> None:
    """Run with a PostgreSQL, or without where none runs."""
    server = PostgresServer()
    try:
        try:
            server.start()
        except PostgresMissing:
            work(None)
        else:
            work(server)
    finally:
        server.stop()
