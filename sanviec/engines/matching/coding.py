"""Distinct values and who has which: the small tables that scores are looked up in."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Value = TypeVar("Value", bound=Hashable)
Codes = NDArray[np.intp]
Points = NDArray[np.int16]

# A cell of a term's table holds points and, in its low four bits, the rule that gave them.
RULE_BITS = 4
_RULE_MASK = (1 << RULE_BITS) - 1


@dataclass(frozen=True, slots=True)
class Coded(Generic[Value]):
    """Rows as numbers into their distinct values.

    Args:
        values: distinct values in the order of first appearance.
        codes: intp[n_rows], position of each row's value.
    """

    values: tuple[Value, ...]
    codes: Codes


def coded(items: Iterable[Value]) -> Coded[Value]:
    """Give the distinct values and each row's place among them. Cost: O(n)."""
    numbers: dict[Value, int] = {}
    codes = [numbers.setdefault(item, len(numbers)) for item in items]
    return Coded(tuple(numbers), np.array(codes, dtype=np.intp))


def cell(points: int, rule: int) -> int:
    """Give one cell that holds points and rule."""
    return points << RULE_BITS | rule


def with_rule(points: NDArray[np.int64] | NDArray[np.int32] | int, rule: int) -> NDArray[np.int16]:
    """Give cells that hold points and rule; cells compare first by points, then by rule."""
    return ((np.asarray(points, dtype=np.int64) << RULE_BITS) | rule).astype(np.int16)


def points_of(cells: Points) -> Points:
    """Give the points of cells made by `with_rule`."""
    return cells >> RULE_BITS


def split_cell(cell: int) -> tuple[int, int]:
    """Give points and rule of one cell made by `with_rule`."""
    return cell >> RULE_BITS, cell & _RULE_MASK


def offsets_of(groups: Sequence[Sequence[object]]) -> Codes:
    """Give where each group starts in the flat list of all, with the total at the end."""
    ends = np.cumsum([len(group) for group in groups], dtype=np.intp)
    return np.concatenate([np.zeros(1, dtype=np.intp), ends])


def most_in_groups(rows: Points, offsets: Codes) -> Points:
    """Give the column-wise greatest of each group of rows; groups must not be empty.

    Args:
        rows: int16[n_flat, m].
        offsets: from `offsets_of`.
    """
    if len(offsets) == 1:
        return np.empty((0, rows.shape[1]), dtype=np.int16)
    return np.maximum.reduceat(rows, offsets[:-1], axis=0).astype(np.int16, copy=False)
