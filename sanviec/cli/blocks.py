"""Blocks of jobseekers ranked on their own: what every process and every machine does alike."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from sanviec.engines.matching import (
    Explanation,
    JobseekerFacts,
    Match,
    VacancyFacts,
    VacancyIndex,
    Weights,
    build_index,
    rank_many,
)
from sanviec.engines.matching.improving import Improvement, what_would_raise
from sanviec.kernel.explanation import Reason
from sanviec.kernel.occupations import load_occupations
from sanviec.kernel.places import load_gazetteer

# Jobseekers that are ranked together.
BLOCK = 128
COLUMNS = ("jobseeker_id", "vacancy_id", "rank", "score", "reasons")


@dataclass(frozen=True)
class Ranking:
    """What was asked for: everything that a block depends on besides its people.

    Args:
        vacancies: all of them, ascending by id.
        weights: points of the terms.
        top: most rows a person.
        on: the day of the match.
        explains: each row also says what would raise its score.
    """

    vacancies: tuple[VacancyFacts, ...]
    weights: Weights
    top: int
    on: date
    explains: bool = False

    def index(self) -> VacancyIndex:
        """The vacancies made ready; the same on every machine."""
        return build_index(
            self.vacancies,
            gazetteer=load_gazetteer(),
            occupations=load_occupations(),
            weights=self.weights,
        )

    def rows(self, index: VacancyIndex, block: Sequence[JobseekerFacts]) -> list[list[Any]]:
        """The rows of a block's exact lists, in the order of its people."""
        return list(self.rows_of(index, block, rank_many(index, block, self.top, on=self.on)))

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings of the rows."""
        return (*COLUMNS, "improvements") if self.explains else COLUMNS

    def rows_of(
        self,
        index: VacancyIndex,
        people: Iterable[JobseekerFacts],
        lists: Iterable[Sequence[Match]],
    ) -> Iterator[list[Any]]:
        """One row a pair, as `columns` names them; the lists are about these people."""
        by_id = {person.id: person for person in people} if self.explains else {}
        for found in chain.from_iterable(lists):
            reasons = _json([reason_record(reason) for reason in found.reasons])
            row = [found.jobseeker_id, found.vacancy_id, found.rank, found.score, reasons]
            if self.explains:
                row.append(_improvements(index, by_id[found.jobseeker_id], found))
            yield row


def blocks_of(seekers: Sequence[JobseekerFacts]) -> Iterator[Sequence[JobseekerFacts]]:
    """The people in blocks, in their order."""
    return (seekers[start : start + BLOCK] for start in range(0, len(seekers), BLOCK))


def reason_record(reason: Reason) -> dict[str, Any]:
    """A reason as the contract writes it."""
    return {"term": reason.term, "points": reason.points, "text_vi": reason.text_vi}


def improvement_record(change: Improvement) -> dict[str, Any]:
    """A change that would raise a score: what changes, what it adds, what it opens."""
    return {
        "term": change.term,
        "kind": change.kind,
        "points": change.points,
        "score": change.score,
        "meets": [missing.code for missing in change.meets],
        "missing": [missing.code for missing in change.missing],
        "facts": {name: _plain(value) for name, value in change.facts.items()},
        "text_vi": change.text_vi,
        "text_en": change.text_en,
    }


def _improvements(index: VacancyIndex, person: JobseekerFacts, found: Match) -> str:
    pair = found.jobseeker_id, found.vacancy_id
    explanation = Explanation(*pair, found.score, found.reasons, found.missing, index.weights)
    changes = what_would_raise(index, person, explanation).changes
    return _json([improvement_record(change) for change in changes])


def _plain(value: Any) -> Any:
    """A fact as JSON has it; what has no order is put in one."""
    if isinstance(value, frozenset):
        return sorted(value)
    return list(value) if isinstance(value, tuple) else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
