"""The public calendar of exchange sessions: pages, feeds and calendar files."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from sanviec.apps.exchanges.enums import SessionKind
from sanviec.apps.exchanges.models import ExchangeSession
from sanviec.apps.exchanges.selectors import get_public_session
from sanviec.apps.exchanges.selectors.listing import (
    MOST_IN_FEED,
    CalendarFilter,
    entries_of,
    provinces_with_sessions,
    public_calendar,
    stands_shown,
)
from sanviec.apps.exchanges.selectors.timetables import timetable_of_person
from sanviec.apps.platform.enums import Role
from sanviec.web.answers import page_of
from sanviec.web.requests import HouseRequest
from sanviec.web.session_calendars import (
    calendar_answer,
    calendar_of_person,
    calendar_of_sessions,
    person_of_feed,
)
from sanviec.web.session_sketches import sketch_answer
from sanviec.web.templatetags.sanviec import province_name
from sanviec.web.texts import visible

_MONTHS_AHEAD = 6


def filter_of(request: HttpRequest) -> CalendarFilter:
    """What the address narrows the calendar to; nonsense counts as nothing."""
    month = None
    text = request.GET.get("thang", "")
    try:
        month = date.fromisoformat(f"{text}-01") if text else None
    except ValueError:
        month = None
    province, kind = request.GET.get("tinh", ""), request.GET.get("loai", "")
    return CalendarFilter(province if province.isdecimal() else "", kind, month)


@require_safe
def calendar(request: HouseRequest) -> HttpResponse:
    """Sessions ahead, or of a month; by province and kind."""
    today = timezone.localdate()
    wanted = filter_of(request)
    context = {
        "page": page_of(request, public_calendar(wanted, on=today)),
        "wanted": wanted,
        "provinces": [(code, province_name(code)) for code in provinces_with_sessions()],
        "kinds": SessionKind.choices,
        "months": _months(today),
        "month": f"{wanted.month:%Y-%m}" if wanted.month else "",
        "query": request.GET.urlencode(),
    }
    return render(request, "public/sessions.html", context)


def _months(today: date) -> list[tuple[str, date]]:
    months, first = [], today.replace(day=1)
    for ahead in range(_MONTHS_AHEAD):
        years, month = divmod(first.month - 1 + ahead, 12)
        day = date(first.year + years, month + 1, 1)
        months.append((f"{day:%Y-%m}", day))
    return months


def _find(session_id: Any) -> ExchangeSession:
    found = get_public_session(session_id)
    if found is None:
        raise Http404
    return found


@require_safe
def session(request: HouseRequest, session_id: Any) -> HttpResponse:
    """One session: when, where, which firms with which vacancies, how to register."""
    found = _find(session_id)
    role, now = request.actor.role, timezone.now()
    is_open = found.takes_people(now)
    context = {
        "session": found,
        "stands": stands_shown(found),
        "is_open": is_open,
        "may_register": is_open and role in {Role.JOBSEEKER, Role.ANONYMOUS},
        "may_exhibit": found.takes_firms(now) and role == Role.EMPLOYER,
    }
    return render(request, "public/session.html", context)


@require_safe
def session_sketch(request: HouseRequest, session_id: Any) -> HttpResponse:
    """The sketch of the venue."""
    found = _find(session_id)
    if found.sketch is None:
        raise Http404
    return sketch_answer(found.sketch)


@require_safe
def session_file(request: HouseRequest, session_id: Any) -> HttpResponse:
    """One session for a calendar program."""
    found = _find(session_id)
    content = calendar_of_sessions([found], now=timezone.now())
    return calendar_answer(content, f"phien-{found.held_on:%Y-%m-%d}")


@require_safe
def calendar_file(request: HouseRequest) -> HttpResponse:
    """The calendar, narrowed as the page is, for a calendar program to follow."""
    found = public_calendar(filter_of(request), on=timezone.localdate())[:MOST_IN_FEED]
    return calendar_answer(calendar_of_sessions(found, now=timezone.now()), "phien-giao-dich")


@require_safe
def own_calendar(request: HouseRequest, token: str) -> HttpResponse:
    """A person's own sessions and interviews, by their private address."""
    person_id = person_of_feed(token)
    if person_id is None:
        raise Http404
    entries = [(row, timetable_of_person(row)) for row in entries_of(person_id)]
    return calendar_answer(calendar_of_person(entries, now=timezone.now()), "phien-cua-toi")


class SessionFeed(Feed):
    """RSS of the sessions ahead, narrowed as the page is."""

    title = gettext_lazy("Sàn Việc: phiên giao dịch việc làm")
    description = gettext_lazy("Các phiên giao dịch việc làm sắp tới")
    item_guid_is_permalink = False

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> CalendarFilter:
        return filter_of(request)

    def link(self, wanted: CalendarFilter) -> str:
        return reverse("web:sessions")

    def items(self, wanted: CalendarFilter) -> list[ExchangeSession]:
        return list(public_calendar(wanted, on=timezone.localdate())[:MOST_IN_FEED])

    def item_title(self, session: ExchangeSession) -> str:
        return visible(f"{session.title} – {_when(session)}")

    def item_description(self, session: ExchangeSession) -> str:
        state = session.get_state_display()
        where = session.venue or session.get_kind_display()
        return visible(f"{where}. {session.centre.name}. {state}.")

    def item_link(self, session: ExchangeSession) -> str:
        return reverse("web:session", args=[session.pk])

    def item_guid(self, session: ExchangeSession) -> str:
        return str(session.pk)

    def item_pubdate(self, session: ExchangeSession) -> datetime | None:
        return session.published_at

    def item_updateddate(self, session: ExchangeSession) -> datetime:
        return session.updated_at


class SessionAtomFeed(SessionFeed):
    """The same in Atom."""

    feed_type = Atom1Feed
    subtitle = SessionFeed.description


def _when(session: ExchangeSession) -> str:
    return date_format(timezone.localtime(session.starts_at), "H:i d/m/Y")
