"""The stream of the hall's screens: a line at each change, nothing in it, few looks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.db import OperationalError

from sanviec.apps.exchanges.models import ExchangeSession
from sanviec.apps.exchanges.services.calling import call_next
from sanviec.apps.platform.actors import SYSTEM
from sanviec.web.day import screens
from sanviec.web.day.screens import ALIVE, CHANGED, PREFIX, hall_stream
from tests.apps.exchanges.factories import (
    STARTS,
    make_interview,
    make_participant,
    make_session,
    make_stand,
)
from tests.web.room.sockets import PATIENCE, played

pytestmark = pytest.mark.django_db


class Screen:
    """One browser that asks for the stream."""

    def __init__(self, path: str, method: str = "GET") -> None:
        scope = {"type": "http", "method": method, "path": path, "headers": []}
        self._app = ApplicationCommunicator(hall_stream, scope)

    async def opens(self) -> dict[str, Any]:
        await self._app.send_input({"type": "http.request", "body": b""})
        start: dict[str, Any] = await self._app.receive_output(PATIENCE)
        return start

    async def reads(self) -> bytes:
        event = await self._app.receive_output(PATIENCE)
        line: bytes = event["body"]
        return line

    async def closes(self) -> None:
        await self._app.send_input({"type": "http.disconnect"})
        await self._app.wait(PATIENCE)


@pytest.fixture(autouse=True)
def _nobody_is_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # The test's own transaction must outlive the end of a look.
    monkeypatch.setattr(screens, "close_old_connections", lambda: None)
    yield
    assert (screens.SCREENS._watching, screens.SCREENS._looks) == ({}, {})


@pytest.fixture
def session() -> ExchangeSession:
    return make_session()


def of(session: ExchangeSession) -> str:
    return f"{PREFIX}{session.pk}/"


def seen(path: str, method: str = "GET") -> int:
    """What a screen is answered at once."""

    async def scene() -> int:
        screen = Screen(path, method)
        start = await screen.opens()
        await screen.closes()
        return int(start["status"])

    return int(played(scene))


def test_a_call_is_told_and_the_line_holds_no_name(
    session: ExchangeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand = make_stand(session)
    make_interview(make_participant(session, is_inside=True), stand)
    monkeypatch.setattr(screens, "LOOK_EVERY_SECONDS", 0.01)
    later = STARTS + timedelta(minutes=1)

    async def scene() -> tuple[dict[str, Any], list[bytes]]:
        screen = Screen(of(session))
        start = await screen.opens()
        lines = [await screen.reads()]
        await sync_to_async(call_next)(stand=stand, table=0, actor=SYSTEM, now=later)
        while (line := await screen.reads()) == ALIVE:
            pass
        await screen.closes()
        return start, [*lines, line]

    start, lines = played(scene)
    assert (start["status"], lines) == (200, [CHANGED, CHANGED])
    assert (b"x-accel-buffering", b"no") in start["headers"]


def test_only_what_is_public_is_told(session: ExchangeSession) -> None:
    assert seen(of(session)) == 200
    assert seen(of(make_session(state="draft"))) == 404
    assert seen(of(session), "POST") == 404
    assert seen(f"{PREFIX}{session.pk}/x") == 404
    assert seen(f"{PREFIX}{'g' * 36}/") == 404


def test_one_screen_too_many_is_sent_away(
    session: ExchangeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screens, "MOST_SCREENS", 0)
    assert seen(of(session)) == 204


def test_many_screens_of_a_hall_are_one_look(
    session: ExchangeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[Any] = []
    monkeypatch.setattr(screens, "_read_version", lambda one: looks.append(one) or "1")
    monkeypatch.setattr(screens, "LOOK_EVERY_SECONDS", 60.0)

    async def scene() -> list[bytes]:
        hall = [Screen(of(session)) for _ in range(5)]
        first = []
        for screen in hall:
            await screen.opens()
            first.append(await screen.reads())
        for screen in hall:
            await screen.closes()
        return first

    assert played(scene) == [CHANGED] * 5
    assert looks == [session.pk]


def test_a_database_that_is_away_ends_the_stream_and_not_the_process(
    session: ExchangeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_one: Any) -> str:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(screens, "_read_version", away)

    async def scene() -> bytes:
        screen = Screen(of(session))
        await screen.opens()
        last = await screen.reads()
        await screen.closes()
        return last

    assert played(scene) == b""
