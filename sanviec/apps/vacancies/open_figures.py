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
        by_commune: vacancies that name a commune of today.
    """

    vacancies: int
    openings: int
    by_area: Mapping[str, int]
    openings_by_area: Mapping[str, int]
    by_commune: Mapping[str, int]


def open_figures(on: date) -> OpenFigures:
    """The figures of a day. Cost: O(open vacancies) after a change, else free."""
    return _count(vacancy_index(on))


@lru_cache(maxsize=1)
def _count(index: VacancyIndex) -> OpenFigures:
    areas: Counter[str] = Counter()
    openings: Counter[str] = Counter()
    communes: Counter[str] = Counter()
    for vacancy in index.facts:
        for area in {gazetteer().province_of(code) for code in vacancy.places}:
            areas[area] += 1
            openings[area] += vacancy.openings
        communes.update({code for code in vacancy.places if len(code) == 5})
    return OpenFigures(
        vacancies=len(index.facts),
        openings=sum(vacancy.openings for vacancy in index.facts),
        by_area=areas,
        openings_by_area=openings,
        by_commune=communes,
    )
