"""The only place that turns a claim into the engine's facts: the fields of the contract."""

from __future__ import annotations

from datetime import date
from typing import Any

from .enums import DecisionKind, MonthState
from .models import Claim, StatusReport

# What the engine calls a suspension and a resumption.
_TURNS: dict[str, str] = {DecisionKind.SUSPEND: "notice_missed", DecisionKind.RESUME: "notice_made"}


def facts_of(claim: Claim, *, on: date) -> dict[str, Any]:
    """What the engine is told of a claim decided on a day, as plain data.

    Only what was said is there: an absent field is one that the engine may ask for.
    """
    facts: dict[str, Any] = {
        "case_id": claim.number,
        "decided_on": on.isoformat(),
        "separated_on": claim.separated_on.isoformat(),
        "separation": claim.separation,
        "pension": claim.pension,
        "contract": claim.contract,
        "contract_months": claim.contract_months,
        "wage_regime": claim.wage_regime,
        "region": claim.region or None,
        "workplace": claim.workplace or None,
        # The clock of the waiting time starts when the dossier is whole.
        "filed_on": _day(claim.accepted_on or claim.filed_on),
        "contributions": claim.contributions or None,
        "carried_in_months": claim.carried_in_months,
        "status_events": [event_of(report) for report in claim.reports.order_by("happened_on")],
    }
    return {name: value for name, value in facts.items() if value not in (None, [])}


def facts_in_benefit(claim: Claim, *, on: date) -> dict[str, Any]:
    """The same for a claim that was granted: with its first day and its suspensions."""
    facts = facts_of(claim, on=on)
    signed = claim.decisions.signed().order_by("effective_on", "created_at")
    turns = [
        {"on": decision.effective_on.isoformat(), "kind": _TURNS[decision.kind]}
        for decision in signed
        if decision.kind in _TURNS
    ]
    events = sorted([*facts.pop("status_events", []), *turns], key=lambda event: event["on"])
    was_collected = claim.collected_on is not None
    facts["benefit"] = {"starts_on": _day(claim.starts_on), "decision_collected": was_collected}
    left = claim.months.filter(state=MonthState.LAPSED).count()
    if left:
        facts["benefit"]["uncollected_months"] = left
    return facts | ({"status_events": events} if events else {})


def event_of(report: StatusReport) -> dict[str, Any]:
    """One event as the contract writes it."""
    event: dict[str, Any] = {
        "on": report.happened_on.isoformat(),
        "kind": report.kind,
        "notified": report.is_notified,
    }
    if report.contract_months is not None:
        event["contract_months"] = report.contract_months
    return event


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
