"""A prepared decision is asked anew on the day on which an officer takes it up."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from sanviec.apps.claims import services
from sanviec.apps.claims.models import Claim, ClaimDecision
from sanviec.apps.claims.services import Report
from sanviec.kernel.errors import InputError

from .factories import approver_of, fresh, make_claim, officer_of, open_decision, sign_prepared

pytestmark = pytest.mark.django_db
# The notice of the second month was due by 12/01/2027; that day a suspension takes effect.
LATER = datetime(2027, 1, 20, 2, 0, tzinfo=UTC)
NEXT_DAY = datetime(2027, 1, 21, 2, 0, tzinfo=UTC)


def report(claim: Claim, on: date, kind: str = "new_job") -> None:
    """An officer notes by hand what happened to the person."""
    told = Report(kind=kind, happened_on=on, is_notified=True, source="Gọi điện", contract_months=6)
    services.report_status(claim=claim, report=told, actor=officer_of(claim), now=LATER)


def suspension() -> ClaimDecision:
    claim = make_claim(until="receiving")
    services.prepare_suspensions(now=LATER)
    return open_decision(claim)


def propose(decision: ClaimDecision, at: datetime = NEXT_DAY) -> ClaimDecision:
    actor = officer_of(decision.claim)
    return services.propose_decision(decision=decision, actor=actor, now=at)


def refusal(act: Any) -> str:
    with pytest.raises(InputError) as caught:
        act()
    return str(caught.value.code)


def test_a_report_by_hand_after_it_was_prepared_does_not_stop_the_signature() -> None:
    claim = suspension().claim
    report(claim, date(2027, 1, 15))

    signed = sign_prepared(claim, NEXT_DAY)

    assert (signed.kind, fresh(claim).state) == ("suspend", "suspended")
    assert signed.facts["decided_on"] == "2027-01-21"
    assert [event["on"] for event in signed.facts["status_events"]] == ["2027-01-15"]
    services.prepare_endings(now=NEXT_DAY)
    assert open_decision(claim).effective_on == date(2027, 1, 15)


def test_a_suspension_of_a_benefit_that_ended_before_gives_way_to_the_ending() -> None:
    decision = suspension()
    claim = decision.claim
    report(claim, date(2027, 1, 5))
    assert refusal(lambda: propose(decision)) == "benefit_ended"
    assert open_decision(claim).state == "prepared"

    facts: dict[str, Any] = {"actor": officer_of(claim), "now": NEXT_DAY}
    services.drop_decision(decision=decision, reason="Đã có việc làm", **facts)
    services.prepare_endings(now=NEXT_DAY)

    assert sign_prepared(claim, NEXT_DAY).kind == "terminate"


def test_an_ending_takes_the_day_and_ground_of_an_earlier_report() -> None:
    claim = make_claim(until="receiving")
    report(claim, date(2027, 1, 15))
    report(claim, date(2027, 1, 11), "military")

    signed = sign_prepared(claim, NEXT_DAY)

    assert (signed.ground, signed.effective_on) == ("military", date(2027, 1, 11))
    assert fresh(claim).ended_on == date(2027, 1, 11)


def test_an_ending_whose_report_was_struck_is_not_put_before_anybody() -> None:
    claim = make_claim(until="receiving")
    report(claim, date(2027, 1, 15))
    row = claim.reports.get()
    row.struck_at = NEXT_DAY
    row.save(update_fields=["struck_at"])

    assert refusal(lambda: propose(open_decision(claim))) == "ends_no_more"


def test_what_the_state_no_longer_allows_is_refused_before_the_approver_sees_it() -> None:
    claim = make_claim(until="granted")
    late = datetime(2027, 2, 20, 2, 0, tzinfo=UTC)
    services.prepare_cancellations(now=late)
    decision = open_decision(claim)
    services.collect_decision(claim=claim, actor=officer_of(claim), now=late)

    assert refusal(lambda: propose(decision, late)) == "transition_refused"
    services.drop_decision(decision=decision, reason="Đã nhận", actor=approver_of(claim), now=late)
    assert not claim.decisions.open().exists()
