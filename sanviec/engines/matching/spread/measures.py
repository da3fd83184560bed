"""What a spread costs and what it brings, in figures."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from .candidates import Candidates

Given = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Exposure:
    """How the lists of everybody look together.

    Args:
        lines: pairs of all lists.
        mean_score: mean score of a pair.
        mean_best_score: mean score of the first pair of the lists that have one.
        full_lists: people who have as many vacancies as they may.
        vacancies: different vacancies in the lists.
        most_lists: lists that hold the vacancy that is proposed most often.
        over_cap: vacancies in more lists than the rule allows.
        gini: of the lists a vacancy is in, over all vacancies: 0 when all are in as many, 1 when
            one is in all.
    """

    lines: int
    mean_score: float
    mean_best_score: float
    full_lists: int
    vacancies: int
    most_lists: int
    over_cap: int
    gini: float


@dataclass(frozen=True, slots=True)
class Shift:
    """What choosing first changed for some people, against the same spread without it.

    Args:
        people: how many they are.
        gained: of them, with a greater sum of scores than without the rule.
        lost: of them, with a smaller one.
        points: change of all their scores together.
        lines: change of the number of their pairs.
        most_lost: greatest loss of one person, in points of the whole list.
    """

    people: int
    gained: int
    lost: int
    points: int
    lines: int
    most_lost: int


def exposure_of(candidates: Candidates, given: Given, caps: Sequence[int], k: int) -> Exposure:
    """Give the figures of the lists that hold these places of everybody's own list."""
    counts = np.zeros(len(caps), np.int64)
    for rows, places in zip(candidates.rows, given, strict=True):
        counts[rows[list(places)]] += 1
    scores = _scores(candidates, given)
    best = [chosen[0] for chosen in scores if chosen]
    lines = int(counts.sum())
    return Exposure(
        lines=lines,
        mean_score=_mean(sum(map(sum, scores)), lines),
        mean_best_score=_mean(sum(best), len(best)),
        full_lists=sum(len(places) == k for places in given),
        vacancies=int(np.count_nonzero(counts)),
        most_lists=int(counts.max(initial=0)),
        over_cap=int(np.count_nonzero(counts > np.array(caps, np.int64))),
        gini=gini(counts),
    )


def gini(counts: NDArray[np.int64]) -> float:
    """Give the Gini coefficient of counts, 0 when there are none; exact until the last division.

    Source: Gini: Variabilità e mutabilità, 1912; the form over sorted values.
    """
    n, total = len(counts), int(counts.sum())
    if not total:
        return 0.0
    ranked = int((np.sort(counts) * np.arange(1, n + 1)).sum())
    return float(Fraction(2 * ranked, n * total) - Fraction(n + 1, n))


def shift_of(
    candidates: Candidates, without: Given, with_rule: Given, people: Collection[int]
) -> Shift:
    """Give what changed for some people from one spread to the other."""
    before, after = _scores(candidates, without), _scores(candidates, with_rule)
    changes = [sum(after[person]) - sum(before[person]) for person in people]
    return Shift(
        people=len(changes),
        gained=sum(change > 0 for change in changes),
        lost=sum(change < 0 for change in changes),
        points=sum(changes),
        lines=sum(len(after[person]) - len(before[person]) for person in people),
        most_lost=max([-change for change in changes if change < 0], default=0),
    )


def _scores(candidates: Candidates, given: Given) -> list[list[int]]:
    return [
        scores[list(places)].tolist()
        for scores, places in zip(candidates.scores, given, strict=True)
    ]


def _mean(total: int, count: int) -> float:
    return total / count if count else 0.0
