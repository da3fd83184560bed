"""Sessions and interviews as calendar files (RFC 5545), for phones and calendar programs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from sanviec.apps.exchanges.enums import LIVE_PARTICIPANT, SessionState
from sanviec.apps.exchanges.models import ExchangeSession, Interview, Participant

_FEED_SALT = "session-feed"


def feed_address(jobseeker_id: UUID) -> str:
    """The private address of a person's own feed: calendar programs cannot sign in.

    It shows where the person goes and when, and nothing that names them.
    """
    token = signing.Signer(salt=_FEED_SALT).sign(jobseeker_id.hex)
    return settings.SANVIEC_PUBLIC_URL + reverse("web:own_calendar", args=[token])


def person_of_feed(token: str) -> UUID | None:
    """Whose feed an address is; None when it was made up."""
    try:
        return UUID(signing.Signer(salt=_FEED_SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def calendar_of_sessions(sessions: Iterable[ExchangeSession], *, now: datetime) -> bytes:
    """Public sessions, each with a link to its page."""
    calendar = _calendar(_("Phiên giao dịch việc làm"))
    for session in sessions:
        calendar.add_component(_session_event(session, now, is_off=False))
    return bytes(calendar.to_ical())


def calendar_of_person(
    entries: Iterable[tuple[Participant, list[Interview]]], *, now: datetime
) -> bytes:
    """A person's sessions and the interviews in them; what was cancelled says so."""
    calendar = _calendar(_("Phiên giao dịch việc làm của tôi"))
    for participant, interviews in entries:
        is_off = participant.state not in LIVE_PARTICIPANT
        calendar.add_component(_session_event(participant.session, now, is_off=is_off))
        for interview in interviews:
            calendar.add_component(_interview_event(interview, participant.session, now))
    return bytes(calendar.to_ical())


def calendar_answer(content: bytes, name: str) -> HttpResponse:
    """The file, as programs expect it."""
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return answer


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//San Viec//vi")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    return calendar


def _session_event(session: ExchangeSession, now: datetime, *, is_off: bool) -> Event:
    where = ", ".join(part for part in (session.venue, session.address) if part)
    event = _event(session, (session.title, where), (session.starts_at, session.ends_at), now)
    event.add("url", settings.SANVIEC_PUBLIC_URL + reverse("web:session", args=[session.pk]))
    if session.latitude is not None and session.longitude is not None:
        event.add("geo", (session.latitude, session.longitude))
    is_cancelled = is_off or session.state == SessionState.CANCELLED
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    return event


def _interview_event(interview: Interview, session: ExchangeSession, now: datetime) -> Event:
    begins = interview.starts_at or session.starts_at
    title = _("Phỏng vấn: %(firm)s") % {"firm": interview.stand.name}
    where = session.venue
    if interview.stand.stand_no:
        where += _(", gian %(no)s") % {"no": interview.stand.stand_no}
    ends = begins + timedelta(minutes=session.slot_minutes)
    event = _event(interview, (title, where), (begins, ends), now)
    event.add("status", "CONFIRMED")
    return event


def _event(
    row: Any, said: tuple[str, str], span: tuple[datetime, datetime], now: datetime
) -> Event:
    """One entry; its number grows with every change, so that programs take the newer one."""
    event = Event()
    host = urlsplit(settings.SANVIEC_PUBLIC_URL).hostname or "sanviec"
    event.add("uid", f"{row.pk}@{host}")
    event.add("dtstamp", now)
    event.add("sequence", int((row.updated_at - row.created_at).total_seconds()))
    event.add("summary", said[0])
    event.add("location", said[1])
    for name, at in zip(("dtstart", "dtend"), span, strict=True):
        event.add(name, at.astimezone(UTC))
    return event
