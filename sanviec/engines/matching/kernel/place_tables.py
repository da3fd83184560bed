"""Tables of the points of places for distinct anchors."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sanviec.engines.matching.geography import COUNTRY, points_by_km
from sanviec.engines.matching.weights import Weights

from .layout import Flags, Ints, Longs, PlaceSpots, PlaceTables, Points
from .place_rows import Anchors, PlaceRules, fill_anchor_tables

# No two places on Earth are as far apart; 65,535 stands for "no commune".
LONGEST_KM = 65_534


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
    shape = (len(anchors.kind), len(spots.is_known))
    tables = PlaceTables(
        np.empty(shape, dtype=np.int16),
        np.empty(shape, dtype=np.int16),
        np.empty(shape, dtype=np.uint16),
        *lists,
        *readiness,
        _ready_points(spots, weights),
    )
    rules = PlaceRules(
        np.array(points_by_km(weights.place), dtype=np.int64),
        weights.place_near_province,
        weights.place_same_province,
        weights.place_wished,
        weights.place_wished_country,
    )
    fill_anchor_tables(anchors, spots, rules, tables, np.array([0, shape[0]], dtype=np.int64))
    return tables


def _ready_points(spots: PlaceSpots, weights: Weights) -> Points:
    """Give what a place gives for moving house, for going abroad, and when nothing is known."""
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
