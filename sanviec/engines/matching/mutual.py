"""Pairs that both sides gain from: the score less half the gap between how well each is served."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sanviec.kernel.explanation import Reason

from .facts import JobseekerFacts, Match
from .index import VacancyIndex
from .pair_reasons import PairReasons
from .ranking import Batch, Scored, batches
from .selection import best_rows, checked_count
from .weights import Weights

_Sums = NDArray[np.int32]


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
    told = PairReasons(index)
    return (
        _matches(batch, row, k, told)
        for batch in batches(index, jobseekers, on)
        for row in range(len(batch.jobseekers))
    )


def served(scored: Scored, weights: Weights) -> tuple[_Sums, _Sums]:
    """Give how well jobseeker and employer are served, 0 to 100: int32[n] each."""
    trade = scored.small.trade.astype(np.int32) + scored.words.title
    wish = trade + scored.small.wish
    demand = trade + scored.small.demand + scored.words.skills + scored.words.text
    return (
        wish * 100 // max(weights.wish_most, 1),
        demand * 100 // max(weights.demand_most, 1),
    )


def _matches(batch: Batch, row: int, k: int, told: PairReasons) -> list[Match]:
    scored = batch.scored(row)
    scores = scored.scores().astype(np.int32)
    person, employer = served(scored, batch.index.weights)
    both = np.maximum(scores - np.abs(person - employer) // 2, 0)
    jobseeker, words = batch.jobseekers[row], batch.words[row]
    matches = []
    for rank, found in enumerate(best_rows(both, scored.is_feasible, k).tolist(), start=1):
        reasons = told.of(
            batch.tables, (row, found), (jobseeker, words, found), scored.word_points(found)
        )
        gap = _gap_reason(
            int(both[found] - scores[found]), int(person[found]), int(employer[found])
        )
        vacancy_id = batch.index.ids[found]
        matches.append(Match(jobseeker.id, vacancy_id, rank, int(both[found]), (*reasons, gap)))
    return matches


def _gap_reason(points: int, person: int, employer: int) -> Reason:
    return Reason(
        "balance",
        points,
        f"Người tìm việc được đáp ứng {person}/100, nhà tuyển dụng {employer}/100",
        f"The jobseeker is served {person}/100, the employer {employer}/100",
    )
