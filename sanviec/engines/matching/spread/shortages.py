"""People whose list stayed shorter than what the rule promises, each with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .candidates import Candidates


@dataclass(frozen=True, slots=True)
class Shortage:
    """One person with fewer vacancies than promised.

    Args:
        jobseeker_id: the person.
        given: vacancies in the list.
        feasible: vacancies of the own list that were looked at.
        is_whole: True when no other vacancy is feasible for the person.
    """

    jobseeker_id: str
    given: int
    feasible: int
    is_whole: bool

    @property
    def text_vi(self) -> str:
        """Say why in Vietnamese."""
        full = self.feasible - self.given
        if not full:
            return f"chỉ có {self.feasible} việc mà người này đáp ứng đủ điều kiện bắt buộc"
        if self.is_whole:
            return f"{full} việc phù hợp khác đã đủ lượt giới thiệu, không còn việc nào nữa"
        return f"{full} trong {self.feasible} việc hợp nhất đã đủ lượt giới thiệu"

    @property
    def text_en(self) -> str:
        """Say why in English."""
        full = self.feasible - self.given
        if not full:
            return f"meets the hard requirements of {self.feasible} vacancies only"
        if self.is_whole:
            return f"{full} other feasible vacancies are full, and there are no more"
        return f"{full} of the {self.feasible} best vacancies are full"


def shortages_of(
    candidates: Candidates, given: Sequence[Sequence[int]], promised: int
) -> tuple[Shortage, ...]:
    """Give the people with fewer than `promised` vacancies, in the order of their ids."""
    return tuple(
        Shortage(
            jobseeker.id,
            len(given[person]),
            len(candidates.rows[person]),
            candidates.has_all_feasible(person),
        )
        for person, jobseeker in enumerate(candidates.jobseekers)
        if len(given[person]) < promised
    )
