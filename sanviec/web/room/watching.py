"""The rooms of a session for those who answer for it: who came, and who waits in vain."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sanviec.apps.exchanges.selectors import attendance_of, rooms_of, watched_session_for
from sanviec.apps.exchanges.selectors.rooms import WATCHING
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import page_of
from sanviec.web.requests import HouseRequest


@roles_allowed(*sorted(WATCHING))
@require_GET
def session(request: HouseRequest, session_id: Any) -> HttpResponse:
    """Each interview with what its times of entering tell."""
    found = watched_session_for(request.actor, session_id)
    if found is None:
        refuse(request, "session")
    page = page_of(request, rooms_of(found), size=50)
    context = {
        "session": found,
        "page": page,
        "rows": [(interview, attendance_of(interview).label) for interview in page.object_list],
    }
    return render(request, "room/session.html", context)
