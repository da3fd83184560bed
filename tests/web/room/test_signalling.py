"""The signalling: who is let in, what passes between the two, and what nobody else hears."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from sanviec.apps.exchanges.enums import (
    InterviewState,
    ParticipantState,
    RoomAttendance,
    RoomSide,
)
from sanviec.apps.exchanges.models import Interview
from sanviec.apps.exchanges.selectors import attendance_of
from sanviec.web.room import consumer
from sanviec.web.room.consumer import PROTOCOL
from sanviec.web.room.seats import ROOMS
from tests.apps.factories import NOW
from tests.web.factories import make_room

from .sockets import Knocking, entered, pass_of, played

pytestmark = pytest.mark.django_db
PERSON, FIRM, MANAGER = RoomSide.PERSON, RoomSide.FIRM, RoomSide.MANAGER


@pytest.fixture
def room() -> Interview:
    """An interview that begins in five minutes."""
    return make_room(starts_at=NOW + timedelta(minutes=5))


@pytest.fixture(autouse=True)
def _kept_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's own transaction must not be closed under it, as Django's test client sees to."""
    monkeypatch.setattr("channels.db.close_old_connections", lambda: None)


@pytest.fixture(autouse=True)
def _empty_rooms() -> Iterator[None]:
    """Every scene ends with everybody gone."""
    yield
    left = dict(ROOMS._rooms)
    ROOMS._rooms.clear()
    assert left == {}


def refused(room: Any, *protocols: str, origin: bytes | None = b"http://testserver") -> bool:
    async def scene() -> bool:
        return not await Knocking(room, *protocols, origin=origin).enters()

    return bool(played(scene))


class TestTheDoor:
    def test_without_a_pass(self, room: Interview) -> None:
        assert refused(room)
        assert refused(room, PROTOCOL)
        assert refused(room, PROTOCOL, "x")
        assert refused(room, pass_of(room, PERSON))
        assert refused(room, "other", pass_of(room, PERSON))

    def test_a_pass_of_another_room(self, room: Interview) -> None:
        assert refused(make_room(), PROTOCOL, pass_of(room, PERSON))

    def test_a_pass_from_two_minutes_ago(self, room: Interview) -> None:
        early = NOW - timedelta(minutes=2)
        assert refused(room, PROTOCOL, pass_of(room, PERSON, now=early))

    @pytest.mark.parametrize(
        "origin",
        [None, b"https://evil.example", b"null", b"//", b"\xff", b"http://["],
        ids=["none", "other", "null", "empty", "rubbish", "broken"],
    )
    def test_a_page_of_another_site(self, room: Interview, origin: bytes | None) -> None:
        assert refused(room, PROTOCOL, pass_of(room, PERSON), origin=origin)

    def test_no_such_address_or_interview(self, room: Interview) -> None:
        assert refused("/ws/khac/", PROTOCOL, pass_of(room, PERSON))
        assert refused("/ws/phong/1/", PROTOCOL, pass_of(room, PERSON))
        gone = pass_of(room, PERSON)
        Interview.objects.filter(pk=room.pk).delete()
        assert refused(room, PROTOCOL, gone)

    def test_outside_the_hours(self) -> None:
        for minutes in (30, -60):
            other = make_room(starts_at=NOW + timedelta(minutes=minutes))
            assert refused(other, PROTOCOL, pass_of(other, PERSON))
            assert refused(other, PROTOCOL, pass_of(other, MANAGER))

    def test_cancelled_and_held_elsewhere(self, room: Interview) -> None:
        cancelled = make_room(state=InterviewState.CANCELLED)
        assert refused(cancelled, PROTOCOL, pass_of(cancelled, FIRM))
        type(room.stand).objects.filter(pk=room.stand_id).update(own_link="https://a.vn/b")
        assert refused(room, PROTOCOL, pass_of(room, FIRM))

    def test_a_refusal_is_logged_without_the_pass(
        self, room: Interview, caplog: pytest.LogCaptureFixture
    ) -> None:
        assert refused(room, PROTOCOL, "abc.def.ghi")
        lines = [r.getMessage() for r in caplog.records if r.name == "sanviec.access"]
        assert lines == [f"refused why=pass path=room interview={room.pk}"]

    def test_somebody_else_of_the_same_side_while_the_seat_is_taken(self, room: Interview) -> None:
        colleague = make_room()
        assert colleague.stand.employer != room.stand.employer
        from sanviec.apps.exchanges.room_keys import RoomPass, sign_pass

        other = sign_pass(RoomPass(room.pk, FIRM, "employer|77|", uuid4()), now=NOW)

        async def scene() -> bool:
            first = await entered(room, pass_of(room, FIRM))
            is_in = await Knocking(room, PROTOCOL, other).enters()
            await first.goes()
            return is_in

        assert played(scene) is False


class TestTheTalk:
    def test_both_are_there_and_have_met(self, room: Interview) -> None:
        async def scene() -> None:
            person = await entered(room, pass_of(room, PERSON))
            await person.hears_sides("person")
            firm = await entered(room, pass_of(room, FIRM))
            await person.hears_sides("person", "firm")
            await firm.hears_sides("person", "firm")
            await person.goes()
            await firm.hears_sides("firm")
            await firm.goes()

        played(scene)
        room.refresh_from_db()
        room.participant.refresh_from_db()
        assert attendance_of(room) == RoomAttendance.MET
        assert room.state == InterviewState.CALLED
        assert room.participant.state == ParticipantState.ATTENDED

    def test_signals_and_texts_reach_the_other_only(self, room: Interview) -> None:
        async def scene() -> tuple[dict[str, Any], ...]:
            person = await entered(room, pass_of(room, PERSON))
            watching = await entered(room, pass_of(room, MANAGER))
            firm = await entered(room, pass_of(room, FIRM))
            pages = await person.hears_sides("person", "firm", "manager")
            await watching.hears_sides("person", "firm", "manager")
            await person.says(type="signal", to=pages["firm"], data={"candidate": 1})
            await person.says(type="text", id="a", text="Chào chị, em là Hoà.")
            heard = await firm.hears("signal"), await firm.hears("text")
            sent = await person.hears("sent")
            assert await watching.wire.is_quiet()
            for one in (person, firm, watching):
                await one.goes()
            return (*heard, sent, {"page": pages["person"]})

        signal, text, sent, page = played(scene)
        assert signal == {"type": "signal", "from": page["page"], "data": {"candidate": 1}}
        assert text == {"type": "text", "id": "a", "text": "Chào chị, em là Hoà."}
        assert sent == {"type": "sent", "id": "a"}

    def test_a_signal_for_a_page_that_is_gone_is_dropped(self, room: Interview) -> None:
        async def scene() -> bool:
            person, firm = (
                await entered(room, pass_of(room, PERSON)),
                await entered(room, pass_of(room, FIRM)),
            )
            await firm.hears_sides("person", "firm")
            await person.says(type="signal", to=str(uuid4()), data={})
            await person.says(type="ping")
            await person.hears("pong")
            is_quiet = await firm.wire.is_quiet()
            await person.goes()
            await firm.goes()
            return is_quiet

        assert played(scene)

    def test_a_text_to_nobody_is_told_as_unsent(self, room: Interview) -> None:
        async def scene() -> dict[str, Any]:
            person = await entered(room, pass_of(room, PERSON))
            await person.says(type="text", id="b", text="Có ai không ạ?")
            told = await person.hears("unsent")
            await person.goes()
            return told

        assert played(scene) == {"type": "unsent", "id": "b"}

    def test_the_manager_is_announced_and_speaks_to_both(self, room: Interview) -> None:
        async def scene() -> list[dict[str, Any]]:
            person = await entered(room, pass_of(room, PERSON))
            watching = await entered(room, pass_of(room, MANAGER))
            await person.hears_sides("person", "manager")
            await watching.says(type="notice", text="Doanh nghiệp vào sau 5 phút.")
            heard = [await person.hears("notice"), await watching.hears("notice")]
            # Neither may a person speak as the manager, nor the manager as one of the two.
            await person.says(type="notice", text="giả")
            await watching.says(type="text", id="c", text="lén")
            assert await watching.wire.is_quiet()
            assert await person.wire.is_quiet()
            await person.goes()
            await watching.goes()
            return heard

        said = {"type": "notice", "text": "Doanh nghiệp vào sau 5 phút."}
        assert played(scene) == [said, said]
        room.refresh_from_db()
        assert room.firm_entered_at is None

    def test_a_page_loaded_anew_takes_the_seat_over(self, room: Interview) -> None:
        again = uuid4()

        async def scene() -> tuple[int, str]:
            firm = await entered(room, pass_of(room, FIRM))
            first = await entered(room, pass_of(room, PERSON))
            second = await entered(room, pass_of(room, PERSON, page=again))
            code = await first.is_shut()
            await first.goes()
            pages = await second.hears_sides("person", "firm")
            await firm.goes()
            await second.hears_sides("person")
            await second.goes()
            return code, pages["person"]

        assert played(scene) == (consumer.REPLACED, str(again))


class TestTheEnd:
    def test_who_leaves_is_gone_before_the_connection_is(self, room: Interview) -> None:
        async def scene() -> dict[str, str]:
            person = await entered(room, pass_of(room, PERSON))
            firm = await entered(room, pass_of(room, FIRM))
            await person.hears_sides("person", "firm")
            await firm.says(type="leave")
            left = await person.hears_sides("person")
            await firm.says(type="text", id="x", text="vẫn còn đây")
            assert await person.wire.is_quiet()
            await firm.goes()
            await person.goes()
            return left

        assert set(played(scene)) == {"person"}

    def test_a_connection_that_breaks_in_the_middle_keeps_no_seat(
        self, room: Interview, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(text: str | None) -> None:
            raise RuntimeError("as a library does when the other end has gone")

        async def scene() -> dict[str, str]:
            person = await entered(room, pass_of(room, PERSON))
            firm = await entered(room, pass_of(room, FIRM))
            await person.hears_sides("person", "firm")
            monkeypatch.setattr(consumer, "read_frame", broken)
            await firm.says(type="ping")
            left = await person.hears_sides("person")
            with pytest.raises(RuntimeError):
                await firm.goes()
            await person.goes()
            return left

        assert set(played(scene)) == {"person"}

    def test_a_cancelled_interview_ends_the_talk(
        self, room: Interview, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(consumer, "RECHECK_SECONDS", 0.1)

        async def scene() -> tuple[str, int]:
            person = await entered(room, pass_of(room, PERSON))
            await Interview.objects.filter(pk=room.pk).aupdate(state=InterviewState.CANCELLED)
            why = (await person.hears("shut"))["why"]
            code = await person.is_shut()
            await person.goes()
            return why, code

        assert played(scene) == ("cancelled", consumer.ENDED)

    def test_the_time_ends_the_talk(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(consumer, "RECHECK_SECONDS", 0.1)
        late = make_room(starts_at=NOW - timedelta(minutes=24))
        clock = {"now": NOW}
        monkeypatch.setattr("django.utils.timezone.now", lambda: clock["now"])

        async def scene() -> str:
            person = await entered(late, pass_of(late, PERSON))
            await asyncio.sleep(0.3)
            clock["now"] = NOW + timedelta(minutes=1)
            why = (await person.hears("shut"))["why"]
            await person.is_shut()
            await person.goes()
            return str(why)

        assert played(scene) == "over"

    @pytest.mark.parametrize(
        "frame",
        [
            "",
            "x",
            "[]",
            "{}",
            '{"type": "shut"}',
            '{"type": "signal", "to": 1, "data": {}}',
            '{"type": "signal", "to": "a", "data": []}',
            '{"type": "text", "id": "a", "text": "  "}',
            '{"type": "text", "text": "a"}',
            '{"type": "text", "id": "a", "text": "' + "a" * 1001 + '"}',
            "[" * 60_000,
            '{"type": "ping", "x": "' + "a" * 70_000 + '"}',
        ],
    )
    def test_rubbish_ends_the_connection(self, room: Interview, frame: str) -> None:
        async def scene() -> int:
            person = await entered(room, pass_of(room, PERSON))
            await person.wire.send(text=frame)
            code = await person.is_shut()
            await person.goes()
            return code

        assert played(scene) == consumer.UNRULY

    def test_bytes_and_a_flood_end_it_too(self, room: Interview) -> None:
        async def scene() -> list[int]:
            first = await entered(room, pass_of(room, PERSON))
            await first.wire.send(bytes=b"\x00")
            codes = [await first.is_shut()]
            await first.goes()
            second = await entered(room, pass_of(room, PERSON))
            for _number in range(400):
                await second.says(type="ping")
            codes.append(await second.is_shut())
            await second.goes()
            return codes

        assert played(scene) == [consumer.UNRULY, consumer.UNRULY]
