"""A claim moves: one centre pays each month, and no month is paid by two."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sanviec.apps.centres.models import Centre
from sanviec.apps.claims import services as claims
from sanviec.apps.claims.models import BenefitTransfer, Claim
from sanviec.apps.payments import services
from sanviec.apps.payments.enums import PayListState
from sanviec.apps.payments.models import PayList
from sanviec.apps.payments.selectors import payers_of
from sanviec.apps.platform import audit
from sanviec.kernel.errors import InputError
from tests.apps import factories as lower

from .factories import (
    DUE,
    accept_sample,
    answer,
    approver,
    make_list,
    make_receiving,
    officer,
    take,
)

pytestmark = pytest.mark.django_db
MOVES = datetime(2027, 1, 11, 2, 0, tzinfo=UTC)


def asked(claim: Claim) -> BenefitTransfer:
    return claims.ask_transfer(
        claim=claim,
        to_centre=lower.make_centre(),
        reason="Về quê",
        actor=lower.as_jobseeker(claim.jobseeker),
        now=MOVES,
    )


def hand_over(transfer: BenefitTransfer) -> BenefitTransfer:
    actor = officer(transfer.from_centre)
    return claims.hand_over(transfer=transfer, actor=actor, now=MOVES)


def take_over(transfer: BenefitTransfer) -> BenefitTransfer:
    return claims.take_over(transfer=transfer, actor=officer(transfer.to_centre), now=MOVES)


def payers(transfer: BenefitTransfer) -> dict[int, Centre]:
    months = transfer.claim.months.order_by("number")
    return {payer.month.number: payer.centre for payer in payers_of(transfer, months)}


@pytest.mark.parametrize("until", ["made", "proposed"])
def test_what_was_not_sent_is_withdrawn_and_the_new_centre_pays_it(until: str) -> None:
    centre = lower.make_centre()
    claim, other = make_receiving(centre, count=2)
    pay_list = make_list(centre, until=until)

    transfer = hand_over(asked(claim))

    pay_list.refresh_from_db()
    assert (pay_list.row_count, pay_list.total_vnd) == (1, 4_800_000)
    assert pay_list.rows.on_list().get().claim == other
    gone = pay_list.rows.get(claim=claim)
    assert gone.state_reason == f"Hồ sơ chuyển đến {transfer.to_centre.name}"
    with pytest.raises(InputError) as caught:
        make_list(centre, at=MOVES)
    assert caught.value.code == "nothing_due"
    take_over(transfer)
    assert payers(transfer) == dict.fromkeys((1, 2, 3), transfer.to_centre)
    assert make_list(transfer.to_centre, at=MOVES).rows.get().claim == claim
    assert list(audit.verify()) == []


def test_what_was_sent_stays_with_the_old_centre() -> None:
    centre = lower.make_centre()
    (claim,) = make_receiving(centre)
    pay_list = make_list(centre, until="approved")

    transfer = take_over(hand_over(asked(claim)))

    assert pay_list.rows.get().state == "listed"
    assert payers(transfer) == {1: centre, 2: transfer.to_centre, 3: transfer.to_centre}
    with pytest.raises(InputError):
        make_list(transfer.to_centre, at=MOVES)
    # The money came back: given free, the month is the new centre's.
    row = pay_list.rows.get()
    take(pay_list, answer(row, "returned"))
    services.release_row(row=row, reason="Sai tài khoản", actor=officer(centre), now=MOVES)
    assert payers(transfer)[1] == transfer.to_centre
    assert make_list(transfer.to_centre, at=MOVES).rows.get().month.number == 1


def test_a_list_in_the_making_is_waited_for() -> None:
    centre = lower.make_centre()
    (claim,) = make_receiving(centre)
    pay_list = make_list(centre)
    PayList.objects.filter(pk=pay_list.pk).update(state=PayListState.MAKING)
    transfer = asked(claim)

    with pytest.raises(InputError) as caught:
        hand_over(transfer)

    assert caught.value.code == "list_in_the_making"
    assert pay_list.number in caught.value.text_vi
    transfer.refresh_from_db()
    assert transfer.state == "asked"


def test_no_list_of_the_old_centre_is_approved_with_a_claim_that_left() -> None:
    centre = lower.make_centre()
    (claim,) = make_receiving(centre)
    pay_list = make_list(centre)
    accept_sample(pay_list)
    services.propose_pay_list(pay_list=pay_list, actor=officer(centre), now=DUE)
    # As if the row had slipped in between the look and the hand-over.
    Claim.objects.filter(pk=claim.pk).update(centre=lower.make_centre())

    with pytest.raises(InputError) as caught:
        services.approve_pay_list(pay_list=pay_list, actor=approver(centre), now=DUE)

    assert caught.value.code == "no_longer_due"


def test_an_emptied_list_is_not_approved() -> None:
    centre = lower.make_centre()
    (claim,) = make_receiving(centre)
    pay_list = make_list(centre, until="proposed")
    hand_over(asked(claim))

    with pytest.raises(InputError) as caught:
        services.approve_pay_list(pay_list=pay_list, actor=approver(centre), now=MOVES)

    assert caught.value.code == "list_empty"
