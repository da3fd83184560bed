"""Mutual lists by the compiled path: the same lists as the plain path, and the same reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from .balance import balanced
from .facts import JobseekerFacts, Match
from .index import VacancyIndex
from .pair_reasons import PairReasons
from .ranking import Scored
from .sides import Side, offer_side, wish_side
from .tables import PairTables, SmallSums
from .wish_words import WishWords, wish_words
from .word_points import WordPoints

if TYPE_CHECKING:
    from .kernel.index import FoundVacancies

_BATCH = 64
_People = tuple[tuple[JobseekerFacts, ...], Side, list[WishWords]]


def mutual_fast(
    index: VacancyIndex, jobseekers: Iterable[JobseekerFacts], k: int, on: date
) -> Iterator[list[Match]]:
    """Give what `mutual` gives; k is at least 1."""
    told = PairReasons(index)
    waiting = iter(jobseekers)
    while group := tuple(islice(waiting, _BATCH)):
        wishes = wish_side(group, index.terms, gathered=True)
        words = [wish_words(jobseeker, index.words, index.weights) for jobseeker in group]
        found = index.compiled.best(wishes, words, k, on, is_mutual=True)
        yield from _told(index, (group, wishes, words), found, on, told)


def _told(
    index: VacancyIndex,
    people: _People,
    found: list[FoundVacancies],
    on: date,
    told: PairReasons,
) -> Iterator[list[Match]]:
    """Give the matches of a batch with their reasons, read from tables of what was found only."""
    group, wishes, words = people
    rows = sorted({row for one in found for row in one.rows.tolist()})
    column_of = {row: column for column, row in enumerate(rows)}
    offers = offer_side([index.facts[row] for row in rows], index.terms, gathered=True)
    tables = PairTables(wishes, offers, index.terms, on.year)
    for at, one in enumerate(found):
        columns = [column_of[row] for row in one.rows.tolist()]
        pairs = balanced(_scored(tables, at, columns, one), index.weights)
        matches = []
        for place, (row, column) in enumerate(zip(one.rows.tolist(), columns, strict=True)):
            title, skills, text = one.words[place].tolist()
            reasons = told.of(
                tables, (at, column), (group[at], words[at], row), (title, skills, text)
            )
            score, reasons = int(one.scores[place]), (*reasons, pairs.gap(place))
            matches.append(Match(group[at].id, index.ids[row], place + 1, score, reasons))
        yield matches


def _scored(tables: PairTables, at: int, columns: list[int], one: FoundVacancies) -> Scored:
    """Give one jobseeker's points over the vacancies of the own list."""
    small, kept = tables.along_offers(at), np.array(columns, dtype=np.intp)
    return Scored(
        SmallSums(small.trade[kept], small.wish[kept], small.demand[kept], small.is_feasible[kept]),
        WordPoints(one.words[:, 0], one.words[:, 1], one.words[:, 2]),
    )
