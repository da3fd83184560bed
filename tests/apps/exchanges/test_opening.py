"""The doors open on the day, by the manager or by the clock."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sanviec.apps.exchanges.enums import SessionState, StandState
from sanviec.apps.exchanges.services.opening import (
    open_due_sessions,
    open_session,
    welcome_stand,
)
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.models import AuditEntry
from sanviec.apps.platform.transitions import TransitionRefused
from sanviec.kernel.errors import InputError

from .factories import STARTS, make_session, make_stand

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("hours", [-3, 0, 5])
def test_the_manager_opens_on_the_day(hours: int) -> None:
    opened = open_session(session=make_session(), actor=SYSTEM, now=STARTS + hours * HOUR)
    assert (opened.state, opened.opened_at) == (SessionState.RUNNING, STARTS + hours * HOUR)
    assert list(audit.verify()) == []


@pytest.mark.parametrize("hours", [-4, 30])
def test_not_on_another_day(hours: int) -> None:
    session = make_session()
    with pytest.raises(InputError, match="another day|three hours early"):
        open_session(session=session, actor=SYSTEM, now=STARTS + hours * HOUR)
    session.refresh_from_db()
    assert session.state == SessionState.PUBLISHED


@pytest.mark.parametrize("state", [SessionState.DRAFT, SessionState.CANCELLED, SessionState.CLOSED])
def test_only_what_was_announced_opens(state: SessionState) -> None:
    session = make_session(state=state)
    with pytest.raises((TransitionRefused, InputError)):
        open_session(session=session, actor=SYSTEM, now=STARTS)


def test_what_nobody_opened_opens_by_itself_and_once() -> None:
    due, later = make_session(), make_session(starts_at=STARTS + 24 * HOUR)
    long_over = make_session(starts_at=STARTS - 48 * HOUR, ends_at=STARTS - 44 * HOUR)
    cancelled = make_session(state=SessionState.CANCELLED)
    assert open_due_sessions(now=STARTS - HOUR) == 0
    assert open_due_sessions(now=STARTS) == 1
    assert open_due_sessions(now=STARTS) == 0
    states = []
    for session in (due, later, long_over, cancelled):
        session.refresh_from_db()
        states.append(session.state)
    waiting = SessionState.PUBLISHED
    assert states == [SessionState.RUNNING, waiting, waiting, SessionState.CANCELLED]


def test_a_firm_is_noted_once_and_only_behind_open_doors() -> None:
    stand = make_stand()
    with pytest.raises(InputError, match="not open yet"):
        welcome_stand(stand=stand, actor=SYSTEM, now=STARTS)
    open_session(session=stand.session, actor=SYSTEM, now=STARTS)
    welcome_stand(stand=stand, actor=SYSTEM, now=STARTS)
    lines = AuditEntry.objects.count()
    again = welcome_stand(stand=stand, actor=SYSTEM, now=STARTS + HOUR)
    assert (again.state, again.arrived_at) == (StandState.ARRIVED, STARTS)
    assert AuditEntry.objects.count() == lines


def test_a_firm_that_was_not_taken_in_does_not_arrive() -> None:
    stand = make_stand(make_session(state=SessionState.RUNNING), state=StandState.REQUESTED)
    with pytest.raises(TransitionRefused):
        welcome_stand(stand=stand, actor=SYSTEM, now=STARTS)
