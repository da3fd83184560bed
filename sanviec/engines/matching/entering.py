"""Whose list a vacancy may enter: one vacancy against the last places of many people's lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from .facts import VacancyFacts
from .fast_people import is_worth
from .index import JobseekerIndex
from .sides import offer_side
from .tables import PairTables
from .word_points import over_jobseekers

# From so many on, arrays that serve one question alone are made for it.
MANY_VACANCIES = 80


def entering(
    jobseekers: JobseekerIndex,
    vacancy_ids: Iterable[str],
    least: NDArray[np.int32],
    *,
    on: date,
) -> Iterator[list[str]]:
    """Give for each vacancy the ids of the people in whose list it may stand.

    A feasible vacancy with as many points as the last place may stand there: among equals the id
    decides, which a new query of that person settles.

    Args:
        jobseekers: the people, over the index of the vacancies.
        vacancy_ids: vacancies of that index.
        least: int32[n], points of each person's last place, -1 for a list with a free place.
        on: the day, for legal age limits.

    Raises:
        InputError: a vacancy is unknown.

    Cost: by the compiled path what lies within reach of a last place; by the tables, for few
    people or vacancies or without a compiler, O(people) a vacancy.
    """
    index = jobseekers.index
    facts = [index.get(vacancy_id) for vacancy_id in vacancy_ids]
    found: Iterator[NDArray[np.integer]] = (
        jobseekers.compiled.entered(facts, least, on)
        if _pays(jobseekers, len(facts))
        else entered_plainly(jobseekers, facts, least, on)
    )
    for rows in found:
        yield [jobseekers.facts[row].id for row in rows.tolist()]


def _pays(jobseekers: JobseekerIndex, n_vacancies: int) -> bool:
    """True when the compiled arrays are there already, or so much is asked that making them pays.

    5 µs a person; by the tables a vacancy costs 0.14 µs a person.
    """
    is_made = "compiled" in vars(jobseekers)
    return (is_made or n_vacancies >= MANY_VACANCIES) and is_worth(jobseekers, 1)


def entered_plainly(
    jobseekers: JobseekerIndex,
    facts: Sequence[VacancyFacts],
    least: NDArray[np.int32],
    on: date,
) -> Iterator[NDArray[np.integer]]:
    """Give for each vacancy the rows, by the tables: everybody is looked at."""
    index = jobseekers.index
    offers = offer_side(facts, index.terms, gathered=False)
    tables = PairTables(jobseekers.wishes, offers, index.terms, on.year)
    for column, vacancy in enumerate(facts):
        small = tables.along_wishes(column)
        words = over_jobseekers(vacancy, index.words, jobseekers.words, index.weights)
        scores = small.trade.astype(np.int32) + small.wish + small.demand
        scores += words.title
        scores += words.skills
        scores += words.text
        yield np.flatnonzero(small.is_feasible & (scores >= least))
