"""Who may have training paid: thresholds and the border of the two laws."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sanviec.engines.benefits import Facts, load_law, read_facts
from sanviec.engines.benefits.training import (
    EmployerFacts,
    Permission,
    employer_may_train,
    least_at_risk,
    worker_may_train,
)

OLD = {
    "decided_on": "2020-08-03",
    "separated_on": "2020-07-01",
    "separation": "contract_ended",
    "filed_on": "2020-07-06",
    "contribution_months": 20,
    "months_paid_in_window": 9,
}
NEW = OLD | {"decided_on": "2026-03-02", "separated_on": "2026-01-30", "filed_on": "2026-02-02"}


def worker(facts: dict[str, Any], **more: Any) -> Permission:
    return worker_may_train(read_facts(facts), load_law(), **more)


@pytest.mark.parametrize(
    ("facts", "expected", "refused"),
    [
        (OLD, True, []),
        (OLD | {"months_paid_in_window": 8}, False, ["window_paid_months"]),
        (OLD | {"filed_on": "2020-10-01", "decided_on": "2020-11-02"}, True, []),
        (OLD | {"filed_on": "2020-10-02", "decided_on": "2020-11-02"}, False, ["filed_late"]),
        (OLD | {"separation": "unlawful_resignation"}, False, ["unlawful_resignation"]),
        (OLD | {"pension": "receiving"}, False, ["pension"]),
        (OLD | {"separation": None}, None, []),
        (NEW, True, []),
        (NEW | {"months_paid_in_window": 8}, False, ["window_paid_months"]),
        (NEW | {"separated_on": "2025-01-31"}, True, []),  # the last day was a Saturday
        (NEW | {"separated_on": "2025-01-30"}, False, ["filed_late"]),
        (NEW | {"pension": "eligible"}, False, ["pension"]),
        (
            NEW | {"status_events": [{"on": "2026-02-23", "kind": "new_job"}]},
            False,
            ["waiting_new_job"],
        ),
        (NEW | {"status_events": [{"on": "2026-02-24", "kind": "new_job"}]}, True, []),
    ],
)
def test_a_worker(facts: dict[str, Any], expected: bool | None, refused: list[str]) -> None:
    found = worker(facts)
    assert found.eligible is expected
    assert [one.rule for one in found.refusals] == refused
    assert all(one.article and one.text_vi != one.text_en for one in found.refusals)


def listed(earliest: str, first_wage_month: str) -> dict[str, Any]:
    """Give nine months paid: eight from one month on, one before the separation."""
    spans = [
        {"from": earliest, "to": first_wage_month, "wage_vnd": 6_000_000},
        {"from": "2026-01", "to": "2026-01", "wage_vnd": 6_000_000},
    ]
    rest = {
        k: v for k, v in NEW.items() if k not in ("contribution_months", "months_paid_in_window")
    }
    return rest | {"contributions": spans}


def test_the_window_is_36_months_since_2026() -> None:
    inside = worker(listed("2023-02", "2023-09"))
    outside = worker(listed("2023-01", "2023-08"))
    assert (inside.eligible, outside.eligible) == (True, False)


def test_who_receives_the_allowance_needs_nothing_more_since_2026() -> None:
    bare = {"decided_on": "2026-03-02"}
    found = worker(bare, is_receiving=True)
    assert found.eligible is True
    assert found.explanation[0].article == "Luật 74/2025/QH15, Điều 37 khoản 1"
    assert worker(bare).eligible is None
    assert worker({"decided_on": "2025-12-31"}, is_receiving=True).eligible is None


MET = EmployerFacts(
    asked_on=date(2020, 8, 3),
    months_in_a_row=12,
    months_in_window=12,
    workers=150,
    workers_at_risk=30,
    has_cause=True,
    lacks_money=True,
    has_plan=True,
)


def employer(**changes: Any) -> Permission:
    values = {name: getattr(MET, name) for name in EmployerFacts.__dataclass_fields__}
    return employer_may_train(EmployerFacts(**(values | changes)), load_law())


@pytest.mark.parametrize(
    ("changes", "expected", "refused"),
    [
        ({}, True, []),
        ({"months_in_a_row": 11}, False, ["employer_paid_months"]),
        ({"workers_at_risk": 29}, False, ["employer_cuts"]),
        ({"workers": 90, "workers_at_risk": 27}, True, []),
        ({"lacks_money": False, "has_plan": False}, False, ["employer_money", "employer_plan"]),
        ({"has_cause": None}, None, []),
        ({"workers": None}, None, []),
        ({"asked_on": date(2026, 1, 1), "workers": None, "lacks_money": None}, True, []),
        ({"asked_on": date(2026, 1, 1), "months_in_window": 11}, False, ["employer_paid_months"]),
        ({"asked_on": date(2026, 1, 1), "has_cause": False}, False, ["employer_cause"]),
    ],
)
def test_an_employer(changes: dict[str, Any], expected: bool | None, refused: list[str]) -> None:
    found = employer(**changes)
    assert found.eligible is expected
    assert [one.rule for one in found.refusals] == refused
    assert all(one.text_vi for one in found.explanation)


@pytest.mark.parametrize(
    ("workers", "least"),
    [(10, 3), (11, 4), (99, 30), (100, 30), (199, 30), (200, 50), (1000, 50), (1001, 100)],
)
def test_how_many_jobs_must_be_in_danger(workers: int, least: int) -> None:
    rule = str(load_law().get("employer_training_cuts", date(2020, 1, 1)).value)
    assert least_at_risk(workers, rule) == least


def test_facts_of_a_claim_are_enough() -> None:
    assert worker_may_train(Facts(decided_on=date(2026, 3, 2)), load_law()).refusals == ()


@pytest.mark.parametrize(("used", "is_met"), [(0, True), (11, True), (12, False)])
def test_the_months_of_an_unemployment_can_be_used_up(used: int, is_met: bool) -> None:
    facts = Facts(decided_on=date(2026, 3, 2))
    found = worker_may_train(facts, load_law(), is_receiving=True, used_half_months=used)

    assert found.eligible is is_met
    assert [one.rule for one in found.refusals] == ([] if is_met else ["training_used_up"])
    assert all("Điều 37 khoản 3" in one.article for one in found.refusals)
