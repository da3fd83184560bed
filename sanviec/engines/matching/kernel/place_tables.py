"""Tables of the points of places for distinct anchors."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sanviec.engines.matching.geography import COUNTRY, points_by_km
from sanviec.engines.matching.weights import Weights

from .layout import GROUP, Flags, Ints, Longs, PlaceSpots, PlaceTables, Points
from .place_rows import LONGEST_KM, Anchors, PlaceRules, fill_anchor_rows, fill_group_rows

__all__ = [
    "LONGEST_KM",
    "AnchorLists",
    "anchors_of",
    "place_rules",
    "place_tables",
    "ready_points",
]

_NO_LIMIT = -1
# Rows behind the anchors: who would move, who would go abroad, who says nothing of places.
_N_READY = 3


class AnchorLists(NamedTuple):
    """Each wish's anchors: int64[wishes + 1], and int32 anchors and limits, -1 for no limit."""

    start: Longs
    anchor: Ints
    limit: Ints


def anchors_of(rows: Longs) -> Anchors:
    """Give anchors from rows of kind, area, x, y, z and is_home: int64[a, 6]."""
    return Anchors(
        np.ascontiguousarray(rows[:, 0]),
        np.ascontiguousarray(rows[:, 1]),
        np.ascontiguousarray(rows[:, 2:5]),
        np.ascontiguousarray(rows[:, 5]),
    )


def place_tables(
    anchors: Anchors,
    lists: AnchorLists,
    readiness: tuple[Flags, Flags],
    spots: PlaceSpots,
    weights: Weights,
) -> PlaceTables:
    """Give the points of all places from each anchor, and the wishes over them.

    Args:
        anchors: distinct.
        lists: anchors of each wish.
        readiness: bool[wishes] each, would move house, would go abroad.
        spots: where the places lie.
        weights: the points.

    Cost: O(anchors × places).
    """
    n_anchors, n_places = len(anchors.kind), len(spots.is_known)
    n_groups = -(-n_places // GROUP)
    rows = np.zeros((n_anchors + _N_READY, 3 * (n_places + n_groups)), dtype=np.int16)
    rules = place_rules(weights)
    fill_anchor_rows(anchors, spots, rules, rows, np.array([0, n_anchors], dtype=np.int64))
    rows[n_anchors:, :n_places] = ready_points(spots, weights)
    for first in (0, n_places):
        rows[:, first + np.flatnonzero(~spots.is_known)] = weights.place_unknown
    fill_group_rows(rows, n_places)
    return PlaceTables(rows, *_with_readiness(lists, readiness, n_anchors))


def place_rules(weights: Weights) -> PlaceRules:
    """Give what the compiled functions read of the weights of places."""
    return PlaceRules(
        np.array(points_by_km(weights.place), dtype=np.int64),
        weights.place_near_province,
        weights.place_same_province,
        weights.place_wished,
        weights.place_wished_country,
    )


def _with_readiness(
    lists: AnchorLists, readiness: tuple[Flags, Flags], n_anchors: int
) -> AnchorLists:
    """Give each wish's rows: its anchors, readiness, or that it says nothing of places."""
    sizes = np.diff(lists.start)
    ready = [np.flatnonzero(one) for one in (*readiness, sizes == 0)]
    wish = np.concatenate([np.repeat(np.arange(len(sizes)), sizes), *ready])
    rows = [np.full(len(one), n_anchors + at) for at, one in enumerate(ready)]
    order = np.argsort(wish, kind="stable")
    anchor = np.concatenate([lists.anchor, *rows])[order]
    none = np.full(len(wish) - len(lists.limit), _NO_LIMIT)
    limit = np.concatenate([lists.limit, none])[order]
    starts = np.searchsorted(wish[order], np.arange(len(sizes) + 1))
    return AnchorLists(starts.astype(np.int64), anchor.astype(np.int32), limit.astype(np.int32))


def ready_points(spots: PlaceSpots, weights: Weights) -> Points:
    """Give what a place gives for moving house, for going abroad, and when nothing is known.

    Returns:
        int16[3, places].
    """
    is_abroad = spots.kind == COUNTRY
    starts = spots.start[:-1]
    if not len(starts):
        return np.zeros((3, 0), dtype=np.int16)
    some_abroad = np.logical_or.reduceat(is_abroad, starts)
    some_at_home = np.logical_or.reduceat(~is_abroad, starts)
    return np.stack(
        [
            some_at_home * weights.place_relocation,
            some_abroad * weights.place_overseas,
            some_at_home * weights.place_unknown,
        ]
    ).astype(np.int16)
