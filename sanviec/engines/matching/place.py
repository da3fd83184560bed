"""Points for the workplace: distance from home, wished places, moving house, work abroad."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .coding import Codes, Points, coded, most_in_groups, offsets_of, with_rule
from .facts import JobseekerFacts, VacancyFacts
from .geography import (
    AREA_BITS,
    AREA_MASK,
    COMMUNE,
    COUNTRY,
    HOME_COUNTRY,
    NATIONWIDE,
    PROVINCE,
    SOMEWHERE_ABROAD,
    Spot,
    Spots,
    is_abroad,
    km_table,
    points_by_km,
    spot_of,
    spots,
)
from .lookups import Gazetteer
from .weights import Weights

# Rules, rising in precedence where points are equal.
(
    TOO_FAR,
    UNKNOWN,
    RELOCATION,
    ABROAD_ACCEPTED,
    NEAR_PROVINCE,
    OTHER_PART,
    SAME_PROVINCE,
    ANYWHERE,
    WISHED_PROVINCE,
    FROM_WISH,
    FROM_HOME,
    WISHED_COUNTRY,
    ABROAD_NOT_ASKED,
    BEYOND_LIMIT,
) = range(14)

Workplaces = tuple[str, ...]
_NO_LIMIT = -1


class Anchor(NamedTuple):
    """A point that distances are taken from; `limit_km` only counts for the home."""

    code: str
    is_home: bool
    limit_km: int = _NO_LIMIT


class PlaceWish(NamedTuple):
    """All that a jobseeker says about where."""

    anchors: tuple[Anchor, ...]
    can_relocate: bool
    accepts_overseas: bool


def _in_one_area(here: Spots, there: Spots) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Give whether the areas are one, and whether they lie in two former provinces of it."""
    one, other = here.area[:, None], there.area[None, :]
    same = (one & AREA_MASK) == (other & AREA_MASK)
    are_known = ((one >> AREA_BITS) > 0) & ((other >> AREA_BITS) > 0)
    return same, same & are_known & (one != other)


def _flags(values: Iterable[bool]) -> NDArray[np.bool_]:
    return np.fromiter(values, dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class OfferedPlaces:
    """Distinct sets of workplaces: their spots end to end, and where each set starts."""

    spots: Spots
    offsets: Codes
    has_place: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class WishedPlaces:
    """Distinct wishes: their anchors as columns, and each wish's anchors as numbers."""

    spots: Spots
    is_home: NDArray[np.bool_]
    limit_km: NDArray[np.int64]
    flat: Codes
    offsets: Codes
    has_anchor: NDArray[np.bool_]
    can_relocate: NDArray[np.bool_]
    accepts_overseas: NDArray[np.bool_]


def workplaces_of(vacancy: VacancyFacts) -> Workplaces:
    """Give where the work is done: for work abroad only countries, whatever else is listed."""
    abroad = tuple(sorted({code for code in vacancy.places if is_abroad(code)}))
    if vacancy.is_overseas:
        return abroad or (SOMEWHERE_ABROAD,)
    return tuple(sorted(set(vacancy.places)))


def is_work_abroad(vacancy: VacancyFacts) -> bool:
    """True when every known workplace lies in another country."""
    places = workplaces_of(vacancy)
    return bool(places) and all(is_abroad(code) for code in places)


class PlaceTerm:
    """The place term of a score."""

    key = "place"

    def __init__(self, weights: Weights, gazetteer: Gazetteer) -> None:
        self._weights = weights
        self._gazetteer = gazetteer
        self._by_km = np.array(points_by_km(weights.place), dtype=np.int64)
        self._known: dict[str, Spot] = {}

    def spot(self, code: str) -> Spot:
        """Give the spot of a code, looked up once."""
        if code not in self._known:
            self._known[code] = spot_of(code, self._gazetteer)
        return self._known[code]

    def offer_value(self, vacancy: VacancyFacts) -> Workplaces:
        """Give what the term reads of a vacancy."""
        return workplaces_of(vacancy)

    def wish_value(self, jobseeker: JobseekerFacts) -> PlaceWish:
        """Give what the term reads of a jobseeker."""
        limit = _NO_LIMIT if jobseeker.max_distance_km is None else jobseeker.max_distance_km
        home = (Anchor(jobseeker.home, True, limit),) if jobseeker.home else ()
        wished = tuple(Anchor(code, False) for code in sorted(set(jobseeker.places)))
        return PlaceWish(home + wished, jobseeker.can_relocate, bool(jobseeker.accepts_overseas))

    def encode_offers(self, values: Sequence[Workplaces]) -> OfferedPlaces:
        """Give the columns of distinct vacancy values."""
        filled = [value or (SOMEWHERE_ABROAD,) for value in values]
        return OfferedPlaces(
            spots([self.spot(code) for value in filled for code in value]),
            offsets_of(filled),
            np.array([bool(value) for value in values], dtype=np.bool_),
        )

    def encode_wishes(self, values: Sequence[PlaceWish]) -> WishedPlaces:
        """Give the columns of distinct jobseeker values."""
        filled = [value.anchors or (Anchor(HOME_COUNTRY, False),) for value in values]
        anchors = coded(anchor for group in filled for anchor in group)
        return WishedPlaces(
            spots([self.spot(anchor.code) for anchor in anchors.values]),
            _flags(anchor.is_home for anchor in anchors.values),
            np.array([anchor.limit_km for anchor in anchors.values], dtype=np.int64),
            anchors.codes,
            offsets_of(filled),
            _flags(bool(value.anchors) for value in values),
            _flags(value.can_relocate for value in values),
            _flags(value.accepts_overseas for value in values),
        )

    def table(self, wishes: WishedPlaces, offers: OfferedPlaces) -> Points:
        """Give the cells of every distinct wish and set of workplaces: int16[n_wish, n_offer]."""
        anchored = self._from_anchors(wishes, offers.spots)
        cells = most_in_groups(anchored[wishes.flat], wishes.offsets)
        cells = self._with_readiness(cells, wishes, offers.spots)
        best = most_in_groups(np.ascontiguousarray(cells.T), offers.offsets).T
        unknown = with_rule(self._weights.place_unknown, UNKNOWN)
        return np.where(offers.has_place[None, :], best, unknown).astype(np.int16)

    def _from_anchors(self, wishes: WishedPlaces, places: Spots) -> Points:
        here, weights = wishes.spots, self._weights
        km = km_table(here, places)
        by_km = self._points(km)
        is_area_wish = ((here.kind == PROVINCE) & ~wishes.is_home)[:, None]
        same_area, other_part = _in_one_area(here, places)
        both_communes = (here.kind == COMMUNE)[:, None] & (places.kind == COMMUNE)[None, :]
        near = np.minimum(by_km, weights.place_near_province)
        is_near = (km <= weights.place_near_km) & (near > 0)
        cells = np.where(is_near, with_rule(near, NEAR_PROVINCE), with_rule(near, TOO_FAR))
        cells = np.where(same_area, with_rule(weights.place_same_province, SAME_PROVINCE), cells)
        wished = with_rule(weights.place_wished, WISHED_PROVINCE)
        # Who wishes a former province is not served for certain anywhere in today's.
        is_whole = (here.area >> AREA_BITS == 0)[:, None] | (places.area >> AREA_BITS != 0)[None, :]
        cells = np.where(same_area & is_area_wish & is_whole, wished, cells)
        part = np.minimum(by_km, weights.place_same_province)
        cells = np.where(other_part, with_rule(part, OTHER_PART), cells)
        distance_rule = np.where(wishes.is_home, FROM_HOME, FROM_WISH)[:, None]
        cells = np.where(both_communes, with_rule(by_km, 0) | distance_rule, cells)
        limit = wishes.limit_km[:, None]
        beyond = both_communes & (limit != _NO_LIMIT) & (km > limit)
        cells = np.where(beyond, with_rule(0, BEYOND_LIMIT), cells)
        return self._across_countries(cells, here, places).astype(np.int16)

    def _points(self, km: NDArray[np.int64]) -> NDArray[np.int64]:
        return self._by_km[np.minimum(km, len(self._by_km) - 1)]

    def _across_countries(self, cells: Points, here: Spots, places: Spots) -> Points:
        weights = self._weights
        abroad = (places.kind == COUNTRY)[None, :]
        wish_abroad = (here.kind == COUNTRY)[:, None]
        anywhere = (here.kind == NATIONWIDE)[:, None] | (places.kind == NATIONWIDE)[None, :]
        country = with_rule(weights.place_wished_country, WISHED_COUNTRY)
        same, _ = _in_one_area(here, places)
        cells = np.where(anywhere, with_rule(weights.place_same_province, ANYWHERE), cells)
        cells = np.where(wish_abroad, with_rule(0, TOO_FAR), cells)
        cells = np.where(abroad, with_rule(0, ABROAD_NOT_ASKED), cells)
        return np.where(abroad & wish_abroad & same, country, cells)

    def _with_readiness(self, cells: Points, wishes: WishedPlaces, places: Spots) -> Points:
        weights = self._weights
        domestic = (places.kind != COUNTRY)[None, :]
        unknown = with_rule(weights.place_unknown, UNKNOWN)
        cells = np.where(domestic & ~wishes.has_anchor[:, None], unknown, cells)
        move = np.where(
            domestic & wishes.can_relocate[:, None],
            with_rule(weights.place_relocation, RELOCATION),
            np.int16(0),
        )
        leave = np.where(
            ~domestic & wishes.accepts_overseas[:, None],
            with_rule(weights.place_overseas, ABROAD_ACCEPTED),
            np.int16(0),
        )
        return np.maximum(np.maximum(cells, move), leave).astype(np.int16)
