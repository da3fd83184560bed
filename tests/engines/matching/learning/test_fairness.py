"""Figures by group: counted right, hidden where small, and never read by a score."""

from __future__ import annotations

import ast
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import sanviec.engines.matching as engine
from sanviec.engines.matching import (
    DEFAULT_WEIGHTS,
    JobseekerFacts,
    Match,
    VacancyFacts,
    Weights,
    build_index,
)
from sanviec.engines.matching.learning import (
    Grade,
    GroupFigures,
    Limits,
    Population,
    RecordedOutcome,
    learn,
    publishable,
    ratios,
)
from sanviec.engines.matching.learning.fairness import figures_by_group, largest_drop
from tests.engines.matching.learning.planted import START, World, outcomes_of
from tests.engines.matching.small_world import SmallGazetteer, SmallOccupations

SHARES = (0.5,) * 9


def came(person: str, grade: Grade | None, vacancy: str = "V1") -> RecordedOutcome:
    return RecordedOutcome(person, vacancy, START, grade, SHARES)


def group(name: str, persons: int, **counts: int) -> GroupFigures:
    names = [field.name for field in fields(GroupFigures)][3:]
    return GroupFigures(
        "sex", name, persons, **(dict.fromkeys(names, 0) | {"ranked_persons": persons} | counts)
    )


def test_visits_and_persons_stand_apart() -> None:
    lists = [
        [Match("A", "V1", 1, 90, ()), Match("B", "V1", 2, 80, ())],
        [Match("A", "V2", 1, 70, ())],
    ]
    outcomes = [came("A", Grade.DECLINED), came("A", Grade.HIRED, "V2"), came("B", None)]
    female, male = figures_by_group(
        {"sex": {"A": "female", "B": "male", "C": "male", "D": "male"}}, "ABC", lists, outcomes
    )
    assert female == GroupFigures("sex", "female", 1, 1, 2, 1, 2, 1, 1, 1)
    assert male == GroupFigures("sex", "male", 3, 2, 1, 1, 1, 1, 0, 0)
    assert (female.exposure, male.exposure) == (2.0, 0.5)
    assert ratios([female, male], "exposure") == {("sex", "female"): 1.0, ("sex", "male"): 0.25}


@pytest.mark.parametrize(("size", "is_hidden"), [(4, True), (5, False)])
def test_a_small_group_is_hidden_with_the_next_one(size: int, *, is_hidden: bool) -> None:
    shown = publishable([group("female", 40), group("male", size), group("unstated", 9)])
    assert [row.is_hidden for row in shown] == [False, is_hidden, is_hidden]


def test_small_counts_are_hidden_and_nought_is_not() -> None:
    row = group("male", 50, introduced_persons=20, interviewed_persons=4, introduction_visits=30)
    (shown,) = publishable([row])
    assert (shown.interviewed_persons, shown.interview_rate) == (None, None)
    assert (shown.hired_persons, shown.hire_rate) == (0, 0.0)
    (fewer,) = publishable([replace(row, introduced_persons=3)])
    assert (fewer.introduction_visits, fewer.hired_persons, fewer.hire_rate) == (None, None, None)


def test_a_hidden_count_cannot_be_found_by_subtraction() -> None:
    rows = [group("female", 50, hired_persons=30), group("male", 50, hired_persons=3)]
    assert [row.hired_persons for row in publishable(rows)] == [None, None]
    more = [*rows, group("unstated", 50, hired_persons=4)]
    assert [row.hired_persons for row in publishable(more)] == [30, None, None]


def test_a_group_that_falls_behind_is_named() -> None:
    before = [group("female", 50, list_visits=100), group("male", 50, list_visits=80)]
    after = [group("female", 50, list_visits=100), group("male", 50, list_visits=50)]
    assert largest_drop(before, after, 20) == (pytest.approx(0.3), "sex", "male")
    assert largest_drop(before, after, 51)[0] == 0.0


def test_no_score_can_read_a_group() -> None:
    told = {
        field.name for kind in (JobseekerFacts, RecordedOutcome, Weights) for field in fields(kind)
    }
    assert not told & {
        "sex",
        "ethnic_code",
        "ethnicity",
        "priority_groups",
        "age",
        "groups",
        "name",
    }
    root = Path(engine.__file__).parent
    for path in [p for p in root.rglob("*.py") if "learning" not in p.parts]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert "learning" not in (node.module or "").split("."), path


def population(label: str) -> Population:
    places = ("06001", "06003", "06004")
    vacancies = [
        VacancyFacts(f"V{n}", "Công nhân may", occupation="8153", places=(places[n % 3],))
        for n in range(60)
    ]
    index = build_index(vacancies, gazetteer=SmallGazetteer(), occupations=SmallOccupations())
    people = [
        JobseekerFacts(f"P{n:04d}", occupations=("8153",), home=places[n % 3]) for n in range(60)
    ]
    groups = {"sex": {p.id: label if n % 3 else "male" for n, p in enumerate(people)}}
    return Population(index, people, groups, date(2026, 11, 23))


@pytest.mark.slow
def test_who_belongs_to_which_group_never_changes_what_is_learned() -> None:
    outcomes = outcomes_of(world=World(people=120))
    found = [
        learn(
            outcomes,
            DEFAULT_WEIGHTS,
            rng=np.random.default_rng(7),
            population=population(label),
            limits=Limits(most_exposure_lost=2.0),
        )
        for label in ("female", "male")
    ]
    assert found[0].learned == found[1].learned
    assert found[0].refusals == found[1].refusals
    assert found[0].lists is not None
    assert found[1].lists is not None
    assert found[0].lists.before != found[1].lists.before


def test_lists_that_change_and_groups_that_lose_are_refused() -> None:
    found = learn(
        outcomes_of(world=World(people=120)),
        DEFAULT_WEIGHTS,
        rng=np.random.default_rng(7),
        population=population("female"),
        limits=Limits(most_lists_changed=-1.0, most_exposure_lost=-1.0),
    )
    assert {"lists_changed", "less_fair"} <= {refusal.code for refusal in found.refusals}
