"""Counts beside the hits: what each value of a filter would leave."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sanviec.engines.matching.conditions import type_mask, type_words
from sanviec.engines.matching.facts import EMPLOYMENT_TYPES
from sanviec.engines.matching.geography import SOMEWHERE_ABROAD
from sanviec.engines.matching.index import VacancyIndex
from sanviec.engines.matching.search_columns import NO_BAND, NO_MAJOR, WAGE_BANDS

from .model import Facet, FacetCount

Flags = NDArray[np.bool_]
# Kinds of filters that each facet leaves out when it counts.
OWN_KINDS = {
    "place": ("place",),
    "occupation": ("occupation_group",),
    "employment_type": ("employment_type",),
    "wage": ("wage",),
}
_MILLION = 1_000_000


def facets(index: VacancyIndex, left: Mapping[str, Flags]) -> tuple[Facet, ...]:
    """Give the counts of every facet.

    Args:
        index: the vacancies.
        left: by facet, bool[n] of the vacancies that all other filters leave.
    """
    return (
        Facet("place", _places(index, left["place"])),
        Facet("occupation", _majors(index, left["occupation"])),
        Facet("employment_type", _types(index, left["employment_type"])),
        Facet("wage", _wages(index, left["wage"])),
    )


def _places(index: VacancyIndex, left: Flags) -> tuple[FacetCount, ...]:
    counts = []
    for area, rows in index.search_columns.places.holders.items():
        count = int(left[rows].sum())
        code = _area_code(area)
        if count and code != SOMEWHERE_ABROAD:
            place = index.terms.gazetteer.get(code)
            counts.append(FacetCount(code, count, place.name, place.name_en))
    return tuple(sorted(counts, key=lambda one: (-one.count, one.value)))


def _area_code(area: int) -> str:
    """Give the province or country that an area's number stands for; see `geography.spot_of`."""
    if area < 1000:
        return f"{area:02d}"
    first, second = divmod(area - 1000, 128)
    return chr(first) + chr(second)


def _majors(index: VacancyIndex, left: Flags) -> tuple[FacetCount, ...]:
    counts = np.bincount(index.search_columns.major[left], minlength=NO_MAJOR + 1).tolist()
    found = []
    for digit, count in enumerate(counts[:NO_MAJOR]):
        if count:
            group = index.terms.occupations.get(str(digit))
            found.append(FacetCount(str(digit), count, group.title_vi, group.title_en))
    return tuple(found)


def _types(index: VacancyIndex, left: Flags) -> tuple[FacetCount, ...]:
    rows = index.offers.columns["employment_type"].rows
    counts = np.bincount(rows.codes[left], minlength=len(rows.values)).tolist()
    by_mask = dict(zip(rows.values, counts, strict=True))
    found = []
    for kind in EMPLOYMENT_TYPES:
        mask = type_mask([kind])
        if by_mask.get(mask):
            name_vi, name_en = type_words(mask)
            found.append(
                FacetCount(kind, by_mask[mask], name_vi.capitalize(), name_en.capitalize())
            )
    return tuple(found)


def _wages(index: VacancyIndex, left: Flags) -> tuple[FacetCount, ...]:
    counts = np.bincount(index.search_columns.wage_band[left], minlength=NO_BAND + 1).tolist()
    found = []
    for band, low in enumerate(WAGE_BANDS):
        if counts[band]:
            high = WAGE_BANDS[band + 1] if band + 1 < NO_BAND else None
            found.append(_wage_count(low, high, counts[band]))
    if counts[NO_BAND]:
        found.append(FacetCount("", counts[NO_BAND], "Chưa rõ mức lương", "Wage not known"))
    return tuple(found)


def _wage_count(low: int, high: int | None, count: int) -> FacetCount:
    value = f"{low * _MILLION or ''}-{high * _MILLION if high else ''}"
    if high is None:
        return FacetCount(value, count, f"Từ {low} triệu", f"From {low} million")
    if not low:
        return FacetCount(value, count, f"Dưới {high} triệu", f"Below {high} million")
    return FacetCount(value, count, f"{low}–{high} triệu", f"{low}–{high} million")
