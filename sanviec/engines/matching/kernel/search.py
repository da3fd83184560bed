"""The compiled path of an index: made once, asked for the best matches of many jobseekers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .arrays import GROUP, LAST_ROW, Longs, Offers, Rules, Scratch, Wishes, WishTables
from .walk import Search, fill_word_points, search_span

# Jobseekers that a thread takes at a time.
_SPAN = 2_048
_MOST_DIGITS = 4


class Best(NamedTuple):
    """The best vacancies by jobseeker, descending by score, equal scores by row.

    Args:
        rows: int32[m, k], rows in the order of ids, -1 where there are fewer.
        scores: int16[m, k].
    """

    rows: NDArray[np.int32]
    scores: NDArray[np.int16]


def scratch_of(offers: Offers, k: int) -> Scratch:
    """Give what one thread writes while it searches."""
    n_places = len(offers.spots.is_known)
    n_groups = -(-n_places // GROUP)
    n_occupations = (len(offers.cells.first) - 1) // max(n_groups, 1)
    return Scratch(
        np.zeros(n_places, dtype=np.int16),
        np.zeros(n_groups, dtype=np.int16),
        np.zeros(n_groups, dtype=np.int32),
        np.zeros(n_occupations, dtype=np.uint8),
        np.zeros(n_occupations, dtype=np.int32),
        np.zeros(_MOST_DIGITS + 3, dtype=np.int64),
        np.zeros(len(offers.titles.first) - 1, dtype=np.int16),
        np.empty(k, dtype=np.int64),
    )


def best_vacancies(
    offers: Offers, wishes: Wishes, tables: WishTables, rules: Rules, k: int, n_threads: int = 1
) -> Best:
    """Give each jobseeker's k best feasible vacancies, whatever the number of threads.

    Args:
        offers, wishes, tables, rules: both sides and the points.
        k: how many, at least 1.
        n_threads: threads to use; 1 starts none.
    """
    found = np.full((len(wishes.place), k), -1, dtype=np.int64)
    if not len(offers.row) or not len(wishes.place):
        return matches_of(found)
    order = np.lexsort((wishes.occupation, wishes.place)).astype(np.int64)
    spans = [(at, min(at + _SPAN, len(order))) for at in range(0, len(order), _SPAN)]
    waiting = iter(spans)

    def run(_: int) -> None:
        search = Search(offers, wishes, tables, rules, scratch_of(offers, k))
        for span in waiting:
            search_span(search, order, span, found)

    if n_threads == 1 or len(spans) == 1:
        run(0)
    else:
        with ThreadPoolExecutor(n_threads) as pool:
            list(pool.map(run, range(n_threads)))
    return matches_of(found)


def word_points(search: Search, at: int, vacancies: NDArray[np.int32]) -> NDArray[np.int16]:
    """Give the points of title, skills and description: int16[vacancies, 3]."""
    found = np.zeros((len(vacancies), 3), dtype=np.int16)
    fill_word_points(search, at, vacancies, found)
    return found


def matches_of(found: Longs) -> Best:
    """Give matches as rows and scores."""
    rows = np.where(found >= 0, LAST_ROW - (found & LAST_ROW), -1)
    return Best(rows.astype(np.int32), (found >> 32).astype(np.int16))
