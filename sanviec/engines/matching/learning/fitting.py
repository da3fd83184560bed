"""Whole-number points for the terms that explain best which of two outcomes came further."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .outcomes import Comparisons

_Floats = NDArray[np.float64]
_Whole = NDArray[np.int64]
# How steeply the chance of the better one grows with a point; the data choose.
_SLOPES = np.geomspace(0.005, 1.0, 41)
# Few outcomes must not move the points far: as strong as some comparisons that say "as now".
_INERTIA = 1.0
_STEPS = (8, 4, 2, 1)
_MOST_ROUNDS = 10
# An exchange counts only when the loss falls by more than the noise of adding floats.
_LEAST_GAIN = 1e-9


def fit_points(compared: Comparisons, current: Sequence[int]) -> tuple[int, ...]:
    """Give points of the terms that sum to what the current ones sum to, none negative.

    The loss is that of pairwise logistic regression, in which the chance that the better of two
    outcomes is the one with more points is 1 / (1 + exp(-slope × difference)), plus what keeps
    the points near the current ones. Points are exchanged between two terms, eight, four, two
    and then one at a time, until no exchange lowers the loss. Which exchange to try first is
    read from the loss's first and second derivatives; whether it stays, from the loss itself.
    A term that has no points now gets none.

    Args:
        compared: what is learned from.
        current: points in the order of the terms.

    Cost: some hundred passes over the comparisons.

    Source: Herbrich, Graepel, Obermayer: Large Margin Rank Boundaries for Ordinal Regression,
    2000 (pairs of one group); Burges et al.: Learning to Rank using Gradient Descent, 2005,
    eq. 3 (the loss).
    """
    points = np.array(current, dtype=np.int64)
    if not len(compared):
        return _plain(points)
    start = points.copy()
    for _ in range(_MOST_ROUNDS):
        moved = _exchanged(_Loss(compared, start, _best_slope(compared, points)), points)
        if np.array_equal(moved, points):
            break
        points = moved
    return _plain(points)


def _plain(points: _Whole) -> tuple[int, ...]:
    return tuple(int(number) for number in points)


def _best_slope(compared: Comparisons, points: _Whole) -> float:
    margins = compared.differences @ points
    losses = [_surprise(compared, slope * margins) for slope in _SLOPES]
    return float(_SLOPES[int(np.argmin(losses))])


def _surprise(compared: Comparisons, margins: _Floats) -> float:
    return float(compared.importance @ np.logaddexp(0.0, -margins))


@dataclass(frozen=True, slots=True)
class _Loss:
    """The loss of points at one slope, and how it changes."""

    compared: Comparisons
    start: _Whole
    slope: float

    def of(self, points: _Whole) -> float:
        gone = (points - self.start).astype(np.float64)
        # In proportion to the points, so that a small term is as free as a large one.
        pull = float(_INERTIA * np.sum(gone * gone / (self.start + 1.0)))
        return pull + _surprise(self.compared, self._margins(points))

    def _margins(self, points: _Whole) -> _Floats:
        margins: _Floats = self.slope * (self.compared.differences @ points)
        return margins

    def promises(self, points: _Whole, step: int) -> list[tuple[int, int]]:
        """Give the exchanges (giver, taker) that should lower the loss, the best first."""
        wrong = np.exp(-np.logaddexp(0.0, self._margins(points)))
        rows, weight = self.compared.differences, self.compared.importance
        first = -self.slope * ((weight * wrong) @ rows)
        first += 2 * _INERTIA * (points - self.start) / (self.start + 1.0)
        bend = self.slope**2 * (rows.T @ (rows * (weight * wrong * (1 - wrong))[:, None]))
        bend += np.diag(2 * _INERTIA / (self.start + 1.0))
        own = np.diag(bend)
        change = step * (first[None, :] - first[:, None])
        change += step * step / 2 * (own[None, :] + own[:, None] - 2 * bend)
        change[points < step, :] = np.inf
        change[:, self.start <= 0] = np.inf
        np.fill_diagonal(change, np.inf)
        order = np.argsort(np.round(change, 9), axis=None, kind="stable")
        pairs = [divmod(int(place), len(points)) for place in order]
        return [(giver, taker) for giver, taker in pairs if change[giver, taker] < -_LEAST_GAIN]


def _exchanged(loss: _Loss, points: _Whole) -> _Whole:
    best = loss.of(points)
    for step in _STEPS:
        while (found := _one_exchange(loss, points, step, best)) is not None:
            points, best = found
    return points


def _one_exchange(
    loss: _Loss, points: _Whole, step: int, best: float
) -> tuple[_Whole, float] | None:
    for giver, taker in loss.promises(points, step):
        tried = points.copy()
        tried[giver] -= step
        tried[taker] += step
        reached = loss.of(tried)
        if reached < best - _LEAST_GAIN:
            return tried, reached
    return None
