"""Plans are held, best and fair: against another way to solve the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.engines.scheduling import Appointment, Instance, Plan, read_instance, schedule
from tests.engines.scheduling.oracle import best_by_model, goals_of, reached, scores_of

SMALL = settings(max_examples=60, deadline=None)


@st.composite
def instances(draw: st.DrawFn, *, most_slots: int = 4, with_windows: bool = True) -> Instance:
    """A small session: few slots and tables, so that people stand in each other's way."""
    slots = draw(st.integers(1, most_slots))
    numbers = st.frozensets(st.integers(0, slots - 1)).map(sorted)
    windows = st.none() | numbers if with_windows else st.none()
    firms = [
        {"id": f"D{n}", "tables": draw(st.integers(1, 2)), "slots": draw(windows)}
        for n in range(draw(st.integers(0, 3)))
    ]
    people = [
        {
            "id": f"N{n}",
            "max_interviews": draw(st.integers(0, 3)),
            "priority": draw(st.integers(0, 1)),
            "slots": draw(windows),
        }
        for n in range(draw(st.integers(0, 6)))
    ]
    pairs = [
        {"jobseeker": one["id"], "employer": firm["id"], "score": draw(st.integers(0, 9))}
        for one in people
        for firm in firms
        if draw(st.booleans())
    ]
    return read_instance(
        {
            "slots": slots,
            "employers": firms,
            "jobseekers": people,
            "pairs": pairs,
            "objective": draw(st.sampled_from(["total", "fair"])),
        }
    )


def is_best(instance: Instance, plan: Plan) -> bool:
    """Whether the plan counts itself rightly and is as good as the other way's; it is held."""
    found = reached(instance, plan)
    counted = (plan.priority_served, plan.served, plan.kept, plan.total_score) == tuple(found)
    is_proven = plan.is_optimal and plan.bound == plan.total_score
    return counted and is_proven and goals_of(instance, found) == best_by_model(instance)


@SMALL
@given(instances(with_windows=False, most_slots=3))
def test_the_best_plan_without_windows(instance: Instance) -> None:
    assert is_best(instance, schedule(instance))


@SMALL
@given(instances())
def test_the_best_plan_with_windows(instance: Instance) -> None:
    assert is_best(instance, schedule(instance))


@SMALL
@given(instances(), st.data())
def test_fixed_interviews_stay(instance: Instance, data: st.DataObject) -> None:
    plan = schedule(instance)
    held = _appointments(instance, plan)
    fixed = tuple(sorted(one for one in held if data.draw(st.booleans())))
    again = replace(instance, fixed=fixed)
    assert is_best(again, schedule(again))


@SMALL
@given(instances(), st.data())
def test_a_repair_moves_as_few_as_it_can(instance: Instance, data: st.DataObject) -> None:
    """Somebody leaves, somebody comes: what was announced stays where it can."""
    plan = schedule(instance)
    gone = (
        data.draw(st.sampled_from(range(len(instance.jobseekers)))) if instance.jobseekers else -1
    )
    people = tuple(
        replace(row, slots=frozenset()) if number == gone else row
        for number, row in enumerate(instance.jobseekers)
    )
    planned = tuple(sorted(_appointments(instance, plan)))
    again = replace(instance, jobseekers=people, planned=planned)
    assert is_best(again, schedule(again))


@SMALL
@given(instances(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(instance: Instance, rng: Any) -> None:
    data = _as_data(instance)
    for part in ("employers", "jobseekers", "pairs"):
        rng.shuffle(data[part])
    assert schedule(read_instance(data)) == schedule(instance)


@SMALL
@given(instances())
def test_nobody_is_left_out_who_could_be_met_for_a_score(instance: Instance) -> None:
    fair = schedule(replace(instance, objective="fair"))
    total = schedule(replace(instance, objective="total"))
    assert fair.priority_served >= total.priority_served
    assert fair.served >= total.served or fair.priority_served > total.priority_served
    assert total.total_score >= fair.total_score


def test_a_search_out_of_time_says_how_much_better_it_could_be() -> None:
    """Everybody comes for two of three slots and every firm for two: a flow does not suffice."""
    slots = ([0, 1], [1, 2], [0, 2])
    data = {
        "slots": 3,
        "employers": [{"id": n, "tables": 2, "slots": slots[n % 3]} for n in range(20)],
        "jobseekers": [
            {"id": n, "max_interviews": 2, "priority": 0, "slots": slots[n // 2 % 3]}
            for n in range(120)
        ],
        "pairs": [
            {"jobseeker": person, "employer": firm, "score": 100 + 37 * person * firm % 91}
            for person in range(120)
            for firm in range(20)
            if (person * 7 + firm * 3) % 5 < 2
        ],
    }
    instance = read_instance(data)
    hasty, patient = schedule(instance, seconds=0), schedule(instance, seconds=30)
    for plan in (hasty, patient):
        reached(instance, plan)
        assert plan.bound >= plan.total_score
        assert plan.is_optimal == (plan.bound == plan.total_score)
    assert hasty.bound >= patient.total_score >= hasty.total_score


def test_scores_keep_their_decimals() -> None:
    instance = read_instance(
        {
            "slots": 1,
            "employers": [{"id": "D", "tables": 1}],
            "jobseekers": [{"id": "A"}, {"id": "B"}],
            "pairs": [
                {"jobseeker": "A", "employer": "D", "score": 0.1},
                {"jobseeker": "B", "employer": "D", "score": 0.11},
            ],
        }
    )
    plan = schedule(instance)
    assert [one.jobseeker for one in plan.interviews] == ["B"]
    assert float(plan.total_score) == 0.11


@pytest.mark.parametrize("objective", ["total", "fair"])
def test_an_empty_session_has_an_empty_plan(objective: str) -> None:
    data = {"slots": 2, "employers": [], "jobseekers": [], "pairs": [], "objective": objective}
    plan = schedule(read_instance(data))
    assert (plan.interviews, plan.total_score, plan.served) == ((), 0, 0)
    assert plan.is_optimal


def _appointments(instance: Instance, plan: Plan) -> set[Appointment]:
    people = {row.id: number for number, row in enumerate(instance.jobseekers)}
    firms = {row.id: number for number, row in enumerate(instance.employers)}
    return {
        Appointment(people[one.jobseeker], firms[one.employer], one.slot) for one in plan.interviews
    }


def _as_data(instance: Instance) -> dict[str, Any]:
    def slots(row: Any) -> list[int] | None:
        return None if row.slots is None else sorted(row.slots)

    return {
        "slots": instance.slots,
        "objective": instance.objective.value,
        "employers": [
            {"id": row.id, "tables": row.tables, "slots": slots(row)} for row in instance.employers
        ],
        "jobseekers": [
            {
                "id": row.id,
                "max_interviews": row.max_interviews,
                "priority": int(row.is_priority),
                "slots": slots(row),
            }
            for row in instance.jobseekers
        ],
        "pairs": [
            {
                "jobseeker": instance.jobseekers[person].id,
                "employer": instance.employers[firm].id,
                "score": score,
            }
            for (person, firm), score in scores_of(instance).items()
        ],
    }
