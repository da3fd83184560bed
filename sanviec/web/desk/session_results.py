"""A session after its doors opened: what is missing, the figures, closing, the report.

The host acts; a partner centre reads its own part and the whole.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanviec.apps.centres.models import Centre
from sanviec.apps.exchanges.enums import SessionState
from sanviec.apps.exchanges.models import ExchangeSession, SessionReport
from sanviec.apps.exchanges.reporting.content import frozen_figures, is_intact
from sanviec.apps.exchanges.reporting.files import WRITERS, report_file
from sanviec.apps.exchanges.reporting.paragraph import paragraph
from sanviec.apps.exchanges.selectors import get_hosted_session_for, get_session_for
from sanviec.apps.exchanges.selectors.figures import centres_of
from sanviec.apps.exchanges.selectors.results import pending_of, result_stands_for
from sanviec.apps.exchanges.services.closing import (
    close_session,
    finish_session,
    reopen_session,
)
from sanviec.apps.exchanges.services.results import OPEN_FOR_RESULTS
from sanviec.apps.exchanges.services.summing import Override, override_counter, withdraw_override
from sanviec.apps.exchanges.transitions import SESSION_STATES
from sanviec.apps.platform.enums import Role
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.forms.session_results import OverrideForm
from sanviec.web.limits import limited
from sanviec.web.requests import HouseRequest, own_centre, said
from sanviec.web.tables import (
    Side,
    add_by_number,
    find_interview,
    find_stand,
    record_answer,
    show_person,
    show_table,
)

_NAMES = ("web:desk:stand_results", "web:desk:interview_result", "web:desk:walk_up")
SIDE = Side(*_NAMES)
MANAGER_SIDE = Side(*_NAMES, session_name="web:desk:session_results")
MANAGING = (Role.SESSION_MANAGER, Role.APPROVER, Role.DEPARTMENT)
ENTERING = (Role.SESSION_MANAGER, Role.RECEPTIONIST, Role.COUNSELLOR, Role.APPROVER)


def find_shared(request: HouseRequest, session_id: Any) -> ExchangeSession:
    """A session that the reader's centre hosts or has joined, or 404."""
    found = get_session_for(request.actor, session_id)
    if found is None or request.actor.centre_id is None:
        refuse(request, "session")
    return found


def find_hosted(request: HouseRequest, session_id: Any) -> ExchangeSession:
    """A session of the reader's own centre, or 404."""
    found = get_hosted_session_for(request.actor, session_id)
    if found is None:
        refuse(request, "session")
    return found


@roles_allowed(*MANAGING)
@require_GET
def session_results(request: HouseRequest, session_id: Any) -> HttpResponse:
    """What is missing, what it adds up to, and the acts that close it."""
    return _show(request, find_shared(request, session_id))


def _show(
    request: HouseRequest, session: ExchangeSession, form: OverrideForm | None = None
) -> HttpResponse:
    is_host = session.centre_id == request.actor.centre_id
    figures, report = _figures(request, session)
    is_open = session.state in OPEN_FOR_RESULTS
    stands = result_stands_for(request.actor).filter(session=session).select_related("centre")
    context = {
        "exchange_session": session,
        "is_host": is_host,
        "is_open": is_open,
        "figures": figures,
        "report": report,
        "is_intact": report is None or is_intact(report),
        "paragraph": paragraph(figures),
        "pending": pending_of(session) if is_host and is_open else None,
        "stands": stands.order_by("stand_no", "name", "id"),
        "events": [e for e in SESSION_STATES.events_from(session.state) if e.event in ACTS],
        "form": form or _override_form(session),
        "kinds": list(WRITERS),
    }
    status = 422 if form is not None else 200
    return render(request, "results/session.html", context, status=status)


def _figures(
    request: HouseRequest, session: ExchangeSession
) -> tuple[dict[str, Any], SessionReport | None]:
    """The frozen figures once they are closed, else those of this moment."""
    is_host = session.centre_id == request.actor.centre_id
    own = None if is_host else own_centre(request)
    if session.state == SessionState.CLOSED:
        report = SessionReport.objects.filter(session=session, centre=own).first()
        if report is not None:
            return report.figures, report
    return frozen_figures(session, own, now=timezone.now()), None


def _override_form(session: ExchangeSession, data: Any = None) -> OverrideForm:
    return OverrideForm(data, centres=[(str(c.pk), c.name) for c in centres_of(session)])


@roles_allowed(*MANAGING)
@require_GET
def session_report(request: HouseRequest, session_id: Any) -> HttpResponse:
    """The report as a file; before closing it says that its figures are of the moment."""
    session = find_shared(request, session_id)
    kind = request.GET.get("dang", "xlsx")
    if kind not in WRITERS:
        refuse(request, "kind")
    figures, report = _figures(request, session)
    try:
        made = report_file(figures, kind, sha256=report.sha256 if report else "")
    except InputError as error:
        refused(request, error)
        return see_other("web:desk:session_results", session.pk)
    response = HttpResponse(made.content, content_type=made.content_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response


def _finish(session: ExchangeSession, request: HouseRequest) -> str:
    finish_session(session=session, actor=request.actor, now=timezone.now())
    return _("Đã tan phiên. Kết quả còn ghi và sửa được đến khi chốt số liệu.")


def _reopen(session: ExchangeSession, request: HouseRequest) -> str:
    reopen_session(session=session, actor=request.actor, now=timezone.now())
    return _("Đã mở lại phiên.")


def _close(session: ExchangeSession, request: HouseRequest) -> str:
    reason = said(request.POST, "ly_do")
    close_session(session=session, reason=reason, actor=request.actor, now=timezone.now())
    return _("Đã chốt số liệu. Từ nay phiên không thay đổi nữa.")


ACTS: dict[str, Callable[[ExchangeSession, HouseRequest], str]] = {
    "finish": _finish,
    "reopen": _reopen,
    "close": _close,
}


@roles_allowed(*MANAGING)
@require_POST
def session_results_act(request: HouseRequest, session_id: Any) -> HttpResponse:
    """Finish, reopen or close."""
    session = find_hosted(request, session_id)
    act = ACTS.get(request.POST.get("viec", ""))
    if act is None:
        refuse(request, "event")
    try:
        done(request, act(session, request))
    except InputError as error:
        refused(request, error)
    return see_other("web:desk:session_results", session.pk)


@roles_allowed(*MANAGING)
@require_POST
def override(request: HouseRequest, session_id: Any) -> HttpResponse:
    """Put a figure in place of a counted one, or let the counted one stand again."""
    session = find_hosted(request, session_id)
    form = _override_form(session, request.POST)
    if not form.is_valid():
        return _show(request, session, form)
    clean = form.cleaned_data
    wanted = Override(
        counter=clean["counter"],
        centre=Centre.objects.get(pk=clean["centre"] or session.centre_id),
        value=clean["value"] or 0,
        reason=clean["reason"],
    )
    act: Any = withdraw_override if clean["value"] is None else override_counter
    try:
        act(session=session, override=wanted, actor=request.actor, now=timezone.now())
    except InputError as error:
        form.add_service_error(error)
        return _show(request, session, form)
    done(request, _("Đã ghi. Số máy đếm vẫn hiện bên cạnh."))
    return see_other("web:desk:session_results", session.pk)


@roles_allowed(*ENTERING)
@require_GET
def stand_results(request: HouseRequest, stand_id: Any) -> HttpResponse:
    """A stand's people by time, for a firm that asks an officer."""
    side = MANAGER_SIDE if request.actor.role in MANAGING else SIDE
    return show_table(request, side, find_stand(request, stand_id))


@roles_allowed(*ENTERING)
@require_POST
@limited("walk_up", per_hour=600)
def walk_up(request: HouseRequest, stand_id: Any) -> HttpResponse:
    """Somebody sits down at the stand without an appointment."""
    return add_by_number(request, SIDE, find_stand(request, stand_id))


@roles_allowed(*ENTERING)
@require_http_methods(["GET", "POST"])
def interview_result(request: HouseRequest, interview_id: Any) -> HttpResponse:
    """One person and what the firm says."""
    found = find_interview(request, interview_id)
    if request.method == "POST":
        return record_answer(request, SIDE, found)
    return show_person(request, SIDE, found)
