"""The best jobseekers of vacancies by the compiled path: the same lists as the plain path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from .facts import Match
from .fast_ranking import has_bounds
from .index import JobseekerIndex
from .kernel.compiled import is_available
from .pair_reasons import PairReasons
from .sides import offer_side, wish_side
from .tables import PairTables

if TYPE_CHECKING:
    from .kernel.reverse.index import FoundJobseekers

_BATCH = 64
# Below this the plain path is as fast, and nothing needs to be made ready.
LEAST_JOBSEEKERS = 2_000
# A list of a tenth of all jobseekers is found by looking at them all.
_MOST_SHARE = 10


def is_worth(people: JobseekerIndex, k: int) -> bool:
    """True when the compiled path is there and quicker for lists of k."""
    is_large = len(people) >= LEAST_JOBSEEKERS and k * _MOST_SHARE <= len(people)
    return is_large and has_bounds(people.index.weights) and k > 0 and _is_compilable(people)


def _is_compilable(people: JobseekerIndex) -> bool:
    """True with a compiler, unless jobseekers and words are too many for one array."""
    if not is_available():
        return False
    try:
        return people.compiled is not None
    except OverflowError:
        return False


def rank_people_fast(
    people: JobseekerIndex, vacancy_ids: Iterable[str], k: int, on: date
) -> Iterator[list[Match]]:
    """Give what `rank_jobseekers` gives; k is at least 1."""
    index, told = people.index, PairReasons(people.index)
    waiting = iter(vacancy_ids)
    while group := tuple(islice(waiting, _BATCH)):
        rows = [index.row(vacancy_id) for vacancy_id in group]
        found = people.compiled.best([index.facts[row] for row in rows], k, on)
        yield from _told(people, rows, found, on, told)


def _told(
    people: JobseekerIndex,
    vacancy_rows: list[int],
    found: list[FoundJobseekers],
    on: date,
    told: PairReasons,
) -> Iterator[list[Match]]:
    """Give the matches of a batch with their reasons, read from tables of who was found only."""
    index = people.index
    rows = sorted({row for one in found for row in one.rows.tolist()})
    place_of = {row: place for place, row in enumerate(rows)}
    tables = PairTables(
        wish_side([people.facts[row] for row in rows], index.terms, gathered=False),
        offer_side([index.facts[row] for row in vacancy_rows], index.terms, gathered=False),
        index.terms,
        on.year,
    )
    for column, (vacancy_row, one) in enumerate(zip(vacancy_rows, found, strict=True)):
        matches = []
        for rank, row in enumerate(one.rows.tolist(), start=1):
            title, skills, text = one.words[rank - 1].tolist()
            pair = (people.facts[row], people.wish_words[row], vacancy_row)
            reasons = told.of(tables, (place_of[row], column), pair, (title, skills, text))
            score = int(one.scores[rank - 1])
            person_id, vacancy_id = people.facts[row].id, index.ids[vacancy_row]
            matches.append(Match(person_id, vacancy_id, rank, score, reasons))
        yield matches
