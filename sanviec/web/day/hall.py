"""The hall's screen: numbers and tables, no names; told of changes by server-sent events.

A synchronous worker must not hold a connection for hours, so there the stream ends at once (204,
after which a browser stops asking) and the page reloads itself instead (decision 0023).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sanviec.apps.exchanges.models import ExchangeSession
from sanviec.apps.exchanges.selectors import get_public_session
from sanviec.apps.exchanges.selectors.inside import (
    MOST_NEXT,
    called_in,
    hall_version,
    stands_of,
    waiting_numbers,
)
from sanviec.web.access import refuse
from sanviec.web.requests import HouseRequest

LOOK_EVERY_SECONDS = 1.0
# A proxy closes what is silent; the browser then asks again by itself.
SIGN_OF_LIFE_EVERY = 15
LONGEST_SECONDS = 3_600
RELOAD_SECONDS = 10


@require_GET
def hall(request: HouseRequest, session_id: Any) -> HttpResponse:
    """Who is called where, readable from ten metres; the part alone for htmx."""
    session = get_public_session(session_id)
    if session is None:
        refuse(request, "session")
    context = _shown(session) | {"reload_seconds": RELOAD_SECONDS}
    return render(request, "day/_called.html" if request.htmx else "day/hall.html", context)


def _shown(session: ExchangeSession) -> dict[str, Any]:
    numbers = waiting_numbers(session.pk)
    stands = [stand for stand in stands_of(session) if stand.pk in numbers]
    return {
        "session": session,
        "called": called_in(session.pk),
        "waiting": [(stand, numbers[stand.pk][:MOST_NEXT]) for stand in stands],
    }


@require_GET
def events(request: HttpRequest, session_id: UUID) -> HttpResponseBase:
    """A line whenever the screen changes, for as long as the page is open."""
    if not isinstance(request, ASGIRequest):
        return HttpResponse(status=204)
    response = StreamingHttpResponse(_stream(session_id), content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    # nginx would collect the lines otherwise.
    response["X-Accel-Buffering"] = "no"
    return response


def _version(session_id: UUID) -> str:
    """Asked in a thread that lives as long as the process: its connection must not grow old."""
    close_old_connections()
    return hall_version(session_id)


async def _stream(session_id: UUID) -> AsyncIterator[str]:
    version = ""
    for second in range(LONGEST_SECONDS):
        seen = await sync_to_async(_version)(session_id)
        if seen != version:
            version = seen
            yield "event: doi\ndata: 1\n\n"
        elif second % SIGN_OF_LIFE_EVERY == 0:
            yield ": con\n\n"
        await asyncio.sleep(LOOK_EVERY_SECONDS)
