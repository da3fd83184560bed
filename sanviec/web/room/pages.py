"""Pages of the two who meet: their rooms, one room, and the test of camera and microphone."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from sanviec.apps.exchanges.enums import RoomClosed, RoomSide
from sanviec.apps.exchanges.selectors import (
    own_rooms,
    own_stands_by_video,
    room_times,
    why_closed,
)
from sanviec.apps.exchanges.services.rooms import RoomIsClosed, enter_room
from sanviec.apps.platform.enums import Role
from sanviec.web.access import roles_allowed
from sanviec.web.answers import page_of, refused
from sanviec.web.limits import limited
from sanviec.web.requests import HouseRequest
from sanviec.web.session_names import name_or_number

from .visitors import ROOM_ROLES, Visitor, room_page, signed_in_visitor, visitor_by_link
from .words import call_words, test_words, watch_words


@roles_allowed(Role.JOBSEEKER, Role.EMPLOYER)
@require_GET
def mine(request: HouseRequest) -> HttpResponse:
    """One's own rooms, today and later."""
    on = timezone.localdate()
    page = page_of(request, own_rooms(request.actor, on=on))
    is_firm = request.actor.role == Role.EMPLOYER
    names = name_or_number(request.actor, page.object_list) if is_firm else {}
    context = {
        "page": page,
        "rooms": [(row, names.get(row.pk) or row.stand.name) for row in page.object_list],
        "stands": own_stands_by_video(request.actor, on=on)[:20],
    }
    return render(request, "room/mine.html", context)


@require_GET
@room_page
def test(request: HouseRequest) -> HttpResponse:
    """Try camera, microphone and loudspeaker; nothing leaves the browser."""
    return render(request, "room/test.html", {"facts": {"words": test_words()}})


@roles_allowed(*ROOM_ROLES)
@require_http_methods(["GET", "POST"])
@limited("room", per_hour=120)
@room_page
def room(request: HouseRequest, interview_id: Any) -> HttpResponse:
    """The room of somebody who is signed in; a POST asks for the firm's own room."""
    return _answer(request, signed_in_visitor(request, interview_id))


@require_http_methods(["GET", "HEAD", "POST"])
@limited("room", per_hour=120)
@room_page
def link(request: HouseRequest, token: str) -> HttpResponse:
    """The room of whoever holds a signed link."""
    visitor = visitor_by_link(request, token)
    return visitor if isinstance(visitor, HttpResponse) else _answer(request, visitor)


def _answer(request: HouseRequest, visitor: Visitor) -> HttpResponse:
    if visitor.side == RoomSide.MANAGER:
        return _show(request, visitor, "room/watch.html")
    if visitor.interview.stand.own_link:
        return _own_room(request, visitor)
    if why_closed(visitor.interview, now=timezone.now()) in {None, RoomClosed.TOO_EARLY}:
        return _show(request, visitor, "room/room.html")
    return _show(request, visitor, "room/closed.html")


def _own_room(request: HouseRequest, visitor: Visitor) -> HttpResponse:
    """First what leaving means; the address only to whoever asks for it in the room's hours."""
    if request.method != "POST":
        return _show(request, visitor, "room/own_room.html")
    try:
        enter_room(
            interview=visitor.interview,
            side=visitor.side,
            is_met=False,
            actor=visitor.actor,
            now=timezone.now(),
        )
    except RoomIsClosed as error:
        refused(request, error)
        return _show(request, visitor, "room/own_room.html", status=409)
    return _show(request, visitor, "room/own_room.html", is_asked=True)


def _show(
    request: HouseRequest,
    visitor: Visitor,
    template: str,
    status: int = 200,
    *,
    is_asked: bool = False,
) -> HttpResponse:
    interview = visitor.interview
    why = why_closed(interview, now=timezone.now())
    context = {
        "interview": interview,
        "visitor": visitor,
        "times": room_times(interview),
        "other": _other_name(visitor),
        "why": why.label if why else "",
        "is_early": why == RoomClosed.TOO_EARLY,
        "is_asked": is_asked,
        "is_relay_only": settings.SANVIEC_RELAY_ONLY,
        "facts": _facts(visitor),
    }
    return render(request, template, context, status=status)


def _facts(visitor: Visitor) -> dict[str, Any]:
    """What the page's script is told."""
    times = room_times(visitor.interview)
    return {
        "side": visitor.side.value,
        "interview": str(visitor.interview.pk),
        "admitUrl": visitor.admit_url,
        "now": timezone.now().isoformat(),
        "opensAt": times.opens_at.isoformat(),
        "startsAt": times.starts_at.isoformat(),
        "endsAt": times.ends_at.isoformat(),
        "words": _words(visitor),
    }


def _words(visitor: Visitor) -> dict[str, str]:
    if visitor.side == RoomSide.MANAGER:
        return watch_words()
    return call_words(_other_name(visitor))


def _other_name(visitor: Visitor) -> str:
    """Whom one is about to meet."""
    interview = visitor.interview
    if visitor.side != RoomSide.FIRM:
        return str(interview.stand.name)
    return name_or_number(visitor.actor, [interview])[interview.pk]
