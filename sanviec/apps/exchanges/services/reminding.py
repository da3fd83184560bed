"""Two days before a session everybody who holds a place is reminded, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from sanviec.apps.exchanges.enums import ParticipantState, SessionState
from sanviec.apps.exchanges.letters import Told, tell
from sanviec.apps.exchanges.models import ExchangeSession, Participant
from sanviec.apps.exchanges.querysets import ParticipantQuerySet
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.reference.selectors import parameter

from . import bulk_rows, rows

_BATCH = 1000
_AHEAD = (SessionState.PUBLISHED, SessionState.SCHEDULED)


def remind_participants(*, now: datetime) -> int:
    """Remind who is coming to a session that begins within the hours of the parameter.

    Who registered within those hours was told then. How many were reminded.
    """
    before = timedelta(hours=parameter("session_reminder_hours", timezone.localdate(now)))
    soon = ExchangeSession.objects.filter(
        state__in=_AHEAD, starts_at__gt=now, starts_at__lte=now + before
    )
    ids = soon.order_by("starts_at", "id").values_list("pk", flat=True)
    return sum(_remind(session_id, before, now) for session_id in list(ids))


@transaction.atomic
def _remind(session_id: UUID, before: timedelta, now: datetime) -> int:
    if not _unreminded(session_id, before).exists():
        return 0
    session = rows.hold_session(session_id)
    if session.state not in _AHEAD:
        return 0
    held = _unreminded(session_id, before).select_for_update(of=("self",))
    people = list(held.select_related("jobseeker__user").order_by("queue_no")[:_BATCH])
    for participant in people:
        participant.reminded_at = now
    bulk_rows.save_all(people, ["reminded_at"], "reminded", actor=SYSTEM, now=now)
    tell([Told(one, "reminder") for one in people], session=session, now=now)
    return len(people)


def _unreminded(session_id: UUID, before: timedelta) -> ParticipantQuerySet:
    return Participant.objects.filter(
        session_id=session_id,
        state=ParticipantState.REGISTERED,
        reminded_at__isnull=True,
        created_at__lt=F("session__starts_at") - before,
    )
