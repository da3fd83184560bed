"""Points of places for the jobseeker at hand, compiled."""

from __future__ import annotations

import numpy as np

from . import layout as at
from .compiled import compiled, inlined
from .layout import Desk, Number

_NO_LIMIT = -1


@inlined
def _raise(
    desk: Desk, to: Number, size: Number, free: Number, apart: Number, limit: Number
) -> None:
    """Raise points[to : to + size] to what a row gives.

    The row's free points stand in places[free:], its fixed ones and its kilometres `apart` and
    twice `apart` behind them.
    """
    points, rows = desk.points[to : to + size], desk.places[free : free + size]
    if limit == _NO_LIMIT:
        for step in range(size):
            # Without a sign an index needs no look whether it counts from the end.
            place = np.uint64(step)
            points[place] = max(points[place], rows[place])
        return
    fixed, km = desk.places[free + apart :], desk.places[free + 2 * apart :]
    for step in range(size):
        place = np.uint64(step)
        without, found = fixed[place], rows[place]
        if km[place] > limit:
            found = without
        points[place] = max(points[place], found)


@inlined
def _raise_all(desk: Desk, to: Number, size: Number, offset: Number, apart: Number) -> None:
    """Fill points[to : to + size] from all rows of the jobseeker; `offset` is where in a row."""
    wishes, first = desk.wishes, desk.state[at.MY_PLACES]
    width = 3 * (np.int64(desk.offers[at.N_PLACES]) + desk.offers[at.N_GROUPS])
    desk.points[to : to + size] = 0
    for pair in range(first + 1, first + 1 + 2 * wishes[first], 2):
        _raise(desk, to, size, wishes[pair] * width + offset, apart, wishes[pair + 1])


@compiled
def take_places(desk: Desk) -> None:
    """Fill the points of places and the most of each group, and order the groups by it."""
    n_places, n_groups = np.int64(desk.offers[at.N_PLACES]), np.int64(desk.offers[at.N_GROUPS])
    _raise_all(desk, 0, n_places, 0, n_places)
    _raise_all(desk, desk.state[at.GROUPS_AT], n_groups, 3 * n_places, n_groups)
    _sort_groups(desk, n_groups)


@inlined
def _sort_groups(desk: Desk, n_groups: Number) -> None:
    """Fill the groups in descending order of their most; a counting sort."""
    state, counts = desk.state, desk.state[at.COUNTS_AT]
    most = desk.points[state[at.GROUPS_AT] : state[at.GROUPS_AT] + n_groups]
    highest = np.int64(0)
    for group in range(n_groups):
        state[counts + most[group]] += 1
        highest = max(highest, most[group])
    place = np.int64(0)
    for points in range(highest, -1, -1):
        state[counts + points], place = place, place + state[counts + points]
    for group in range(n_groups):
        slot = counts + most[group]
        state[at.GROUP_ORDER + state[slot]] = group
        state[slot] += 1
    state[counts : counts + highest + 1] = 0
