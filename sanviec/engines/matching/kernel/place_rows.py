"""Points of places, compiled: for an anchor once, for each jobseeker's wish from its anchors."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .compiled import compiled
from .layout import Flags, Longs, Number, PlaceSpots, PlaceTables, Points

_COMMUNE, _PROVINCE, _COUNTRY, _NATIONWIDE = 1, 2, 3, 4
# As in `geography`: the province or country, above it the former province.
_AREA_BITS = 14
_AREA_MASK = (1 << _AREA_BITS) - 1
_KM_PER_STEP = 6371.0088 / 10_000_000
_NO_COMMUNE = 65535
_NO_LIMIT = -1


class Anchors(NamedTuple):
    """Points that distances are taken from: int64[a], xyz int64[a, 3], and whether it is a home."""

    kind: Longs
    area: Longs
    xyz: Longs
    is_home: Longs


class PlaceRules(NamedTuple):
    """The place term's numbers; `by_km` is int64, points for 0, 1, 2 … km."""

    by_km: Longs
    near_province: Number
    same_province: Number
    wished: Number
    wished_country: Number


@compiled
def _apart_km(anchors: Anchors, anchor: Number, spots: PlaceSpots, spot: Number) -> Number:
    x = anchors.xyz[anchor, 0] - spots.xyz[spot, 0]
    y = anchors.xyz[anchor, 1] - spots.xyz[spot, 1]
    z = anchors.xyz[anchor, 2] - spots.xyz[spot, 2]
    return int(np.sqrt(np.float64(x * x + y * y + z * z)) * _KM_PER_STEP)


@compiled
def _fixed_points(
    anchors: Anchors,
    anchor: Number,
    spots: PlaceSpots,
    spot: Number,
    rules: PlaceRules,
    near: Number,
) -> Number:
    """Give the points of a pair of which one at least is no commune."""
    here, there = anchors.kind[anchor], spots.kind[spot]
    area, other = anchors.area[anchor], spots.area[spot]
    is_same = area & _AREA_MASK == other & _AREA_MASK
    if there == _COUNTRY:
        return rules.wished_country if here == _COUNTRY and is_same else 0
    if here == _COUNTRY:
        return 0
    if here == _NATIONWIDE or there == _NATIONWIDE:
        return rules.same_province
    if not is_same:
        return min(near, rules.near_province)
    former, other_former = area >> _AREA_BITS, other >> _AREA_BITS
    if former != 0 and other_former != 0 and former != other_former:
        return min(near, rules.same_province)
    is_area_wish = here == _PROVINCE and anchors.is_home[anchor] == 0
    is_whole = former == 0 or other_former != 0
    return rules.wished if is_area_wish and is_whole else rules.same_province


@compiled
def fill_anchor_tables(
    anchors: Anchors, spots: PlaceSpots, rules: PlaceRules, tables: PlaceTables, rows: Longs
) -> None:
    """Fill the rows of `free`, `fixed` and `km` from rows[0] to rows[1]."""
    last_km = len(rules.by_km) - 1
    for anchor in range(rows[0], rows[1]):
        for place in range(len(spots.is_known)):
            fixed: Number = 0
            nearest: Number = _NO_COMMUNE
            for spot in range(spots.start[place], spots.start[place + 1]):
                km = _apart_km(anchors, anchor, spots, spot)
                if anchors.kind[anchor] == _COMMUNE and spots.kind[spot] == _COMMUNE:
                    nearest = min(nearest, km)
                else:
                    near = rules.by_km[min(km, last_km)]
                    points = _fixed_points(anchors, anchor, spots, spot, rules, near)
                    fixed = max(fixed, points)
            free = fixed
            if nearest != _NO_COMMUNE:
                free = max(fixed, rules.by_km[min(nearest, last_km)])
            tables.fixed[anchor, place] = fixed
            tables.free[anchor, place] = free
            tables.km[anchor, place] = nearest


@compiled
def _add_anchor(points: Points, tables: PlaceTables, anchor: Number, limit: Number) -> None:
    free = tables.free[anchor]
    if limit == _NO_LIMIT:
        _add_row(points, free)
        return
    fixed, km = tables.fixed[anchor], tables.km[anchor]
    for number in range(len(points)):
        # Without a sign an index needs no look whether it counts from the end.
        place = np.uint64(number)
        found = free[place] if km[place] <= limit else fixed[place]
        if found > points[place]:
            points[place] = found


@compiled
def _add_row(points: Points, row: Points) -> None:
    for number in range(len(points)):
        place = np.uint64(number)
        if row[place] > points[place]:
            points[place] = row[place]


@compiled
def fill_places(
    tables: PlaceTables, wish: Number, is_known: Flags, unknown: Number, points: Points
) -> None:
    """Fill the points of all places for one wish; `unknown` is what no known place gives."""
    points[:] = 0
    start, end = tables.start[wish], tables.start[wish + 1]
    for at in range(start, end):
        _add_anchor(points, tables, tables.anchor[at], tables.limit[at])
    if start == end:
        _add_row(points, tables.ready[2])
    if tables.can_relocate[wish]:
        _add_row(points, tables.ready[0])
    if tables.accepts_overseas[wish]:
        _add_row(points, tables.ready[1])
    for number in range(len(points)):
        place = np.uint64(number)
        if not is_known[place]:
            points[place] = unknown
