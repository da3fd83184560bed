"""Who opens a room's page: somebody signed in, or whoever holds a signed link."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from sanviec.apps.exchanges.enums import RoomSide
from sanviec.apps.exchanges.models import Interview
from sanviec.apps.exchanges.room_keys import read_link
from sanviec.apps.exchanges.selectors import room_behind, room_for
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from sanviec.web.access import refuse
from sanviec.web.limits import is_over
from sanviec.web.requests import HouseRequest

log = logging.getLogger("sanviec.access")
ROOM_ROLES = (
    Role.JOBSEEKER,
    Role.EMPLOYER,
    Role.SESSION_MANAGER,
    Role.DEPARTMENT,
    Role.COUNSELLOR,
    Role.APPROVER,
)
BAD_LINKS_PER_HOUR = 30
View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody with a seat in a room, and where their page asks for a pass."""

    interview: Interview
    side: RoomSide
    actor: Actor
    page_url: str
    admit_url: str


def signed_in_visitor(request: HouseRequest, interview_id: Any) -> Visitor:
    """The actor's own seat, or 404."""
    found = room_for(request.actor, interview_id)
    if found is None:
        refuse(request, "room")
    interview, side = found
    return Visitor(
        interview,
        side,
        request.actor,
        reverse("web:room:room", args=[interview.pk]),
        reverse("web:room:admit", args=[interview.pk]),
    )


def visitor_by_link(request: HouseRequest, token: str) -> Visitor | HttpResponse:
    """The seat that a link opens, or the page that says why it opens none."""
    try:
        link = read_link(token, now=timezone.now())
    except signing.SignatureExpired:
        return _useless(request, "expired", status=410)
    except signing.BadSignature:
        return _useless(request, "forged", status=404)
    behind = room_behind(link)
    if behind is None:
        return _useless(request, "gone", status=410)
    interview, actor = behind
    page_url, admit_url = (
        reverse(f"web:room:{name}", args=[token]) for name in ("link", "link_admit")
    )
    return Visitor(interview, link.side, actor, page_url, admit_url)


def _useless(request: HouseRequest, why: str, *, status: int) -> HttpResponse:
    """Nothing on the page tells whether there ever was an interview."""
    if is_over(request, "bad_link", per_hour=BAD_LINKS_PER_HOUR):
        log.warning("limited what=bad_link why=%s", why)
        return render(request, "public/error_429.html", status=429)
    log.warning("refused why=link_%s path=room_link", why)
    return render(request, "room/link_useless.html", {"why": why}, status=status)


def signal_url(request: HttpRequest) -> str:
    """Where this page reaches the signalling process."""
    if settings.SANVIEC_SIGNAL_URL:
        return str(settings.SANVIEC_SIGNAL_URL)
    return f"{'wss' if request.is_secure() else 'ws'}://{request.get_host()}"


def room_page(view: View) -> View:
    """A page that may ask for camera and microphone and reach the signalling, and leaves no copy.

    The address of a link is its key: nobody may get it as a referrer, nor keep it.
    """

    @functools.wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        address = urlsplit(signal_url(request))
        connect = f"{address.scheme}://{address.netloc}"
        vars(response)["_csp_update"] = {"connect-src": [connect]}
        response["Permissions-Policy"] = (
            "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()"
        )
        patch_cache_control(response, private=True, no_store=True)
        response["Referrer-Policy"] = "strict-origin"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return opened
