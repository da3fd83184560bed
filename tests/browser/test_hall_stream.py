"""The hall's screen hears of a call from the real signalling process, without a name."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from sanviec.apps.exchanges.models import Interview
from sanviec.apps.exchanges.services.calling import call_next
from sanviec.apps.platform.actors import SYSTEM
from sanviec.web.day import hall
from tests.apps.exchanges.factories import (
    make_interview,
    make_participant,
    make_session,
    make_stand,
)
from tests.browser.rooms import HOST, Server, running, signalling
from tests.web.factories import make_seeker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAME = "Hoàng Thị Nhất"
PATIENCE_SECONDS = 30


@pytest.fixture
def signal(tmp_path: Path, settings: Any, live_server: Any) -> Iterator[Server]:
    """The signalling process beside the pages."""
    server = signalling(tmp_path)
    settings.SANVIEC_SIGNAL_URL = f"ws://{HOST}:{server.port}"
    with running(server):
        yield server


@pytest.fixture
def interview(live_server: Any) -> Interview:
    """Somebody in the hall who is next at a table."""
    with transaction.atomic():
        session = make_session(starts_at=timezone.now())
        seeker = make_seeker(session.centre, full_name=NAME)
        person = make_participant(session, seeker, is_inside=True, queue_no=4711)
        return make_interview(person, make_stand(session, stand_no=3))


def call(interview: Interview) -> None:
    called = call_next(stand=interview.stand, table=0, actor=SYSTEM, now=timezone.now())
    assert called == interview


def next_event(stream: http.client.HTTPResponse) -> bytes:
    """The next event; signs of life are passed over."""
    lines = b""
    while not lines.endswith(b"\n\n") or lines.startswith(b":"):
        if lines.endswith(b"\n\n"):
            lines = b""
        line = stream.readline()
        assert line, "the stream ended"
        lines += line
    return lines


def test_a_reader_of_events_hears_of_a_call(signal: Server, interview: Interview) -> None:
    wire = http.client.HTTPConnection(HOST, signal.port, timeout=PATIENCE_SECONDS)
    wire.request("GET", f"/ws/man-hinh/{interview.session_id}/")
    stream = wire.getresponse()
    assert (stream.status, stream.headers.get_content_type()) == (200, "text/event-stream")
    heard = [next_event(stream)]
    call(interview)
    heard.append(next_event(stream))
    wire.close()
    assert heard == [b"event: doi\ndata: 1\n\n"] * 2


def test_the_process_serves_nothing_else(signal: Server, interview: Interview) -> None:
    wire = http.client.HTTPConnection(HOST, signal.port, timeout=PATIENCE_SECONDS)
    pages = ["/", reverse("web:day:hall", args=[interview.session_id]), "/ws/man-hinh/", "/song/"]
    said = []
    for page in pages:
        wire.request("GET", page)
        answer = wire.getresponse()
        answer.read()
        said.append(answer.status)
    wire.close()
    assert said == [404, 404, 404, 200]


def test_the_screen_shows_the_number_at_once(
    page: Any, signal: Server, interview: Interview, live_server: Any, monkeypatch: Any
) -> None:
    # Only the stream can bring it in time.
    monkeypatch.setattr(hall, "RELOAD_SECONDS", 3_600)
    page.goto(live_server.url + reverse("web:day:hall", args=[interview.session_id]))
    expect(page.get_by_text("Chưa gọi số nào.")).to_be_visible()
    call(interview)
    number = page.locator(".sv-hall__number")
    expect(number).to_have_text("4711", timeout=PATIENCE_SECONDS * 1000)
    assert NAME not in page.content()
    page.close()


def test_the_screen_finds_its_way_back_after_the_process_was_killed(
    page: Any, signal: Server, interview: Interview, live_server: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(hall, "RELOAD_SECONDS", 3_600)
    page.goto(live_server.url + reverse("web:day:hall", args=[interview.session_id]))
    expect(page.get_by_text("Chưa gọi số nào.")).to_be_visible()
    signal.kill()
    call(interview)
    signal.start()
    number = page.locator(".sv-hall__number")
    expect(number).to_have_text("4711", timeout=PATIENCE_SECONDS * 1000)
    page.close()
    # The line that broke, and asking while nobody listened.
    page.watch.forgive("net::ERR_")
