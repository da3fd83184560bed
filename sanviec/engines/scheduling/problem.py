"""What is left to decide once the fixed interviews stand: arrays of people, tables and pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .model import Instance, Ints

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Problem:
    """The interviews to choose.

    Args:
        room: int64[employers, slots], free tables.
        is_free: bool[jobseekers, slots], there and without a fixed interview.
        most: int64[jobseekers], interviews that each may still get.
        waits: bool[jobseekers], has no fixed interview.
        is_priority: bool[jobseekers].
        person, stand, score: int64[n], the pairs that are not fixed.
        kept_at: int64[n], the slot at which the pair was announced, -1 when it was not.
    """

    room: Ints
    is_free: Flags
    most: Ints
    waits: Flags
    is_priority: Flags
    person: Ints
    stand: Ints
    score: Ints
    kept_at: Ints


def problem_of(instance: Instance) -> Problem:
    """Give what is left to decide. Cost: O(pairs + (people + firms) × slots)."""
    slots, pairs = instance.slots, instance.pairs
    tables = np.array([firm.tables for firm in instance.employers], dtype=np.int64)
    room = tables[:, None] * _presence([firm.slots for firm in instance.employers], slots)
    is_free = _presence([one.slots for one in instance.jobseekers], slots)
    wanted = (one.max_interviews for one in instance.jobseekers)
    most = np.array([slots if one is None else one for one in wanted], dtype=np.int64)
    fixed = np.array(instance.fixed, dtype=np.int64).reshape(-1, 3)
    np.subtract.at(room, (fixed[:, 1], fixed[:, 2]), 1)
    is_free[fixed[:, 0], fixed[:, 2]] = False
    np.subtract.at(most, fixed[:, 0], 1)
    waits = np.ones(len(most), dtype=np.bool_)
    waits[fixed[:, 0]] = False
    is_open = np.ones(len(pairs), dtype=np.bool_)
    is_open[_places(instance, fixed)] = False
    kept_at = np.full(len(pairs), -1, dtype=np.int64)
    planned = np.array(instance.planned, dtype=np.int64).reshape(-1, 3)
    kept_at[_places(instance, planned)] = planned[:, 2]
    return Problem(
        room,
        is_free,
        np.minimum(most, is_free.sum(axis=1)),
        waits,
        np.array([one.is_priority for one in instance.jobseekers], dtype=np.bool_),
        pairs.jobseeker[is_open],
        pairs.employer[is_open],
        pairs.score[is_open],
        kept_at[is_open],
    )


def _presence(times: Sequence[frozenset[int] | None], slots: int) -> Flags:
    there = np.ones((len(times), slots), dtype=np.bool_)
    for number, own in enumerate(times):
        if own is not None:
            there[number] = False
            there[number, list(own)] = True
    return there


def _places(instance: Instance, appointments: Ints) -> Ints:
    """Give where the pairs of appointments stand; pairs are sorted, and each is there."""
    pairs, width = instance.pairs, len(instance.employers) + 1
    keys = pairs.jobseeker * width + pairs.employer
    return np.searchsorted(keys, appointments[:, 0] * width + appointments[:, 1]).astype(np.int64)
