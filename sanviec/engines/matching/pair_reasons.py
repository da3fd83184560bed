"""Why a pair has its score: every term in words."""

from __future__ import annotations

from typing import Any

from sanviec.kernel.explanation import Reason
from sanviec.kernel.text import fold

from .facts import JobseekerFacts, VacancyFacts
from .index import VacancyIndex
from .lexicon import syllables
from .pair_cells import PairCells
from .tables import PairTables
from .vacancy_words import LONGEST, TEXT, TITLE
from .wish_words import WishWords, is_filler

# Order in which terms are told: what decides comes first.
_BEFORE_TITLE = ("occupation",)
_AFTER_TITLE = ("place", "wage", "shift", "employment_type", "experience", "education")
# Sentences kept in one run; a nation's run would otherwise keep them all.
_MOST_KEPT = 50_000


class PairReasons:
    """Reasons of pairs; sentences that return are made once a run.

    Args:
        index: the vacancies.
    """

    def __init__(self, index: VacancyIndex) -> None:
        self._index = index
        self._told: dict[tuple[str, int, Any, Any], Reason] = {}
        self._titles: dict[int, frozenset[str]] = {}

    def small(
        self, tables: PairTables | PairCells, wish_row: int, offer_row: int, keys: tuple[str, ...]
    ) -> list[Reason]:
        """Give the reasons of small terms."""
        reasons = []
        for key in keys:
            told = (key, *tables.told(key, wish_row, offer_row))
            if told not in self._told:
                if len(self._told) >= _MOST_KEPT:
                    self._told.clear()
                self._told[told] = self._index.terms.reason(*told)
            reasons.append(self._told[told])
        return reasons

    def of(
        self,
        tables: PairTables | PairCells,
        rows: tuple[int, int],
        pair: tuple[JobseekerFacts, WishWords, int],
        points: tuple[int, int, int],
    ) -> tuple[Reason, ...]:
        """Give all reasons of a pair.

        Args:
            tables: the small terms.
            rows: the jobseeker's and the vacancy's row in `tables`.
            pair: the jobseeker, the wishes' words, and the vacancy's row in the index.
            points: of title, skills and description.
        """
        jobseeker, words, vacancy_row = pair
        vacancy = self._index.facts[vacancy_row]
        title, skills, text = points
        reasons = self.small(tables, *rows, _BEFORE_TITLE)
        if title:
            reasons.append(self._title(jobseeker, vacancy, vacancy_row, title))
        reasons += self.small(tables, *rows, _AFTER_TITLE)
        if skills:
            reasons.append(_skills(jobseeker, vacancy, skills))
        if text:
            reasons.append(self._text(words, vacancy_row, text))
        return tuple(reasons)

    def _title(
        self, jobseeker: JobseekerFacts, vacancy: VacancyFacts, row: int, points: int
    ) -> Reason:
        if row not in self._titles:
            if len(self._titles) >= _MOST_KEPT:
                self._titles.clear()
            words = syllables(vacancy.title)[: LONGEST[TITLE]]
            self._titles[row] = frozenset(words) | {f"\0{fold(word)}" for word in words}
        said = ", ".join(_shared_runs(jobseeker, self._titles[row]))
        return Reason(
            "title",
            points,
            f"Tên việc có các từ “{said}” như mong muốn",
            f"The title has the wished words “{said}”",
        )

    def _text(self, words: WishWords, row: int, points: int) -> Reason:
        keys = [key for key, _ in words.text]
        held = self._index.words.plain[TEXT].held_by(row, keys)
        said = [words.said[key] for key, is_held in zip(keys, held, strict=True) if is_held]
        quoted = ", ".join(_joined(sorted(said)))
        return Reason(
            "text",
            points,
            f"Mô tả công việc có nhắc đến “{quoted}”",
            f"The description mentions “{quoted}”",
        )


def _joined(pairs: list[str]) -> list[str]:
    """Give phrases with neighbouring pairs put together: "kế toán", "toán kho" → "kế toán kho"."""
    follows = {pair.split()[0]: pair for pair in reversed(pairs)}
    ends = {pair.split()[-1] for pair in pairs}
    starts = [pair for pair in pairs if pair.split()[0] not in ends] or pairs[:1]
    runs = []
    for phrase in starts:
        used = {phrase}
        while (after := follows.get(phrase.split()[-1])) and after not in used:
            used.add(after)
            phrase = " ".join([phrase, *after.split()[1:]])
        runs.append(phrase)
    return runs


def _shared_runs(jobseeker: JobseekerFacts, title: frozenset[str]) -> list[str]:
    """Give the runs of wished words that stand in a vacancy's title, each once."""
    runs: dict[str, None] = {}
    for wished in jobseeker.wished_titles:
        is_marked = fold(wished) != " ".join(wished.lower().split())
        run: list[str] = []
        for word in [*syllables(wished)[: LONGEST[TITLE]], ""]:
            if word and (word if is_marked else f"\0{fold(word)}") in title:
                run.append(word)
            else:
                if not all(map(is_filler, run)):
                    runs.setdefault(" ".join(run))
                run = []
    return list(runs)


def _skills(jobseeker: JobseekerFacts, vacancy: VacancyFacts, points: int) -> Reason:
    held = {fold(skill) for skill in jobseeker.skills}
    by_form = {fold(skill): skill for skill in reversed(vacancy.skills) if fold(skill) in held}
    shared = [by_form[form] for form in sorted(by_form)]
    said = ", ".join(shared)
    return Reason("skills", points, f"Kỹ năng được yêu cầu: {said}", f"Skills asked for: {said}")
