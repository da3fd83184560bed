"""From the first draft to open registration; moved and called off, with everybody told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from sanviec.apps.exchanges.data import SessionData, VenueData
from sanviec.apps.exchanges.enums import (
    InterviewState,
    ParticipantState,
    PartState,
    SessionKind,
    SessionState,
    StandState,
)
from sanviec.apps.exchanges.models import SessionPart
from sanviec.apps.exchanges.services import parts, planning
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import OutboxMessage
from sanviec.apps.platform.transitions import TransitionRefused
from sanviec.kernel.errors import InputError
from tests.apps.factories import make_centre, make_employer, make_seeker, make_user

from . import factories
from .factories import NOW

pytestmark = pytest.mark.django_db

DATA = SessionData(
    kind=SessionKind.FIXED,
    title="Phiên giao dịch việc làm thứ Năm",
    held_on=date(2026, 11, 26),
    starts=time(8),
    ends=time(11, 30),
    where=VenueData("Hội trường trung tâm", "1 Hùng Vương"),
)
MAKER = Actor(Role.SESSION_MANAGER, user_id=1)
LEADER = Actor(Role.APPROVER, user_id=2)


def draft(**changes: Any):
    data = replace(DATA, **changes)
    return planning.draft_session(data=data, centre=make_centre(), actor=MAKER, now=NOW)


def said() -> list[str]:
    return list(OutboxMessage.objects.order_by("created_at", "id").values_list("topic", flat=True))


def test_a_draft_becomes_public_when_somebody_else_approves():
    session = draft()
    assert session.starts_at == datetime.fromisoformat("2026-11-26T08:00+07:00")
    assert session.slots == 14
    session = planning.submit_session(session=session, actor=MAKER, now=NOW)
    session = planning.approve_session(session=session, actor=LEADER, now=NOW)
    session = planning.publish_session(session=session, actor=MAKER, now=NOW)
    assert session.state == SessionState.PUBLISHED
    assert session.place_count.capacity == 200
    assert list(audit.verify()) == []


def test_nobody_approves_their_own_session():
    session = planning.submit_session(session=draft(), actor=LEADER, now=NOW)
    for actor in (MAKER, LEADER):
        with pytest.raises(InputError, match="cannot approve"):
            planning.approve_session(session=session, actor=actor, now=NOW)
    session.refresh_from_db()
    assert session.state == SessionState.SUBMITTED


def test_a_returned_session_says_why_and_can_be_sent_again():
    session = planning.submit_session(session=draft(), actor=MAKER, now=NOW)
    facts: dict[str, Any] = {"actor": LEADER, "now": NOW}
    with pytest.raises(InputError, match="reason"):
        planning.return_session(session=session, reason="  ", **facts)
    session = planning.return_session(session=session, reason="Thiếu địa điểm", **facts)
    assert (session.state, session.state_reason) == (SessionState.DRAFT, "Thiếu địa điểm")
    assert planning.submit_session(session=session, actor=MAKER, now=NOW).state_reason == ""


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": "  "}, "title_missing"),
        ({"title": "12/11"}, "title_missing"),
        ({"kind": "party"}, "unknown_choice"),
        ({"kind": SessionKind.MOBILE}, "communes_missing"),
        ({"kind": SessionKind.THEMATIC}, "theme_missing"),
        ({"ends": time(8)}, "session_too_short"),
        ({"ends": time(8, 14)}, "session_too_short"),
        ({"slot_minutes": 0}, "out_of_range"),
        ({"capacity": 0}, "out_of_range"),
        ({"held_on": date(2026, 11, 22)}, "session_past"),
        ({"where": VenueData(latitude=21.8)}, "half_a_pin"),
        ({"where": VenueData(latitude=48.8, longitude=2.3)}, "pin_elsewhere"),
        ({"registration_closes_at": NOW + timedelta(days=9)}, "closes_after_end"),
        ({"conflict_rules": {"nonsense": "block"}}, "unknown_choice"),
        ({"conflict_rules": {"under_way": "maybe"}}, "unknown_choice"),
        ({"objective": "best"}, "unknown_choice"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(changes: dict[str, Any], code: str):
    with pytest.raises(InputError) as refusal:
        draft(**changes)
    assert refusal.value.code == code


@pytest.mark.parametrize("kind", list(SessionKind))
def test_every_kind_can_be_planned(kind: SessionKind):
    session = draft(kind=kind, theme="Thanh niên xuất ngũ", commune_codes=("05977",))
    assert session.kind == kind
    assert SessionPart.objects.get(session=session).state == PartState.JOINED


def test_a_place_is_needed_unless_it_is_online():
    bare = draft(where=VenueData())
    with pytest.raises(InputError, match="venue"):
        planning.submit_session(session=bare, actor=MAKER, now=NOW)
    online = draft(where=VenueData(), kind=SessionKind.ONLINE)
    submitted = planning.submit_session(session=online, actor=MAKER, now=NOW)
    assert submitted.state == SessionState.SUBMITTED


def test_what_people_know_is_moved_not_edited():
    session = factories.make_session()
    data = replace(DATA, title="Phiên mới", held_on=date(2026, 11, 27), starts=time(8))
    with pytest.raises(InputError) as refusal:
        planning.update_session(session=session, data=data, actor=MAKER, now=NOW)
    assert refusal.value.code == "approved_session"


def test_moving_tells_everybody_and_keeps_the_order_of_interviews():
    interview = factories.make_interview(slot=2)
    session = interview.session
    firm = factories.make_stand(session, make_employer(session.centre, user=make_user()))
    reason = "Hội trường sửa chữa"
    moved = planning.move_session(
        session=session, to=(date(2026, 12, 3), time(13)), reason=reason, actor=MAKER, now=NOW
    )
    interview.refresh_from_db()
    assert moved.ends_at - moved.starts_at == session.ends_at - session.starts_at
    assert interview.starts_at == moved.starts_at + timedelta(minutes=30)
    assert OutboxMessage.objects.filter(topic="session.moved", recipient__isnull=False).exists()
    assert firm.session_id == session.pk
    assert list(audit.verify()) == []


def test_calling_off_ends_places_and_interviews_and_tells_why():
    person = make_seeker(phone="0912345678")
    session = factories.make_session(person.centre)
    going = factories.make_participant(session, person)
    interview = factories.make_interview(going)
    cancelled = planning.cancel_session(session=session, reason="Bão số 9", actor=MAKER, now=NOW)
    going.refresh_from_db()
    interview.refresh_from_db()
    assert cancelled.state == SessionState.CANCELLED
    assert going.state == ParticipantState.CANCELLED
    assert interview.state == InterviewState.CANCELLED
    message = OutboxMessage.objects.get(topic="session.session_cancelled")
    assert "Bão số 9" in message.subject
    assert "0912345678" not in message.subject + message.body + message.recipient_ref
    assert list(audit.verify()) == []


def test_a_running_session_is_neither_moved_nor_called_off():
    session = factories.make_session(state=SessionState.RUNNING)
    facts: dict[str, Any] = {"session": session, "reason": "x", "actor": MAKER, "now": NOW}
    with pytest.raises(TransitionRefused):
        planning.cancel_session(**facts)
    with pytest.raises(InputError, match="reload"):
        planning.move_session(**facts, to=(date(2026, 12, 3), time(8)))


def test_a_capacity_below_the_places_held_is_refused():
    session = factories.make_session(venue=DATA.where.venue, address=DATA.where.address)
    factories.make_participant(session)
    factories.make_participant(session)
    data = replace(DATA, ends=time(12), capacity=1)
    with pytest.raises(InputError) as refusal:
        planning.update_session(session=session, data=data, actor=MAKER, now=NOW)
    assert refusal.value.code == "capacity_below_taken"


def answer(part: SessionPart, *, joins: bool) -> SessionPart:
    facts: dict[str, Any] = {"where": VenueData("Nhà văn hóa"), "contact": "Chị Hoa"}
    return parts.answer_invitation(part=part, joins=joins, actor=SYSTEM, now=NOW, **facts)


def test_a_centre_is_asked_joins_and_may_not_leave_with_people_inside():
    session, other = factories.make_session(), make_centre()
    facts: dict[str, Any] = {"session": session, "centre": other, "actor": MAKER, "now": NOW}
    part = parts.invite_centre(**facts)
    with pytest.raises(InputError) as refusal:
        parts.invite_centre(**facts)
    assert refusal.value.code == "centre_known"
    part = answer(part, joins=True)
    assert (part.state, part.venue) == (PartState.JOINED, "Nhà văn hóa")
    stand = factories.make_stand(session, make_employer(other), centre=other)
    with pytest.raises(InputError) as refusal:
        answer(part, joins=False)
    assert refusal.value.code == "part_in_use"
    stand.state = StandState.WITHDRAWN
    stand.save(update_fields=["state"])
    assert answer(part, joins=False).state == PartState.DECLINED
    assert parts.invite_centre(**facts).state == PartState.INVITED


def test_the_host_does_not_answer_itself():
    session = factories.make_session()
    with pytest.raises(InputError, match="host"):
        answer(session.parts.get(), joins=False)
