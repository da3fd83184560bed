"""Giving a pay list up: a small one while the officer waits, a large one in the background."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from sanviec.apps.centres.models import Centre
from sanviec.apps.payments.enums import PayListState, PayRowState
from sanviec.apps.payments.models import PayList, PayRow
from sanviec.apps.payments.querysets import PayRowQuerySet
from sanviec.apps.platform import queue
from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.kernel.errors import InputError

from .files import remove_files_of
from .rows import check_reason, hold_list, move_list, move_row, save, save_rows

TASK = "empty_pay_list"
# As many rows are taken off while somebody waits at the screen: about a quarter of a second.
AT_ONCE = 500
_STEP = 1_000


@transaction.atomic
def cancel_pay_list(*, pay_list: PayList, reason: str, actor: Actor, now: datetime) -> PayList:
    """Give the list up before it is approved; its months are free for another one.

    From this moment nothing of it can be approved. Where it has many rows they are taken off in
    the background, and until then no other list of the centre is made.
    """
    pay_list = move_list(hold_list(pay_list.pk), "cancel")
    pay_list.state_reason = check_reason(reason)
    save(pay_list, ["state_reason"], "pay_list.cancelled", actor=actor, now=now)
    remove_files_of(pay_list, actor=actor, now=now)
    if _left(pay_list).count() > AT_ONCE:
        queue.enqueue(TASK, str(pay_list.pk))
    else:
        _take_off(pay_list, AT_ONCE, actor=actor, now=now)
    return pay_list


def empty_pay_list(list_id: str | UUID, *, now: datetime) -> int:
    """Take the rows off a cancelled list, a thousand a transaction, the first ones first.

    A killed process leaves whole steps behind, and the next one goes on with what is left.

    Returns:
        How many were taken off; doing it again takes none.
    """
    taken = 0
    while step := _step(list_id, now):
        taken += step
    return taken


@transaction.atomic
def _step(list_id: str | UUID, now: datetime) -> int:
    pay_list = hold_list(UUID(str(list_id)))
    if pay_list.state != PayListState.CANCELLED:
        return 0
    taken = _take_off(pay_list, _STEP, actor=SYSTEM, now=now)
    if taken:
        save(pay_list, [], "pay_list.emptied_on", actor=SYSTEM, now=now)
    return taken


def _left(pay_list: PayList) -> PayRowQuerySet:
    return pay_list.rows.filter(state=PayRowState.LISTED)


def _take_off(pay_list: PayList, most: int, *, actor: Actor, now: datetime) -> int:
    held = _left(pay_list).select_for_update(of=("self",)).order_by("number")
    rows = list(held[:most])
    for row in rows:
        row.state_reason = pay_list.state_reason
        move_row(row, "remove")
    save_rows(rows, ["state_reason"], "pay_list.row_removed", actor=actor, now=now)
    return len(rows)


def check_none_is_emptied(centre: Centre) -> None:
    """See that no month hangs in a cancelled list; a list made now would leave it out unseen.

    Raises:
        InputError: rows of a cancelled list are still being taken off.
    """
    hanging = PayRow.objects.filter(
        pay_list__centre=centre,
        pay_list__state=PayListState.CANCELLED,
        state=PayRowState.LISTED,
    )
    number = hanging.values_list("pay_list__number", flat=True).first()
    if number is not None:
        raise InputError(
            f"Danh sách {number} vừa hủy, máy chủ đang gỡ các dòng. Hãy chờ vài phút rồi lập.",
            f"List {number} was cancelled and its rows are being taken off. Wait a few minutes.",
            code="list_being_emptied",
        )


def half_emptied(*, before: datetime) -> list[str]:
    """Cancelled lists that still have rows and have not moved since ``before``: their task was
    lost with its process."""
    lists = PayList.objects.filter(
        state=PayListState.CANCELLED, rows__state=PayRowState.LISTED, updated_at__lt=before
    )
    return [str(pk) for pk in lists.order_by("id").values_list("pk", flat=True).distinct()]
