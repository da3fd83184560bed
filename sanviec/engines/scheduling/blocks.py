"""Slots that nobody can tell apart, planned together and told apart last.

Within a block every person is there the whole time or not at all, and every firm has the same
number of free tables. Then it is enough to choose who meets whom in which block: if nobody has
more interviews in a block than it has slots, and no table either, the slots can be given out
without overlap (König 1916: the edges of a bipartite graph need no more colours than the
greatest degree).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .model import Ints
from .problem import Flags, Problem


@dataclass(frozen=True, slots=True)
class Blocks:
    """Slots by block.

    Args:
        of_slot: int64[slots], the block of each slot.
        sizes: int64[blocks], slots of each block.
        room: int64[employers, blocks], interviews that each firm can hold in a block.
        is_free: bool[jobseekers, blocks].
    """

    of_slot: Ints
    sizes: Ints
    room: Ints
    is_free: Flags

    def slots(self, block: int) -> list[int]:
        """Give the slots of a block, ascending."""
        found: list[int] = np.flatnonzero(self.of_slot == block).tolist()
        return found


def blocks_of(problem: Problem) -> Blocks:
    """Give the fewest blocks; where interviews are to be kept, every slot is one.

    Cost: O((people + firms) × slots).
    """
    n_slots = problem.room.shape[1]
    if (problem.kept_at >= 0).any():
        firsts, of_slot = np.arange(n_slots), np.arange(n_slots)
    else:
        firsts, of_slot = _alike(problem)
    sizes = np.bincount(of_slot, minlength=len(firsts)).astype(np.int64)
    room = problem.room[:, firsts] * sizes
    return Blocks(of_slot.astype(np.int64), sizes, room, problem.is_free[:, firsts])


def _alike(problem: Problem) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Give the first slot of each group of equal slots, and the group of every slot.

    Whoever has nobody to meet makes no difference.
    """
    seekers, firms = np.unique(problem.person), np.unique(problem.stand)
    free, room = problem.is_free[seekers], problem.room[firms]
    columns = [(room[:, slot].tobytes(), free[:, slot].tobytes()) for slot in range(room.shape[1])]
    firsts = {column: slot for slot, column in reversed(list(enumerate(columns)))}
    order = {slot: block for block, slot in enumerate(sorted(firsts.values()))}
    of_slot = [order[firsts[column]] for column in columns]
    return np.array(sorted(order), dtype=np.intp), np.array(of_slot, dtype=np.intp)
