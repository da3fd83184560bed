"""The only place that turns a claim into the engine's facts: the fields of the contract."""

from __future__ import annotations

from datetime import date
from typing import Any

from .enums import DecisionKind, MonthState
from .models import Claim, ClaimDecision, StatusReport

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
        "status_events": _events(claim),
    }
    return {name: value for name, value in facts.items() if value not in (None, [])}


def _events(claim: Claim) -> list[dict[str, Any]]:
    if claim._state.adding:
        return []
    reports = claim.reports.filter(struck_at__isnull=True)
    return [event_of(report) for report in reports.order_by("happened_on", "created_at", "id")]


def facts_in_benefit(
    claim: Claim, *, on: date, without: ClaimDecision | None = None
) -> dict[str, Any]:
    """The same for a claim that was granted: with its first day and its suspensions.

    A decision that was replaced counts no more; ``without`` is one that is about to be.
    """
    facts = facts_of(claim, on=on)
    signed = claim.decisions.signed().in_force().order_by("effective_on", "created_at", "id")
    if without is not None:
        signed = signed.exclude(pk=without.pk)
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


def facts_of_decision(decision: ClaimDecision, *, on: date) -> dict[str, Any]:
    """What a decision on a claim rests on, as the claim stands now."""
    first = {DecisionKind.GRANT, DecisionKind.REFUSE}
    replaced = decision.replaces
    if replaced is not None and replaced.kind == DecisionKind.GRANT:
        return _as_granted(decision.claim, replaced)
    if decision.kind in first or (replaced is not None and replaced.kind in first):
        return facts_of(decision.claim, on=on)
    return facts_in_benefit(decision.claim, on=on, without=replaced)


def _as_granted(claim: Claim, wrong: ClaimDecision) -> dict[str, Any]:
    """The claim as it is known now, decided on the day of the grant that it corrects: what
    happened later is no part of it."""
    on = date.fromisoformat(wrong.facts["decided_on"])
    facts = facts_of(claim, on=on)
    events = [event for event in facts.pop("status_events", []) if event["on"] <= on.isoformat()]
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
