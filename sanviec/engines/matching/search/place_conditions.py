"""Filters on the workplace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sanviec.engines.matching.geography import (
    AREA_BITS,
    AREA_MASK,
    COMMUNE,
    COUNTRY,
    NATIONWIDE,
    PROVINCE,
    Spots,
    is_country,
    km_table,
    spots,
)
from sanviec.engines.matching.index import VacancyIndex
from sanviec.engines.matching.requirements import OVERSEAS
from sanviec.engines.matching.understanding.joint_provinces import parts_by_today
from sanviec.engines.matching.understanding.model import Understood

from .conditions import Condition, Flags
from .points import POINTS

# Beyond this way nothing is near.
_NEAR_KM = 50
Areas = TypeVar("Areas", int, NDArray[np.int64])
# Codes of provinces and countries; communes have five digits.
_AREA_DIGITS = 2


def place(wanted: Understood, index: VacancyIndex, on: date) -> Condition | None:
    """Give vacancies in any wanted place.

    Most vacancies name no more than a province: for a wanted commune or former province they may
    lie in it, so they stay, below those that are known to.
    """
    if not wanted.places:
        return None
    inside = np.zeros(len(index.search_columns.places.codes), dtype=np.bool_)
    around = inside.copy()
    for code in _as_named(wanted, index):
        inside |= _inside(code, index)
        around |= _around(code, index)
    known = _any_place(inside, index)
    if not around.any():
        return Condition("place", known)
    return Condition("place", known | _any_place(around, index), known)


def wider_place(
    wanted: Understood, index: VacancyIndex
) -> tuple[tuple[str, ...], Condition] | None:
    """Give the provinces around wanted communes as a filter, None when none is a commune."""
    gazetteer = index.terms.gazetteer
    named = _as_named(wanted, index)
    wider = [code if is_country(code) else gazetteer.province_of(code) for code in named]
    provinces = tuple(dict.fromkeys(wider))
    if set(provinces) == set(named):
        return None
    condition = place(replace(wanted, places=provinces, filters=()), index, date.min)
    return (provinces, condition) if condition else None


def _as_named(wanted: Understood, index: VacancyIndex, mark: str = "") -> tuple[str, ...]:
    """Give the wanted codes, a former province instead of today's where only that was typed.

    With the mark "refused_" the refused ones.
    """
    codes = wanted.refused_places if mark else wanted.places
    named = {one.value: one.terms for one in wanted.filters if one.kind == f"{mark}place"}
    whole = {term for value, terms in named.items() if "@" not in value for term in terms}
    joint = [parts_by_today(one.value) for one in wanted.filters if one.kind == f"{mark}region"]
    former = {code: parts for by_today in joint for code, parts in by_today.items()}
    former |= {
        terms[0]: (value,)
        for value, terms in named.items()
        if "@" in value and len(terms) == 1 and _is_former_province(value, index)
    }
    parts = ((code,) if code in whole else former.get(code, (code,)) for code in codes)
    return tuple(one for own in parts for one in own)


def _is_former_province(code: str, index: VacancyIndex) -> bool:
    return index.terms.gazetteer.former_province_of(code) == code


def _inside(code: str, index: VacancyIndex) -> Flags:
    """Give which workplaces lie in a place; work anywhere in the country lies in all of it."""
    places = index.search_columns.places
    here, there = index.terms.place.spot(code), places.spots
    inside: Flags = there.kind != COUNTRY
    if here.kind != NATIONWIDE:
        anywhere = (there.kind == NATIONWIDE) & (here.kind != COUNTRY)
        if len(code) == _AREA_DIGITS:
            inside = anywhere | (_area(there.area) == _area(here.area))
        elif "@" in code:
            inside = anywhere | (there.area == here.area)
        else:
            inside = anywhere | (places.codes == code)
    return inside


def _area(areas: Areas) -> Areas:
    """Give today's province or the country of areas."""
    return areas & AREA_MASK


def _around(code: str, index: VacancyIndex) -> Flags:
    """Give the workplaces of which only the province is told, and that it holds the place."""
    here, there = index.terms.place.spot(code), index.search_columns.places.spots
    if len(code) == _AREA_DIGITS:
        return np.zeros(len(there.kind), dtype=np.bool_)
    is_same = _area(there.area) == _area(here.area)
    may_be = (there.area >> AREA_BITS == 0) | (there.area == here.area)
    around: Flags = (there.kind == PROVINCE) & is_same & may_be
    return around


def refused_place(wanted: Understood, index: VacancyIndex, on: date) -> Condition | None:
    """Give vacancies with a workplace outside all refused places."""
    if not wanted.refused_places:
        return None
    refused = np.zeros(len(index.search_columns.places.codes), dtype=np.bool_)
    for code in _as_named(wanted, index, "refused_"):
        refused |= _inside(code, index)
    return Condition("refused_place", _any_place(~refused, index))


def overseas(wanted: Understood, index: VacancyIndex, on: date) -> Condition | None:
    """Give work abroad, or only work at home."""
    if not wanted.overseas and not wanted.refuses_overseas:
        return None
    demands = index.offers.requirements.rows
    is_abroad = np.array([OVERSEAS in demand.tokens for demand in demands.values], dtype=np.bool_)
    abroad = is_abroad[demands.codes]
    if wanted.overseas:
        return Condition("overseas", abroad)
    return Condition("refused_overseas", ~abroad)


def near_home(home: str, limit_km: int | None, index: VacancyIndex) -> Condition:
    """Give points for being near the home, and shut out what is known to be beyond the limit."""
    here = spots([index.terms.place.spot(home)])
    there = index.search_columns.places.spots
    is_exact = (here.kind[0] == COMMUNE) & (there.kind == COMMUNE)
    km = np.where(is_exact, km_table(here, there)[0], _NEAR_KM)
    gain = POINTS.near * np.maximum(_NEAR_KM - km, 0) // _NEAR_KM
    passes = np.ones(len(km), dtype=np.bool_)
    if limit_km is not None:
        is_said = there.kind != COUNTRY
        passes = np.where(is_exact, km <= limit_km, _is_in(there, here) | ~is_said)
    best = _most(np.where(passes, gain, 0), index).astype(np.int32)
    return Condition("near_home", _any_place(passes, index), None, best)


def _is_in(there: Spots, here: Spots) -> Flags:
    """Give which places lie in today's province of one."""
    same: Flags = _area(there.area) == _area(here.area)[0]
    return same


def _any_place(flags: Flags, index: VacancyIndex) -> Flags:
    """Give vacancies of which any workplace has the flag; without a workplace none has."""
    return _most(flags.astype(np.int64), index) > 0


def _most(values: NDArray[np.int64], index: VacancyIndex) -> NDArray[np.int64]:
    places = index.search_columns.places
    if not len(values):
        return np.zeros(len(places.rows), dtype=np.int64)
    best: NDArray[np.int64] = np.maximum.reduceat(values, places.offsets[:-1])
    return best[places.rows]
