"""Outcomes drawn from points that are known, so that what is learned can be judged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from sanviec.engines.matching import DEFAULT_WEIGHTS
from sanviec.engines.matching.learning import TERMS, Grade, RecordedOutcome, most_points

START = date(2025, 1, 6)
CURRENT = most_points(DEFAULT_WEIGHTS)
# Place matters much more and the trade less than the weights in force say.
PLANTED = (32, 36, 12, 3, 4, 7, 2, 2, 2)


@dataclass(frozen=True)
class World:
    """How outcomes come about.

    Args:
        people: jobseekers, each introduced `each` times.
        steepness: how much a point of the planted sum counts against chance.
        considered: vacancies a person was looked at for; the best by the current points were
            introduced, as a counsellor who sees a ranked list does.
    """

    people: int = 500
    vacancies: int = 150
    each: int = 4
    steepness: float = 0.12
    considered: int = 12


def outcomes_of(
    points: tuple[int, ...] = PLANTED, world: World | None = None, seed: int = 1
) -> list[RecordedOutcome]:
    """Draw introductions and what became of them."""
    world, rng = world or World(), np.random.default_rng(seed)
    luck_of_vacancy = rng.normal(0, 1, world.vacancies)
    found = []
    for person in range(world.people):
        vacancies = rng.choice(world.vacancies, world.considered, replace=False)
        shares = np.round(rng.random((world.considered, len(TERMS))), 2)
        best = np.argsort(-(shares @ np.array(CURRENT)), kind="stable")[: world.each]
        luck = rng.normal(0, 1)
        for row in best:
            chance = rng.logistic()
            told = world.steepness * (shares[row] @ np.array(points) - 60)
            height = told + luck + luck_of_vacancy[vacancies[row]] + chance
            found.append(
                RecordedOutcome(
                    f"P{person:04d}",
                    f"V{vacancies[row]:04d}",
                    START + timedelta(days=person % 300),
                    Grade(int(np.digitize(height, (-1.5, 0.0, 1.5)))),
                    tuple(shares[row].tolist()),
                )
            )
    return found


def shuffled(outcomes: list[RecordedOutcome], seed: int) -> list[RecordedOutcome]:
    """Give the same introductions with each other's grades."""
    order = np.random.default_rng(seed).permutation(len(outcomes))
    grades = [outcome.grade for outcome in outcomes]
    return [
        replace(outcome, grade=grades[row]) for outcome, row in zip(outcomes, order, strict=True)
    ]
