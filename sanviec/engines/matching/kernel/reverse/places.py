"""What the place of a vacancy gives each home and wished place, compiled."""

from __future__ import annotations

import numpy as np

from sanviec.engines.matching.kernel.compiled import compiled
from sanviec.engines.matching.kernel.layout import Ints, Number, PlaceSpots
from sanviec.engines.matching.kernel.place_rows import Anchors, PlaceRules, apart_km, fixed_points
from sanviec.engines.matching.kernel.place_tables import place_rules, ready_points
from sanviec.engines.matching.weights import Weights

from . import layout as at

_COMMUNE = 1
# Farther than any two places on Earth: no commune.
NO_COMMUNE = 65_535


@compiled
def _fill(anchors: Anchors, spots: PlaceSpots, rules: PlaceRules, points: Ints) -> None:
    """Fill int32[places, 3, ·] as far as there are anchors."""
    last_km = len(rules.by_km) - 1
    for place in range(len(spots.is_known)):
        for anchor in range(len(anchors.kind)):
            apart: Number = 0
            nearest: Number = NO_COMMUNE
            for spot in range(spots.start[place], spots.start[place + 1]):
                km = apart_km(anchors, anchor, spots, spot)
                if anchors.kind[anchor] == _COMMUNE and spots.kind[spot] == _COMMUNE:
                    nearest = min(nearest, km)
                else:
                    by_way = rules.by_km[min(km, last_km)]
                    points_here = fixed_points(anchors, anchor, spots, spot, rules, by_way)
                    apart = max(apart, points_here)
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
    _fill(anchors, spots, place_rules(weights), points)
    points[:, :2, n_anchors:] = ready_points(spots, weights).T[:, None, :]
    points[~spots.is_known, :2] = weights.place_unknown
    return points
