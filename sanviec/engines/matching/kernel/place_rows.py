"""Points of places from an anchor, compiled."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .compiled import compiled
from .layout import GROUP, Longs, Number, PlaceSpots, Points

_COMMUNE, _PROVINCE, _COUNTRY, _NATIONWIDE = 1, 2, 3, 4
# As in `geography`: the province or country, above it the former province.
_AREA_BITS = 14
_AREA_MASK = (1 << _AREA_BITS) - 1
_KM_PER_STEP = 6371.0088 / 10_000_000
# No two places on Earth are as far apart; one more stands for "no commune".
LONGEST_KM = 32_766
_NO_COMMUNE = LONGEST_KM + 1
_KM_PART = 2


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
def apart_km(anchors: Anchors, anchor: Number, spots: PlaceSpots, spot: Number) -> Number:
    x = anchors.xyz[anchor, 0] - spots.xyz[spot, 0]
    y = anchors.xyz[anchor, 1] - spots.xyz[spot, 1]
    z = anchors.xyz[anchor, 2] - spots.xyz[spot, 2]
    return int(np.sqrt(np.float64(x * x + y * y + z * z)) * _KM_PER_STEP)


@compiled
def fixed_points(
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
def fill_anchor_rows(
    anchors: Anchors, spots: PlaceSpots, rules: PlaceRules, rows: Points, span: Longs
) -> None:
    """Fill rows[span[0]:span[1]] with points of places, those without kilometres, and kilometres.

    Args:
        anchors, spots, rules: what a row is made of.
        rows: int16[anchors, at least 3 * P].
        span: int64[2].
    """
    last_km, n_places = len(rules.by_km) - 1, len(spots.is_known)
    for anchor in range(span[0], span[1]):
        for place in range(n_places):
            fixed: Number = 0
            nearest: Number = _NO_COMMUNE
            for spot in range(spots.start[place], spots.start[place + 1]):
                km = apart_km(anchors, anchor, spots, spot)
                if anchors.kind[anchor] == _COMMUNE and spots.kind[spot] == _COMMUNE:
                    nearest = min(nearest, km)
                else:
                    near = rules.by_km[min(km, last_km)]
                    points = fixed_points(anchors, anchor, spots, spot, rules, near)
                    fixed = max(fixed, points)
            free = fixed
            if nearest != _NO_COMMUNE:
                free = max(fixed, rules.by_km[min(nearest, last_km)])
            rows[anchor, place] = free
            rows[anchor, n_places + place] = fixed
            rows[anchor, 2 * n_places + place] = nearest


@compiled
def fill_group_rows(rows: Points, n_places: int) -> None:
    """Fill the most, the most and the least of the three parts of each row, by group."""
    n_groups = (n_places + GROUP - 1) // GROUP
    for row in range(len(rows)):
        for part in range(3):
            for group in range(n_groups):
                first = part * n_places + group * GROUP
                found = rows[row, first]
                for place in range(first, min(first + GROUP, (part + 1) * n_places)):
                    one = rows[row, place]
                    found = min(found, one) if part == _KM_PART else max(found, one)
                rows[row, 3 * n_places + part * n_groups + group] = found
