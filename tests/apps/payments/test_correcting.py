"""A grant whose amount was wrong: put right by two people, and the money follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from sanviec.apps.claims import services as claims
from sanviec.apps.claims.enums import ComplaintOutcome
from sanviec.apps.claims.models import Claim, ClaimDecision
from sanviec.apps.claims.services import ComplaintData
from sanviec.apps.payments.models import OverpaymentRecovery
from sanviec.apps.platform import audit
from sanviec.apps.platform.models import OutboxMessage
from sanviec.kernel.errors import InputError
from tests.apps import factories as lower
from tests.apps.claims.factories import DATA, officer_of, open_decision

from .factories import answer, approver, make_list, make_receiving, officer, take

pytestmark = pytest.mark.django_db
AT = datetime(2026, 12, 21, 2, 0, tzinfo=UTC)


def complained(claim: Claim) -> ClaimDecision:
    """The draft that an upheld complaint about the grant lays before an officer."""
    grant = claim.decisions.get(kind="grant")
    said = ComplaintData("Lương ghi thiếu", AT.date(), decision=grant)
    facts: dict[str, Any] = {"actor": approver(claim.centre), "now": AT}
    person = lower.as_jobseeker(claim.jobseeker)
    complaint = claims.file_complaint(claim=claim, data=said, actor=person, now=AT)
    claims.accept_complaint(complaint=complaint, **facts)
    claims.answer_complaint(
        complaint=complaint, outcome=ComplaintOutcome.UPHELD, answer="Đúng", **facts
    )
    return open_decision(claim)


def put_right(claim: Claim, wage_vnd: int, **more: Any) -> None:
    spans = tuple(row | {"wage_vnd": wage_vnd} for row in DATA.contributions)
    data = replace(DATA, contributions=spans, separated_on=claim.separated_on, **more)
    claims.change_claim(claim=claim, data=data, actor=officer_of(claim), now=AT)


def corrected(claim: Claim, wage_vnd: int) -> ClaimDecision:
    draft = complained(claim)
    put_right(claim, wage_vnd)
    claims.propose_decision(decision=draft, actor=officer(claim.centre), now=AT)
    return claims.sign_decision(decision=draft, actor=approver(claim.centre), now=AT)


def test_a_higher_amount_is_paid_from_the_next_list_on() -> None:
    centre = lower.make_centre()
    (claim,) = make_receiving(centre)
    pay_list = make_list(centre)

    decision = corrected(claim, 9_000_000)

    claim.refresh_from_db()
    assert claim.monthly_amount_vnd == 5_400_000
    assert set(claim.months.values_list("amount_vnd", flat=True)) == {5_400_000}
    assert claim.state == "receiving"
    assert decision.replaces == claim.decisions.get(kind="grant")
    assert decision.facts["decided_on"] == decision.replaces.facts["decided_on"]
    assert claims.replay(decision).sha256 == decision.outcome_sha256
    # The row of the old amount has left its list; the next one pays by the correction.
    assert pay_list.rows.get().state == "removed"
    row = make_list(centre, at=AT).rows.get()
    assert (row.amount_vnd, row.decision) == (5_400_000, decision)
    assert OutboxMessage.objects.filter(topic="claim.put_right").exists()
    assert list(audit.verify()) == []


def test_what_was_paid_too_much_is_laid_before_an_officer() -> None:
    centre = lower.make_centre()
    (claim,) = make_receiving(centre)
    pay_list = make_list(centre, until="approved")
    take(pay_list, answer(pay_list.rows.get()))

    decision = corrected(claim, 7_000_000)

    recovery = OverpaymentRecovery.objects.get()
    assert (recovery.owed_vnd, recovery.reason) == (600_000, "wrong_grant")
    assert recovery.decision == decision


def test_what_was_paid_too_little_is_told_to_a_person() -> None:
    centre = lower.make_centre()
    (claim,) = make_receiving(centre)
    pay_list = make_list(centre, until="approved")
    take(pay_list, answer(pay_list.rows.get()))

    corrected(claim, 9_000_000)

    flag = claim.flags.get(kind="old_amount")
    assert "mức mới 5.400.000 đồng, đã chi 4.800.000 đồng" in flag.detail
    assert not OverpaymentRecovery.objects.exists()


def test_it_says_something_else_than_the_grant_or_is_not_proposed() -> None:
    (claim,) = make_receiving(lower.make_centre())
    draft = complained(claim)
    facts: dict[str, Any] = {"decision": draft, "actor": officer_of(claim), "now": AT}

    with pytest.raises(InputError) as caught:
        claims.propose_decision(**facts)
    assert caught.value.code == "nothing_corrected"
    put_right(claim, 8_000_000, separation="unlawful_resignation")
    with pytest.raises(InputError) as caught:
        claims.propose_decision(**facts)
    assert caught.value.code == "nothing_due"


def test_a_dossier_is_open_for_changes_only_while_the_correction_is_drafted() -> None:
    (claim,) = make_receiving(lower.make_centre())
    assert not claims.may_edit(claim)

    corrected(claim, 9_000_000)

    assert not claims.may_edit(claim)
    with pytest.raises(InputError) as caught:
        put_right(claim, 9_500_000)
    assert caught.value.code == "claim_not_editable"


def test_more_months_are_added_and_fewer_end_earlier() -> None:
    (claim,) = make_receiving(lower.make_centre())
    draft = complained(claim)
    longer = tuple(row | {"from": "2019-01"} for row in DATA.contributions)
    data = replace(DATA, contributions=longer, separated_on=claim.separated_on)
    claims.change_claim(claim=claim, data=data, actor=officer_of(claim), now=AT)
    claims.propose_decision(decision=draft, actor=officer_of(claim), now=AT)
    claims.sign_decision(decision=draft, actor=approver(claim.centre), now=AT)

    claim.refresh_from_db()
    assert claim.months.count() == claim.entitlement_months == 7
    added = claim.months.get(number=7)
    assert (added.state, added.notice_from) == ("planned", added.first_on)
