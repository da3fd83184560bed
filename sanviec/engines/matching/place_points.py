"""The place term of one pair in plain steps: what `PlaceTerm.table` gives, without a table."""

from __future__ import annotations

from .geography import (
    AREA_BITS,
    AREA_MASK,
    COMMUNE,
    COUNTRY,
    NATIONWIDE,
    PROVINCE,
    Spot,
    km_between,
    points_by_km,
)
from .place import Anchor, PlaceTerm, PlaceWish, Workplaces
from .weights import Weights


def place_points(wish: PlaceWish, offer: Workplaces, term: PlaceTerm, weights: Weights) -> int:
    """Give one pair's points; the best workplace counts. Cost: anchors × workplaces."""
    if not offer:
        return weights.place_unknown
    return max(_at(wish, term.spot(code), term, weights) for code in offer)


def _at(wish: PlaceWish, there: Spot, term: PlaceTerm, weights: Weights) -> int:
    if there.kind == COUNTRY:
        ready = weights.place_overseas if wish.accepts_overseas else 0
    else:
        ready = weights.place_relocation if wish.can_relocate else 0
        if not wish.anchors:
            return max(ready, weights.place_unknown)
    return max([ready, *(_from(anchor, there, term, weights) for anchor in wish.anchors)])


def _from(anchor: Anchor, there: Spot, term: PlaceTerm, weights: Weights) -> int:
    here = term.spot(anchor.code)
    if COUNTRY in (here.kind, there.kind):
        is_wished = here.kind == there.kind and here.area == there.area
        return weights.place_wished_country if is_wished else 0
    if NATIONWIDE in (here.kind, there.kind):
        return weights.place_same_province
    km = km_between(here, there)
    by_km = points_by_km(weights.place)
    near = by_km[min(km, len(by_km) - 1)]
    if here.kind == there.kind == COMMUNE:
        return 0 if 0 <= anchor.limit_km < km else near
    if here.area & AREA_MASK != there.area & AREA_MASK:
        return min(near, weights.place_near_province)
    former, other = here.area >> AREA_BITS, there.area >> AREA_BITS
    if former and other and former != other:
        return min(near, weights.place_same_province)
    is_wished = here.kind == PROVINCE and not anchor.is_home and bool(other or not former)
    return weights.place_wished if is_wished else weights.place_same_province
