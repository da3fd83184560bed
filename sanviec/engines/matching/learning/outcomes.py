"""What became of introduced pairs, and which two of them can be compared."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from .terms import TERMS

# A vacancy with hundreds of referrals says little more than one with forty, and costs squares.
_MOST_IN_GROUP = 40
_MOST_COMPARED = 60_000


class Grade(IntEnum):
    """How far a pair came, worst first."""

    DECLINED = 0
    INTRODUCED = 1
    INTERVIEWED = 2
    HIRED = 3


@dataclass(frozen=True, slots=True)
class RecordedOutcome:
    """One introduced pair and what became of it. Nothing of who the person is stands here.

    Args:
        jobseeker_id: whom it is compared within.
        vacancy_id: the same.
        introduced_on: the day; the check by time is split by it.
        grade: how far it came; None while it is under way or when the end says nothing of the
            pair (the post was filled by another, the person fell ill).
        shares: of each term's most when the pair was introduced, in the order of `TERMS`.
    """

    jobseeker_id: str
    vacancy_id: str
    introduced_on: date
    grade: Grade | None
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Comparisons:
    """Pairs of outcomes of one person, or of one vacancy, of which one came further.

    Args:
        differences: shares of the better less shares of the worse: float64[n, terms].
        importance: so that each person or vacancy counts by its outcomes, not by their square:
            float64[n].
        people: rows of `names`, of the better and of the worse: int64[n, 2].
        names: ids of all jobseekers, ascending.
    """

    differences: NDArray[np.float64]
    importance: NDArray[np.float64]
    people: NDArray[np.int64]
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.importance)

    def among(self, kept: NDArray[np.bool_]) -> Comparisons:
        """Give those whose people are all kept: bool[people]."""
        rows = kept[self.people].all(axis=1)
        return Comparisons(
            self.differences[rows], self.importance[rows], self.people[rows], self.names
        )


def outcomes_fingerprint(outcomes: Iterable[RecordedOutcome]) -> str:
    """Give the SHA-256 of outcomes, the same in any order: which ones were learned from."""
    told = hashlib.sha256()
    for line in sorted(repr(outcome) for outcome in outcomes):
        told.update(line.encode())
    return told.hexdigest()


def decided(outcomes: Iterable[RecordedOutcome]) -> list[RecordedOutcome]:
    """Give the outcomes that have a grade, in an order that does not depend on theirs."""
    known = [outcome for outcome in outcomes if outcome.grade is not None]
    return sorted(known, key=_key)


def _key(outcome: RecordedOutcome) -> tuple[str, str, date, int, tuple[float, ...]]:
    grade = -1 if outcome.grade is None else int(outcome.grade)
    return (
        outcome.jobseeker_id,
        outcome.vacancy_id,
        outcome.introduced_on,
        grade,
        outcome.shares,
    )


def comparisons_of(outcomes: Sequence[RecordedOutcome]) -> Comparisons:
    """Give what can be compared among decided outcomes, the same whatever their order.

    Two outcomes of different persons at different vacancies are never compared: who was easier
    to place, or which employer answers, says nothing about the terms.
    """
    ordered = decided(outcomes)
    names = tuple(sorted({outcome.jobseeker_id for outcome in ordered}))
    row_of = {name: row for row, name in enumerate(names)}
    compared: list[tuple[RecordedOutcome, RecordedOutcome, float]] = []
    for group in _groups(ordered):
        unlike = [
            (one, other) if _grade(one) > _grade(other) else (other, one)
            for one, other in combinations(group, 2)
            if one.grade != other.grade
        ]
        compared += [(one, other, len(group) / len(unlike)) for one, other in unlike]
    kept = compared[:: -(-len(compared) // _MOST_COMPARED) or 1]
    shares = np.array(
        [np.subtract(one.shares, other.shares) for one, other, _ in kept], dtype=np.float64
    )
    people = [(row_of[one.jobseeker_id], row_of[other.jobseeker_id]) for one, other, _ in kept]
    return Comparisons(
        shares.reshape(-1, len(TERMS)),
        np.array([importance for _, _, importance in kept], dtype=np.float64),
        np.array(people, dtype=np.int64).reshape(-1, 2),
        names,
    )


def _grade(outcome: RecordedOutcome) -> int:
    assert outcome.grade is not None
    return int(outcome.grade)


def _groups(ordered: Sequence[RecordedOutcome]) -> list[list[RecordedOutcome]]:
    """Give the outcomes of each person and of each vacancy, at most so many of each."""
    people: dict[str, list[RecordedOutcome]] = defaultdict(list)
    vacancies: dict[str, list[RecordedOutcome]] = defaultdict(list)
    for outcome in ordered:
        people[outcome.jobseeker_id].append(outcome)
        vacancies[outcome.vacancy_id].append(outcome)
    listed = [people[key] for key in sorted(people)] + [vacancies[key] for key in sorted(vacancies)]
    return [group[:_MOST_IN_GROUP] for group in listed if len(group) > 1]
