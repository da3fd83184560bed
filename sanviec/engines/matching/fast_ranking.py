"""Ranked lists by the compiled path: the same lists as the plain path, and the same reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from .facts import JobseekerFacts, Match
from .fast_telling import Batch, Telling
from .index import VacancyIndex
from .kernel.compiled import is_available

BATCH = 64
# Below this the plain path is as fast, and nothing needs to be made ready.
LEAST_VACANCIES = 2_000
# For one jobseeker alone the tables cost more than the search saves up to here.
LEAST_FOR_ONE = 40_000
# A list of a tenth of all vacancies is found by looking at them all.
_MOST_SHARE = 10


def is_worth(index: VacancyIndex, k: int) -> bool:
    """True when the compiled path is there and quicker for lists of k."""
    is_large = len(index) >= LEAST_VACANCIES and k * _MOST_SHARE <= len(index)
    return is_large and k > 0 and is_compilable(index)


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
    telling, waiting = Telling(index, on), iter(jobseekers)
    while group := tuple(islice(waiting, BATCH)):
        batch = Batch.of(index, group)
        yield from telling.lists(batch, index.compiled.best(batch.wishes, batch.words, k, on))
