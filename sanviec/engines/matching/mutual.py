"""Pairs that both sides gain from: the score less half the gap between how well each is served."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from .balance import balanced
from .facts import JobseekerFacts, Match
from .fast_mutual import mutual_fast
from .fast_ranking import is_worth
from .index import VacancyIndex
from .pair_reasons import PairReasons
from .ranking import Batch, batches
from .selection import best_rows, checked_count


def mutual(
    index: VacancyIndex, jobseekers: Iterable[JobseekerFacts], k: int, *, on: date
) -> Iterator[list[Match]]:
    """Give for each jobseeker the k best vacancies that gain from the person as well.

    The jobseeker is served by trade, place, wage and working time; the employer by trade,
    experience, schooling, skills and description. Both in hundredths of what is possible; the
    mutual score is the pair's score less half the gap between the two, and not below 0. The last
    reason says the gap, so that the reasons sum to the mutual score.

    Args:
        index: the vacancies.
        jobseekers: any number; read in batches.
        k: most matches a jobseeker.
        on: the day of the match, for legal age limits.

    Returns:
        Lists descending by mutual score, equal scores by vacancy id.

    Raises:
        InputError: k is negative, or a place code is unknown.
    """
    checked_count(k)
    if is_worth(index, k):
        return mutual_fast(index, jobseekers, k, on)
    return mutual_plainly(index, jobseekers, k, on)


def mutual_plainly(
    index: VacancyIndex, jobseekers: Iterable[JobseekerFacts], k: int, on: date
) -> Iterator[list[Match]]:
    """Give what `mutual` gives by looking at every vacancy; the compiled path is held to it."""
    told = PairReasons(index)
    return (
        _matches(batch, row, k, told)
        for batch in batches(index, jobseekers, on)
        for row in range(len(batch.jobseekers))
    )


def _matches(batch: Batch, row: int, k: int, told: PairReasons) -> list[Match]:
    scored = batch.scored(row)
    pairs = balanced(scored, batch.index.weights)
    jobseeker, words = batch.jobseekers[row], batch.words[row]
    matches = []
    for rank, found in enumerate(best_rows(pairs.both, scored.is_feasible, k).tolist(), start=1):
        reasons = told.of(
            batch.tables, (row, found), (jobseeker, words, found), scored.word_points(found)
        )
        score, reasons = int(pairs.both[found]), (*reasons, pairs.gap(found))
        matches.append(Match(jobseeker.id, batch.index.ids[found], rank, score, reasons))
    return matches
