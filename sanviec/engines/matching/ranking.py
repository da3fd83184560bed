"""Ranked lists: the best vacancies of a jobseeker, the best jobseekers of a vacancy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from . import fast_people
from .coding import Points
from .facts import Explanation, JobseekerFacts, Match
from .fast_ranking import LEAST_FOR_ONE, is_worth, rank_fast
from .index import JobseekerIndex, VacancyIndex
from .pair_cells import PairCells
from .pair_reasons import PairReasons
from .requirements import demand_of, holding_of, missing_of
from .selection import best_rows, checked_count
from .sides import offer_side, wish_side
from .tables import PairTables, SmallSums
from .wish_words import WishWords, wish_words
from .word_points import WordPoints, in_vacancy, over_jobseekers, over_vacancies

# Jobseekers whose tables are made together: few enough to stay in the cache of the processor.
_BATCH = 64
_ONE = 0


@dataclass(frozen=True, slots=True)
class Scored:
    """Points of one row of pairs.

    Args:
        small: points of the small terms.
        words: points of the words.
    """

    small: SmallSums
    words: WordPoints

    @property
    def is_feasible(self) -> NDArray[np.bool_]:
        """Give which pairs miss no hard requirement: bool[n]."""
        return self.small.is_feasible

    def scores(self) -> Points:
        """Give the whole scores: int16[n]."""
        total = self.small.trade + self.small.wish
        total += self.small.demand
        total += self.words.title
        total += self.words.skills
        total += self.words.text
        return total

    def word_points(self, row: int) -> tuple[int, int, int]:
        """Give one pair's points of title, skills and description."""
        words = self.words
        return int(words.title[row]), int(words.skills[row]), int(words.text[row])


@dataclass(frozen=True, slots=True)
class Batch:
    """Some jobseekers against all vacancies of an index."""

    index: VacancyIndex
    jobseekers: tuple[JobseekerFacts, ...]
    words: tuple[WishWords, ...]
    tables: PairTables

    def scored(self, row: int) -> Scored:
        """Give one jobseeker's points over all vacancies."""
        index = self.index
        words = over_vacancies(self.words[row], index.words, index.is_classified, index.weights)
        return Scored(self.tables.along_offers(row), words)


def batches(index: VacancyIndex, jobseekers: Iterable[JobseekerFacts], on: date) -> Iterator[Batch]:
    """Give jobseekers in batches, in their order."""
    waiting = iter(jobseekers)
    while group := tuple(islice(waiting, _BATCH)):
        wishes = wish_side(group, index.terms, gathered=False)
        words = tuple(wish_words(jobseeker, index.words, index.weights) for jobseeker in group)
        yield Batch(index, group, words, PairTables(wishes, index.offers, index.terms, on.year))


def rank_many(
    index: VacancyIndex, jobseekers: Iterable[JobseekerFacts], k: int, *, on: date
) -> Iterator[list[Match]]:
    """Give for each jobseeker, in the given order, the k best feasible vacancies.

    Args:
        index: the vacancies.
        jobseekers: any number; read in batches.
        k: most matches a jobseeker; fewer when fewer vacancies are feasible.
        on: the day of the match, for legal age limits.

    Returns:
        Lists descending by score, equal scores by vacancy id; reasons sum to the score.

    Raises:
        InputError: k is negative, or a place code is unknown.

    Cost: O(vacancies) a jobseeker; about 1 ms for 40,000.
    """
    checked_count(k)
    if is_worth(index, k):
        return rank_fast(index, jobseekers, k, on)
    return rank_plainly(index, jobseekers, k, on)


def rank_plainly(
    index: VacancyIndex, jobseekers: Iterable[JobseekerFacts], k: int, on: date
) -> Iterator[list[Match]]:
    """Give what `rank_many` gives by looking at every vacancy; the compiled path is held to it."""
    told = PairReasons(index)
    return (
        _matches(batch, row, k, told)
        for batch in batches(index, jobseekers, on)
        for row in range(len(batch.jobseekers))
    )


def _matches(batch: Batch, row: int, k: int, told: PairReasons) -> list[Match]:
    scored = batch.scored(row)
    scores = scored.scores()
    jobseeker, words = batch.jobseekers[row], batch.words[row]
    matches = []
    for rank, found in enumerate(best_rows(scores, scored.is_feasible, k).tolist(), start=1):
        reasons = told.of(
            batch.tables, (row, found), (jobseeker, words, found), scored.word_points(found)
        )
        vacancy_id = batch.index.ids[found]
        matches.append(Match(jobseeker.id, vacancy_id, rank, int(scores[found]), reasons))
    return matches


def top_vacancies(
    index: VacancyIndex, jobseeker: JobseekerFacts, k: int, *, on: date
) -> list[Match]:
    """Give one jobseeker's k best feasible vacancies; see `rank_many`."""
    if len(index) < LEAST_FOR_ONE:
        return next(rank_plainly(index, [jobseeker], checked_count(k), on))
    return next(rank_many(index, [jobseeker], k, on=on))


def rank_jobseekers(
    index: VacancyIndex,
    jobseekers: JobseekerIndex,
    vacancy_ids: Iterable[str],
    k: int,
    *,
    on: date,
) -> Iterator[list[Match]]:
    """Give for each vacancy, in the given order, the k best feasible jobseekers.

    A pair has the same score and reasons as in `rank_many`.

    Args:
        index: the vacancies.
        jobseekers: over the same index.
        vacancy_ids: vacancies of the index.
        k: most matches a vacancy; fewer when fewer jobseekers are feasible.
        on: the day of the match, for legal age limits.

    Returns:
        Lists descending by score, equal scores by jobseeker id.

    Raises:
        InputError: a vacancy is unknown, or k is negative.

    Cost: O(jobseekers) a vacancy by the plain path, about 7 ms for 50,000; from 2,000 jobseekers
    the compiled path looks only at those who may be in the list.
    """
    checked_count(k)
    if fast_people.is_worth(jobseekers, k):
        return fast_people.rank_people_fast(jobseekers, vacancy_ids, k, on)
    return rank_people_plainly(jobseekers, vacancy_ids, k, on)


def rank_people_plainly(
    jobseekers: JobseekerIndex, vacancy_ids: Iterable[str], k: int, on: date
) -> Iterator[list[Match]]:
    """Give what `rank_jobseekers` gives by looking at everybody; the compiled path must agree."""
    index = jobseekers.index
    told = PairReasons(index)
    waiting = iter(vacancy_ids)
    while group := tuple(islice(waiting, _BATCH)):
        rows = [index.row(vacancy_id) for vacancy_id in group]
        facts = [index.facts[row] for row in rows]
        offers = offer_side(facts, index.terms, gathered=False)
        tables = PairTables(jobseekers.wishes, offers, index.terms, on.year)
        for column, row in enumerate(rows):
            yield _people(jobseekers, tables, (column, row), k, told)


def _people(
    jobseekers: JobseekerIndex,
    tables: PairTables,
    place: tuple[int, int],
    k: int,
    told: PairReasons,
) -> list[Match]:
    """Give one vacancy's matches; `place` is its column in the tables and its row in the index."""
    column, row = place
    index = jobseekers.index
    vacancy = index.facts[row]
    words = over_jobseekers(vacancy, index.words, jobseekers.words, index.weights)
    scored = Scored(tables.along_wishes(column), words)
    scores = scored.scores()
    matches = []
    for rank, found in enumerate(best_rows(scores, scored.is_feasible, k).tolist(), start=1):
        pair = (jobseekers.facts[found], jobseekers.wish_words[found], row)
        reasons = told.of(tables, (found, column), pair, scored.word_points(found))
        person_id = jobseekers.facts[found].id
        matches.append(Match(person_id, vacancy.id, rank, int(scores[found]), reasons))
    return matches


def top_jobseekers(
    index: VacancyIndex,
    jobseekers: JobseekerIndex | Iterable[JobseekerFacts],
    vacancy_id: str,
    k: int,
    *,
    on: date,
) -> list[Match]:
    """Give one vacancy's k best feasible jobseekers; see `rank_jobseekers`.

    Args:
        index: the vacancies.
        jobseekers: a `JobseekerIndex` over `index` when several vacancies are asked for.
        vacancy_id: one of the index.
        k: most matches.
        on: the day of the match, for legal age limits.
    """
    people = jobseekers
    if not isinstance(people, JobseekerIndex):
        people = JobseekerIndex(people, index)
    return next(rank_jobseekers(index, people, [vacancy_id], k, on=on))


def explain(
    index: VacancyIndex, jobseeker: JobseekerFacts, vacancy_id: str, *, on: date
) -> Explanation:
    """Give the whole sum of one pair and what it misses, whether feasible or not.

    Args:
        index: the vacancies.
        jobseeker: anybody.
        vacancy_id: one of the index.
        on: the day of the match, for legal age limits.

    Raises:
        InputError: the vacancy or a place code is unknown.

    Cost: about two hundred microseconds, whatever the number of vacancies.
    """
    row = index.row(vacancy_id)
    vacancy = index.facts[row]
    cells = PairCells(jobseeker, vacancy, index.terms)
    words = wish_words(jobseeker, index.words, index.weights)
    points = in_vacancy(words, index.words, row, bool(index.is_classified[row]), index.weights)
    reasons = PairReasons(index).of(cells, (_ONE, _ONE), (jobseeker, words, row), points)
    missing = missing_of(holding_of(jobseeker), demand_of(vacancy), on.year)
    score = sum(reason.points for reason in reasons)
    return Explanation(jobseeker.id, vacancy_id, score, reasons, missing, index.weights)
