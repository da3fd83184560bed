"""Scores of vacancies with many jobseekers at once, without the reasons that a list tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from .coding import Points
from .index import JobseekerIndex
from .ranking import Scored
from .sides import offer_side
from .tables import PairTables
from .word_points import over_jobseekers

# Vacancies whose tables are made together, as in `ranking`.
_BATCH = 64


@dataclass(frozen=True, slots=True)
class PeopleScores:
    """One vacancy with all jobseekers of an index, in the order of the index.

    Args:
        scores: int16[n], as `rank_jobseekers` gives them.
        is_feasible: bool[n], whether no hard requirement is missing.
        shares_trade: bool[n], whether the occupation or the title gives points.
    """

    vacancy_id: str
    scores: Points
    is_feasible: NDArray[np.bool_]
    shares_trade: NDArray[np.bool_]


def score_people(
    jobseekers: JobseekerIndex, vacancy_ids: Iterable[str], *, on: date
) -> Iterator[PeopleScores]:
    """Give the scores of each vacancy, in the given order, with everybody of the index.

    Args:
        jobseekers: over the index that holds the vacancies.
        vacancy_ids: vacancies of that index.
        on: the day of the match, for legal age limits.

    Raises:
        InputError: a vacancy is unknown.

    Cost: O(jobseekers) a vacancy, all in arrays; a tenth of what lists with reasons cost.
    """
    index = jobseekers.index
    waiting = iter(vacancy_ids)
    while group := tuple(islice(waiting, _BATCH)):
        facts = [index.facts[index.row(vacancy_id)] for vacancy_id in group]
        offers = offer_side(facts, index.terms, gathered=False)
        tables = PairTables(jobseekers.wishes, offers, index.terms, on.year)
        for column, vacancy in enumerate(facts):
            words = over_jobseekers(vacancy, index.words, jobseekers.words, index.weights)
            scored = Scored(tables.along_wishes(column), words)
            trade = (scored.small.trade > 0) | (words.title > 0)
            yield PeopleScores(vacancy.id, scored.scores(), scored.is_feasible, trade)
