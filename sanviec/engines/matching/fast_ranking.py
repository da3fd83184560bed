"""Ranked lists by the compiled path: the same lists as the plain path, and the same reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from .facts import JobseekerFacts, Match
from .index import VacancyIndex
from .kernel.compiled import is_available
from .pair_reasons import PairReasons
from .sides import Side, offer_side, wish_side
from .tables import PairTables
from .weights import Weights
from .wish_words import WishWords, wish_words

if TYPE_CHECKING:
    from .kernel.index import FoundVacancies

_BATCH = 64
# Below this the plain path is as fast, and nothing needs to be made ready.
LEAST_VACANCIES = 2_000
# For one jobseeker alone the tables cost more than the search saves up to here.
LEAST_FOR_ONE = 40_000
# A list of a tenth of all vacancies is found by looking at them all.
_MOST_SHARE = 10


def is_worth(index: VacancyIndex, k: int) -> bool:
    """True when the compiled path is there and quicker for lists of k."""
    is_large = len(index) >= LEAST_VACANCIES and k * _MOST_SHARE <= len(index)
    return is_large and has_bounds(index.weights) and k > 0 and is_compilable(index)


def has_bounds(weights: Weights) -> bool:
    """True unless words can outweigh the occupation, on which bounds live: they shut out little."""
    return weights.skills_most + weights.text_most <= weights.occupation[-1]


def is_compilable(index: VacancyIndex) -> bool:
    """True with a compiler, unless vacancies and words are too many for one array."""
    if not is_available():
        return False
    try:
        return index.compiled is not None
    except OverflowError:
        return False


def rank_fast(
    index: VacancyIndex, jobseekers: Iterable[JobseekerFacts], k: int, on: date
) -> Iterator[list[Match]]:
    """Give what `rank_many` gives; k is at least 1."""
    told = PairReasons(index)
    waiting = iter(jobseekers)
    while group := tuple(islice(waiting, _BATCH)):
        wishes = wish_side(group, index.terms, gathered=True)
        words = [wish_words(jobseeker, index.words, index.weights) for jobseeker in group]
        found = index.compiled.best(wishes, words, k, on)
        yield from _told(index, (group, wishes, words), found, on, told)


def _told(
    index: VacancyIndex,
    people: tuple[tuple[JobseekerFacts, ...], Side, list[WishWords]],
    found: list[FoundVacancies],
    on: date,
    told: PairReasons,
) -> Iterator[list[Match]]:
    """Give the matches of a batch with their reasons, read from tables of what was found only."""
    group, wishes, words = people
    rows = sorted({row for one in found for row in one.rows.tolist()})
    column = {row: at for at, row in enumerate(rows)}
    offers = offer_side([index.facts[row] for row in rows], index.terms, gathered=False)
    tables = PairTables(wishes, offers, index.terms, on.year)
    for at, one in enumerate(found):
        matches = []
        for place, row in enumerate(one.rows.tolist()):
            title, skills, text = one.words[place].tolist()
            pair = (group[at], words[at], row)
            reasons = told.of(tables, (at, column[row]), pair, (title, skills, text))
            score = int(one.scores[place])
            matches.append(Match(group[at].id, index.ids[row], place + 1, score, reasons))
        yield matches
