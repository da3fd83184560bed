"""The interviews of a session: look at the plan, announce it, put it right; timetables to print."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sanviec.apps.exchanges.conflicts import RULES
from sanviec.apps.exchanges.enums import SessionState
from sanviec.apps.exchanges.selectors.drafts import ScheduleDraft, draft_schedule
from sanviec.apps.exchanges.selectors.timetables import (
    timetables_of_people,
    timetables_of_session,
)
from sanviec.apps.exchanges.services.scheduling import announce_schedule
from sanviec.kernel.errors import InputError
from sanviec.web.access import PLAN_ROLES, SESSION_ROLES, roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.requests import HouseRequest
from sanviec.web.session_pdfs import timetables_answer, too_long_for_pdf

from .finding import find_hosted

_OPEN = frozenset({SessionState.PUBLISHED, SessionState.SCHEDULED, SessionState.RUNNING})
_WARNINGS_SHOWN = 50


@roles_allowed(*PLAN_ROLES)
@require_http_methods(["GET", "POST"])
def session_schedule(request: HouseRequest, session_id: Any) -> HttpResponse:
    """A dry run with its figures; announcing writes it and tells everybody."""
    session = find_hosted(request, session_id)
    params = request.POST if request.method == "POST" else request.GET
    skip_absent = params.get("bo_vang") == "1" and session.state == SessionState.RUNNING
    if request.method == "POST":
        try:
            draft = announce_schedule(
                session=session,
                digest=request.POST.get("ban", ""),
                skip_absent=skip_absent,
                actor=request.actor,
                now=timezone.now(),
            )
        except InputError as error:
            refused(request, error)
        else:
            text = _("Đã công bố %(n)s cuộc phỏng vấn; %(changed)s thay đổi đã được báo.")
            done(request, text % {"n": len(draft.plan.interviews), "changed": draft.changes})
        return see_other("web:desk:session_schedule", session.pk)
    context: dict[str, Any] = {"session": session, "draft": None, "skip_absent": skip_absent}
    if session.state in _OPEN:
        draft = draft_schedule(session, now=timezone.now(), skip_absent=skip_absent)
        context |= {"draft": draft, "warnings": _warnings(draft)}
    return render(request, "desk/sessions/schedule.html", context)


def _warnings(draft: ScheduleDraft) -> list[dict[str, Any]]:
    rows = draft.facts.rows
    return [
        {
            "title": RULES[one.rule].title,
            "person": rows.people[one.participant_id].full_name,
            "firm": rows.stands[one.stand_id].name,
            "is_blocked": one.is_blocked,
            "is_of_firm": one.rule == "few_openings",
        }
        for one in draft.facts.warned[:_WARNINGS_SHOWN]
    ]


@roles_allowed(*SESSION_ROLES)
@require_GET
def session_timetables(request: HouseRequest, session_id: Any) -> HttpResponse:
    """All timetables to print: a page a stand, or a strip a person."""
    session = find_hosted(request, session_id)
    by_person = request.GET.get("theo") == "nguoi"
    stands = [] if by_person else timetables_of_session(session)
    context = {
        "session": session,
        "by_person": by_person,
        "stands": stands,
        "too_long": too_long_for_pdf(stands),
        "people": timetables_of_people(session) if by_person else [],
    }
    return render(request, "desk/sessions/timetables.html", context)


@roles_allowed(*SESSION_ROLES)
@require_GET
def session_timetables_pdf(request: HouseRequest, session_id: Any) -> HttpResponse:
    """The timetables of all stands for the hall, a sheet each; of huge sessions stand by stand."""
    session = find_hosted(request, session_id)
    back = "web:desk:session_timetables", session.pk
    stands = timetables_of_session(session)
    # The page says why there is none.
    if not stands or too_long_for_pdf(stands):
        return see_other(*back)
    return timetables_answer(request, stands, name="lich-cac-gian", may_see=True, back=back)
