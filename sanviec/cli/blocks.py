"""Blocks of jobseekers ranked on their own: what every process and every machine does alike."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sanviec.engines.matching import (
    JobseekerFacts,
    Match,
    VacancyFacts,
    VacancyIndex,
    Weights,
    build_index,
    rank_many,
)
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
    """

    vacancies: tuple[VacancyFacts, ...]
    weights: Weights
    top: int
    on: date

    def index(self) -> VacancyIndex:
        """The vacancies made ready; the same on every machine."""
        return build_index(
            self.vacancies,
            gazetteer=load_gazetteer(),
            occupations=load_occupations(),
            weights=self.weights,
        )

    def rows(self, index: VacancyIndex, block: Iterable[JobseekerFacts]) -> list[list[Any]]:
        """The rows of a block's exact lists, in the order of its people."""
        return list(rows_of(rank_many(index, block, self.top, on=self.on)))


def blocks_of(seekers: Sequence[JobseekerFacts]) -> Iterator[Sequence[JobseekerFacts]]:
    """The people in blocks, in their order."""
    return (seekers[start : start + BLOCK] for start in range(0, len(seekers), BLOCK))


def rows_of(lists: Iterable[Sequence[Match]]) -> Iterator[list[Any]]:
    """One row a pair, as `COLUMNS` names them."""
    for matches in lists:
        for found in matches:
            reasons = json.dumps([_reason(r) for r in found.reasons], ensure_ascii=False)
            yield [found.jobseeker_id, found.vacancy_id, found.rank, found.score, reasons]


def _reason(reason: Reason) -> dict[str, Any]:
    return {"term": reason.term, "points": reason.points, "text_vi": reason.text_vi}
