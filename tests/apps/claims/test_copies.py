"""Copies of signed decisions to the agency: one effect, a receipt, and failures."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from sanviec.apps.claims import services
from sanviec.apps.claims.models import AgencyCopy, BenefitTransfer
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform import audit
from sanviec.apps.platform.models import OutboxMessage
from sanviec.apps.platform.services import deliver
from sanviec.integrations.social_insurance.sandbox import SandboxAgency
from sanviec.kernel.errors import InputError
from tests.twin import NUMBER, twin

from .factories import NOW, approver_of, make_claim, officer_of
from .test_transfers import ask, hand_over, take_over

__all__ = ["twin"]
pytestmark = pytest.mark.django_db


def copy() -> OutboxMessage:
    return OutboxMessage.objects.get(topic="agency.decision")


def test_a_signed_grant_is_copied_with_a_receipt(twin: SandboxAgency) -> None:
    claim = make_claim(until="granted", insurance_no=NUMBER)

    deliver(str(copy().pk), now=NOW)

    decision = claim.decisions.get()
    assert services.copies_of([decision])[str(decision.pk)].receipt == "BN-000001"
    sent = twin.taken[f"decisions/{decision.pk}"]["content"]
    assert (sent["kind"], sent["insurance_no"], sent["monthly_amount_vnd"]) == (
        "grant",
        NUMBER,
        4_800_000,
    )
    assert list(audit.verify()) == []


def test_an_answer_that_got_lost_has_one_effect(twin: SandboxAgency) -> None:
    make_claim(until="granted")
    twin.faults.extend(["lost", "lost", "lost"])

    assert deliver(str(copy().pk), now=NOW).state == "pending"
    assert deliver(str(copy().pk), now=NOW + timedelta(hours=1)).state == "sent"

    assert [kept["receipt"] for kept in twin.taken.values()] == ["BN-000001"]


def test_every_try_sends_the_same_whatever_was_put_right_meanwhile(twin: SandboxAgency) -> None:
    claim = make_claim(until="granted")
    decision = claim.decisions.get()
    twin.faults.extend(["lost", "lost", "lost"])
    assert deliver(str(copy().pk), now=NOW).state == "pending"
    before = claim.jobseeker.full_name
    Jobseeker.objects.filter(pk=claim.jobseeker_id).update(full_name="Tên Đã Sửa")

    assert deliver(str(copy().pk), now=NOW + timedelta(hours=1)).state == "sent"

    sent = twin.taken[f"decisions/{decision.pk}"]["content"]
    assert sent["full_name"] == before != "Tên Đã Sửa"
    kept = AgencyCopy.objects.get(decision=decision)
    assert json.loads(kept.content) == sent


def test_a_copy_queued_before_contents_were_fixed_is_fixed_at_its_first_try(
    twin: SandboxAgency,
) -> None:
    claim = make_claim(until="granted")
    AgencyCopy.objects.all().delete()

    assert deliver(str(copy().pk), now=NOW).state == "sent"

    assert AgencyCopy.objects.get().decision == claim.decisions.get()


def test_a_refusal_to_pay_is_none_of_the_agency_s_business(twin: SandboxAgency) -> None:
    claim = make_claim(until="proposed", separation="unlawful_resignation")
    decision = claim.decisions.get()
    services.sign_decision(decision=decision, actor=approver_of(claim), now=NOW)

    assert not OutboxMessage.objects.filter(topic="agency.decision").exists()
    with pytest.raises(InputError) as caught:
        services.send_copy(decision=decision, actor=officer_of(claim), now=NOW)
    assert caught.value.code == "not_to_copy"


def test_what_was_signed_before_the_connection_can_be_sent(
    twin: SandboxAgency, settings: Any
) -> None:
    url, settings.SANVIEC_AGENCY_URL = settings.SANVIEC_AGENCY_URL, ""
    claim = make_claim(until="granted")
    assert not OutboxMessage.objects.filter(topic="agency.decision").exists()
    settings.SANVIEC_AGENCY_URL = url
    facts: dict[str, Any] = {"actor": officer_of(claim), "now": NOW}

    services.send_copy(decision=claim.decisions.get(), **facts)
    deliver(str(copy().pk), now=NOW)

    assert len(twin.taken) == 1
    with pytest.raises(InputError) as caught:
        services.send_copy(decision=claim.decisions.get(), **facts)
    assert caught.value.code == "message_sent"


def test_a_copy_that_failed_for_good_is_sent_again_by_hand(twin: SandboxAgency) -> None:
    claim = make_claim(until="granted")
    twin.taken[f"decisions/{claim.decisions.get().pk}"] = {"receipt": "x", "digest": "other"}
    failed = deliver(str(copy().pk), now=NOW)
    assert (failed.state, "409" in failed.last_error) == ("failed", True)
    twin.taken.clear()

    services.send_copy(decision=claim.decisions.get(), actor=officer_of(claim), now=NOW)

    assert deliver(str(copy().pk), now=NOW).state == "sent"


def moved() -> BenefitTransfer:
    claim = make_claim(until="receiving", insurance_no=NUMBER)
    return take_over(hand_over(ask(claim)))


def test_a_claim_that_moves_is_told_with_a_receipt(twin: SandboxAgency) -> None:
    transfer = moved()
    message = services.transfer_copy(transfer)
    assert message is not None
    twin.faults.extend(["lost", "lost", "lost"])
    deliver(str(message.pk), now=NOW + timedelta(days=60))
    Jobseeker.objects.filter(pk=transfer.claim.jobseeker_id).update(full_name="Tên Đã Sửa")

    told = deliver(str(message.pk), now=NOW + timedelta(days=61))

    assert (told.state, bool(told.receipt)) == ("sent", True)
    sent = twin.taken[f"transfers/{transfer.pk}"]["content"]
    assert (sent["from_centre"], sent["to_centre"]) == (
        transfer.from_centre.code,
        transfer.to_centre.code,
    )
    assert [month["number"] for month in sent["months"]] == [3]
    assert sent["insurance_no"] == NUMBER
    with pytest.raises(InputError) as caught:
        services.send_transfer_copy(transfer=transfer, actor=officer_of(transfer.claim), now=NOW)
    assert caught.value.code == "message_sent"


def test_a_move_of_before_the_connection_can_be_told(twin: SandboxAgency, settings: Any) -> None:
    url, settings.SANVIEC_AGENCY_URL = settings.SANVIEC_AGENCY_URL, ""
    transfer = moved()
    assert services.transfer_copy(transfer) is None
    settings.SANVIEC_AGENCY_URL = url

    facts: dict[str, Any] = {"actor": officer_of(transfer.claim), "now": NOW}
    message = services.send_transfer_copy(transfer=transfer, **facts)

    assert deliver(str(message.pk), now=NOW).state == "sent"
    with pytest.raises(InputError) as caught:
        services.send_transfer_copy(transfer=ask(make_claim(until="receiving")), **facts)
    assert caught.value.code == "not_to_copy"
