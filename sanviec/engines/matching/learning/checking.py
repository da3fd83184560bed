"""Whether learned points tell better what became of people who were not learned from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from .fitting import fit_points
from .outcomes import Comparisons, RecordedOutcome, comparisons_of, decided

FOLDS = 5
# The latest part of the people whose outcomes are kept for the check by time.
_LATEST = 0.3
_RESAMPLES = 500
_Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """How often the better of two outcomes had more points, half for equal points.

    Args:
        comparisons: how many were checked.
        current: with the current points, 0 to 1.
        learned: with points learned without these people.
        gain_low: lower end of the 95 % interval of `learned - current`.
        gain_high: its upper end.
    """

    comparisons: int
    current: float
    learned: float
    gain_low: float
    gain_high: float

    @property
    def gain(self) -> float:
        """How much more often the learned points were right."""
        return self.learned - self.current


_Judged = tuple[Comparisons, _Floats, _Floats]


def check_by_person(
    compared: Comparisons, current: Sequence[int], rng: np.random.Generator
) -> HeldOut:
    """Give the check in which each fifth of the people is judged by what the others taught.

    A comparison of two people counts only where both are held out: nobody stands on both sides.
    """
    fold = rng.permutation(len(compared.names)) % FOLDS
    judged = []
    for number in range(FOLDS):
        learned = fit_points(compared.among(fold != number), current)
        judged.append(_judged(compared.among(fold == number), current, learned))
    return _held_out(judged, rng)


def check_by_time(
    outcomes: Sequence[RecordedOutcome], current: Sequence[int], rng: np.random.Generator
) -> HeldOut:
    """Give the check in which the latest people are judged by what the earlier ones taught.

    People are ordered by their first introduction, so that nobody stands on both sides.
    """
    compared = comparisons_of(outcomes)
    first: dict[str, date] = {}
    for outcome in decided(outcomes):
        day = first.get(outcome.jobseeker_id, outcome.introduced_on)
        first[outcome.jobseeker_id] = min(day, outcome.introduced_on)
    order = sorted(compared.names, key=lambda name: (first[name], name))
    late = set(order[len(order) - int(len(order) * _LATEST) :])
    is_late = np.array([name in late for name in compared.names], dtype=np.bool_)
    learned = fit_points(compared.among(~is_late), current)
    return _held_out([_judged(compared.among(is_late), current, learned)], rng)


def _judged(compared: Comparisons, current: Sequence[int], learned: Sequence[int]) -> _Judged:
    return compared, _right(compared, current), _right(compared, learned)


def _right(compared: Comparisons, points: Sequence[int]) -> _Floats:
    """Give 1 where the better one has more points, a half where they have the same."""
    # Sums of shares differ in their last bits; a millionth of a point is no difference.
    margins = np.round(compared.differences @ np.array(points, dtype=np.float64), 6)
    right: _Floats = (np.sign(margins) + 1.0) / 2.0
    return right


def _held_out(judged: Sequence[_Judged], rng: np.random.Generator) -> HeldOut:
    importance = np.concatenate([compared.importance for compared, _, _ in judged])
    if not len(importance):
        return HeldOut(0, 0.5, 0.5, -1.0, 1.0)
    current = np.concatenate([right for _, right, _ in judged])
    learned = np.concatenate([right for _, _, right in judged])
    people = np.concatenate([compared.people for compared, _, _ in judged])
    n_people = len(judged[0][0].names)
    low, high = _interval(learned - current, importance, people, (n_people, rng))
    return HeldOut(
        len(importance),
        float(np.average(current, weights=importance)),
        float(np.average(learned, weights=importance)),
        low,
        high,
    )


def _interval(
    gains: _Floats,
    importance: _Floats,
    people: NDArray[np.int64],
    drawn: tuple[int, np.random.Generator],
) -> tuple[float, float]:
    """Give the 95 % interval of the mean gain when people are drawn anew.

    A comparison of two people counts as often as both were drawn, the product of their counts.

    Source: Owen: The pigeonhole bootstrap, Annals of Applied Statistics 1, 2007.
    """
    n_people, rng = drawn
    one, other = people[:, 0], people[:, 1]
    means = []
    for _ in range(_RESAMPLES):
        times = np.bincount(rng.integers(0, n_people, n_people), minlength=n_people)
        weights = importance * np.where(one == other, times[one], times[one] * times[other])
        total = float(weights.sum())
        if total > 0:
            means.append(float(gains @ weights) / total)
    if not means:
        return -1.0, 1.0
    low, high = np.quantile(np.array(means), [0.025, 0.975])
    return float(low), float(high)
