"""From one centre to another: one dossier, each month counted once, both sides see their part."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from sanviec.apps.centres.models import Centre
from sanviec.apps.claims import services
from sanviec.apps.claims.models import BenefitMonth, BenefitTransfer, Claim
from sanviec.apps.claims.selectors import get_claim_for
from sanviec.apps.claims.selectors.transfers import (
    decisions_seen,
    get_transfer_for,
    months_seen,
    transfers_waiting_for,
)
from sanviec.apps.platform import audit
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import AuditEntry, OutboxMessage
from sanviec.kernel.errors import InputError
from tests.apps import factories as lower

from .factories import fresh, make_claim, officer_of, open_decision, sign_prepared
from .test_benefit import SECOND, TOO_LATE, notice, suspended_claim

pytestmark = pytest.mark.django_db
LATER = SECOND + timedelta(days=2)


def claims_officer(centre: Centre) -> Any:
    return lower.make_staff(Role.CLAIMS_OFFICER, centre).actor


def refused(act: Any, **facts: Any) -> str:
    with pytest.raises(InputError) as caught:
        act(**facts)
    return str(caught.value.code)


def ask(claim: Claim, to: Centre | None = None, at: datetime = SECOND) -> BenefitTransfer:
    person = lower.as_jobseeker(claim.jobseeker)
    to = to or lower.make_centre()
    return services.ask_transfer(claim=claim, to_centre=to, reason="Về quê", actor=person, now=at)


def hand_over(transfer: BenefitTransfer, at: datetime = SECOND) -> BenefitTransfer:
    actor = claims_officer(transfer.from_centre)
    return services.hand_over(transfer=transfer, actor=actor, now=at)


def take_over(transfer: BenefitTransfer, at: datetime = LATER) -> BenefitTransfer:
    actor = claims_officer(transfer.to_centre)
    return services.take_over(transfer=transfer, actor=actor, now=at)


class TestTheWay:
    def test_asked_handed_over_and_taken_over(self) -> None:
        claim = make_claim(until="receiving")
        notice(claim, SECOND)
        figures = (claim.monthly_amount_vnd, claim.entitlement_months, claim.starts_on)

        transfer = ask(claim)
        # Three working days from Monday 11/01/2027, then ten to arrive.
        assert transfer.hand_over_by == date(2027, 1, 14)
        transfer = hand_over(transfer)
        assert transfer.take_over_by == date(2027, 1, 25)
        assert fresh(claim).state == "transferring"
        take_over(transfer)

        moved = fresh(claim)
        assert (moved.state, moved.centre_id) == ("receiving", transfer.to_centre_id)
        assert (moved.monthly_amount_vnd, moved.entitlement_months, moved.starts_on) == figures
        assert moved.filed_at_centre_id == transfer.from_centre_id
        assert list(audit.verify()) == []

    def test_the_account_makes_up_what_was_granted(self) -> None:
        claim = make_claim(until="receiving")
        notice(claim, SECOND)

        transfer = hand_over(ask(claim))

        assert (transfer.months_paid, transfer.months_withheld, transfer.months_left) == (2, 0, 1)
        assert transfer.notice_count == 1
        assert transfer.paid_vnd == 2 * 4_800_000
        total = transfer.months_paid + transfer.months_withheld + transfer.months_left
        assert total == claim.entitlement_months

    def test_each_month_belongs_to_one_centre(self) -> None:
        claim = make_claim(until="receiving")
        transfer = take_over(hand_over(ask(claim)))

        months = BenefitMonth.objects.filter(claim=claim).order_by("number")

        assert [month.centre_id for month in months] == [
            None,
            None,
            transfer.to_centre_id,
        ]
        assert months.count() == claim.entitlement_months

    def test_the_next_decision_is_numbered_by_the_new_centre_on_the_same_facts(self) -> None:
        claim = make_claim(until="receiving")
        transfer = take_over(hand_over(ask(claim)), SECOND)
        services.prepare_suspensions(now=TOO_LATE)

        signed = sign_prepared(fresh(claim), TOO_LATE)

        assert transfer.to_centre.code in signed.number
        assert signed.centre_id == transfer.to_centre_id
        assert signed.facts["status_events"][0]["kind"] == "transferred"
        assert signed.outcome["entitlement_months"] == claim.entitlement_months

    def test_somebody_suspended_stays_so_and_goes_on_with_a_notice(self) -> None:
        claim = suspended_claim()
        transfer = hand_over(ask(claim, at=TOO_LATE), TOO_LATE)
        assert transfer.was_suspended
        notice(claim, TOO_LATE)

        take_over(transfer, TOO_LATE)

        assert fresh(claim).state == "suspended"
        assert open_decision(claim).kind == "resume"

    def test_a_notice_on_the_way_counts(self) -> None:
        claim = make_claim(until="receiving")
        transfer = hand_over(ask(claim))
        notice(claim, SECOND)
        take_over(transfer)

        assert claim.months.get(number=2).state == "due"
        assert services.prepare_suspensions(now=TOO_LATE) == 0

    def test_returned_it_goes_on_where_it_was(self) -> None:
        claim = make_claim(until="receiving")
        transfer = hand_over(ask(claim))
        actor = claims_officer(transfer.to_centre)
        facts = {"transfer": transfer, "actor": actor, "now": LATER}
        assert refused(services.return_transfer, reason=" ", **facts) == "reason_needed"

        services.return_transfer(reason="Người lao động không đến", **facts)

        back = fresh(claim)
        assert (back.state, back.centre_id) == ("receiving", transfer.from_centre_id)
        assert "không đến" in OutboxMessage.objects.get(key__contains=":returned").subject
        assert ask(claim, at=LATER).state == "asked"


class TestWhatIsRefused:
    def test_only_a_running_allowance_moves_once_to_another_centre(self) -> None:
        granted = make_claim(until="granted")
        facts: dict[str, Any] = {"reason": "Về quê", "actor": officer_of(granted), "now": SECOND}
        elsewhere = lower.make_centre()
        ask_for = services.ask_transfer
        assert refused(ask_for, claim=granted, to_centre=elsewhere, **facts) == "not_in_benefit"

        claim = make_claim(until="receiving")
        assert refused(ask_for, claim=claim, to_centre=claim.centre, **facts) == "same_centre"
        silent = facts | {"reason": " "}
        assert refused(ask_for, claim=claim, to_centre=elsewhere, **silent) == "reason_needed"
        ask(claim)
        assert refused(ask_for, claim=claim, to_centre=elsewhere, **facts) == "transfer_open"

    def test_nothing_moves_while_a_decision_is_under_way(self) -> None:
        claim = make_claim(until="receiving")
        services.prepare_suspensions(now=TOO_LATE)
        transfer = ask(claim, at=TOO_LATE)

        assert refused(hand_over, transfer=transfer, at=TOO_LATE) == "decision_open"
        assert fresh(claim).state == "receiving"
        transfer.refresh_from_db()
        assert transfer.state == "asked"

    def test_states_are_not_jumped(self) -> None:
        transfer = ask(make_claim(until="receiving"))

        assert refused(take_over, transfer=transfer) == "transition_refused"
        services.withdraw_transfer(
            transfer=transfer, actor=lower.as_jobseeker(transfer.claim.jobseeker), now=SECOND
        )
        assert refused(hand_over, transfer=transfer) == "transition_refused"


class TestWhoSeesWhat:
    def test_both_sides_see_one_dossier_each_its_part(self) -> None:
        claim = make_claim(until="receiving")
        transfer = ask(claim)
        giving = claims_officer(transfer.from_centre)
        taking = claims_officer(transfer.to_centre)
        assert get_transfer_for(taking, transfer.pk) is None
        assert list(transfers_waiting_for(giving)) == [transfer]

        transfer = hand_over(transfer)
        assert list(transfers_waiting_for(taking)) == [transfer]
        assert get_claim_for(taking, claim.pk) is None
        transfer = take_over(transfer)

        assert get_claim_for(taking, claim.pk) == claim
        assert get_claim_for(giving, claim.pk) is None
        assert get_transfer_for(giving, transfer.pk) == transfer
        assert get_transfer_for(claims_officer(lower.make_centre()), transfer.pk) is None

    def test_the_giving_centre_does_not_see_what_was_decided_afterwards(self) -> None:
        claim = make_claim(until="receiving")
        transfer = take_over(hand_over(ask(claim)), SECOND)
        services.prepare_suspensions(now=TOO_LATE)
        sign_prepared(fresh(claim), TOO_LATE)
        giving = claims_officer(transfer.from_centre)
        taking = claims_officer(transfer.to_centre)

        kinds = [decision.kind for decision in decisions_seen(transfer, giving)]
        assert kinds == ["grant"]
        assert decisions_seen(transfer, taking).count() == 2
        assert [month.number for month in months_seen(transfer, giving)] == [1, 2]
        assert months_seen(transfer, taking).count() == 3

    def test_each_centre_stands_in_the_journal_with_its_own_acts(self) -> None:
        transfer = take_over(hand_over(ask(make_claim(until="receiving"))))

        lines = AuditEntry.objects.for_object("claims.benefittransfer", transfer.pk)

        acts = {(line.action, line.centre_id) for line in lines}
        assert ("claim.transfer_handed_over", transfer.from_centre_id) in acts
        assert ("claim.transfer_taken_over", transfer.to_centre_id) in acts


def test_before_2026_a_month_must_have_begun() -> None:
    filed_at = datetime(2025, 10, 6, 2, 0, tzinfo=UTC)
    paid = ({"from": "2022-01", "to": "2025-09", "wage_vnd": 8_000_000, "paid": True},)
    facts = {"separated_on": date(2025, 10, 1), "contributions": paid}
    claim = make_claim(until="receiving", at=filed_at, **facts)

    early = refused(ask, claim=claim, at=filed_at + timedelta(days=5))

    assert early == "transfer_too_early"
    assert ask(claim, at=filed_at + timedelta(days=45)).state == "asked"
