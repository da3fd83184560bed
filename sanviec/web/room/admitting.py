"""The pass of one handshake, with the addresses and credentials that end with the room."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from sanviec.apps.exchanges.enums import RoomSide
from sanviec.apps.exchanges.relay import relay_credential
from sanviec.apps.exchanges.room_keys import RoomPass, holder_of, sign_pass
from sanviec.apps.exchanges.selectors import room_times, why_closed
from sanviec.web.access import roles_allowed
from sanviec.web.limits import limited
from sanviec.web.requests import HouseRequest, said

from .visitors import ROOM_ROLES, Visitor, room_page, signal_url, signed_in_visitor, visitor_by_link
from .words import OWN_LINK_SET

# A page on a bad network asks every few seconds while it is away.
PASSES_PER_HOUR = 1_200


@roles_allowed(*ROOM_ROLES)
@require_POST
@limited("room_pass", per_hour=PASSES_PER_HOUR)
@room_page
def admit(request: HouseRequest, interview_id: Any) -> HttpResponse:
    """A pass for somebody who is signed in."""
    return _admit(request, signed_in_visitor(request, interview_id))


@require_POST
@limited("room_pass", per_hour=PASSES_PER_HOUR)
@room_page
def link_admit(request: HouseRequest, token: str) -> HttpResponse:
    """A pass for whoever holds a signed link."""
    visitor = visitor_by_link(request, token)
    return visitor if isinstance(visitor, HttpResponse) else _admit(request, visitor)


def _admit(request: HouseRequest, visitor: Visitor) -> HttpResponse:
    now = timezone.now()
    why = why_closed(visitor.interview, now=now)
    if why is not None:
        return JsonResponse({"why": why.value, "text": str(why.label)}, status=403)
    if visitor.interview.stand.own_link:
        return JsonResponse({"why": "own_link", "text": str(OWN_LINK_SET)}, status=403)
    page = _page_of(request)
    if page is None:
        return JsonResponse({"why": "page", "text": ""}, status=400)
    admitted = RoomPass(visitor.interview.pk, visitor.side, holder_of(visitor.actor), page)
    answer = {
        "pass": sign_pass(admitted, now=now),
        "url": f"{signal_url(request)}/ws/phong/{visitor.interview.pk}/",
        "ice": _ice(visitor) if visitor.side != RoomSide.MANAGER else {},
    }
    return JsonResponse(answer)


def _page_of(request: HouseRequest) -> UUID | None:
    try:
        return UUID(said(request.POST, "trang", 36))
    except ValueError:
        return None


def _ice(visitor: Visitor) -> dict[str, Any]:
    """The configuration of the browser's connection; credentials end when the room does."""
    servers: list[dict[str, Any]] = []
    if settings.SANVIEC_STUN_URLS:
        servers.append({"urls": settings.SANVIEC_STUN_URLS})
    if settings.SANVIEC_TURN_URLS:
        credential = relay_credential(
            secret=settings.SANVIEC_TURN_SECRET,
            holder=f"{visitor.interview.pk.hex}{visitor.side.value[0]}",
            ends_at=room_times(visitor.interview).closes_at,
        )
        servers.append(
            {
                "urls": settings.SANVIEC_TURN_URLS,
                "username": credential.username,
                "credential": credential.credential,
            }
        )
    policy = "relay" if settings.SANVIEC_RELAY_ONLY else "all"
    return {"iceServers": servers, "iceTransportPolicy": policy}
