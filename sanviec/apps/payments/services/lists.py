"""Checking the sample of a pay list, proposing and approving it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sanviec.apps.payments.due import no_longer_due
from sanviec.apps.payments.enums import PayRowState, SampleVerdict
from sanviec.apps.payments.models import PayList, PayRow
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Channel
from sanviec.apps.platform.services import Letter, post_message
from sanviec.kernel.dong import format_vnd
from sanviec.kernel.errors import InputError

from .rows import (
    check_is_open,
    check_reason,
    check_second_person,
    hold_list,
    hold_row,
    move_list,
    move_row,
    save,
)

TOPIC = "agency.pay_list"
_SHOWN = 5


@transaction.atomic
def judge_row(
    *, row: PayRow, verdict: SampleVerdict, reason: str, actor: Actor, now: datetime
) -> PayRow:
    """A person accepts or rejects a row of the sample; a rejected one leaves the list.

    Raises:
        InputError: the row is not in the sample, the list is approved, or a rejection says no
            reason.
    """
    row = hold_row(row.pk)
    check_is_open(row.pay_list)
    if not row.is_sampled or row.state != PayRowState.LISTED:
        raise InputError(
            "Dòng này không nằm trong mẫu kiểm tra hoặc đã bị loại.",
            "The row is not in the sample, or was taken off.",
            code="not_sampled",
        )
    row.verdict, row.judged_by_id, row.judged_at = verdict, actor.user_id, now
    columns = ["verdict", "judged_by_id", "judged_at", "state_reason"]
    if verdict == SampleVerdict.REJECTED:
        row.state_reason = check_reason(reason)
        move_row(row, "remove")
    save(row, columns, f"pay_list.row_{verdict.value}", actor=actor, now=now)
    if verdict == SampleVerdict.REJECTED:
        count_again(row.pay_list, actor=actor, now=now)
    return row


@transaction.atomic
def remove_row(*, row: PayRow, reason: str, actor: Actor, now: datetime) -> PayRow:
    """Take any row off before the list is approved; its month may stand in a later list.

    Raises:
        InputError: no reason is said, or the list is approved.
    """
    row = hold_row(row.pk)
    check_is_open(row.pay_list)
    row.state_reason = check_reason(reason)
    move_row(row, "remove")
    save(row, ["state_reason"], "pay_list.row_removed", actor=actor, now=now)
    count_again(row.pay_list, actor=actor, now=now)
    return row


def count_again(pay_list: PayList, *, actor: Actor, now: datetime) -> None:
    """Write down how many rows are left and what they come to, in the caller's transaction."""
    amounts = list(pay_list.rows.on_list().values_list("amount_vnd", flat=True))
    pay_list.row_count, pay_list.total_vnd = len(amounts), sum(amounts)
    save(pay_list, ["row_count", "total_vnd"], "pay_list.counted", actor=actor, now=now)


@transaction.atomic
def propose_pay_list(*, pay_list: PayList, actor: Actor, now: datetime) -> PayList:
    """Put the list before the approver; every row of the sample was looked at.

    Raises:
        InputError: a row of the sample was not judged, or nothing is left to pay.
    """
    pay_list = move_list(hold_list(pay_list.pk), "propose")
    waiting = pay_list.rows.sampled().filter(verdict=SampleVerdict.OPEN)
    left = waiting.exclude(state=PayRowState.REMOVED).count()
    if left:
        raise InputError(
            f"Còn {left} dòng trong mẫu chưa kiểm tra. Hãy kiểm tra hết rồi trình duyệt.",
            f"{left} rows of the sample were not judged.",
            code="sample_open",
        )
    _check_not_empty(pay_list)
    pay_list.proposed_by_id, pay_list.proposed_at = actor.user_id, now
    columns = ["proposed_by_id", "proposed_at"]
    return save(pay_list, columns, "pay_list.proposed", actor=actor, now=now)


def _check_not_empty(pay_list: PayList) -> None:
    if not pay_list.row_count:
        raise InputError(
            "Danh sách không còn dòng nào để chi trả. Hãy hủy danh sách.",
            "Nothing is left on the list. Cancel it.",
            code="list_empty",
        )


@transaction.atomic
def send_back_pay_list(*, pay_list: PayList, reason: str, actor: Actor, now: datetime) -> PayList:
    """The approver does not approve, and says what is to be put right."""
    pay_list = move_list(hold_list(pay_list.pk), "send_back")
    pay_list.state_reason = check_reason(reason)
    return save(pay_list, ["state_reason"], "pay_list.sent_back", actor=actor, now=now)


@transaction.atomic
def approve_pay_list(
    *, pay_list: PayList, seen: tuple[int, int] | None = None, actor: Actor, now: datetime
) -> PayList:
    """A second person approves; the list goes to the agency by the outbox.

    Args:
        seen: how many rows and how much money, in đồng, the approver read; None asks nothing.

    Raises:
        InputError: the approver made or proposed it, a row is no longer due, none is left, or a
            row was taken off after the approver had read the list.
    Cost: some six queries, however many rows.
    """
    pay_list = move_list(hold_list(pay_list.pk), "approve")
    check_second_person(actor, pay_list.made_by_id, pay_list.proposed_by_id)
    _check_not_empty(pay_list)
    _check_as_seen(pay_list, seen)
    _check_still_due(pay_list, timezone.localdate(now))
    rows = list(pay_list.rows.on_list().order_by("number"))
    pay_list.approved_by_id, pay_list.approved_at = actor.user_id, now
    pay_list.rows_sha256 = fingerprint(rows)
    columns = ["approved_by_id", "approved_at", "rows_sha256"]
    save(pay_list, columns, "pay_list.approved", actor=actor, now=now)
    letter = Letter(
        key=f"{TOPIC}:{pay_list.pk}",
        topic=TOPIC,
        subject=f"Danh sách chi trả {pay_list.number}",
        link=f"/ho-so-tro-cap/chi-tra/{pay_list.pk}/",
        recipient_ref=f"pay_list:{pay_list.pk}",
    )
    post_message(letter, channels=(Channel.AGENCY,), now=now)
    return pay_list


def _check_as_seen(pay_list: PayList, seen: tuple[int, int] | None) -> None:
    now_there = pay_list.row_count, pay_list.total_vnd
    if seen is None or seen == now_there:
        return
    before, after = (
        f"{rows} dòng, {format_vnd(amount)} đồng" for rows, amount in (seen, now_there)
    )
    raise InputError(
        f"Danh sách đã thay đổi từ lúc bạn mở trang: khi ấy {before}; nay {after}. "
        "Hãy xem lại rồi duyệt.",
        f"The list has changed since you opened the page: {seen[0]} rows, {seen[1]} đồng then; "
        f"{now_there[0]} rows, {now_there[1]} đồng now. Read it again, then approve.",
        code="list_changed",
    )


def _check_still_due(pay_list: PayList, today: date) -> None:
    gone = no_longer_due(pay_list, on=today)
    if gone:
        named = ", ".join(gone[:_SHOWN]) + (" …" if len(gone) > _SHOWN else "")
        raise InputError(
            f"{len(gone)} dòng không còn được chi trả ({named}). Hãy trả lại để loại các dòng này.",
            f"{len(gone)} rows are no longer due ({named}). Send the list back.",
            code="no_longer_due",
        )


def fingerprint(rows: Sequence[PayRow]) -> str:
    """The SHA-256 of what is paid to whom, by which decision."""
    told = [
        [row.reference, str(row.month_id), str(row.decision_id), row.amount_vnd] for row in rows
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
