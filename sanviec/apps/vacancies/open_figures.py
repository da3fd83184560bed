"""How many posts are open, in all and by place, counted over the index in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

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
    rows = index.offers.columns["place"].rows
    n_values = len(rows.values)
    vacancies = np.bincount(rows.codes, minlength=n_values).tolist()
    wanted = np.bincount(rows.codes, weights=index.openings, minlength=n_values).tolist()
    for value, count, people in zip(rows.values, vacancies, wanted, strict=True):
        known = (code for code in value if code in places)
        for area in {places.province_of(code) for code in known} if count else ():
            areas[area] += count
            openings[area] += int(people)
    return OpenFigures(
        vacancies=len(index),
        openings=int(index.openings.sum(dtype=np.int64)),
        by_area=areas,
        openings_by_area=openings,
    )
