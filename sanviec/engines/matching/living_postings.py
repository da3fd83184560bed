"""FlatPostings of a population that changed a little since they were made: nothing is copied."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .lexicon import Keys, Numbers
from .postings import FlatPostings, Rows, postings, weights_of


class LivingPostings:
    """What `FlatPostings` gives, out of those of the population before and of what changed.

    Args:
        base: the postings before.
        moves: int32[n before], where each row stands now, -1 when it left; what stays keeps its
            order; and int32[n now], where each row stood, negative when it came.
        came: postings of what came, by the rows of now.
        left: postings of what left, by any rows.
    """

    def __init__(
        self,
        base: FlatPostings,
        moves: tuple[Numbers, Numbers],
        came: FlatPostings,
        left: FlatPostings,
    ) -> None:
        self._base = base
        self._new_rows, self._old_rows = moves
        self._came = came
        self._left = left

    def counts(self, keys: Sequence[int]) -> list[int]:
        """Give how many rows hold each key. Cost: O(keys × log n)."""
        parts = zip(
            self._base.counts(keys), self._came.counts(keys), self._left.counts(keys), strict=True
        )
        return [before + came - left for before, came, left in parts]

    def find(self, keys: Sequence[int]) -> list[Rows]:
        """Give the rows of each key. Cost: O(rows that hold them)."""
        parts = zip(
            self._base.find(keys), self._came.find(keys), self._left.counts(keys), strict=True
        )
        return [self._joined(before, came, bool(left)) for before, came, left in parts]

    def held_by(self, row: int, keys: Sequence[int]) -> list[bool]:
        """Tell which keys a row holds. Cost: O(keys × log n)."""
        old = int(self._old_rows[row])
        return self._base.held_by(old, keys) if old >= 0 else self._came.held_by(row, keys)

    def _joined(self, before: Rows, came: Rows, has_left: bool) -> Rows:
        rows = self._new_rows[before]
        if has_left:
            rows = rows[rows >= 0]
        if len(came):
            rows = np.insert(rows, rows.searchsorted(came), came)
        return rows

    def sums(
        self, weigh: Callable[[int], int], n_rows: int, below: int | None = None
    ) -> NDArray[np.int64]:
        """Give for each row the summed weights of its keys; see `FlatPostings.sums`."""
        base, came = _firsts(self._base, below), _firsts(self._came, below)
        weights = weights_of(self._counts_of_base(base), weigh)
        before = self._base.spread(weights, len(self._new_rows))
        counts = np.array(self.counts(came.tolist()), dtype=np.int64)
        total = self._came.spread(weights_of(counts, weigh), n_rows)
        stays = self._new_rows >= 0
        total[self._new_rows[stays]] += before[stays]
        return total

    def _counts_of_base(self, keys: Keys) -> Keys:
        """Give how many rows hold the first keys of the base now."""
        counts = np.diff(self._base.starts[: len(keys) + 1])
        for part, sign in ((self._came, 1), (self._left, -1)):
            places = np.searchsorted(keys, part.keys)
            is_held = places < len(keys)
            is_held[is_held] = keys[places[is_held]] == part.keys[is_held]
            counts[places[is_held]] += sign * np.diff(part.starts)[is_held]
        return counts

    def touched(self, below: int) -> Keys:
        """Give the keys below a bound that more or fewer rows hold than before, or others."""
        return np.union1d(self._came.touched(below), self._left.touched(below))

    @cached_property
    def _whole(self) -> FlatPostings:
        """Give all as one copy, for who must read it from end to end."""
        keys = np.repeat(self._base.keys, np.diff(self._base.starts))
        now = self._new_rows[self._base.rows]
        stays = now >= 0
        came = np.repeat(self._came.keys, np.diff(self._came.starts))
        return postings(
            np.concatenate([keys[stays], came]), np.concatenate([now[stays], self._came.rows])
        )

    @property
    def keys(self) -> Keys:
        """Give the keys that some row holds; copies all at the first call."""
        return self._whole.keys

    @property
    def starts(self) -> Keys:
        """Give where each key's rows begin; copies all at the first call."""
        return self._whole.starts

    @property
    def rows(self) -> Rows:
        """Give the rows by key; copies all at the first call."""
        return self._whole.rows


def _firsts(found: FlatPostings, below: int | None) -> Keys:
    return found.keys if below is None else found.keys[: np.searchsorted(found.keys, below)]
