"""How well both sides of a pair are served, and the score that counts the gap between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanviec.kernel.explanation import Reason

from .ranking import Scored
from .weights import Weights

_Sums = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Balanced:
    """Mutual scores of one row of pairs: int32[n] each.

    Args:
        scores: of the pairs alone.
        person: how well the jobseeker is served, 0 to 100.
        employer: how well the employer is served, 0 to 100.
        both: the scores less half the gap, not below 0 and never above `scores`.
    """

    scores: _Sums
    person: _Sums
    employer: _Sums
    both: _Sums

    def gap(self, row: int) -> Reason:
        """Give what the gap takes off one pair's score, in words."""
        person, employer = int(self.person[row]), int(self.employer[row])
        return Reason(
            "balance",
            int(self.both[row] - self.scores[row]),
            f"Người tìm việc được đáp ứng {person}/100, nhà tuyển dụng {employer}/100",
            f"The jobseeker is served {person}/100, the employer {employer}/100",
        )


def balanced(scored: Scored, weights: Weights) -> Balanced:
    """Give the mutual scores of a row of pairs."""
    scores = scored.scores().astype(np.int32)
    trade = scored.small.trade.astype(np.int32) + scored.words.title
    wish = trade + scored.small.wish
    demand = trade + scored.small.demand + scored.words.skills + scored.words.text
    person = wish * 100 // max(weights.wish_most, 1)
    employer = demand * 100 // max(weights.demand_most, 1)
    both = np.maximum(scores - np.abs(person - employer) // 2, 0)
    return Balanced(scores, person, employer, both)
