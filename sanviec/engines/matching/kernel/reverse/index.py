"""The compiled side of an index of jobseekers: its arrays, and the best of them for vacancies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from .lasts import entered_rows
from .layout import People
from .offers import Asked, SharedDigits, offered_of
from .rules import rules_of
from .search import best_jobseekers, desk_of, word_points

if TYPE_CHECKING:
    from sanviec.engines.matching.index import JobseekerIndex, VacancyIndex


@dataclass(frozen=True, slots=True)
class FoundJobseekers:
    """One vacancy's best jobseekers: rows, scores, and points of title, skills, description."""

    rows: NDArray[np.int32]
    scores: NDArray[np.int16]
    words: NDArray[np.int16]


class CompiledPeople:
    """Jobseekers as arrays.

    Args:
        index: whose words the vacancies are read in, and whose weights give the points.
        asked: what the jobseekers bring to the encoding of vacancies.
        people: the arrays.
        records: int32[people], where each jobseeker's record begins, by row.
    """

    def __init__(self, index: VacancyIndex, asked: Asked, people: People, records: Ints) -> None:
        self._index = index
        self.asked = asked
        self.people = people
        self._records = records

    @classmethod
    def of(cls, people: JobseekerIndex) -> CompiledPeople:
        """Give jobseekers as arrays.

        Raises:
            OverflowError: more numbers than the arrays can hold.
        """
        columns, known = columns_of(people)
        wished = cast(WishedOccupations, people.wishes.columns["occupation"].encoded)
        asked, made = Asked(people.wishes, known, SharedDigits(wished)), people_of(columns)
        return cls(people.index, asked, made, records_of(made.data))

    def best(self, vacancies: Sequence[VacancyFacts], k: int, on: date) -> list[FoundJobseekers]:
        """Give each vacancy's k best feasible jobseekers.

        Args:
            vacancies: of the index.
            k: how many, at least 1.
            on: the day of the match.
        """
        index = self._index
        offered = offered_of(vacancies, self.asked, index.words, index.terms)
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

    def entered(
        self, vacancies: Sequence[VacancyFacts], least: NDArray[np.int32], on: date
    ) -> Iterator[Ints]:
        """Give for each vacancy the rows of the people who have as many points as their last place.

        Args:
            vacancies: of the index.
            least: int32[people], points of each one's last place, -1 for a free place.
            on: the day of the match.
        """
        if not vacancies:
            return iter(())
        index = self._index
        offered = offered_of(vacancies, self.asked, index.words, index.terms)
        return entered_rows(self.people, offered, rules_of(index.weights, on), least)


def records_of(data: Ints) -> Ints:
    """Give where each jobseeker's record begins, by row."""
    entries = section(data, at.ENTRY_OF)
    records = np.empty(len(entries), dtype=np.int32)
    records[data[entries + at.ROW]] = data[entries + at.PERSON]
    return records
