"""Mutual lists by the compiled path: the same lists as the plain path, and the same reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from sanviec.kernel.explanation import Reason

from .balance import balanced
from .facts import JobseekerFacts, Match
from .fast_ranking import BATCH
from .fast_telling import Batch, Telling
from .index import VacancyIndex
from .ranking import Scored
from .tables import PairTables, SmallSums
from .word_points import WordPoints

if TYPE_CHECKING:
    from .kernel.index import FoundVacancies


def mutual_fast(
    index: VacancyIndex, jobseekers: Iterable[JobseekerFacts], k: int, on: date
) -> Iterator[list[Match]]:
    """Give what `mutual` gives; k is at least 1."""

    def gaps(
        tables: PairTables, at: int, columns: list[int], found: FoundVacancies, /
    ) -> list[Reason]:
        pairs = balanced(_scored(tables, at, columns, found), index.weights)
        return [pairs.gap(place) for place in range(len(columns))]

    telling, waiting = Telling(index, on, gaps), iter(jobseekers)
    while group := tuple(islice(waiting, BATCH)):
        batch = Batch.of(index, group)
        found = index.compiled.best(batch.wishes, batch.words, k, on, is_mutual=True)
        yield from telling.lists(batch, found)


def _scored(tables: PairTables, at: int, columns: list[int], one: FoundVacancies) -> Scored:
    """Give one jobseeker's points over the vacancies of the own list."""
    small, kept = tables.along_offers(at), np.array(columns, dtype=np.intp)
    return Scored(
        SmallSums(small.trade[kept], small.wish[kept], small.demand[kept], small.is_feasible[kept]),
        WordPoints(one.words[:, 0], one.words[:, 1], one.words[:, 2]),
    )
