"""The beats that every act on a list or a recovery shares: lock, move, save and record.

Rows are locked in one order whoever asks: list, row, recovery; the audit chain's end comes last.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction

from sanviec.apps.payments.enums import OPEN_LIST
from sanviec.apps.payments.models import OverpaymentRecovery, PayList, PayRow
from sanviec.apps.payments.transitions import LIST_STATES, RECOVERY_STATES, ROW_STATES
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.bulk import chunks
from sanviec.apps.platform.inserting import insert_many, update_many
from sanviec.apps.platform.models import Record
from sanviec.kernel.errors import InputError

Row = TypeVar("Row", bound=Record)
MOST_REASON = 300
_CHUNK = 1_000


def hold_list(list_id: UUID) -> PayList:
    """The list as it is now, held until the act is over."""
    return PayList.objects.select_for_update(of=("self",)).select_related("centre").get(pk=list_id)


def hold_row(row_id: UUID) -> PayRow:
    """The row as it is now, held; its list is held before it."""
    list_id = PayRow.objects.values_list("pay_list_id", flat=True).get(pk=row_id)
    pay_list = hold_list(list_id)
    held = PayRow.objects.select_for_update(of=("self",)).get(pk=row_id)
    held.pay_list = pay_list
    return held


def hold_recovery(recovery_id: UUID) -> OverpaymentRecovery:
    """The recovery as it is now, held."""
    held = OverpaymentRecovery.objects.select_for_update(of=("self",))
    return held.select_related("centre").get(pk=recovery_id)


def move_list(pay_list: PayList, event: str) -> PayList:
    """Set the state that the list's table gives after ``event``."""
    pay_list.state = LIST_STATES.target(event, pay_list.state)
    return pay_list


def move_row(row: PayRow, event: str) -> PayRow:
    """Set the state that the row's table gives after ``event``."""
    row.state = ROW_STATES.target(event, row.state)
    return row


def move_recovery(recovery: OverpaymentRecovery, event: str) -> OverpaymentRecovery:
    """Set the state that the recovery's table gives after ``event``."""
    recovery.state = RECOVERY_STATES.target(event, recovery.state)
    return recovery


def insert(row: Row, action: str, *, actor: Actor, now: datetime) -> Row:
    """Write a new row and its audit line."""
    row.created_at = row.updated_at = now
    row.save(force_insert=True)
    audit.record(audit.Act(action, row, _state(row)), actor=actor, now=now)
    return row


def save(row: Row, columns: list[str], action: str, *, actor: Actor, now: datetime) -> Row:
    """Write the named columns (and the state, where the row has one) and the audit line."""
    row.updated_at = now
    named = [*_state(row), *columns, "updated_at"]
    row.save(update_fields=list(dict.fromkeys(named)))
    audit.record(audit.Act(action, row, _state(row)), actor=actor, now=now)
    return row


def insert_rows(rows: Sequence[Record], action: str, *, actor: Actor, now: datetime) -> None:
    """Write many new rows of one kind and an audit line for each."""
    for row in rows:
        row.created_at = row.updated_at = now
    for part in chunks(rows, _CHUNK):
        insert_many(part)
    _record(rows, action, actor=actor, now=now)


def save_rows(
    rows: Sequence[PayRow], columns: list[str], action: str, *, actor: Actor, now: datetime
) -> None:
    """Write the named columns and the state of many held rows, and an audit line for each."""
    for row in rows:
        row.updated_at = now
    update_many(rows, ["state", *columns, "updated_at"])
    _record(rows, action, actor=actor, now=now)


def _record(rows: Sequence[Record], action: str, *, actor: Actor, now: datetime) -> None:
    acts = (audit.Act(action, row, _state(row)) for row in rows)
    audit.record_many(acts, actor=actor, now=now)


def note_download(pay_list: PayList, kind: str, *, actor: Actor, now: datetime) -> None:
    """Keep who took the list with its identity numbers out of the system, and when."""
    with transaction.atomic():
        act = audit.Act("pay_list.downloaded", pay_list, {"kind": kind})
        audit.record(act, actor=actor, now=now)


def _state(row: Record) -> dict[str, Any]:
    state = getattr(row, "state", None)
    return {} if state is None else {"state": state}


def check_reason(reason: str, *, field: str = "reason") -> str:
    """The words, trimmed.

    Raises:
        InputError: nothing is said.
    """
    said = reason.strip()[:MOST_REASON]
    if not said:
        raise InputError(
            "Hãy ghi rõ lý do để người xem sau hiểu.",
            "Say why, so that whoever looks later understands.",
            field=field,
            code="reason_needed",
        )
    return said


def check_is_open(pay_list: PayList) -> None:
    """See that the rows of a list may still change.

    Raises:
        InputError: it is approved, or cancelled.
    """
    if pay_list.state not in OPEN_LIST:
        raise InputError(
            "Danh sách đã duyệt hoặc đã hủy nên không sửa được nữa.",
            "The list is approved or cancelled; it no longer changes.",
            code="list_frozen",
        )


def check_second_person(actor: Actor, *others: int | None) -> None:
    """See that the actor is none of those who brought it this far.

    Raises:
        InputError: the actor is one of them, or nobody.
    """
    if actor.user_id is None or actor.user_id in others:
        raise InputError(
            "Người lập hoặc người trình không tự duyệt. Hãy chuyển người khác duyệt.",
            "Who made or proposed it does not approve it. Another person does.",
            code="self_approval",
        )
