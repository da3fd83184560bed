"""Random claims, thick around the borders where the law changes its mind."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from random import Random
from typing import Any

BORDERS = [
    date(2015, 5, 1), date(2016, 1, 1), date(2020, 1, 1), date(2020, 7, 15), date(2021, 1, 1),
    date(2024, 2, 15), date(2024, 7, 1), date(2026, 1, 1),
]  # fmt: skip
LENGTHS = [0, 1, 11, 12, 13, 23, 24, 35, 36, 37, 47, 48, 49, 60, 71, 72, 143, 144, 145, 156, 300]
SEPARATIONS = [
    *["contract_ended"] * 9, "mutual_agreement", "lawful_resignation", "unlawful_resignation",
    "disciplinary_dismissal", "employer_ended", "retired",
]  # fmt: skip
KINDS = [
    "new_job", "new_job", "new_job", "military", "study", "compulsory_measure", "missing",
    "detained", "pension", "refused_jobs", "no_notice", "settled_abroad", "works_abroad",
    "sanctioned", "death", "own_request", "notice_missed", "notice_missed", "notice_made",
    "transferred", "refused_job", "refused_job",
]  # fmt: skip


def random_claim(rng: Random) -> dict[str, Any]:
    """Give facts as a line of a file has them; mostly possible, often with something left out."""
    if rng.random() < 0.6:
        decided = rng.choice(BORDERS) + timedelta(days=rng.randint(-40, 40))
    else:
        decided = date(2015, 3, 1) + timedelta(days=rng.randint(0, 4_300))
    separated = decided - timedelta(days=rng.choice([0, 5, 20, 20, 40, 40, 90, 92, 93, 120]))
    filed = separated + timedelta(days=rng.randint(0, (decided - separated).days))
    facts: dict[str, Any] = {"decided_on": decided.isoformat()}
    _maybe(rng, facts, "separated_on", separated.isoformat(), 0.85)
    _maybe(rng, facts, "filed_on", filed.isoformat(), 0.7)
    if filed < date(2015, 1, 1):
        facts.pop("filed_on", None)
    _maybe(rng, facts, "separation", rng.choice(SEPARATIONS), 0.9)
    _maybe(rng, facts, "pension", rng.choice(["none", "none", "eligible", "receiving"]), 0.2)
    _maybe(rng, facts, "contract", rng.choice(["indefinite", "definite", "seasonal"]), 0.8)
    _maybe(rng, facts, "contract_months", rng.choice([1, 6, 11, 12, 13, 36]), 0.7)
    _maybe(rng, facts, "wage_regime", rng.choice(["employer", "employer", "state"]), 0.85)
    _maybe(rng, facts, "region", rng.choice(["I", "II", "III", "IV"]), 0.85)
    _record(rng, facts, separated)
    _benefit(rng, facts, max(filed, date(2015, 1, 1)))  # nothing earlier is in force
    return facts


def _maybe(rng: Random, facts: dict[str, Any], name: str, value: Any, share: float) -> None:
    if rng.random() < share:
        facts[name] = value


def _record(rng: Random, facts: dict[str, Any], separated: date) -> None:
    if rng.random() < 0.5:
        facts["contributions"] = _spans(rng, separated)
        _maybe(rng, facts, "contribution_months", rng.choice(LENGTHS), 0.2)
    else:
        wage = rng.choice(
            [5_000_001, 9_999_999, 18_416_667, 30_000_000, rng.randint(100_000, 60_000_000)]
        )
        _maybe(rng, facts, "contribution_months", rng.choice([*LENGTHS, rng.randint(0, 200)]), 0.9)
        _maybe(rng, facts, "average_wage_vnd", wage, 0.8)
        if "contribution_months" in facts and rng.random() < 0.6:
            facts["months_paid_in_window"] = min(
                rng.choice([11, 12, 13, 24]), facts["contribution_months"]
            )
        month = separated.year * 12 + separated.month - 1 - rng.choice([0, 1, 1, 2])
        _maybe(rng, facts, "last_contribution_month", f"{month // 12}-{month % 12 + 1:02d}", 0.7)
    _maybe(rng, facts, "carried_in_months", rng.choice([1, 11, 26, 100]), 0.15)


def _spans(rng: Random, separated: date) -> list[dict[str, Any]]:
    month = separated.year * 12 + separated.month - 1 - rng.choice([0, 1, 1, 2, 6])
    spans: list[dict[str, Any]] = []
    for _ in range(rng.randint(1, 5)):
        first = month - rng.choice([0, 1, 5, 10, 11, 11, 12, 12, 24, 47])
        if first < 2009 * 12:
            break
        span: dict[str, Any] = {"from": _written(first), "to": _written(month), "paid": True}
        if rng.random() < 0.75:
            span["wage_vnd"] = rng.choice(
                [4_000_000, 7_654_321, 29_800_000, 70_000_000, 130_000_000]
            )
        else:
            span["paid"] = False
            _maybe(rng, span, "reason", rng.choice(["maternity", "sickness", "unpaid_leave"]), 0.7)
        spans.append(span)
        month = first - 1 - rng.choice([0, 0, 1, 2, 13])
    rng.shuffle(spans)
    return spans


def _written(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02d}"


def _benefit(rng: Random, facts: dict[str, Any], filed: date) -> None:
    start = filed + timedelta(days=rng.randint(20, 30))
    if rng.random() < 0.2:
        start = start.replace(day=monthrange(start.year, start.month)[1])
    benefit: dict[str, Any] = {}
    _maybe(rng, benefit, "starts_on", start.isoformat(), 0.4)
    _maybe(rng, benefit, "months_received", rng.randint(0, 4), 0.15)
    _maybe(rng, benefit, "uncollected_months", rng.randint(0, 3), 0.15)
    _maybe(rng, benefit, "decision_collected", rng.random() < 0.5, 0.1)
    if benefit:
        facts["benefit"] = benefit
    if rng.random() < 0.55:
        facts["status_events"] = [_event(rng, filed) for _ in range(rng.randint(1, 3))]


def _event(rng: Random, filed: date) -> dict[str, Any]:
    event: dict[str, Any] = {"kind": rng.choice(KINDS)}
    days = rng.choice([rng.randint(0, 45), rng.randint(0, 420)])
    _maybe(rng, event, "on", (filed + timedelta(days=days)).isoformat(), 0.95)
    _maybe(rng, event, "contract_months", rng.choice([0, 1, 2, 3, 11, 12, 13]), 0.5)
    _maybe(rng, event, "notified", rng.random() < 0.6, 0.85)
    return event
