"""Making a pay list: a small one while the officer waits, a large one in the background."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from sanviec.apps.centres.models import Centre
from sanviec.apps.payments.due import candidates, candidates_among, months_in_question
from sanviec.apps.payments.enums import PayListState
from sanviec.apps.payments.models import PayList
from sanviec.apps.payments.sampling import draw_sample
from sanviec.apps.platform import queue
from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.apps.platform.bulk import chunks
from sanviec.apps.platform.services import next_number
from sanviec.apps.reference.selectors import parameter
from sanviec.kernel.errors import InputError

from . import cancelling, files
from .freezing import freeze
from .rows import hold_list, insert, move_list, save, save_rows

log = logging.getLogger("sanviec.payments")
TASK = "fill_pay_list"
# As many months are looked at while somebody waits at the screen: about half a second.
AT_ONCE = 500
_STEP = 1_000
# A making that has not moved for so long is taken for lost.
LOST_AFTER = timedelta(minutes=10)
_NOTHING_DUE = "Không có tháng hưởng nào đến hạn chi trả mà chưa có trong danh sách khác."


@transaction.atomic
def order_pay_list(
    *, centre: Centre, month: date, seed: int, actor: Actor, now: datetime
) -> PayList:
    """A list of what is due; where there is much to look at, it is filled in the background.

    Raises:
        InputError: nothing is due, or another list of the centre is being made or emptied.
    """
    month = month.replace(day=1)
    _check_none_is_made(centre)
    waiting = months_in_question(centre_id=centre.pk, month=month).count()
    if waiting <= AT_ONCE:
        return make_pay_list(centre=centre, month=month, seed=seed, actor=actor, now=now)
    pay_list = _new_list(centre, month, seed, actor, timezone.localdate(now))
    pay_list.months_to_see = waiting
    try:
        with transaction.atomic():
            insert(pay_list, "pay_list.ordered", actor=actor, now=now)
    except IntegrityError:
        raise _is_made_already() from None
    queue.enqueue(TASK, str(pay_list.pk))
    return pay_list


def _check_none_is_made(centre: Centre) -> None:
    if PayList.objects.in_centre(centre.pk).making().exists():
        raise _is_made_already()
    cancelling.check_none_is_emptied(centre)


def _is_made_already() -> InputError:
    return InputError(
        "Trung tâm đang lập một danh sách khác. Hãy chờ lập xong hoặc hủy danh sách đó.",
        "Another list of the centre is being made. Wait for it, or cancel it.",
        code="list_in_the_making",
    )


@transaction.atomic
def make_pay_list(
    *, centre: Centre, month: date, seed: int, actor: Actor, now: datetime
) -> PayList:
    """Freeze what is due to be paid in a calendar month and draw the sample to be checked.

    Raises:
        InputError: nothing is due, or another list took the same months meanwhile.
    Cost: some four queries and one insert a thousand rows.
    """
    month, today = month.replace(day=1), timezone.localdate(now)
    found = candidates(centre_id=centre.pk, month=month, on=today)
    due = [candidate.month for candidate in found if candidate.why_not is None]
    if not due:
        raise InputError(
            _NOTHING_DUE,
            "No benefit month is due that is not in another list.",
            field="month",
            code="nothing_due",
        )
    pay_list = move_list(_new_list(centre, month, seed, actor, today), "fill")
    pay_list.row_count, pay_list.total_vnd = len(due), sum(row.amount_vnd for row in due)
    insert(pay_list, "pay_list.made", actor=actor, now=now)
    freeze(pay_list, due, first=1, actor=actor, now=now)
    _draw(pay_list, now=now, actor=actor)
    return pay_list


def _new_list(centre: Centre, month: date, seed: int, actor: Actor, today: date) -> PayList:
    return PayList(
        centre=centre,
        number=_number(centre.code, month),
        month=month,
        sample_seed=seed,
        sample_percent=parameter("pay_sample_percent", today),
        sample_least=parameter("pay_sample_least", today),
        made_by_id=actor.user_id,
    )


def _number(code: str, month: date) -> str:
    span = f"{month:%Y%m}"
    return f"CT-{code}-{span}-{next_number(f'pay_list/{code}/{span}'):03d}"


def fill_pay_list(list_id: str | UUID, *, now: datetime) -> PayListState:
    """Fill a list that was ordered, a thousand months at a time, then draw its sample.

    Each step is a transaction of its own: the page shows how far it is, a killed process leaves
    whole steps behind, and the next one goes on with the months that are in no list yet.
    """
    pay_list = PayList.objects.select_related("centre").get(pk=list_id)
    if pay_list.state != PayListState.MAKING:
        return PayListState(pay_list.state)
    found = months_in_question(centre_id=pay_list.centre_id, month=pay_list.month)
    ids = list(found.values_list("pk", flat=True))
    pay_list = _begin(pay_list.pk, len(ids), now)
    for part in chunks(ids, _STEP):
        pay_list = _add(pay_list.pk, part, now)
        if pay_list.state != PayListState.MAKING:
            return PayListState(pay_list.state)
    return _finish(pay_list.pk, now)


@transaction.atomic
def _begin(list_id: UUID, waiting: int, now: datetime) -> PayList:
    pay_list = hold_list(list_id)
    pay_list.months_to_see = pay_list.row_count + waiting
    return _save_progress(pay_list, pay_list.row_count, now)


@transaction.atomic
def _add(list_id: UUID, ids: Sequence[UUID], now: datetime) -> PayList:
    pay_list = hold_list(list_id)
    if pay_list.state != PayListState.MAKING:
        return pay_list  # cancelled, or another process was quicker
    found = candidates_among(ids, centre_id=pay_list.centre_id, on=timezone.localdate(now))
    due = [candidate.month for candidate in found if candidate.why_not is None]
    freeze(pay_list, due, first=pay_list.row_count + 1, actor=SYSTEM, now=now)
    pay_list.row_count += len(due)
    pay_list.total_vnd += sum(month.amount_vnd for month in due)
    return _save_progress(pay_list, pay_list.months_seen + len(ids), now)


def _save_progress(pay_list: PayList, seen: int, now: datetime) -> PayList:
    pay_list.months_seen = min(seen, pay_list.months_to_see)
    columns = ["row_count", "total_vnd", "months_seen", "months_to_see"]
    return save(pay_list, columns, "pay_list.filled_on", actor=SYSTEM, now=now)


@transaction.atomic
def _finish(list_id: UUID, now: datetime) -> PayListState:
    pay_list = hold_list(list_id)
    if pay_list.state != PayListState.MAKING:
        return PayListState(pay_list.state)
    if not pay_list.row_count:
        pay_list.state_reason = _NOTHING_DUE
        move_list(pay_list, "cancel")
        save(pay_list, ["state_reason"], "pay_list.cancelled", actor=SYSTEM, now=now)
        return PayListState.CANCELLED
    _draw(pay_list, actor=SYSTEM, now=now)
    save(move_list(pay_list, "fill"), [], "pay_list.made", actor=SYSTEM, now=now)
    return PayListState.MADE


def _draw(pay_list: PayList, *, actor: Actor, now: datetime) -> None:
    """Mark the rows that a person checks before the list is proposed."""
    rows = pay_list.rows.on_list().order_by("number")
    sample = draw_sample(
        list(rows.values_list("reference", flat=True)),
        seed=pay_list.sample_seed,
        percent=pay_list.sample_percent,
        at_least=pay_list.sample_least,
    )
    drawn = [
        row for part in chunks(sorted(sample), _STEP) for row in rows.filter(reference__in=part)
    ]
    for row in drawn:
        row.is_sampled = True
    save_rows(drawn, ["is_sampled"], "pay_list.row_sampled", actor=actor, now=now)


def resume_lists(*, now: datetime) -> int:
    """Ask again for lists whose making or emptying, and for files whose making, was lost with
    its process.

    Returns:
        How many were asked for; 0 says that nothing is left.
    """
    before = now - LOST_AFTER
    still = PayList.objects.making().filter(updated_at__lt=before).order_by("id")
    making = [str(pk) for pk in still.values_list("pk", flat=True)]
    lost = {
        TASK: making,
        cancelling.TASK: cancelling.half_emptied(before=before),
        files.TASK: files.unmade(before=before),
    }
    return sum(_ask_again(task, ids, before) for task, ids in lost.items())


def _ask_again(task: str, ids: list[str], since: datetime) -> int:
    if not ids:
        return 0
    asked = queue.asked(task, since=since)
    lost = [list_id for list_id in ids if list_id not in asked]
    for list_id in lost:
        log.warning("pay list goes on task=%s id=%s", task, list_id)
        queue.enqueue(task, list_id)
    return len(lost)
