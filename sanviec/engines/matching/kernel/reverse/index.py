"""The compiled side of an index of jobseekers: its arrays, and the best of them for vacancies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from sanviec.engines.matching.facts import VacancyFacts
from sanviec.engines.matching.kernel.layout import Ints
from sanviec.engines.matching.occupation import WishedOccupations

from . import layout as at
from .build import people_of, section
from .columns import columns_of
from .offers import Asked, SharedDigits, offered_of
from .rules import rules_of
from .search import best_jobseekers, desk_of, word_points

if TYPE_CHECKING:
    from sanviec.engines.matching.index import JobseekerIndex


@dataclass(frozen=True, slots=True)
class FoundJobseekers:
    """One vacancy's best jobseekers: rows, scores, and points of title, skills, description."""

    rows: NDArray[np.int32]
    scores: NDArray[np.int16]
    words: NDArray[np.int16]


class CompiledPeople:
    """Jobseekers as arrays.

    Args:
        people: the jobseekers.

    Raises:
        OverflowError: more numbers than the arrays can hold.
    """

    def __init__(self, people: JobseekerIndex) -> None:
        self._index = people.index
        columns, known = columns_of(people)
        wished = cast(WishedOccupations, people.wishes.columns["occupation"].encoded)
        self._asked = Asked(people.wishes, known, SharedDigits(wished))
        self.people = people_of(columns)
        self._records = _records_of(self.people.data)

    def best(self, vacancies: Sequence[VacancyFacts], k: int, on: date) -> list[FoundJobseekers]:
        """Give each vacancy's k best feasible jobseekers.

        Args:
            vacancies: of the index.
            k: how many, at least 1.
            on: the day of the match.
        """
        index = self._index
        offered = offered_of(vacancies, self._asked, index.words, index.terms)
        rules = rules_of(index.weights, on)
        most = min(k, max(len(self._records), 1))
        best = best_jobseekers(self.people, offered, rules, most)
        desk = desk_of(self.people, offered, rules.numbers, 1)
        found = []
        for number in range(offered.size):
            rows = best.rows[number][best.rows[number] >= 0]
            words = word_points(desk, number, self._records[rows].astype(np.int64))
            found.append(FoundJobseekers(rows, best.scores[number][: len(rows)], words))
        return found


def _records_of(data: Ints) -> Ints:
    """Give where each jobseeker's record begins, by row."""
    entries = section(data, at.ENTRY_OF)
    records = np.empty(len(entries), dtype=np.int32)
    records[data[entries + at.ROW]] = data[entries + at.PERSON]
    return records
