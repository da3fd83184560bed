"""What came and went since a population was made, and where every row stands now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from .facts import VacancyFacts

Value = TypeVar("Value", bound=np.generic)
_Rows = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Change:
    """A population of n rows that became one of m rows; both stand in the order of their ids.

    Args:
        added: vacancies that came, ascending by id; one with an id of old takes its place.
        gone: vacancies that left or were replaced, as they were.
        new_rows: int32[n], where each row stands now, -1 when it left.
        old_rows: int32[m], where each row stood, -1 - its place in `added` when it came.
        rows: int32[added], where the vacancies that came stand now.
    """

    added: tuple[VacancyFacts, ...]
    gone: tuple[VacancyFacts, ...]
    new_rows: _Rows
    old_rows: _Rows
    rows: _Rows

    @property
    def size(self) -> int:
        """Give m."""
        return len(self.old_rows)

    def taken(self, old: NDArray[Value], added: NDArray[Value]) -> NDArray[Value]:
        """Give a column of the new population: [m].

        Args:
            old: [n], the column before.
            added: the column of what came.
        """
        column = np.empty(self.size, dtype=old.dtype)
        stays = self.new_rows >= 0
        column[self.new_rows[stays]] = old[stays]
        column[self.rows] = added
        return column


def change_of(
    facts: Sequence[VacancyFacts],
    gone_rows: Iterable[int],
    places: Sequence[int],
    added: Sequence[VacancyFacts],
) -> Change:
    """Give the change of a population.

    Args:
        facts: the n vacancies before.
        gone_rows: rows that leave, those that are replaced among them.
        places: for each that comes how many rows before stand before it, by id.
        added: what comes, ascending by id.

    Cost: O(n) without reading a vacancy that stays.
    """
    leaving = np.array(sorted(gone_rows), dtype=np.int64)
    stays = np.ones(len(facts), dtype=np.bool_)
    stays[leaving] = False
    before = np.concatenate([[0], np.cumsum(stays)])
    at = np.array(places, dtype=np.int64)
    rows = before[at] + np.arange(len(added))
    old_rows = np.full(int(before[-1]) + len(added), -1, dtype=np.int32)
    old_rows[rows] = -1 - np.arange(len(added))
    new_rows = np.full(len(facts), -1, dtype=np.int32)
    free = np.ones(len(old_rows), dtype=np.bool_)
    free[rows] = False
    new_rows[stays] = np.flatnonzero(free)
    old_rows[free] = np.flatnonzero(stays)
    gone = tuple(facts[row] for row in leaving.tolist())
    return Change(tuple(added), gone, new_rows, old_rows, rows.astype(np.int32))
