"""The place term of one pair in plain steps: the cell of `PlaceTerm.table`, without a table."""

from __future__ import annotations

from . import place
from .coding import cell
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

_Anchors = list[tuple[Anchor, Spot]]


def place_cell(wish: PlaceWish, offer: Workplaces, term: PlaceTerm, weights: Weights) -> int:
    """Give one pair's points and rule as a cell; the best workplace counts.

    Raises:
        InputError: a place code is unknown.

    Cost: anchors × workplaces.
    """
    anchors = [(anchor, term.spot(anchor.code)) for anchor in wish.anchors]
    if not offer:
        return cell(weights.place_unknown, place.UNKNOWN)
    return max(_at(wish, anchors, term.spot(code), weights) for code in offer)


def _at(wish: PlaceWish, anchors: _Anchors, there: Spot, weights: Weights) -> int:
    cells = [_from(anchor, here, there, weights) for anchor, here in anchors]
    if there.kind == COUNTRY:
        cells.append(cell(0, place.ABROAD_NOT_ASKED))
        if wish.accepts_overseas:
            cells.append(cell(weights.place_overseas, place.ABROAD_ACCEPTED))
        return max(cells)
    if not anchors:
        cells.append(cell(weights.place_unknown, place.UNKNOWN))
    if wish.can_relocate:
        cells.append(cell(weights.place_relocation, place.RELOCATION))
    return max(cells)


def _from(anchor: Anchor, here: Spot, there: Spot, weights: Weights) -> int:
    if there.kind == COUNTRY:
        is_wished = here.kind == COUNTRY and here.area == there.area
        wished = cell(weights.place_wished_country, place.WISHED_COUNTRY)
        return wished if is_wished else cell(0, place.ABROAD_NOT_ASKED)
    if here.kind == COUNTRY:
        return cell(0, place.TOO_FAR)
    if NATIONWIDE in (here.kind, there.kind):
        return cell(weights.place_same_province, place.ANYWHERE)
    return _at_home(anchor, here, there, weights)


def _at_home(anchor: Anchor, here: Spot, there: Spot, weights: Weights) -> int:
    km, by_km = km_between(here, there), points_by_km(weights.place)
    near = by_km[min(km, len(by_km) - 1)]
    if here.kind == there.kind == COMMUNE:
        if 0 <= anchor.limit_km < km:
            return cell(0, place.BEYOND_LIMIT)
        return cell(near, place.FROM_HOME if anchor.is_home else place.FROM_WISH)
    if here.area & AREA_MASK == there.area & AREA_MASK:
        return _in_one_area(anchor, here, there, near, weights)
    near = min(near, weights.place_near_province)
    is_near = km <= weights.place_near_km and near > 0
    return cell(near, place.NEAR_PROVINCE if is_near else place.TOO_FAR)


def _in_one_area(anchor: Anchor, here: Spot, there: Spot, near: int, weights: Weights) -> int:
    """Give the cell of two places of today's province; a former one is only a part of it."""
    former, other = here.area >> AREA_BITS, there.area >> AREA_BITS
    if former and other and former != other:
        return cell(min(near, weights.place_same_province), place.OTHER_PART)
    is_sure = bool(other or not former)
    if here.kind == PROVINCE and not anchor.is_home and is_sure:
        return cell(weights.place_wished, place.WISHED_PROVINCE)
    return cell(weights.place_same_province, place.SAME_PROVINCE)
