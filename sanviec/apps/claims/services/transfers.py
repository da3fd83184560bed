"""From one centre to another: asked by the person, handed over, taken over or returned.

There is one dossier all the time. Until the new centre takes it over the old one answers for it,
and each month belongs to the centre in whose time it began.
Source: Law 74/2025/QH15 art. 41 cl. 1; Decree 28/2015/NĐ-CP art. 22 (days provisional).
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from sanviec.apps.centres.models import Centre
from sanviec.apps.claims.enums import IN_BENEFIT, ClaimState, MonthState
from sanviec.apps.claims.hooks import on_hand_over
from sanviec.apps.claims.models import BenefitTransfer, Claim, StatusReport
from sanviec.apps.claims.transitions import CLAIM_STATES, TRANSFER_STATES
from sanviec.apps.platform.actors import Actor
from sanviec.apps.reference.selectors import calendar, parameter
from sanviec.engines.benefits.kinds import TRANSFERRED
from sanviec.kernel.errors import InputError

from .benefit import prepare_resumption
from .copies import post_transfer_copy
from .outcome import outcome_with
from .rows import hold_claim, insert, move, save, tell


def _hold(transfer_id: UUID) -> BenefitTransfer:
    """The transfer as it is now, held; its claim is held before it."""
    claim_id = BenefitTransfer.objects.values_list("claim_id", flat=True).get(pk=transfer_id)
    claim = hold_claim(claim_id)
    rows = BenefitTransfer.objects.select_for_update(of=("self",))
    held = rows.select_related("from_centre", "to_centre").get(pk=transfer_id)
    held.claim = claim
    return held


def _move(transfer: BenefitTransfer, event: str) -> BenefitTransfer:
    transfer.state = TRANSFER_STATES.target(event, transfer.state)
    return transfer


@transaction.atomic
def ask_transfer(
    *, claim: Claim, to_centre: Centre, reason: str, actor: Actor, now: datetime
) -> BenefitTransfer:
    """The person wants the allowance elsewhere; the giving centre has its days to hand over.

    Raises:
        InputError: the claim is not in benefit, the law does not let it move yet, nothing is said
            of why, or it moves already.
    """
    claim = hold_claim(claim.pk)
    today = timezone.localdate(now)
    _check_asked(claim, to_centre, reason)
    _check_law(claim, today)
    transfer = BenefitTransfer(
        claim=claim,
        from_centre_id=claim.centre_id,
        to_centre=to_centre,
        reason=reason.strip()[:300],
        asked_on=today,
        hand_over_by=_days_after(today, "transfer_hand_over_working_days"),
    )
    try:
        with transaction.atomic():
            insert(transfer, "claim.transfer_asked", actor=actor, now=now)
    except IntegrityError:
        raise InputError(
            "Hồ sơ này đang có một đề nghị chuyển nơi hưởng. Hãy xử lý đề nghị đó trước.",
            "A transfer of this claim is under way. Deal with that one first.",
            code="transfer_open",
        ) from None
    subject = _("Đã nhận đề nghị chuyển nơi hưởng trợ cấp thất nghiệp.")
    tell(claim, "transfer", subject, key=str(transfer.pk), now=now)
    return transfer


def _check_asked(claim: Claim, to_centre: Centre, reason: str) -> None:
    if claim.state not in IN_BENEFIT:
        raise InputError(
            "Chỉ chuyển nơi hưởng khi đang hưởng trợ cấp. Hãy xem tình trạng hồ sơ.",
            "Only a running allowance can move to another centre.",
            code="not_in_benefit",
        )
    if to_centre.pk == claim.centre_id:
        raise InputError(
            "Nơi đến trùng với nơi đang hưởng. Hãy chọn trung tâm khác.",
            "The claim is dealt with there already. Choose another centre.",
            field="to_centre",
            code="same_centre",
        )
    if not reason.strip():
        raise InputError(
            "Hãy ghi vì sao muốn chuyển, ví dụ: về quê, theo gia đình.",
            "Say why the allowance is to move.",
            field="reason",
            code="reason_needed",
        )


def _check_law(claim: Claim, today: date) -> None:
    """The engine says whether the benefit may move on this day."""
    event = {"on": today.isoformat(), "kind": TRANSFERRED, "notified": True}
    told = outcome_with(claim, event, on=today).record
    lines = [line for line in told["explanation"] if line["key"] == "transfer"]
    if lines and lines[-1]["value"] is False:
        raise InputError(lines[-1]["text_vi"], lines[-1]["text_en"], code="transfer_too_early")


def _days_after(day: date, key: str) -> date:
    return calendar().add_working_days(day, parameter(key, day))


@transaction.atomic
def hand_over(*, transfer: BenefitTransfer, actor: Actor, now: datetime) -> BenefitTransfer:
    """The giving centre closes its account of the claim and hands the dossier over.

    Raises:
        InputError: a decision on the claim is under way, or a pay list with it is being made.
    """
    transfer = _move(_hold(transfer.pk), "hand_over")
    claim, today = transfer.claim, timezone.localdate(now)
    if claim.decisions.open().exists():
        raise InputError(
            "Hồ sơ đang có quyết định chưa xong. Hãy ký hoặc trả lại trước khi chuyển đi.",
            "A decision on the claim is under way. Finish it before handing over.",
            code="decision_open",
        )
    for _key, clear in on_hand_over:
        clear(transfer, actor=actor, now=now)
    transfer.was_suspended = claim.state == ClaimState.SUSPENDED
    transfer.handed_over_on = today
    transfer.take_over_by = _days_after(today, "transfer_arrival_working_days")
    account = _set_account(transfer)
    save(move(claim, "hand_over"), [], "claim.transferring", actor=actor, now=now)
    columns = ["was_suspended", "handed_over_on", "take_over_by", *account]
    save(transfer, columns, "claim.transfer_handed_over", actor=actor, now=now, data=account)
    subject = _("Hồ sơ đã chuyển đến %(centre)s. Hãy đến nơi mới chậm nhất ngày %(day)s.")
    words = subject % {
        "centre": transfer.to_centre.name,
        "day": f"{transfer.take_over_by:%d/%m/%Y}",
    }
    tell(claim, "transfer", words[:200], key=f"{transfer.pk}:over", now=now)
    return transfer


def _set_account(transfer: BenefitTransfer) -> dict[str, int]:
    """Months by what became of them, notices and money, as they stand in the rows."""
    is_paid = Q(state=MonthState.DUE)
    account: dict[str, int] = transfer.claim.months.aggregate(
        months_paid=Count("pk", filter=is_paid),
        months_withheld=Count("pk", filter=Q(state=MonthState.WITHHELD)),
        months_left=Count("pk", filter=Q(state=MonthState.PLANNED)),
        notice_count=Count("notice"),
        paid_vnd=Sum("amount_vnd", filter=is_paid, default=0),
    )
    for name, value in account.items():
        setattr(transfer, name, value)
    return account


@transaction.atomic
def take_over(*, transfer: BenefitTransfer, actor: Actor, now: datetime) -> BenefitTransfer:
    """The new centre answers for the claim from today on; months that began stay counted where
    they began."""
    transfer = _move(_hold(transfer.pk), "take_over")
    claim, today = transfer.claim, timezone.localdate(now)
    move(claim, _back("take_over", transfer))
    claim.centre = transfer.to_centre
    for month in claim.months.filter(first_on__gt=today).order_by("number"):
        month.centre = transfer.to_centre
        save(month, ["centre"], "claim.month_moved", actor=actor, now=now)
    report = StatusReport(
        claim=claim,
        kind=TRANSFERRED,
        happened_on=today,
        is_notified=True,
        source=f"Chuyển từ {transfer.from_centre.name}"[:120],
    )
    insert(report, "claim.status_reported", actor=actor, now=now)
    save(claim, ["centre"], "claim.taken_over", actor=actor, now=now)
    transfer.ended_at = now
    save(transfer, ["ended_at"], "claim.transfer_taken_over", actor=actor, now=now)
    post_transfer_copy(transfer, now=now)
    if transfer.was_suspended and _has_notice(claim, today):
        prepare_resumption(claim, today, now)
    subject = _("%(centre)s đã tiếp nhận hồ sơ, bạn tiếp tục hưởng tại đây.")
    words = subject % {"centre": transfer.to_centre.name}
    tell(claim, "transfer", words[:200], key=f"{transfer.pk}:taken", now=now)
    return transfer


def _back(event: str, transfer: BenefitTransfer) -> str:
    """The claim goes on as it was when it left."""
    name = f"{event}_suspended" if transfer.was_suspended else event
    CLAIM_STATES.target(name, transfer.claim.state)
    return name


def _has_notice(claim: Claim, today: date) -> bool:
    return claim.months.running_on(today).filter(notice__isnull=False).exists()


@transaction.atomic
def return_transfer(
    *, transfer: BenefitTransfer, reason: str, actor: Actor, now: datetime
) -> BenefitTransfer:
    """The new centre gives the dossier back, saying why; the old one goes on.

    Raises:
        InputError: nothing is said.
    """
    _check_reason(reason)
    transfer = _move(_hold(transfer.pk), "return")
    claim = transfer.claim
    move(claim, _back("hand_back", transfer))
    save(claim, [], "claim.handed_back", actor=actor, now=now)
    _end(transfer, reason, "claim.transfer_returned", actor=actor, now=now)
    if transfer.was_suspended and _has_notice(claim, timezone.localdate(now)):
        prepare_resumption(claim, timezone.localdate(now), now)
    subject = _("Nơi đến trả lại hồ sơ: %(reason)s")
    words = subject % {"reason": transfer.answer}
    tell(claim, "transfer", words[:200], key=f"{transfer.pk}:returned", now=now)
    return transfer


@transaction.atomic
def refuse_transfer(
    *, transfer: BenefitTransfer, reason: str, actor: Actor, now: datetime
) -> BenefitTransfer:
    """The giving centre does not hand over, and says why.

    Raises:
        InputError: nothing is said.
    """
    _check_reason(reason)
    transfer = _move(_hold(transfer.pk), "refuse")
    _end(transfer, reason, "claim.transfer_refused", actor=actor, now=now)
    subject = _("Chưa chuyển được nơi hưởng: %(reason)s")
    words = subject % {"reason": transfer.answer}
    tell(transfer.claim, "transfer", words[:200], key=f"{transfer.pk}:refused", now=now)
    return transfer


@transaction.atomic
def withdraw_transfer(*, transfer: BenefitTransfer, actor: Actor, now: datetime) -> BenefitTransfer:
    """The person stays after all; possible until the dossier was handed over."""
    transfer = _move(_hold(transfer.pk), "withdraw")
    return _end(transfer, "", "claim.transfer_withdrawn", actor=actor, now=now)


def _end(
    transfer: BenefitTransfer, reason: str, action: str, *, actor: Actor, now: datetime
) -> BenefitTransfer:
    transfer.ended_at, transfer.answer = now, reason.strip()[:300]
    return save(transfer, ["ended_at", "answer"], action, actor=actor, now=now)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise InputError(
            "Hãy ghi rõ lý do để người lao động và trung tâm kia biết phải làm gì.",
            "Say why, so that the person and the other centre know what to do.",
            field="reason",
            code="reason_needed",
        )
