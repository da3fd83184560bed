"""The example that docs/algorithms/scheduling.md works out by hand."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from sanviec.engines.scheduling import Interview, read_instance, schedule

SESSION: dict[str, Any] = {
    "slots": 2,
    "employers": [{"id": "D1", "tables": 1}, {"id": "D2", "tables": 1}],
    "jobseekers": [
        {"id": "Hoa", "max_interviews": 2, "priority": 0},
        {"id": "Lan", "max_interviews": 1, "priority": 0},
        {"id": "Minh", "max_interviews": 1, "priority": 1},
    ],
    "pairs": [
        {"jobseeker": "Hoa", "employer": "D1", "score": 90},
        {"jobseeker": "Hoa", "employer": "D2", "score": 80},
        {"jobseeker": "Lan", "employer": "D1", "score": 70},
        {"jobseeker": "Lan", "employer": "D2", "score": 10},
        {"jobseeker": "Minh", "employer": "D1", "score": 40},
    ],
}
ANNOUNCED = (
    Interview("Minh", "D1", 0, 0),
    Interview("Hoa", "D2", 0, 0),
    Interview("Hoa", "D1", 1, 0),
    Interview("Lan", "D2", 1, 0),
)


def test_total() -> None:
    plan = schedule(read_instance(SESSION | {"objective": "total"}))
    assert (plan.total_score, plan.served, plan.priority_served) == (240, 2, 0)


def test_fair_with_its_times() -> None:
    plan = schedule(read_instance(SESSION | {"objective": "fair"}))
    assert (plan.total_score, plan.served, plan.priority_served) == (220, 3, 1)
    assert plan.interviews == ANNOUNCED


def test_repair() -> None:
    session = deepcopy(SESSION) | {"objective": "fair"}
    session["jobseekers"][2]["slots"] = []
    session["jobseekers"].append({"id": "Quỳnh", "max_interviews": 1})
    session["pairs"].append({"jobseeker": "Quỳnh", "employer": "D1", "score": 60})
    session["planned"] = [
        {"jobseeker": one.jobseeker, "employer": one.employer, "slot": one.slot}
        for one in ANNOUNCED
    ]
    plan = schedule(read_instance(session))
    assert (plan.total_score, plan.served, plan.kept) == (240, 3, 3)
    assert Interview("Quỳnh", "D1", 0, 0) in plan.interviews
