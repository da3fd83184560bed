"""Sessions of the centre: list, make, correct, approve, move, call off; the page of one session."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanviec.apps.exchanges.enums import SessionState
from sanviec.apps.exchanges.models import ExchangeSession
from sanviec.apps.exchanges.selectors import sessions_for
from sanviec.apps.exchanges.selectors.overview import overview_of
from sanviec.apps.exchanges.services import opening, planning
from sanviec.apps.exchanges.transitions import SESSION_STATES
from sanviec.apps.platform.models import OutboxMessage
from sanviec.kernel.errors import InputError
from sanviec.web.access import APPROVE_ROLES, PLAN_ROLES, SESSION_ROLES, refuse, roles_allowed
from sanviec.web.answers import done, page_of, refused, see_other
from sanviec.web.forms.session import MoveForm, SessionForm
from sanviec.web.requests import HouseRequest, own_centre, posted, said

from .finding import find_hosted, find_session, is_host

# What is done by one button on this page; finishing and closing have a page of their own.
_PLAIN = {
    "submit": planning.submit_session,
    "approve": planning.approve_session,
    "publish": planning.publish_session,
    "open": opening.open_session,
}
_WITH_REASON = {"return": planning.return_session, "cancel": planning.cancel_session}
_OF_APPROVERS = frozenset({"approve", "return"})


@roles_allowed(*SESSION_ROLES)
@require_GET
def sessions(request: HouseRequest) -> HttpResponse:
    """All sessions that the centre hosts or shares, the newest first."""
    state = request.GET.get("trang_thai", "")
    found = sessions_for(request.actor)
    if state in SessionState.values:
        found = found.filter(state=state)
    context = {
        "page": page_of(request, found),
        "states": SessionState.choices,
        "state": state,
        "unread": _unread(request) if request.actor.role in PLAN_ROLES else [],
    }
    return render(request, "desk/sessions/list.html", context)


def _unread(request: HouseRequest) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.inbox_of(request.user).filter(read_at=None)[:5])


@roles_allowed(*SESSION_ROLES)
@require_GET
def session(request: HouseRequest, session_id: Any) -> HttpResponse:
    """One session at a glance: what is ready, what is missing, how it goes."""
    found = find_session(request, session_id)
    return render(request, "desk/sessions/session.html", _context(request, found, MoveForm()))


def _context(request: HouseRequest, session: ExchangeSession, form: MoveForm) -> dict[str, Any]:
    may_plan = is_host(request, session) and request.actor.role in PLAN_ROLES
    may_approve = may_plan and request.actor.role in APPROVE_ROLES
    events = [event for event in SESSION_STATES.events_from(session.state) if may_plan]
    now = timezone.now()
    hidden = (set() if may_approve else _OF_APPROVERS) | (
        set() if opening.may_open(session, now=now) else {"open"}
    )
    shown = [event for event in events if event.event not in hidden]
    parts = session.parts.select_related("centre").order_by("part", "created_at", "id")
    return {
        "session": session,
        "overview": overview_of(session, now=now),
        "plain_events": [event for event in shown if event.event in _PLAIN],
        "reason_events": [event for event in shown if event.event in _WITH_REASON],
        "own_part": next((p for p in parts if p.centre_id == request.actor.centre_id), None),
        "parts": parts,
        "move_form": form,
        "may_plan": may_plan,
        "may_edit": may_plan and planning.may_change(session),
        "may_move": may_plan and SESSION_STATES.allows("cancel", session.state),
    }


@roles_allowed(*PLAN_ROLES)
@require_http_methods(["GET", "POST"])
def new_session(request: HouseRequest) -> HttpResponse:
    """Draft a session."""
    form = SessionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = planning.draft_session(
                data=form.data_for_service(),
                centre=own_centre(request),
                actor=request.actor,
                now=timezone.now(),
            )
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _("Đã lập phiên số %(number)s.") % {"number": made.number})
            return see_other("web:desk:session", made.pk)
    status = 422 if form.errors else 200
    return render(request, "desk/sessions/edit.html", {"form": form}, status=status)


@roles_allowed(*PLAN_ROLES)
@require_http_methods(["GET", "POST"])
def edit_session(request: HouseRequest, session_id: Any) -> HttpResponse:
    """Correct what a session says, while that may be done."""
    found = find_hosted(request, session_id)
    if request.method == "GET" and not planning.may_change(found):
        refused(request, planning.too_late())
        return see_other("web:desk:session", found.pk)
    form = SessionForm(posted(request), session=found)
    if request.method == "POST" and form.is_valid():
        try:
            planning.update_session(
                session=found,
                data=form.data_for_service(),
                actor=request.actor,
                now=timezone.now(),
            )
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _("Đã lưu phiên."))
            return see_other("web:desk:session", found.pk)
    context = {"form": form, "session": found}
    return render(request, "desk/sessions/edit.html", context, status=422 if form.errors else 200)


@roles_allowed(*PLAN_ROLES)
@require_POST
def session_act(request: HouseRequest, session_id: Any) -> HttpResponse:
    """Submit, approve, return, publish, open the doors or call off."""
    found = find_hosted(request, session_id)
    event = request.POST.get("viec", "")
    facts: dict[str, Any] = {"session": found, "actor": request.actor, "now": timezone.now()}
    if event in _OF_APPROVERS and request.actor.role not in APPROVE_ROLES:
        refuse(request, "event")
    try:
        if event in _PLAIN:
            _PLAIN[event](**facts)
        elif event in _WITH_REASON:
            _WITH_REASON[event](**facts, reason=said(request.POST, "ly_do"))
        else:
            refuse(request, "event")
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã cập nhật phiên."))
    return see_other("web:desk:session", found.pk)


@roles_allowed(*PLAN_ROLES)
@require_POST
def move_session(request: HouseRequest, session_id: Any) -> HttpResponse:
    """Hold it on another day; everybody is told."""
    found = find_hosted(request, session_id)
    form = MoveForm(request.POST)
    if form.is_valid():
        clean = form.cleaned_data
        try:
            planning.move_session(
                session=found,
                to=(clean["held_on"], clean["starts"]),
                reason=clean["reason"],
                actor=request.actor,
                now=timezone.now(),
            )
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _("Đã dời phiên và báo cho mọi người."))
            return see_other("web:desk:session", found.pk)
    context = _context(request, found, form)
    return render(request, "desk/sessions/session.html", context, status=422)
