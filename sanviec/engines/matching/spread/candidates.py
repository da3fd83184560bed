"""Each jobseeker's exact list, read only as deep as somebody asks for it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sanviec.engines.matching.facts import JobseekerFacts
from sanviec.engines.matching.index import VacancyIndex
from sanviec.engines.matching.ranking import rank_many

_Rows = NDArray[np.int32]
_Scores = NDArray[np.int16]


class Candidates:
    """The best vacancies of each jobseeker, without their reasons.

    Reasons are left out because a million lists of them do not fit in memory; they are made again
    for what is chosen.

    Args:
        index: the vacancies.
        jobseekers: in the order of their ids.
        first_depth: list length that is read for everybody at once.
        last_depth: length beyond which no list is read.
        on: the day of the match.
    """

    def __init__(
        self,
        index: VacancyIndex,
        jobseekers: Sequence[JobseekerFacts],
        *,
        first_depth: int,
        last_depth: int,
        on: date,
    ) -> None:
        self.index = index
        self.jobseekers = jobseekers
        self.rows: list[_Rows] = [np.empty(0, np.int32)] * len(jobseekers)
        self.scores: list[_Scores] = [np.empty(0, np.int16)] * len(jobseekers)
        self._depth = [0] * len(jobseekers)
        self._last_depth = last_depth
        self._on = on
        self._read(range(len(jobseekers)), min(first_depth, last_depth))

    def is_whole(self, person: int) -> bool:
        """Give whether nothing would come if the person's list were read deeper."""
        depth = self._depth[person]
        return depth >= self._last_depth or len(self.rows[person]) < depth

    def has_all_feasible(self, person: int) -> bool:
        """Give whether the list holds every vacancy that is feasible for the person."""
        return len(self.rows[person]) < self._depth[person] or len(self.rows[person]) == len(
            self.index
        )

    def deepen(self, people: Collection[int]) -> None:
        """Read these lists twice as deep as they are, up to the last depth."""
        of_depth: dict[int, list[int]] = {}
        for person in people:
            of_depth.setdefault(self._depth[person], []).append(person)
        for depth, group in sorted(of_depth.items()):
            self._read(group, min(2 * depth, self._last_depth))

    def _read(self, people: Sequence[int], depth: int) -> None:
        facts = (self.jobseekers[person] for person in people)
        lists = rank_many(self.index, facts, depth, on=self._on)
        for person, matches in zip(people, lists, strict=True):
            rows = [self.index.row(match.vacancy_id) for match in matches]
            self.rows[person] = np.array(rows, np.int32)
            self.scores[person] = np.array([match.score for match in matches], np.int16)
            self._depth[person] = depth
