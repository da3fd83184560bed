"""Rooms of online interviews: whose seat, which hours, what an entry writes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from sanviec.apps.exchanges.enums import (
    InterviewedBy,
    InterviewState,
    ParticipantState,
    RoomAttendance,
    RoomClosed,
    RoomSide,
    ScanOutcome,
    ScanVia,
    SessionKind,
    SessionState,
    StandState,
)
from sanviec.apps.exchanges.models import Interview, Scan
from sanviec.apps.exchanges.selectors import (
    attendance_of,
    room_for,
    room_times,
    rooms_of,
    watched_session_for,
    why_closed,
)
from sanviec.apps.exchanges.services.rooms import RoomIsClosed, enter_room, set_own_link
from sanviec.apps.ledger.enums import ServiceChannel, ServiceKind
from sanviec.apps.ledger.models import ServiceLine
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import AuditEntry
from sanviec.kernel.errors import InputError
from tests.apps import factories as lower

from .factories import STARTS, make_interview, make_participant, make_session, make_stand

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def make_room(**fields: Any) -> Interview:
    """A planned interview of an online session, in the first quarter of an hour."""
    session = make_session(kind=SessionKind.ONLINE, state=SessionState.RUNNING)
    return make_interview(make_participant(session), **fields)


def change(row: Any, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=[*fields])


def enter(interview: Interview, side: RoomSide, at: datetime = STARTS, *, met: bool = False) -> Any:
    return enter_room(interview=interview, side=side, is_met=met, actor=SYSTEM, now=at)


class TestSeats:
    def test_the_two_have_a_seat_each(self) -> None:
        room = make_room()
        person = lower.as_jobseeker(room.participant.jobseeker)
        firm = lower.as_employer(room.stand.employer)

        assert room_for(person, room.pk) == (room, RoomSide.PERSON)
        assert room_for(firm, room.pk) == (room, RoomSide.FIRM)

    def test_a_third_has_none(self) -> None:
        room, other = make_room(), make_room()

        assert room_for(lower.as_jobseeker(other.participant.jobseeker), room.pk) is None
        assert room_for(lower.as_employer(other.stand.employer), room.pk) is None
        assert room_for(SYSTEM, room.pk) is None

    @pytest.mark.parametrize(
        ("role", "side"),
        [
            (Role.SESSION_MANAGER, RoomSide.MANAGER),
            (Role.DEPARTMENT, RoomSide.MANAGER),
            (Role.COUNSELLOR, None),
            (Role.RECEPTIONIST, None),
            (Role.CLAIMS_OFFICER, None),
        ],
    )
    def test_the_host_watches(self, role: Role, side: RoomSide | None) -> None:
        room = make_room()
        staff = lower.make_staff(role, room.session.centre).actor
        found = room_for(staff, room.pk)

        assert (found[1] if found else None) == side
        assert room_for(lower.make_staff(role).actor, room.pk) is None

    def test_a_counsellor_interviews_when_the_firm_authorised_the_centre(self) -> None:
        room = make_room()
        room.stand.offers.update(interviewed_by=InterviewedBy.CENTRE)
        staff = lower.make_staff(Role.COUNSELLOR, room.session.centre).actor
        stranger = lower.make_staff(Role.COUNSELLOR).actor

        assert room_for(staff, room.pk) == (room, RoomSide.FIRM)
        assert room_for(stranger, room.pk) is None

    def test_only_the_hosts_managers_list_the_rooms_of_a_session_by_video(self) -> None:
        room, hall = make_room(), make_session()
        manager = lower.make_staff(Role.SESSION_MANAGER, room.session.centre).actor
        desk = lower.make_staff(Role.RECEPTIONIST, room.session.centre).actor
        at_hall = lower.make_staff(Role.SESSION_MANAGER, hall.centre).actor

        assert watched_session_for(manager, room.session_id) == room.session
        assert watched_session_for(desk, room.session_id) is None
        assert watched_session_for(at_hall, room.session_id) is None
        assert watched_session_for(at_hall, hall.pk) is None
        assert list(rooms_of(room.session)) == [room]


class TestHours:
    @pytest.mark.parametrize(
        ("minutes", "why"),
        [
            (-11, RoomClosed.TOO_EARLY),
            (-10, None),
            (0, None),
            (15, None),
            (24, None),
            (25, RoomClosed.OVER),
        ],
    )
    def test_open_from_ten_minutes_before_to_ten_after(
        self, minutes: int, why: RoomClosed | None
    ) -> None:
        assert why_closed(make_room(), now=STARTS + minutes * MINUTE) == why

    def test_a_later_slot_has_later_hours(self) -> None:
        times = room_times(make_room(slot=3))

        assert times.starts_at == STARTS + 45 * MINUTE
        assert times.closes_at == STARTS + 70 * MINUTE

    def test_a_meeting_without_an_hour_has_those_of_the_session(self) -> None:
        room = make_room()
        change(room, slot=None, table=None, starts_at=None)

        assert room_times(room).ends_at == room.session.ends_at

    @pytest.mark.parametrize(
        ("owner", "field", "value", "why"),
        [
            ("session", "kind", SessionKind.FIXED, RoomClosed.NOT_BY_VIDEO),
            ("session", "state", SessionState.DRAFT, RoomClosed.SESSION),
            ("session", "state", SessionState.CANCELLED, RoomClosed.SESSION),
            ("session", "state", SessionState.CLOSED, RoomClosed.SESSION),
            ("session", "state", SessionState.FINISHING, None),
            ("session", "kind", SessionKind.HYBRID, None),
            ("participant", "state", ParticipantState.CANCELLED, RoomClosed.PERSON_OUT),
            ("participant", "state", ParticipantState.WAITING, RoomClosed.PERSON_OUT),
            ("participant", "state", ParticipantState.ABSENT, None),
            ("stand", "state", StandState.WITHDRAWN, RoomClosed.FIRM_OUT),
            ("stand", "state", StandState.LEFT, RoomClosed.FIRM_OUT),
            ("stand", "state", StandState.ARRIVED, None),
        ],
    )
    def test_what_the_room_belongs_to_must_be_on(
        self, owner: str, field: str, value: str, why: RoomClosed | None
    ) -> None:
        room = make_room()
        change(getattr(room, owner), **{field: value})

        assert why_closed(room, now=STARTS) == why

    def test_a_cancelled_interview_has_no_room(self) -> None:
        room = make_room(state=InterviewState.CANCELLED)

        assert why_closed(room, now=STARTS) == RoomClosed.CANCELLED
        with pytest.raises(RoomIsClosed):
            enter(room, RoomSide.PERSON)


class TestEntering:
    def test_the_person_arrives_at_the_session(self) -> None:
        room = enter(make_room(), RoomSide.PERSON)
        room.participant.refresh_from_db()

        assert room.person_entered_at == STARTS
        assert room.participant.state == ParticipantState.ATTENDED
        assert room.participant.first_in_at == STARTS
        assert room.state == InterviewState.PLANNED
        assert attendance_of(room) == RoomAttendance.PERSON_ALONE

    def test_the_firm_arrives_and_calls(self) -> None:
        room = enter(make_room(), RoomSide.FIRM)
        room.refresh_from_db()

        assert (room.state, room.called_at) == (InterviewState.CALLED, STARTS)
        assert room.stand.state == StandState.ARRIVED
        assert attendance_of(room) == RoomAttendance.FIRM_ALONE

    def test_both_together_have_met(self) -> None:
        room = make_room()
        enter(room, RoomSide.PERSON)
        met = enter(room, RoomSide.FIRM, STARTS + MINUTE, met=True)

        assert (met.met_at, attendance_of(met)) == (STARTS + MINUTE, RoomAttendance.MET)

    def test_one_after_the_other_have_not_met(self) -> None:
        room = make_room()
        enter(room, RoomSide.PERSON)

        assert attendance_of(enter(room, RoomSide.FIRM)) == RoomAttendance.BOTH
        assert attendance_of(make_room()) == RoomAttendance.NOBODY

    def test_only_the_first_times_count_and_a_return_writes_nothing(self) -> None:
        room = make_room()
        enter(room, RoomSide.FIRM)
        lines = AuditEntry.objects.count()
        again = enter(room, RoomSide.FIRM, STARTS + 5 * MINUTE)

        assert again.firm_entered_at == STARTS
        assert AuditEntry.objects.count() == lines

    def test_a_result_already_entered_stays(self) -> None:
        room = make_room(state=InterviewState.HELD, result="passed")

        assert enter(room, RoomSide.FIRM).state == InterviewState.HELD

    def test_the_visit_is_a_scan_and_counted_once_whichever_room(self) -> None:
        room = make_room()
        other = make_interview(room.participant, make_stand(room.session), slot=1)
        for entered in (room, other):
            enter(entered, RoomSide.PERSON, entered.starts_at)

        scan = Scan.objects.get(participant=room.participant)
        line = ServiceLine.objects.get(kind=ServiceKind.SESSION_VISIT)
        assert (scan.via, scan.outcome) == (ScanVia.ROOM, ScanOutcome.ACCEPTED)
        assert line.person_id == room.participant.jobseeker_id
        assert line.channel == ServiceChannel.WEB

    def test_somebody_noted_absent_is_there_after_all(self) -> None:
        room = make_room()
        change(room.participant, state=ParticipantState.ABSENT)

        assert enter(room, RoomSide.PERSON).participant.state == ParticipantState.ATTENDED

    def test_nothing_is_written_outside_the_hours(self) -> None:
        room = make_room()
        with pytest.raises(RoomIsClosed) as refused:
            enter(room, RoomSide.PERSON, STARTS - timedelta(hours=1))
        room.refresh_from_db()

        assert refused.value.why == RoomClosed.TOO_EARLY
        assert room.person_entered_at is None

    def test_every_write_is_in_the_chain(self) -> None:
        room = make_room()
        enter(room, RoomSide.PERSON)
        enter(room, RoomSide.FIRM, met=True)
        set_own_link(stand_id=room.stand_id, link="https://a.vn/b", actor=SYSTEM, now=STARTS)

        assert list(audit.verify()) == []


class TestOwnLink:
    @pytest.mark.parametrize("link", ["https://meet.example.vn/abc?pwd=1", "  https://a.vn/b ", ""])
    def test_taken(self, link: str) -> None:
        stand = make_stand(own_link="https://old.example.vn/")
        set_own_link(stand_id=stand.pk, link=link, actor=SYSTEM, now=STARTS)
        stand.refresh_from_db()

        assert stand.own_link == link.strip()

    @pytest.mark.parametrize(
        "link",
        [
            "http://meet.example.vn/a",
            "javascript:alert(1)",
            "https://",
            "https://localhost/a",
            "https://tên:mật@meet.vn/",
            "https://[::1",
            "https://meet.vn/a b",
            "https://meet.vn/a\nb",
            "https://meet.vn/" + "a" * 300,
            "meet.vn/a",
        ],
    )
    def test_refused(self, link: str) -> None:
        stand = make_stand()
        with pytest.raises(InputError) as refused:
            set_own_link(stand_id=stand.pk, link=link, actor=SYSTEM, now=STARTS)

        assert refused.value.field == "own_link"

    def test_the_address_is_not_in_the_chain(self) -> None:
        stand = make_stand()
        set_own_link(stand_id=stand.pk, link="https://a.vn/kin", actor=SYSTEM, now=STARTS)

        line = AuditEntry.objects.filter(action="stand.own_link_set").get()
        assert "kin" not in str(vars(line))
