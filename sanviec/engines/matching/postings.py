"""For each key the rows that hold it: what scores of words are summed from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .lexicon import KEY_BITS, Keys, Numbers

Rows = NDArray[np.int32]
_ROW_BITS = 63 - KEY_BITS
MOST_ROWS = 1 << _ROW_BITS


@dataclass(frozen=True, slots=True)
class Postings:
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

    def pairs(self) -> tuple[Keys, Rows]:
        """Give every key with every row of it, as two columns."""
        return np.repeat(self.keys, np.diff(self.starts)), self.rows


def postings(keys: Keys, rows: Numbers) -> Postings:
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
    return Postings(both[firsts], starts, sorted_rows)


def rarity(count: int, n_rows: int) -> int:
    """Give how rare a key is: the binary logarithm of its share of the rows, 1 and up.

    Whole numbers only, so that weights are the same on every machine.
    """
    return (n_rows // count).bit_length() if count else 0


def moved(old: Postings, new_rows: Numbers, added: tuple[Keys, Numbers]) -> Postings:
    """Give postings after rows left, moved and came.

    Args:
        old: the postings before.
        new_rows: int32[n_rows before], where each row stands now, -1 when it left.
        added: keys and new rows of what came.
    """
    keys, rows = old.pairs()
    now = new_rows[rows]
    stays = now >= 0
    return postings(
        np.concatenate([keys[stays], added[0]]),
        np.concatenate([now[stays], added[1]]).astype(np.int32),
    )


def holds(rows: NDArray[np.int32], row: int) -> bool:
    """Tell whether a row is among the rows of one key, which ascend."""
    place = int(rows.searchsorted(row))
    return place < len(rows) and int(rows[place]) == row
