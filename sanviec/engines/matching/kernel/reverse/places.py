"""What the place of a vacancy gives each home and wished place, compiled."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sanviec.engines.matching.geography import COUNTRY, points_by_km
from sanviec.engines.matching.kernel.compiled import compiled
from sanviec.engines.matching.kernel.layout import Flags, Ints, Longs, Number, PlaceSpots
from sanviec.engines.matching.weights import Weights

from . import layout as at
from .layout import Anchors

_COMMUNE, _PROVINCE, _COUNTRY, _NATIONWIDE = 1, 2, 3, 4
# As in `geography`: the province or country, above it the former province.
_AREA_BITS = 14
_AREA_MASK = (1 << _AREA_BITS) - 1
_KM_PER_STEP = 6371.0088 / 10_000_000
# Farther than any two places on Earth: no commune.
NO_COMMUNE = 65_535


class _Rules(NamedTuple):
    """The place term's numbers; `by_km` is int64, points for 0, 1, 2 … km."""

    by_km: Longs
    near_province: Number
    same_province: Number
    wished: Number
    wished_country: Number


@compiled
def _kilometres(anchors: Anchors, anchor: Number, spots: PlaceSpots, spot: Number) -> Number:
    x = anchors.xyz[anchor, 0] - spots.xyz[spot, 0]
    y = anchors.xyz[anchor, 1] - spots.xyz[spot, 1]
    z = anchors.xyz[anchor, 2] - spots.xyz[spot, 2]
    return int(np.sqrt(np.float64(x * x + y * y + z * z)) * _KM_PER_STEP)


@compiled
def _area_points(
    anchors: Anchors, anchor: Number, spots: PlaceSpots, spot: Number, rules: _Rules
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
    km = min(_kilometres(anchors, anchor, spots, spot), len(rules.by_km) - 1)
    if not is_same:
        return np.int64(min(rules.by_km[km], rules.near_province))
    former, other_former = area >> _AREA_BITS, other >> _AREA_BITS
    if former != 0 and other_former != 0 and former != other_former:
        return np.int64(min(rules.by_km[km], rules.same_province))
    is_area_wish = here == _PROVINCE and anchors.is_home[anchor] == 0
    is_whole = former == 0 or other_former != 0
    return rules.wished if is_area_wish and is_whole else rules.same_province


@compiled
def _fill(anchors: Anchors, spots: PlaceSpots, rules: _Rules, points: Ints) -> None:
    """Fill int32[places, 3, ·] as far as there are anchors."""
    last_km = len(rules.by_km) - 1
    for place in range(len(spots.is_known)):
        for anchor in range(len(anchors.kind)):
            apart: Number = 0
            nearest: Number = NO_COMMUNE
            for spot in range(spots.start[place], spots.start[place + 1]):
                if anchors.kind[anchor] == _COMMUNE and spots.kind[spot] == _COMMUNE:
                    nearest = min(nearest, _kilometres(anchors, anchor, spots, spot))
                else:
                    apart = max(apart, _area_points(anchors, anchor, spots, spot, rules))
            near: Number = 0
            if nearest != NO_COMMUNE:
                near = rules.by_km[min(nearest, last_km)]
            points[place, 0, anchor] = max(apart, near)
            points[place, 1, anchor] = apart
            points[place, 2, anchor] = nearest


def place_points(anchors: Anchors, spots: PlaceSpots, weights: Weights) -> Ints:
    """Give what some places give each anchor, and those who are ready for any place.

    Args:
        anchors: homes and wished places.
        spots: where the places lie; each array in one piece.
        weights: the points.

    Returns:
        int32[places, 3, anchors + 3]: without a limit, beyond the limit, and kilometres.

    Cost: O(places × anchors).
    """
    n_places, n_anchors = len(spots.is_known), len(anchors.kind)
    points = np.zeros((n_places, 3, n_anchors + at.N_READY), dtype=np.int32)
    rules = _Rules(
        np.array(points_by_km(weights.place), dtype=np.int64),
        weights.place_near_province,
        weights.place_same_province,
        weights.place_wished,
        weights.place_wished_country,
    )
    _fill(anchors, spots, rules, points)
    is_abroad = spots.kind == COUNTRY
    some_at_home, some_abroad = _some(~is_abroad, spots.start), _some(is_abroad, spots.start)
    ready = points[:, :2, n_anchors:]
    ready[:, :, at.MOVES] = (some_at_home * weights.place_relocation)[:, None]
    ready[:, :, at.LEAVES] = (some_abroad * weights.place_overseas)[:, None]
    ready[:, :, at.ANYWHERE] = (some_at_home * weights.place_unknown)[:, None]
    points[~spots.is_known, :2] = weights.place_unknown
    return points


def _some(flags: Flags, start: Longs) -> Flags:
    """Give which places have a spot with the flag; every place has a spot."""
    return np.logical_or.reduceat(flags, start[:-1])
