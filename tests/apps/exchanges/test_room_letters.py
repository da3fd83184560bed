"""The way into the room reaches both sides, once for each hour, and nobody else."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanviec.apps.employers.services import add_contact
from sanviec.apps.exchanges.enums import (
    InterviewState,
    RoomSide,
    SessionKind,
    SessionState,
    StandState,
)
from sanviec.apps.exchanges.models import Interview, Stand
from sanviec.apps.exchanges.room_keys import read_link
from sanviec.apps.exchanges.services.room_letters import send_due_room_links, send_room_links
from sanviec.apps.jobseekers.enums import ConsentPurpose
from sanviec.apps.jobseekers.services import link_account, withdraw_consent
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.models import AuditEntry, OutboxMessage
from tests.apps import factories as lower

from .factories import STARTS, make_interview, make_participant, make_session, make_stand

pytestmark = pytest.mark.django_db
MORNING = STARTS - timedelta(hours=20)
BY: dict[str, Any] = {"actor": SYSTEM, "now": MORNING}


def make_room(
    *, email: str = "", kind: SessionKind = SessionKind.ONLINE, **fields: Any
) -> Interview:
    session = make_session(kind=kind, state=SessionState.SCHEDULED)
    person = lower.make_seeker(session.centre, full_name="Lò Thị Hoà", phone="0912345678")
    employer = lower.make_employer(session.centre, email=email, phone="02053812345")
    return make_interview(
        make_participant(session, person), make_stand(session, employer), **fields
    )


def send(room: Interview) -> list[OutboxMessage]:
    send_room_links(session_id=room.session_id, **BY)
    return list(OutboxMessage.objects.filter(topic="session.room").order_by("channel", "id"))


def test_without_accounts_both_get_a_link_of_their_own_side() -> None:
    room = make_room(email="nhan-su@example.vn")
    email, sms = send(room)
    sides = {}
    for message in (email, sms):
        token = re.search(r"/phong/vao/([^/]+)/", message.body)
        assert token
        sides[message.recipient_ref] = read_link(token[1], now=MORNING)

    firm = sides[f"employer:{room.stand.employer_id}"]
    person = sides[f"jobseeker:{room.participant.jobseeker_id}"]
    assert (firm.side, firm.recipient_id) == (RoomSide.FIRM, room.stand_id)
    assert (person.side, person.recipient_id) == (RoomSide.PERSON, room.participant_id)
    assert "08:00 26/11/2026" in sms.subject
    assert "Lò Thị Hoà" in email.subject


@pytest.mark.parametrize(
    ("kind", "how", "way"),
    [
        (SessionKind.ONLINE, "Phỏng vấn trực tuyến với", " Vào phòng tại http"),
        (
            SessionKind.HYBRID,
            "Phỏng vấn tại phiên hoặc trực tuyến với",
            " Nếu không đến phiên, vào phòng tại http",
        ),
    ],
)
def test_who_may_come_in_person_is_not_sent_to_a_room(
    kind: SessionKind, how: str, way: str
) -> None:
    email, sms = send(make_room(email="nhan-su@example.vn", kind=kind))
    assert [message.subject.startswith(how) for message in (email, sms)] == [True, True]
    assert way in sms.body
    assert ("Gặp nhau tại phiên" in email.body) == (kind == SessionKind.HYBRID)


def test_a_firm_without_mail_gets_an_sms() -> None:
    assert [message.channel for message in send(make_room())] == ["sms", "sms"]


def test_with_accounts_the_message_in_the_system_opens_the_room() -> None:
    room = make_room()
    link_account(jobseeker=room.participant.jobseeker, user=lower.make_user(), **BY)
    add_contact(employer=room.stand.employer, user=lower.make_user(), **BY)
    messages = send(room)

    in_app = [message for message in messages if message.channel == "in_app"]
    assert [message.link for message in in_app] == [f"room:room:{room.pk}"] * 2
    assert [message.body for message in in_app] == ["", ""]


def test_a_second_time_tells_only_what_has_moved() -> None:
    room = make_room()
    first = send(room)
    assert len(send(room)) == len(first)
    later = STARTS + timedelta(minutes=30)
    Interview.objects.filter(pk=room.pk).update(starts_at=later)

    assert len(send(room)) == 2 * len(first)


def test_what_is_over_or_cancelled_is_not_told() -> None:
    cancelled = make_room(state=InterviewState.CANCELLED)
    over = make_room()
    Interview.objects.filter(pk=over.pk).update(starts_at=MORNING - timedelta(hours=1))

    assert send(cancelled) + send(over) == []


def test_the_journal_says_that_it_was_sent_and_holds_no_link() -> None:
    room = make_room()
    send(room)
    line = AuditEntry.objects.filter(action="session.rooms_told").get()

    assert "phong" not in line.data
    assert list(audit.verify()) == []


def due(now: Any = MORNING) -> int:
    return send_due_room_links(now=now)


def test_links_go_out_by_themselves_once_an_hour_of_the_interview() -> None:
    room = make_room()
    early = STARTS - timedelta(hours=48, seconds=1)
    assert (due(early), due(), due(), due(STARTS - timedelta(hours=1))) == (0, 2, 0, 0)
    room.refresh_from_db()
    assert room.room_told_for == STARTS
    later = STARTS + timedelta(minutes=30)
    Interview.objects.filter(pk=room.pk).update(starts_at=later)
    assert (due(), due()) == (2, 0)


def test_an_interview_that_is_added_later_is_told_too() -> None:
    room = make_room()
    due()
    person = lower.make_seeker(room.session.centre, phone="0912345679")
    make_interview(make_participant(room.session, person), room.stand, slot=1)
    assert due() == 2


def test_what_was_sent_by_hand_is_not_sent_again() -> None:
    sent = send(make_room())
    assert due() == 0
    assert OutboxMessage.objects.filter(topic="session.room").count() == len(sent)


def test_who_cannot_be_reached_is_not_tried_for_ever() -> None:
    room = make_room()
    room.participant.jobseeker.phone_index = ""
    room.participant.jobseeker.save(update_fields=["phone_index"])
    room.stand.employer.phone = ""
    room.stand.employer.save(update_fields=["phone"])
    assert due() == 0
    room.refresh_from_db()
    assert room.room_told_for == STARTS


def test_nobody_is_sent_to_a_firm_that_has_withdrawn() -> None:
    room = make_room()
    Stand.objects.filter(pk=room.stand_id).update(state=StandState.WITHDRAWN)
    assert (due(), send(room)) == (0, [])


def test_sessions_that_meet_in_a_hall_get_no_links() -> None:
    session = make_session(kind=SessionKind.FIXED, state=SessionState.SCHEDULED)
    make_interview(make_participant(session), make_stand(session))
    assert due() == 0


def test_a_firm_reads_no_name_without_consent() -> None:
    room = make_room(email="nhan-su@example.vn")
    person = room.participant.jobseeker
    withdraw_consent(jobseeker=person, purpose=ConsentPurpose.SHARE_CONTACT, **BY)
    email, _sms = send(room)
    assert "Lò Thị Hoà" not in email.subject + email.body
    assert f"người số {room.participant.queue_no}" in email.subject


def test_as_many_queries_for_many_rooms_as_for_one() -> None:
    room = make_room()
    for slot in range(1, 6):
        person = lower.make_seeker(room.session.centre, phone=f"091234568{slot}")
        make_interview(make_participant(room.session, person), room.stand, slot=slot)
    with CaptureQueriesContext(connection) as asked:
        assert due() == 12
    assert len(asked) < 40
    assert list(audit.verify()) == []
