"""The compiled reverse direction: the best jobseekers of vacancies, by one thread or several."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from sanviec.engines.matching.kernel.layout import Longs, PlaceSpots
from sanviec.engines.matching.kernel.search import Best, matches_of

from . import layout as at
from .layout import Desk, Offered, People
from .places import place_points
from .rules import Rules
from .walk import fill_word_points, search_span

# Places whose points are made together: their tables stay small.
_PLACES = 16


def desk_of(people: People, offered: Offered, rules: Longs, k: int) -> Desk:
    """Give a desk for one thread; its places are still to be filled."""
    groups, trades, words = people.data[[at.N_GROUPS, at.N_TRADES, at.N_WORDS]].tolist()
    state = np.zeros(at.ORDERS + groups + trades, dtype=np.int64)
    state[: len(rules)] = rules
    return Desk(
        people.data,
        offered.data,
        offered.tables,
        np.zeros(0, dtype=np.int32),
        np.zeros(groups + 2 * trades + words, dtype=np.int16),
        np.zeros(people.data[at.N_PEOPLE], dtype=np.int16),
        state,
        np.empty(k, dtype=np.int64),
    )


def best_jobseekers(
    people: People, offered: Offered, rules: Rules, k: int, n_threads: int = 1
) -> Best:
    """Give each vacancy's k best feasible jobseekers, whatever the number of threads.

    Args:
        people, offered, rules: both sides and the weights.
        k: how many, at least 1.
        n_threads: threads to use; 1 starts none.

    Returns:
        Rows of jobseekers in the order of their ids, by vacancy.
    """
    found = np.full((offered.size, k), -1, dtype=np.int64)
    if not people.data[at.N_PEOPLE] or not offered.size:
        return matches_of(found)
    places = offered.data[at.PLACE : offered.size * at.OFFER_SIZE : at.OFFER_SIZE]
    order = np.argsort(places, kind="stable").astype(np.int64)
    n_places = len(offered.spots.is_known)
    waiting = iter([(a, min(a + _PLACES, n_places)) for a in range(0, n_places, _PLACES)])

    def run(_: int) -> None:
        desk = desk_of(people, offered, rules.numbers, k)
        for first, end in waiting:
            start, after = np.searchsorted(places[order], [first, end]).tolist()
            points = place_points(people.anchors, part_of(offered.spots, first, end), rules.weights)
            desk = desk._replace(places=points.reshape(-1))
            search_span(desk, first, order[start:after], found)

    if n_threads == 1:
        run(0)
    else:
        with ThreadPoolExecutor(n_threads) as pool:
            list(pool.map(run, range(n_threads)))
    return matches_of(found)


def part_of(spots: PlaceSpots, first: int, end: int) -> PlaceSpots:
    """Give the spots of some places that follow one another.

    Each array is one piece, because arrays with gaps are another type and compiled anew.
    """
    start, after = spots.start[first], spots.start[end]
    kept = slice(start, after)
    return PlaceSpots(
        np.ascontiguousarray(spots.kind[kept]),
        np.ascontiguousarray(spots.area[kept]),
        np.ascontiguousarray(spots.xyz[kept]),
        spots.start[first : end + 1] - start,
        spots.is_known[first:end],
    )


def word_points(desk: Desk, number: int, records: Longs) -> NDArray[np.int16]:
    """Give the points of title, skills and description: int16[jobseekers, 3]."""
    found = np.zeros((len(records), 3), dtype=np.int16)
    fill_word_points(desk, number, records, found)
    return found
