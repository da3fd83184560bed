"""The rooms of a session for those who answer for it: who came, and who waits in vain."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sanviec.apps.exchanges.models import ExchangeSession
from sanviec.apps.exchanges.selectors import attendance_of, rooms_of, watched_session_for
from sanviec.apps.exchanges.selectors.rooms import WATCHING
from sanviec.apps.exchanges.services.room_letters import send_room_links
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, page_of, see_other
from sanviec.web.limits import limited
from sanviec.web.requests import HouseRequest


@roles_allowed(*sorted(WATCHING))
@require_GET
def session(request: HouseRequest, session_id: Any) -> HttpResponse:
    """Each interview with what its times of entering tell."""
    found = _find(request, session_id)
    page = page_of(request, rooms_of(found), size=50)
    context = {
        "session": found,
        "page": page,
        "rows": [(interview, attendance_of(interview).label) for interview in page.object_list],
    }
    return render(request, "room/session.html", context)


@roles_allowed(*sorted(WATCHING))
@require_POST
@limited("room_letters", per_hour=60)
def tell(request: HouseRequest, session_id: Any) -> HttpResponse:
    """Send both sides of each interview the way into their room."""
    found = _find(request, session_id)
    sent = send_room_links(session_id=found.pk, actor=request.actor, now=timezone.now())
    if sent:
        done(request, _("Đã gửi %(n)s tin báo đường vào phòng.") % {"n": sent})
    else:
        done(request, _("Mọi người đã được báo rồi; không có tin nào mới."))
    return see_other("web:room:session", found.pk)


def _find(request: HouseRequest, session_id: Any) -> ExchangeSession:
    """A session by video that the actor's centre hosts, or 404."""
    found = watched_session_for(request.actor, session_id)
    if found is None:
        refuse(request, "session")
    return found
