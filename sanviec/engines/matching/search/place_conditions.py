"""Filters on the workplace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sanviec.engines.matching.geography import (
    COMMUNE,
    COUNTRY,
    NATIONWIDE,
    PROVINCE,
    is_country,
    km_table,
    spots,
)
from sanviec.engines.matching.index import VacancyIndex
from sanviec.engines.matching.requirements import OVERSEAS
from sanviec.engines.matching.understanding.model import Understood

from .conditions import Condition, Flags
from .points import POINTS

# Beyond this way nothing is near.
_NEAR_KM = 50
# Codes of provinces and countries; communes have five digits.
_AREA_DIGITS = 2


def place(wanted: Understood, index: VacancyIndex, on: date) -> Condition | None:
    """Give vacancies in any wanted place.

    Most vacancies name no more than a province: for a wanted commune they may lie in it, so they
    stay, below those that are known to.
    """
    if not wanted.places:
        return None
    inside = np.zeros(len(index.search_columns.places.codes), dtype=np.bool_)
    around = inside.copy()
    for code in wanted.places:
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
    wider = [code if is_country(code) else gazetteer.province_of(code) for code in wanted.places]
    provinces = tuple(dict.fromkeys(wider))
    if set(provinces) == set(wanted.places):
        return None
    condition = place(replace(wanted, places=provinces), index, date.min)
    return (provinces, condition) if condition else None


def _inside(code: str, index: VacancyIndex) -> Flags:
    """Give which workplaces lie in a place; work anywhere in the country lies in all of it."""
    places = index.search_columns.places
    here, there = index.terms.place.spot(code), places.spots
    inside: Flags = there.kind != COUNTRY
    if here.kind != NATIONWIDE:
        is_area = len(code) == _AREA_DIGITS
        anywhere = (there.kind == NATIONWIDE) & (here.kind != COUNTRY)
        inside = anywhere | (there.area == here.area if is_area else places.codes == code)
    return inside


def _around(code: str, index: VacancyIndex) -> Flags:
    """Give the workplaces of which only the province is told, and that it holds the commune."""
    here, there = index.terms.place.spot(code), index.search_columns.places.spots
    if len(code) == _AREA_DIGITS:
        return np.zeros(len(there.kind), dtype=np.bool_)
    around: Flags = (there.kind == PROVINCE) & (there.area == here.area)
    return around


def refused_place(wanted: Understood, index: VacancyIndex, on: date) -> Condition | None:
    """Give vacancies with a workplace outside all refused places."""
    if not wanted.refused_places:
        return None
    refused = np.zeros(len(index.search_columns.places.codes), dtype=np.bool_)
    for code in wanted.refused_places:
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
        passes = np.where(is_exact, km <= limit_km, (there.area == here.area[0]) | ~is_said)
    best = _most(np.where(passes, gain, 0), index).astype(np.int32)
    return Condition("near_home", _any_place(passes, index), None, best)


def _any_place(flags: Flags, index: VacancyIndex) -> Flags:
    """Give vacancies of which any workplace has the flag; without a workplace none has."""
    return _most(flags.astype(np.int64), index) > 0


def _most(values: NDArray[np.int64], index: VacancyIndex) -> NDArray[np.int64]:
    places = index.search_columns.places
    if not len(values):
        return np.zeros(len(places.rows), dtype=np.int64)
    best: NDArray[np.int64] = np.maximum.reduceat(values, places.offsets[:-1])
    return best[places.rows]
