"""Which pair may meet in which block: the arcs of the network and the variables of the model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .blocks import Blocks
from .model import Ints
from .problem import Flags, Problem


@dataclass(frozen=True, slots=True)
class Choices:
    """Every pair in every block where both can meet.

    Args:
        pair: int64[n], positions among the problem's pairs, ascending.
        block: int64[n].
        is_kept: int64[n], 1 where the interview stays at the slot that was announced.
        gain: int64[n], the score, and above every sum of scores for what is kept.
        per_kept: how much of `gain` being kept is.
    """

    pair: Ints
    block: Ints
    is_kept: Ints
    gain: Ints
    per_kept: int

    def __len__(self) -> int:
        return len(self.pair)

    def only(self, rows: Flags) -> Choices:
        """Give some of them."""
        return Choices(
            self.pair[rows], self.block[rows], self.is_kept[rows], self.gain[rows], self.per_kept
        )


def choices_of(problem: Problem, blocks: Blocks) -> Choices:
    """Give the choices. Cost: O(pairs × blocks)."""
    can = blocks.is_free[problem.person] & (blocks.room[problem.stand] > 0)
    can &= (problem.most[problem.person] > 0)[:, None]
    pair, block = (column.astype(np.int64) for column in np.nonzero(can))
    is_kept = np.zeros(len(pair), dtype=np.int64)
    per_kept = 0
    if (problem.kept_at >= 0).any():
        # Every slot is a block of its own then.
        is_kept = (problem.kept_at[pair] == block).astype(np.int64)
        per_kept = most_score(problem) + 1
    return Choices(pair, block, is_kept, problem.score[pair] + per_kept * is_kept, per_kept)


def most_score(problem: Problem) -> int:
    """Give a number that no sum of scores of a plan exceeds."""
    meetings = min(int(problem.most.sum()), int(problem.room.sum()), len(problem.score))
    return meetings * int(problem.score.max(initial=0))
