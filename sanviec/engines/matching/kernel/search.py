"""The compiled path: the best vacancies of many jobseekers, by one thread or several."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import layout as at
from .layout import Desk, Longs, Offers, Wishes
from .person import fill_word_points, search_span

# Jobseekers that a thread takes at a time.
_SPAN = 2_048


class Best(NamedTuple):
    """The best vacancies by jobseeker, descending by score, equal scores by row.

    Args:
        rows: int32[m, k], rows in the order of ids, -1 where there are fewer.
        scores: int16[m, k].
    """

    rows: NDArray[np.int32]
    scores: NDArray[np.int16]


def desk_of(offers: Offers, wishes: Wishes, rules: Longs, k: int) -> Desk:
    """Give a desk for one thread."""
    n_places, n_groups = offers.data[[at.N_PLACES, at.N_GROUPS]].tolist()
    n_titles, n_occupations = offers.data[[at.N_TITLE_KEYS, at.N_OCCUPATIONS]].tolist()
    state = np.zeros(at.ORDERS + n_groups + n_occupations, dtype=np.int64)
    state[: len(rules)] = rules
    return Desk(
        offers.data,
        wishes.data,
        wishes.tables,
        np.zeros(n_places + n_groups + n_titles + n_occupations, dtype=np.int16),
        state,
        np.empty(k, dtype=np.int64),
    )


def best_vacancies(
    offers: Offers, wishes: Wishes, rules: Longs, k: int, n_threads: int = 1
) -> Best:
    """Give each jobseeker's k best feasible vacancies, whatever the number of threads.

    Args:
        offers, wishes, rules: both sides and the weights.
        k: how many, at least 1.
        n_threads: threads to use; 1 starts none.
    """
    found = np.full((wishes.size, k), -1, dtype=np.int64)
    if not offers.data[at.N_VACANCIES] or not wishes.size:
        return matches_of(found)
    places = wishes.data[: wishes.size * at.WISH_SIZE : at.WISH_SIZE]
    order = np.argsort(places, kind="stable").astype(np.int64)
    waiting = iter([(a, min(a + _SPAN, len(order))) for a in range(0, len(order), _SPAN)])

    def run(_: int) -> None:
        desk = desk_of(offers, wishes, rules, k)
        for span in waiting:
            search_span(desk, wishes.places, offers.spots.is_known, order, span, found)

    if n_threads == 1 or len(order) <= _SPAN:
        run(0)
    else:
        with ThreadPoolExecutor(n_threads) as pool:
            list(pool.map(run, range(n_threads)))
    return matches_of(found)


def rows_of(offers: Offers) -> NDArray[np.int32]:
    """Give each vacancy's row in the order of ids: int32[n]."""
    first, n = offers.data[at.VACANCIES], offers.data[at.N_VACANCIES]
    return offers.data[first + at.ROW : first + n * at.VACANCY_SIZE : at.VACANCY_SIZE]


def word_points(desk: Desk, person: int, vacancies: NDArray[np.int32]) -> NDArray[np.int16]:
    """Give the points of title, skills and description: int16[vacancies, 3]."""
    found = np.zeros((len(vacancies), 3), dtype=np.int16)
    fill_word_points(desk, person, vacancies, found)
    return found


def matches_of(found: Longs) -> Best:
    """Give matches as rows and scores."""
    rows = np.where(found >= 0, at.LAST_ROW - (found & at.LAST_ROW), -1)
    return Best(rows.astype(np.int32), (found >> 32).astype(np.int16))
