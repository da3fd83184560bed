"""The public calendar: filters, feeds, calendar files; what is not public is not there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from sanviec.apps.exchanges.enums import ParticipantState, SessionKind, SessionState
from sanviec.apps.exchanges.models import ExchangeSession
from sanviec.web.session_calendars import feed_address, person_of_feed
from tests.apps.exchanges import factories
from tests.apps.exchanges.factories import STARTS
from tests.apps.factories import make_centre

pytestmark = pytest.mark.django_db


def page(name: str = "sessions", *args: Any, **query: str) -> str:
    answer = Client().get(reverse(f"web:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def events(content: bytes) -> list[Any]:
    return Calendar.from_ical(content).walk("VEVENT")


def test_only_public_sessions_ahead_are_listed():
    shown = factories.make_session(title="Phiên có thật")
    hidden = [
        factories.make_session(title=f"Phiên kín {state}", state=state)
        for state in (SessionState.DRAFT, SessionState.SUBMITTED, SessionState.APPROVED)
    ]
    factories.make_session(title="Phiên đã qua", starts_at=STARTS - timedelta(days=30))
    text = page()
    assert shown.title in text
    assert [row.title for row in hidden if row.title in text] == []
    assert "Phiên đã qua" not in text
    for row in hidden:
        assert Client().get(reverse("web:session", args=[row.pk])).status_code == 404
        assert Client().get(reverse("web:session_file", args=[row.pk])).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"tinh": "20"}, ["Lạng Sơn"]),
        ({"tinh": "01"}, ["Hà Nội"]),
        ({"loai": "fair"}, ["Hà Nội"]),
        ({"thang": "2026-11"}, ["Lạng Sơn"]),
        ({"thang": "2026-12"}, ["Hà Nội"]),
        ({"thang": "2027-01"}, []),
        ({"thang": "nonsense", "tinh": "'; --", "loai": "party"}, ["Lạng Sơn", "Hà Nội"]),
    ],
)
def test_filters_stand_in_the_address(query: dict[str, str], found: list[str]):
    factories.make_session(title="Phiên Lạng Sơn")
    factories.make_session(
        make_centre(province_code="01"),
        title="Phiên Hà Nội",
        kind=SessionKind.FAIR,
        starts_at=STARTS + timedelta(days=14),
    )
    text = page(**query)
    assert [name for name in ("Lạng Sơn", "Hà Nội") if f"Phiên {name}" in text] == found
    for feed in ("session_feed", "session_atom"):
        said = page(feed, **query)
        assert [n for n in ("Lạng Sơn", "Hà Nội") if f"Phiên {n}" in said] == found
    file = Client().get(reverse("web:session_calendar_file"), query)
    assert sorted(str(one["summary"]) for one in events(file.content)) == sorted(
        f"Phiên {name}" for name in found
    )


def test_a_session_shows_its_firms_and_a_way_there():
    session = factories.make_session(latitude=21.8537, longitude=106.7615, venue="Hội trường")
    stand = factories.make_stand(session)
    text = page("session", session.pk)
    assert stand.name in text
    assert stand.offers.get().vacancy.title in text
    assert "https://www.openstreetmap.org/?mlat=21.853700&amp;mlon=106.761500" in text
    assert "/tai-khoan/signup/?next=/toi/phien/" in text


def test_a_cancelled_session_says_so_everywhere():
    session = factories.make_session(state=SessionState.CANCELLED, state_reason="Bão số 9")
    assert "Bão số 9" in page("session", session.pk)
    file = Client().get(reverse("web:session_file", args=[session.pk]))
    assert file["Content-Type"].startswith("text/calendar")
    assert [str(one["status"]) for one in events(file.content)] == ["CANCELLED"]


def test_a_calendar_entry_is_at_the_right_instant_and_grows():
    session = factories.make_session(latitude=21.0, longitude=105.0)
    address = reverse("web:session_file", args=[session.pk])
    first = events(Client().get(address).content)[0]
    assert first["dtstart"].dt == session.starts_at
    assert first["dtend"].dt == session.ends_at
    ExchangeSession.objects.filter(pk=session.pk).update(
        updated_at=session.created_at + timedelta(hours=1)
    )
    later = events(Client().get(address).content)[0]
    assert later["uid"] == first["uid"]
    assert later["sequence"] > first["sequence"]


def test_the_first_page_tells_of_the_next_session():
    factories.make_stand(factories.make_session())
    assert "Thứ Năm 26/11: Phiên định kỳ, 1 doanh nghiệp" in page("home")


def test_a_persons_own_feed_holds_sessions_and_interviews():
    interview = factories.make_interview(slot=2)
    going = interview.participant
    address = feed_address(going.jobseeker_id)
    file = Client().get(address)
    found = {str(one["summary"]): one for one in events(file.content)}
    assert found[f"Phỏng vấn: {interview.stand.name}"]["dtstart"].dt == interview.starts_at
    assert going.session.title in found
    assert going.full_name not in file.content.decode()


def test_what_a_person_cancelled_is_cancelled_in_the_feed():
    going = factories.make_participant(state=ParticipantState.CANCELLED)
    file = Client().get(feed_address(going.jobseeker_id))
    assert [str(one["status"]) for one in events(file.content)] == ["CANCELLED"]


def test_a_made_up_feed_address_is_not_there():
    going = factories.make_participant()
    token = feed_address(going.jobseeker_id).rpartition("/")[2].removesuffix(".ics")
    other = factories.make_participant()
    forged = token.replace(going.jobseeker_id.hex, other.jobseeker_id.hex)
    assert person_of_feed(token) == going.jobseeker_id
    for bad in (forged, token[:-1], "x", f"{other.jobseeker_id.hex}:x"):
        assert person_of_feed(bad) is None
        assert Client().get(reverse("web:own_calendar", args=[bad])).status_code == 404


def test_the_calendar_asks_the_same_number_of_questions_for_more_sessions(
    django_assert_num_queries: Any,
):
    factories.make_stand()
    with django_assert_num_queries(3):
        assert "1 doanh nghiệp" in page()
    for _ in range(5):
        factories.make_stand()
    with django_assert_num_queries(3):
        page()
