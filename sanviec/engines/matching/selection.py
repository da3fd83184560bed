"""The k best rows, exactly: by score, equal scores by row, and rows stand in the order of ids."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sanviec.kernel.errors import InputError

from .coding import Codes

# Long enough to shrink the search for a floor, short enough to leave few rows above it.
_RUN = 64


def checked_count(k: int) -> int:
    """Give k, or raise InputError when it is not a count."""
    if k < 0:
        raise InputError(
            "Số kết quả phải là số không âm.", f"k must not be negative: {k}", field="k"
        )
    return k


def best_rows(
    scores: NDArray[np.int16] | NDArray[np.int32], is_allowed: NDArray[np.bool_], k: int
) -> Codes:
    """Give the k best allowed rows, fewer when there are fewer.

    Args:
        scores: int[n], not negative.
        is_allowed: bool[n].
        k: how many.

    Returns:
        intp[≤ k], descending by score, ties by row ascending. Cost: O(n).
    """
    kept = np.where(is_allowed, scores, -1)
    rows = np.flatnonzero(kept >= max(_certain_floor(kept, k), 0))
    order = np.argsort(-kept[rows].astype(np.int64), kind="stable")
    return rows[order[:k]]


def _certain_floor(kept: NDArray[np.int16] | NDArray[np.int32], k: int) -> int:
    """Give a score that at least k rows reach: the k-th greatest of the maxima of short runs."""
    n_runs = len(kept) // _RUN
    if not 0 < k <= n_runs:
        return -1
    maxima = kept[: n_runs * _RUN].reshape(n_runs, _RUN).max(axis=1)
    return int(np.partition(maxima, n_runs - k)[n_runs - k])
