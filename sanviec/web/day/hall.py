"""The hall's screen: numbers and tables, no names; told of changes by server-sent events.

The stream is the signalling process's (`screens`); where it does not answer, the page renews
itself every few seconds (docs/decisions/0023).
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from sanviec.apps.exchanges.models import ExchangeSession
from sanviec.apps.exchanges.selectors import get_public_session
from sanviec.apps.exchanges.selectors.inside import (
    MOST_NEXT,
    called_in,
    stands_of,
    waiting_numbers,
)
from sanviec.web.access import refuse
from sanviec.web.requests import HouseRequest

RELOAD_SECONDS = 10


@require_GET
def hall(request: HouseRequest, session_id: Any) -> HttpResponse:
    """Who is called where, readable from ten metres; the part alone for htmx."""
    session = get_public_session(session_id)
    if session is None:
        refuse(request, "session")
    if request.htmx:
        return render(request, "day/_called.html", _shown(session))
    facts = {"reload_seconds": RELOAD_SECONDS, "events_url": events_url(session)}
    return _may_connect(render(request, "day/hall.html", _shown(session) | facts))


def _shown(session: ExchangeSession) -> dict[str, Any]:
    numbers = waiting_numbers(session.pk)
    stands = [stand for stand in stands_of(session) if stand.pk in numbers]
    return {
        "session": session,
        "called": called_in(session.pk),
        "waiting": [(stand, numbers[stand.pk][:MOST_NEXT]) for stand in stands],
    }


@require_GET
def events(request: HouseRequest, session_id: UUID) -> HttpResponse:
    """What a synchronous worker says where the signalling process should have answered.

    After 204 a browser asks no more, and the page renews itself.
    """
    if get_public_session(session_id) is None:
        refuse(request, "session")
    return HttpResponse(status=204)


def events_url(session: ExchangeSession) -> str:
    """Where a screen hears of changes: on the signalling process, as the rooms are."""
    path = reverse("web:hall_events", args=[session.pk])
    # ws:// and wss:// are http:// and https:// of the same process.
    return settings.SANVIEC_SIGNAL_URL.replace("ws", "http", 1) + path


def _may_connect(response: HttpResponse) -> HttpResponse:
    address = urlsplit(settings.SANVIEC_SIGNAL_URL.replace("ws", "http", 1))
    if address.netloc:
        origin = f"{address.scheme}://{address.netloc}"
        vars(response)["_csp_update"] = {"connect-src": [origin]}
    return response
