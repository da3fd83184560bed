"""A session begins: its manager opens the doors, or the clock does where nobody has a network.

The door lets people in before that (``door``); results and calls need an open session.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from sanviec.apps.exchanges.enums import SessionState, StandState
from sanviec.apps.exchanges.models import ExchangeSession, Stand
from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.kernel.errors import InputError

from . import rows
from .door import EARLY, LATE

_OPENABLE = frozenset({SessionState.PUBLISHED, SessionState.SCHEDULED})
_BATCH = 100


def may_open(session: ExchangeSession, *, now: datetime) -> bool:
    """Whether the doors may be opened by the clock; the state is another matter."""
    return session.starts_at - EARLY <= now <= session.ends_at + LATE


@transaction.atomic
def open_session(*, session: ExchangeSession, actor: Actor, now: datetime) -> ExchangeSession:
    """Open the doors, at the earliest some hours before the session begins.

    Raises:
        InputError: it is another day.
    """
    session = rows.move(rows.hold_session(session.pk), "open")
    if not may_open(session, now=now):
        raise InputError(
            "Chỉ mở cửa được trong ngày của phiên, sớm nhất ba giờ trước giờ bắt đầu. "
            "Nếu phiên đổi ngày, hãy dời phiên trước.",
            "a session opens on its own day, at most three hours early",
            code="not_the_day",
        )
    session.opened_at = now
    return rows.save(session, ["opened_at"], "opened", actor=actor, now=now)


def open_due_sessions(*, now: datetime) -> int:
    """Open what has begun though nobody pressed the button; how many were opened.

    A mobile session has often no network: its officers let people in and send everything later,
    and the firms must be able to answer meanwhile.
    """
    due = ExchangeSession.objects.filter(
        state__in=_OPENABLE, starts_at__lte=now, ends_at__gte=now - LATE
    )
    ids = list(due.order_by("starts_at", "id").values_list("pk", flat=True)[:_BATCH])
    return sum(_open_if_due(session_id, now) for session_id in ids)


@transaction.atomic
def _open_if_due(session_id: UUID, now: datetime) -> bool:
    session = rows.hold_session(session_id)
    # Somebody may have opened, moved or cancelled it since the list was read.
    if session.state not in _OPENABLE or not session.starts_at <= now <= session.ends_at + LATE:
        return False
    rows.move(session, "open").opened_at = now
    rows.save(session, ["opened_at"], "opened", actor=SYSTEM, now=now)
    return True


@transaction.atomic
def welcome_stand(*, stand: Stand, actor: Actor, now: datetime) -> Stand:
    """Note that an exhibitor has come; one who is there already stays as noted first.

    Raises:
        InputError: the stand was never confirmed, or the session is not open.
    """
    session = rows.hold_session(stand.session_id)
    held = rows.hold_stand(stand.pk)
    if held.state == StandState.ARRIVED:
        return held
    if session.state != SessionState.RUNNING:
        raise InputError(
            "Phiên chưa mở cửa. Hãy mở cửa phiên rồi ghi đơn vị đã đến.",
            "the session is not open yet",
            code="session_not_open",
        )
    rows.move(held, "arrive")
    held.arrived_at = now
    return rows.save(held, ["arrived_at"], "arrived", actor=actor, now=now)
