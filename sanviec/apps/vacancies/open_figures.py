"""How many posts are open, in all and by place, counted over the index in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sanviec.apps.reference.selectors import gazetteer
from sanviec.engines.matching import VacancyIndex

from .search_index import vacancy_index


@dataclass(frozen=True, slots=True)
class OpenFigures:
    """What is open today.

    Args:
        vacancies: open vacancies.
        openings: people still wanted in them.
        by_area: vacancies by today's province or country; one with two workplaces counts in both.
        openings_by_area: people wanted, counted alike.
    """

    vacancies: int
    openings: int
    by_area: Mapping[str, int]
    openings_by_area: Mapping[str, int]


def open_figures(on: date) -> OpenFigures:
    """The figures of a day. Cost: O(open vacancies) after a change, else free."""
    return _count(vacancy_index(on))


@lru_cache(maxsize=1)
def _count(index: VacancyIndex) -> OpenFigures:
    places = gazetteer()
    areas: Counter[str] = Counter()
    openings: Counter[str] = Counter()
    for vacancy in index.facts:
        known = (code for code in vacancy.places if code in places)
        for area in {places.province_of(code) for code in known}:
            areas[area] += 1
            openings[area] += vacancy.openings
    return OpenFigures(
        vacancies=len(index.facts),
        openings=sum(vacancy.openings for vacancy in index.facts),
        by_area=areas,
        openings_by_area=openings,
    )
