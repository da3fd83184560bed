"""Money that was not due: found, proposed, confirmed, paid back or written off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from sanviec.apps.claims.enums import DecisionKind, MonthState
from sanviec.apps.claims.models import Claim, ClaimDecision
from sanviec.apps.payments.enums import LIVE_RECOVERY, PayRowState, RecoveryReason, RecoveryState
from sanviec.apps.payments.models import OverpaymentRecovery, PayRow, RecoveryInstalment
from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.apps.platform.services import next_number
from sanviec.kernel.dong import format_vnd
from sanviec.kernel.errors import InputError

from .rows import check_reason, check_second_person, hold_recovery, insert, move_recovery, save

# Why a paid month was not due, by the month's state, and the decision that says so.
_NOT_DUE = {
    MonthState.VOID: (
        RecoveryReason.PAID_AFTER_END,
        (DecisionKind.TERMINATE, DecisionKind.CANCEL),
    ),
    MonthState.WITHHELD: (RecoveryReason.PAID_WHILE_SUSPENDED, (DecisionKind.SUSPEND,)),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A paid row, what of it was not due and why, and the decision that shows it."""

    row: PayRow
    owed_vnd: int
    reason: RecoveryReason
    decision: ClaimDecision | None


@dataclass(frozen=True, slots=True)
class RecoveryData:
    """What an officer says of money that no row shows."""

    owed_vnd: int
    reason: RecoveryReason
    note: str
    decision: ClaimDecision | None = None


def find_overpayments(*, now: datetime, limit: int = 500) -> int:
    """Lay before an officer each paid month that a decision took away afterwards.

    Returns:
        How many were found; doing it again finds none.
    """
    live = OverpaymentRecovery.objects.filter(row=OuterRef("pk"))
    paid = PayRow.objects.filter(
        state__in=[PayRowState.PAID, PayRowState.DIFFERENT],
        paid_vnd__gt=0,
        month__state__in=list(_NOT_DUE),
    ).exclude(Exists(live))
    rows = paid.select_related("month", "claim").order_by("id")[:limit]
    return sum(_find(row, now) for row in rows)


@transaction.atomic
def _find(row: PayRow, now: datetime) -> int:
    reason, kinds = _NOT_DUE[MonthState(row.month.state)]
    decisions = row.claim.decisions.signed().filter(kind__in=kinds)
    found = Found(row, row.paid_vnd, reason, decisions.order_by("-signed_at").first())
    prepare_recovery(found, actor=SYSTEM, now=now)
    return 1


def prepare_recovery(found: Found, *, actor: Actor, now: datetime) -> OverpaymentRecovery | None:
    """Lay a recovery before an officer, in the caller's transaction; nothing where there is one
    for the row, or nothing is owed."""
    row = found.row
    is_known = row.recoveries.filter(state__in=LIVE_RECOVERY).exists()
    if is_known or found.owed_vnd <= 0:
        return None
    recovery = OverpaymentRecovery(
        row=row,
        owed_vnd=found.owed_vnd,
        reason=found.reason,
        decision=found.decision,
        note=f"Dòng {row.reference}, tháng hưởng thứ {row.month.number}",
    )
    return _open(recovery, row.claim, actor=actor, now=now)


@transaction.atomic
def open_recovery(
    *, claim: Claim, data: RecoveryData, actor: Actor, now: datetime
) -> OverpaymentRecovery:
    """An officer notes money that was not due; it is proposed and confirmed like any other.

    Raises:
        InputError: nothing is owed, more than was ever paid, nothing is said, or it is noted
            already.
    """
    # Held: two officers at once may not ask for more than was paid.
    claim = Claim.objects.select_for_update(of=("self",)).select_related("centre").get(pk=claim.pk)
    _check_is_new(claim, data)
    paid = _paid_of(claim)
    if not 0 < data.owed_vnd <= paid:
        raise InputError(
            "Số tiền thu hồi phải lớn hơn 0 và không quá số đã chi cho người này "
            f"({format_vnd(paid)} đồng).",
            f"What is recovered lies between 1 and what was paid ({paid}).",
            field="owed_vnd",
            code="owed_amount",
        )
    recovery = OverpaymentRecovery(
        owed_vnd=data.owed_vnd,
        reason=data.reason,
        note=check_reason(data.note, field="note"),
        decision=data.decision,
    )
    return _open(recovery, claim, actor=actor, now=now)


def _check_is_new(claim: Claim, data: RecoveryData) -> None:
    live = claim.recoveries.filter(state__in=LIVE_RECOVERY, reason=data.reason)
    same = live.filter(owed_vnd=data.owed_vnd, note=data.note.strip()).first()
    if same is not None:
        raise InputError(
            f"Khoản này đã ghi ở hồ sơ thu hồi {same.number}. Hãy mở hồ sơ đó.",
            f"This is noted already as {same.number}.",
            code="recovery_exists",
        )


def _paid_of(claim: Claim) -> int:
    """What was paid and is not being recovered already."""
    paid = sum(claim.pay_rows.values_list("paid_vnd", flat=True))
    live = claim.recoveries.filter(state__in=LIVE_RECOVERY)
    return int(paid - sum(live.values_list("owed_vnd", flat=True)))


def _open(
    recovery: OverpaymentRecovery, claim: Claim, *, actor: Actor, now: datetime
) -> OverpaymentRecovery:
    recovery.claim, recovery.centre_id = claim, claim.centre_id
    year = timezone.localdate(now).year
    code = claim.centre.code
    recovery.number = f"TH-{code}-{year}-{next_number(f'recovery/{code}/{year}'):05d}"
    return insert(recovery, "recovery.prepared", actor=actor, now=now)


@transaction.atomic
def propose_recovery(
    *, recovery: OverpaymentRecovery, actor: Actor, now: datetime
) -> OverpaymentRecovery:
    """An officer looked at it and puts it before the approver."""
    held = move_recovery(hold_recovery(recovery.pk), "propose")
    held.proposed_by_id, held.proposed_at = actor.user_id, now
    return save(held, ["proposed_by_id", "proposed_at"], "recovery.proposed", actor=actor, now=now)


@transaction.atomic
def drop_recovery(
    *, recovery: OverpaymentRecovery, reason: str, actor: Actor, now: datetime
) -> OverpaymentRecovery:
    """An officer says why nothing is to be paid back."""
    held = move_recovery(hold_recovery(recovery.pk), "drop")
    held.state_reason = check_reason(reason)
    return save(held, ["state_reason"], "recovery.dropped", actor=actor, now=now)


@transaction.atomic
def send_back_recovery(
    *, recovery: OverpaymentRecovery, reason: str, actor: Actor, now: datetime
) -> OverpaymentRecovery:
    """The approver does not confirm, and says why."""
    held = move_recovery(hold_recovery(recovery.pk), "send_back")
    held.state_reason = check_reason(reason)
    return save(held, ["state_reason"], "recovery.sent_back", actor=actor, now=now)


@transaction.atomic
def confirm_recovery(
    *, recovery: OverpaymentRecovery, actor: Actor, now: datetime
) -> OverpaymentRecovery:
    """A second person decides that the money is to be paid back.

    Raises:
        InputError: the actor proposed it.
    """
    held = move_recovery(hold_recovery(recovery.pk), "confirm")
    check_second_person(actor, held.proposed_by_id)
    held.confirmed_by_id, held.confirmed_at = actor.user_id, now
    columns = ["confirmed_by_id", "confirmed_at"]
    return save(held, columns, "recovery.confirmed", actor=actor, now=now)


@dataclass(frozen=True, slots=True)
class Instalment:
    """One payment back, by its receipt."""

    paid_on: date
    amount_vnd: int
    receipt: str


@transaction.atomic
def note_instalment(
    *, recovery: OverpaymentRecovery, data: Instalment, actor: Actor, now: datetime
) -> RecoveryInstalment:
    """Money came back; the last instalment ends the recovery.

    Raises:
        InputError: it is more than is open, dated ahead, noted already, or not confirmed yet.
    """
    held = hold_recovery(recovery.pk)
    _check_instalment(held, data, timezone.localdate(now))
    row = RecoveryInstalment(
        recovery=held,
        paid_on=data.paid_on,
        amount_vnd=data.amount_vnd,
        receipt=check_reason(data.receipt, field="receipt")[:60],
        noted_by_id=actor.user_id,
    )
    try:
        with transaction.atomic():
            insert(row, "recovery.instalment_noted", actor=actor, now=now)
    except IntegrityError:
        raise InputError(
            f"Chứng từ {row.receipt} đã ghi rồi.",
            f"Receipt {row.receipt} is noted already.",
            field="receipt",
            code="receipt_noted",
        ) from None
    held.recovered_vnd += data.amount_vnd
    if not held.open_vnd:
        move_recovery(held, "repay")
    save(held, ["recovered_vnd"], "recovery.counted", actor=actor, now=now)
    return row


def _check_instalment(recovery: OverpaymentRecovery, data: Instalment, today: date) -> None:
    if recovery.state != RecoveryState.CONFIRMED:
        raise InputError(
            "Chỉ ghi tiền nộp lại khi việc thu hồi đã được duyệt và chưa xong.",
            "Money back is noted once the recovery is confirmed, and while it runs.",
            code="not_confirmed",
        )
    if not 0 < data.amount_vnd <= recovery.open_vnd:
        raise InputError(
            "Số tiền phải lớn hơn 0 và không quá số còn phải thu "
            f"({format_vnd(recovery.open_vnd)} đồng).",
            f"The amount lies between 1 and what is open ({recovery.open_vnd}).",
            field="amount_vnd",
            code="instalment_amount",
        )
    if data.paid_on > today:
        raise InputError(
            "Ngày nộp còn ở phía trước. Hãy ghi ngày trên chứng từ.",
            "The day lies ahead; take the one on the receipt.",
            field="paid_on",
            code="instalment_ahead",
        )


@transaction.atomic
def write_off_recovery(
    *, recovery: OverpaymentRecovery, reason: str, actor: Actor, now: datetime
) -> OverpaymentRecovery:
    """A second person gives up what is still open, and says by which ground.

    Raises:
        InputError: nothing is said, or the actor proposed the recovery.
    """
    held = move_recovery(hold_recovery(recovery.pk), "write_off")
    check_second_person(actor, held.proposed_by_id)
    held.state_reason, held.written_off_by_id = check_reason(reason), actor.user_id
    held.written_off_vnd = held.open_vnd
    columns = ["state_reason", "written_off_by_id", "written_off_vnd"]
    return save(held, columns, "recovery.written_off", actor=actor, now=now)
