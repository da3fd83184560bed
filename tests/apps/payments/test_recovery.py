"""Money that was not due: found, decided by two people, paid back, never more than was owed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sanviec.apps.claims import services as claims
from sanviec.apps.payments import services
from sanviec.apps.payments.enums import RecoveryReason
from sanviec.apps.payments.models import OverpaymentRecovery, PayRow
from sanviec.apps.payments.selectors import get_recovery_for
from sanviec.apps.payments.services import Instalment, RecoveryData
from sanviec.apps.platform import audit
from sanviec.kernel.errors import InputError
from tests.apps import factories as lower
from tests.apps.claims.factories import sign_prepared

from .factories import answer, approver, make_list, make_receiving, officer, take

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 20, 2, 0, tzinfo=UTC)
DAY = date(2026, 12, 19)


def code_of(act: Any) -> str:
    with pytest.raises(InputError) as caught:
        act()
    return str(caught.value.code)


def paid_row() -> PayRow:
    centre = lower.make_centre()
    make_receiving(centre)
    pay_list = make_list(centre, until="approved")
    row = pay_list.rows.get()
    take(pay_list, answer(row))
    return PayRow.objects.select_related("claim__centre", "pay_list__centre").get(pk=row.pk)


def by_officer(recovery: OverpaymentRecovery) -> dict[str, Any]:
    return {"recovery": recovery, "actor": officer(recovery.centre), "now": NOW}


def by_approver(recovery: OverpaymentRecovery) -> dict[str, Any]:
    return {"recovery": recovery, "actor": approver(recovery.centre), "now": NOW}


def confirmed(owed: int = 1_000_000) -> OverpaymentRecovery:
    row = paid_row()
    data = RecoveryData(owed, RecoveryReason.OTHER, "Tính lại mức hưởng")
    facts: dict[str, Any] = {"actor": officer(row.claim.centre), "now": NOW}
    recovery = services.open_recovery(claim=row.claim, data=data, **facts)
    services.propose_recovery(**by_officer(recovery))
    return services.confirm_recovery(**by_approver(recovery))


def pay_back(recovery: OverpaymentRecovery, amount: int, receipt: str = "PT-1") -> Any:
    data = Instalment(DAY, amount, receipt)
    return services.note_instalment(data=data, **by_officer(recovery))


def test_a_month_paid_before_it_was_taken_away_is_found_once() -> None:
    row = paid_row()
    claim = row.claim
    report = claims.Report("new_job", date(2026, 12, 9), False, "Cơ quan BHXH", 12)
    claims.report_status(claim=claim, report=report, actor=officer(claim.centre), now=NOW)
    assert services.find_overpayments(now=NOW) == 0
    decision = sign_prepared(claim, NOW)

    assert services.find_overpayments(now=NOW) == 1
    assert services.find_overpayments(now=NOW) == 0

    recovery = OverpaymentRecovery.objects.get()
    assert (recovery.reason, recovery.owed_vnd) == ("paid_after_end", 4_800_000)
    assert (recovery.row, recovery.decision, recovery.state) == (row, decision, "prepared")
    assert list(audit.verify()) == []


def test_two_people_and_no_third_way() -> None:
    row = paid_row()
    data = RecoveryData(500_000, RecoveryReason.WRONG_GRANT, "Sai vùng")
    actor = approver(row.claim.centre)
    facts: dict[str, Any] = {"actor": actor, "now": NOW}
    recovery = services.open_recovery(claim=row.claim, data=data, **facts)
    services.propose_recovery(recovery=recovery, **facts)

    assert code_of(lambda: services.confirm_recovery(recovery=recovery, **facts)) == (
        "self_approval"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        OverpaymentRecovery.objects.update(confirmed_by_id=actor.user_id)
    sent_back = services.send_back_recovery(reason="Thiếu căn cứ", **by_approver(recovery))
    assert sent_back.state == "prepared"
    assert services.drop_recovery(reason="Không sai", **by_officer(recovery)).state == "dropped"


@pytest.mark.parametrize("owed", [0, -1, 4_800_001])
def test_never_more_than_was_paid(owed: int) -> None:
    row = paid_row()
    data = RecoveryData(owed, RecoveryReason.OTHER, "x")
    facts: dict[str, Any] = {"actor": officer(row.claim.centre), "now": NOW}

    act = services.open_recovery
    assert code_of(lambda: act(claim=row.claim, data=data, **facts)) == "owed_amount"


def test_the_same_money_is_noted_once_until_it_is_dropped() -> None:
    row = paid_row()
    data = RecoveryData(500_000, RecoveryReason.OTHER, "Tính lại mức hưởng")
    facts: dict[str, Any] = {"claim": row.claim, "data": data, "now": NOW}
    facts["actor"] = officer(row.claim.centre)
    first = services.open_recovery(**facts)
    assert code_of(lambda: services.open_recovery(**facts)) == "recovery_exists"

    services.drop_recovery(reason="Không sai", **by_officer(first))

    assert services.open_recovery(**facts).state == "prepared"


def test_instalments_end_it_and_no_receipt_counts_twice() -> None:
    recovery = confirmed(1_000_000)
    pay_back(recovery, 400_000)
    assert code_of(lambda: pay_back(recovery, 100_000)) == "receipt_noted"
    assert code_of(lambda: pay_back(recovery, 600_001, "PT-2")) == "instalment_amount"

    pay_back(recovery, 600_000, "PT-2")

    found = OverpaymentRecovery.objects.get()
    assert (found.state, found.recovered_vnd, found.open_vnd) == ("repaid", 1_000_000, 0)
    assert code_of(lambda: pay_back(recovery, 1, "PT-3")) == "not_confirmed"
    assert list(audit.verify()) == []


def test_the_rest_is_written_off_by_another_person_with_a_ground() -> None:
    recovery = confirmed(1_000_000)
    pay_back(recovery, 250_000)
    own = lower.Actor(role=approver(recovery.centre).role, user_id=recovery.proposed_by_id)
    act = services.write_off_recovery
    assert code_of(lambda: act(recovery=recovery, reason="x", actor=own, now=NOW)) == (
        "self_approval"
    )
    assert code_of(lambda: act(reason=" ", **by_approver(recovery))) == "reason_needed"

    found = act(reason="Người lao động mất, không có di sản", **by_approver(recovery))

    assert (found.state, found.written_off_vnd, found.open_vnd) == ("written_off", 750_000, 0)


@pytest.mark.parametrize(
    "change",
    [
        {"recovered_vnd": 1_000_001},
        {"owed_vnd": 0},
        {"state": "repaid"},
        {"written_off_vnd": 5},
    ],
)
def test_the_database_itself_refuses_what_must_never_be(change: dict[str, Any]) -> None:
    confirmed(1_000_000)

    with pytest.raises(IntegrityError), transaction.atomic():
        OverpaymentRecovery.objects.update(**change)


def test_another_centre_sees_nothing() -> None:
    recovery = confirmed()

    assert get_recovery_for(approver(lower.make_centre()), recovery.pk) is None
    assert get_recovery_for(officer(recovery.centre), recovery.pk) == recovery
