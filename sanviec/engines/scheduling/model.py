"""What is planned: firms with tables, people with wishes; and the plan."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
# As the instance gives it; a plan gives the same back.
Id = str | int


class Objective(StrEnum):
    """What the best plan is.

    TOTAL: the greatest sum of scores. FAIR: first as many priority people as possible are met,
    then as many people as possible, then the greatest sum; strictly in that order.
    """

    TOTAL = "total"
    FAIR = "fair"


@dataclass(frozen=True, slots=True)
class Employer:
    """A firm at the session.

    Args:
        tables: interviews that it can hold at the same time.
        slots: the times at which it is there; None for all.
    """

    id: Id
    tables: int = 1
    slots: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Jobseeker:
    """A person at the session.

    Args:
        max_interviews: the most interviews that the person wants; None for one in every slot.
        is_priority: served before others when the objective is fair.
        slots: the times at which the person is there; None for all.
    """

    id: Id
    max_interviews: int | None = None
    is_priority: bool = False
    slots: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Pairs:
    """Who may meet whom, as columns of one length.

    Args:
        jobseeker: int64[n], positions in `Instance.jobseekers`.
        employer: int64[n], positions in `Instance.employers`.
        score: int64[n], not negative, in units of 1 / `Instance.scale`.
    """

    jobseeker: Ints
    employer: Ints
    score: Ints

    def __len__(self) -> int:
        return len(self.score)


class Appointment(NamedTuple):
    """One interview of an instance: positions of jobseeker and employer, and the slot."""

    jobseeker: int
    employer: int
    slot: int


@dataclass(frozen=True, slots=True)
class Instance:
    """One session to plan.

    Args:
        slots: how many times there are, numbered from 0.
        employers: ascending by id.
        jobseekers: ascending by id.
        pairs: distinct, ascending by jobseeker, then employer.
        objective: what the best plan is.
        fixed: interviews that stay as they are.
        planned: interviews that were announced; as few of them as possible move.
        scale: units of a score of 1: 100 when scores have two decimals.
    """

    slots: int
    employers: tuple[Employer, ...]
    jobseekers: tuple[Jobseeker, ...]
    pairs: Pairs
    objective: Objective = Objective.TOTAL
    fixed: tuple[Appointment, ...] = ()
    planned: tuple[Appointment, ...] = ()
    scale: int = 1


class Interview(NamedTuple):
    """Who meets whom, when and where; slot and table are numbered from 0."""

    jobseeker: Id
    employer: Id
    slot: int
    table: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan without overlaps.

    Args:
        interviews: ascending by slot, employer and table.
        total_score: sum over the interviews.
        served: people with at least one interview.
        priority_served: priority people among them.
        kept: announced interviews that stay at their time.
        is_optimal: no better plan exists, proven.
        bound: no plan that serves as many has a greater sum.
    """

    interviews: tuple[Interview, ...]
    total_score: Decimal
    served: int
    priority_served: int
    kept: int
    is_optimal: bool
    bound: Decimal
