"""A question with its right answers, and what a system found for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

ROOM = 10


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody types and what answers it.

    Args:
        group: the row of the table that it counts in.
        half: dev or test.
        gold: what should be found; of each set any one vacancy will do.
        itself: an id that does not count, for an advertisement that asks for its neighbours.
        long: the same question at length, for peers that read better so.
        judge: tells whether one id is right, where right answers are not listed.
    """

    id: str
    group: str
    half: str
    text: str
    gold: tuple[frozenset[str], ...] = ()
    itself: str = ""
    long: str = ""
    judge: Callable[[str], bool] | None = None

    def recall(self, found: Sequence[str]) -> float:
        """Share of the gold that was found, of as many as there is room for."""
        got = sum(not answer.isdisjoint(found[:ROOM]) for answer in self.gold)
        return got / min(len(self.gold), ROOM)

    def reciprocal_rank(self, found: Sequence[str]) -> float:
        """One over the rank of the first right answer, 0 when there is none."""
        right = frozenset().union(*self.gold)
        return next((1 / rank for rank, one in enumerate(found, start=1) if one in right), 0.0)

    def precision(self, found: Sequence[str]) -> float:
        """Share of ten places that hold a right answer; an empty place holds none."""
        counted = [one for one in found if one != self.itself][:ROOM]
        return sum(map(self._is_right, counted)) / ROOM

    def _is_right(self, one: str) -> bool:
        return self.judge(one) if self.judge else any(one in answer for answer in self.gold)


class System(Protocol):
    """Something that finds advertisements.

    Args:
        name: the column of the table.
        setups: how it can be asked; ours has one.
    """

    name: str
    setups: tuple[str, ...]

    def best(self, asked: Question, setup: str) -> list[str]:
        """Give the ids of the best eleven advertisements."""
        ...


Measure = Callable[[Question, Sequence[str]], float]
