"""A pay list that was sent and answered, and money that has to come back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from sanviec.apps.payments import services
from sanviec.apps.payments.enums import PayOutcome, RecoveryReason, SampleVerdict
from sanviec.apps.payments.folding import Answer
from sanviec.apps.payments.models import PayList
from sanviec.apps.payments.services import RecoveryData
from sanviec.apps.platform.enums import Role

from .claims import member_of

if TYPE_CHECKING:
    from .build import Stage


def tell_payments(stage: Stage) -> None:
    """One list: the first row paid, the others rejected in the sample, so that they are due
    again for whoever tries."""
    today = timezone.localdate(stage.now)
    officer = member_of(stage, Role.CLAIMS_OFFICER)
    by: dict[str, Any] = {"actor": officer, "now": stage.now}
    pay_list = services.make_pay_list(
        centre=stage.centre, month=today, seed=stage.rng.getrandbits(60), **by
    )
    rows = list(pay_list.rows.sampled().order_by("number"))
    for row in rows:
        is_first = row == rows[0]
        verdict = SampleVerdict.ACCEPTED if is_first else SampleVerdict.REJECTED
        reason = "" if is_first else "Tên trên quyết định khác giấy tờ, chờ đính chính"
        services.judge_row(row=row, verdict=verdict, reason=reason, **by)
    services.propose_pay_list(pay_list=pay_list, **by)
    approver = member_of(stage, Role.APPROVER)
    services.approve_pay_list(pay_list=pay_list, actor=approver, now=stage.now)
    row = rows[0]
    paid = Answer(f"{row.reference}-1", row.reference, PayOutcome.PAID, row.amount_vnd, today)
    services.take_answers(
        pay_list=PayList.objects.get(pk=pay_list.pk),
        answers=[paid],
        source="ket-qua-chi-tra.xlsx",
        **by,
    )
    note = "Tính lại theo vùng lương tối thiểu đúng của nơi làm việc"
    data = RecoveryData(300_000, RecoveryReason.WRONG_GRANT, note)
    recovery = services.open_recovery(claim=row.claim, data=data, **by)
    services.propose_recovery(recovery=recovery, **by)
