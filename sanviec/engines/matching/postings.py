"""For each key the rows that hold it: what scores of words are summed from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .lexicon import KEY_BITS, Keys, Numbers

Rows = NDArray[np.int32]
_ROW_BITS = 63 - KEY_BITS
MOST_ROWS = 1 << _ROW_BITS


class Postings(Protocol):
    """Rows by key, kept in whatever way; see `FlatPostings`."""

    @property
    def keys(self) -> Keys: ...
    @property
    def starts(self) -> Keys: ...
    @property
    def rows(self) -> Rows: ...
    def find(self, keys: Sequence[int]) -> list[Rows]: ...
    def counts(self, keys: Sequence[int]) -> list[int]: ...
    def held_by(self, row: int, keys: Sequence[int]) -> list[bool]: ...
    def sums(
        self, weigh: Callable[[int], int], n_rows: int, below: int | None = None
    ) -> NDArray[np.int64]: ...
    def touched(self, below: int) -> Keys: ...


@dataclass(frozen=True, slots=True)
class FlatPostings:
    """Rows by key.

    Args:
        keys: int64[n_keys] ascending.
        starts: int64[n_keys + 1], where each key's rows begin.
        rows: int32[n], ascending and distinct within a key.
    """

    keys: Keys
    starts: Keys
    rows: Rows

    def spans(self, keys: Sequence[int]) -> list[tuple[int, int]]:
        """Give where each key's rows begin and end, nowhere for an unknown key."""
        if not len(keys) or not len(self.keys):
            return [(0, 0)] * len(keys)
        wanted = np.array(keys, dtype=np.int64)
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        starts = self.starts[places]
        ends = np.where(self.keys[places] == wanted, self.starts[places + 1], starts)
        return list(zip(starts.tolist(), ends.tolist(), strict=True))

    def find(self, keys: Sequence[int]) -> list[Rows]:
        """Give the rows of each key. Cost: O(keys × log n)."""
        return [self.rows[start:end] for start, end in self.spans(keys)]

    def counts(self, keys: Sequence[int]) -> list[int]:
        """Give how many rows hold each key. Cost: O(keys × log n)."""
        return [end - start for start, end in self.spans(keys)]

    def held_by(self, row: int, keys: Sequence[int]) -> list[bool]:
        """Tell which keys a row holds. Cost: O(keys × log n)."""
        found = [self.rows[start:end] for start, end in self.spans(keys)]
        places = [int(rows.searchsorted(row)) for rows in found]
        return [
            place < len(rows) and int(rows[place]) == row
            for rows, place in zip(found, places, strict=True)
        ]

    def sums(
        self, weigh: Callable[[int], int], n_rows: int, below: int | None = None
    ) -> NDArray[np.int64]:
        """Give for each row the summed weights of its keys: int64[n_rows].

        Args:
            weigh: the weight of a key that so many rows hold.
            n_rows: number of rows.
            below: only keys below this.
        """
        n_keys = len(self.keys) if below is None else int(np.searchsorted(self.keys, below))
        counts = np.diff(self.starts[: n_keys + 1])
        return self.spread(weights_of(counts, weigh), n_rows)

    def touched(self, below: int) -> Keys:
        """Give the keys below a bound, all of which some row holds."""
        return self.keys[: np.searchsorted(self.keys, below)]

    def spread(self, weights: Keys, n_rows: int) -> NDArray[np.int64]:
        """Give for each row the sum of given weights of the first keys: int64[n_rows]."""
        counts = np.diff(self.starts[: len(weights) + 1])
        rows = self.rows[: int(counts.sum())]
        sums = np.bincount(rows, weights=np.repeat(weights, counts), minlength=n_rows)
        return sums.astype(np.int64)


def weights_of(counts: Keys, weigh: Callable[[int], int]) -> Keys:
    """Give the weight of each count; each distinct count is weighed once."""
    distinct, place = np.unique(counts, return_inverse=True)
    weights = np.array([weigh(count) for count in distinct.tolist()], dtype=np.int64)
    return weights[place.reshape(-1)] if len(weights) else np.zeros(0, dtype=np.int64)


def postings(keys: Keys, rows: Numbers) -> FlatPostings:
    """Give the postings of (key, row) pairs in any order, repeated or not.

    Key and row are sorted as one number of 63 bits. Cost: O(n log n), no copy but that number.
    """
    both = keys << _ROW_BITS
    both |= rows
    both.sort()
    is_new = np.ones(len(both), dtype=np.bool_)
    np.not_equal(both[1:], both[:-1], out=is_new[1:])
    both = both[is_new]
    sorted_rows = (both & (MOST_ROWS - 1)).astype(np.int32)
    both >>= _ROW_BITS
    firsts = np.flatnonzero(np.concatenate([[True], both[1:] != both[:-1]])[: len(both)])
    starts = np.append(firsts, len(both)).astype(np.int64)
    return FlatPostings(both[firsts], starts, sorted_rows)


def rarity(count: int, n_rows: int) -> int:
    """Give how rare a key is: the binary logarithm of its share of the rows, 1 and up.

    Whole numbers only, so that weights are the same on every machine.
    """
    return (n_rows // count).bit_length() if count else 0
