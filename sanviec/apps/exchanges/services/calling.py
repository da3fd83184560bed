"""Calling people to tables by their number; nobody is called to two tables at once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from sanviec.apps.exchanges.enums import (
    InterviewState,
    SessionState,
    StandState,
)
from sanviec.apps.exchanges.models import Interview, Participant, Stand
from sanviec.apps.platform.actors import Actor
from sanviec.kernel.errors import InputError

from . import rows

_CALLING_STATES = frozenset({SessionState.PUBLISHED, SessionState.SCHEDULED, SessionState.RUNNING})
# Whoever calls is there, even if nobody wrote down that they came.
_STANDS = frozenset({StandState.CONFIRMED, StandState.ARRIVED})


@transaction.atomic
def call_next(*, stand: Stand, table: int, actor: Actor, now: datetime) -> Interview | None:
    """Call the next person of the stand who is in the hall and at no other table.

    Planned interviews come in the order of their slots, then walk-ups as they asked.

    Args:
        table: counted from 0.

    Returns:
        The interview, or None when nobody who waits is in the hall now.

    Raises:
        InputError: no such table, the table has somebody already, or the session is not running.
    """
    held = rows.hold_stand(stand.pk)
    _check(held, table)
    for interview_id in _waiting(held).values_list("pk", flat=True):
        person = _hold_if_free(interview_id)
        if person is None:
            continue
        interview = rows.hold_interview(interview_id)
        if interview.state == InterviewState.PLANNED:
            return _call(interview, table, actor, now)
    return None


def _waiting(stand: Stand) -> QuerySet[Interview]:
    planned = Interview.objects.filter(stand=stand, state=InterviewState.PLANNED)
    inside = planned.filter(participant__is_inside=True)
    return inside.order_by(F("slot").asc(nulls_last=True), "created_at", "id")


def _hold_if_free(interview_id: UUID) -> Participant | None:
    """The person of an interview, held; None when another table has or is about to have them.

    Whoever is held by another act this moment is passed over rather than waited for: two stands
    that wait for one another's people would never end.
    """
    held = Participant.objects.select_for_update(of=("self",), skip_locked=True)
    person = held.filter(interviews=interview_id, is_inside=True).order_by("pk").first()
    if person is None:
        return None
    is_called = Interview.objects.filter(participant=person, state=InterviewState.CALLED).exists()
    return None if is_called else person


def _call(interview: Interview, table: int, actor: Actor, now: datetime) -> Interview:
    rows.move(interview, "call")
    interview.called_at, interview.called_table = now, table
    columns = ["called_at", "called_table"]
    return rows.save(interview, columns, "called", actor=actor, now=now, data={"table": table})


def _check(stand: Stand, table: int) -> None:
    if not 0 <= table < stand.tables:
        raise _wrong(
            "table",
            f"Gian này có {stand.tables} bàn. Hãy chọn đúng số bàn.",
            f"table {table} is not within {stand.tables}",
        )
    if stand.session.state not in _CALLING_STATES or stand.state not in _STANDS:
        raise _wrong("", "Phiên hoặc gian này không đang tiếp người.", "nobody is received")
    busy = Interview.objects.filter(stand=stand, called_table=table, state=InterviewState.CALLED)
    current = busy.select_related("participant").order_by("pk").first()
    if current is not None:
        number = current.participant.queue_no
        raise _wrong(
            "table",
            f"Bàn này đang tiếp số {number}. Hãy ghi kết quả hoặc để lại gọi sau.",
            f"table {table} has number {number}",
        )


@transaction.atomic
def call_again(*, interview: Interview, actor: Actor, now: datetime) -> Interview:
    """Show the number in the hall as just called.

    Raises:
        TransitionRefused: the person was not called, or their result is entered.
    """
    rows.hold_stand(interview.stand_id)
    held = rows.hold_interview(interview.pk)
    if held.state != InterviewState.CALLED:
        raise _wrong("", "Người này không còn được gọi.", "the interview is not called")
    rows.move(held, "call").called_at = now
    return rows.save(held, ["called_at"], "called_again", actor=actor, now=now)


@transaction.atomic
def put_back(*, interview: Interview, actor: Actor, now: datetime) -> Interview:
    """Let somebody who does not come wait on; the table is free for the next one."""
    rows.hold_stand(interview.stand_id)
    held = rows.move(rows.hold_interview(interview.pk), "put_back")
    held.called_at, held.called_table = None, None
    columns = ["called_at", "called_table"]
    return rows.save(held, columns, "put_back", actor=actor, now=now)


def _wrong(field: str, text_vi: str, text_en: str) -> InputError:
    return InputError(text_vi, text_en, field=field or None, code="call_refused")
