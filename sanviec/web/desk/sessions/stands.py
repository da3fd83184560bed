"""Stands of a session: invite, confirm, refuse, tables and hours, vacancies that are brought."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sanviec.apps.employers.selectors import get_employer_for, search_employers
from sanviec.apps.exchanges.data import StandData
from sanviec.apps.exchanges.enums import InterviewedBy, SessionState
from sanviec.apps.exchanges.models import Stand
from sanviec.apps.exchanges.selectors.timetables import timetable_of_stand
from sanviec.apps.exchanges.services import stands as services
from sanviec.apps.exchanges.services.opening import welcome_stand
from sanviec.apps.exchanges.transitions import STAND_STATES
from sanviec.apps.vacancies.models import Vacancy
from sanviec.kernel.errors import InputError
from sanviec.web.access import PLAN_ROLES, SESSION_ROLES, refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.forms.stand import ExhibitorForm, OfferForm, StandForm
from sanviec.web.requests import HouseRequest, own_centre, said
from sanviec.web.session_pdfs import timetables_answer

from .finding import find_hosted, find_session, find_stand, is_host

_EVENTS = ("confirm", "arrive", "refuse", "withdraw")


@roles_allowed(*SESSION_ROLES)
@require_GET
def session_stands(request: HouseRequest, session_id: Any) -> HttpResponse:
    """All exhibitors; the search for a firm to invite; a form for schools."""
    session = find_session(request, session_id)
    text = said(request.GET, "q")
    known = set(session.stands.order_by("id").values_list("employer_id", flat=True))
    found = search_employers(request.actor, text) if text else []
    rows = session.stands.select_related("centre").prefetch_related("offers")
    context = {
        "session": session,
        "stands": rows.order_by("stand_no", "name", "id"),
        "q": text,
        "employers": [row for row in found if row.pk not in known],
        "exhibitor_form": ExhibitorForm(),
        "is_host": is_host(request, session),
        "may_plan": request.actor.role in PLAN_ROLES,
    }
    return render(request, "desk/sessions/stands.html", context)


@roles_allowed(*PLAN_ROLES)
@require_POST
def invite(request: HouseRequest, session_id: Any) -> HttpResponse:
    """Ask a firm of the own centre."""
    session = find_session(request, session_id)
    employer = get_employer_for(request.actor, request.POST.get("doanh_nghiep", ""))
    if employer is None:
        refuse(request, "employer")
    try:
        services.invite_employer(
            session=session,
            employer=employer,
            centre=own_centre(request),
            actor=request.actor,
            now=timezone.now(),
        )
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã mời %(name)s.") % {"name": employer.name})
    return see_other("web:desk:session_stands", session.pk)


@roles_allowed(*PLAN_ROLES)
@require_POST
def add_exhibitor(request: HouseRequest, session_id: Any) -> HttpResponse:
    """A school or a training centre."""
    session = find_hosted(request, session_id)
    form = ExhibitorForm(request.POST)
    try:
        if form.is_valid():
            services.add_exhibitor(
                session=session,
                name=form.cleaned_data["name"],
                data=StandData(kind=form.cleaned_data["kind"]),
                actor=request.actor,
                now=timezone.now(),
            )
            done(request, _("Đã thêm đơn vị."))
            return see_other("web:desk:session_stands", session.pk)
    except InputError as error:
        form.add_service_error(error)
    context = {"form": form, "session": session}
    return render(request, "desk/sessions/exhibitor.html", context, status=422)


@roles_allowed(*SESSION_ROLES)
@require_GET
def stand(request: HouseRequest, stand_id: Any) -> HttpResponse:
    """One stand: its tables, hours, vacancies and timetable."""
    found = find_stand(request, stand_id)
    form = StandForm(session=found.session, row=found)
    return render(request, "desk/sessions/stand.html", _context(request, found, form))


@roles_allowed(*PLAN_ROLES)
@require_POST
def update_stand(request: HouseRequest, stand_id: Any) -> HttpResponse:
    """Tables, hours and meeting room."""
    found = find_stand(request, stand_id)
    form = StandForm(request.POST, session=found.session, row=found)
    if form.is_valid() and _update(request, found, form):
        return see_other("web:desk:stand", found.pk)
    context = _context(request, found, form)
    return render(request, "desk/sessions/stand.html", context, status=422 if form.errors else 200)


def _context(request: HouseRequest, stand: Stand, form: StandForm) -> dict[str, Any]:
    may_plan = request.actor.role in PLAN_ROLES
    events = [e for e in STAND_STATES.events_from(stand.state) if e.event in _events(stand)]
    return {
        "session": stand.session,
        "stand": stand,
        "form": form,
        "offers": stand.offers.select_related("vacancy").order_by("created_at", "id"),
        "offer_form": OfferForm(vacancies=open_vacancies(stand)),
        "events": events if may_plan and is_host(request, stand.session) else [],
        "may_plan": may_plan,
        "timetable": timetable_of_stand(stand),
    }


def _events(stand: Stand) -> tuple[str, ...]:
    """Nobody has come before the doors are open."""
    is_open = stand.session.state == SessionState.RUNNING
    return _EVENTS if is_open else tuple(name for name in _EVENTS if name != "arrive")


def open_vacancies(stand: Stand) -> list[Vacancy]:
    """What the firm may bring today."""
    if stand.employer_id is None:
        return []
    mine = Vacancy.objects.open_on(timezone.localdate()).for_employer(stand.employer_id)
    return [row for row in mine.order_by("title", "id")[:100] if row.openings > row.hired_count]


def _update(request: HouseRequest, stand: Stand, form: StandForm) -> bool:
    try:
        services.update_stand(
            stand=stand, data=form.data_for_service(), actor=request.actor, now=timezone.now()
        )
    except InputError as error:
        form.add_service_error(error)
        return False
    done(request, _("Đã lưu gian."))
    return True


@roles_allowed(*PLAN_ROLES)
@require_POST
def stand_act(request: HouseRequest, stand_id: Any) -> HttpResponse:
    """The host takes a firm in, does not, or notes that it came or will not come."""
    found = find_stand(request, stand_id)
    event = request.POST.get("viec", "")
    if event not in _EVENTS or not is_host(request, found.session):
        refuse(request, "event")
    facts: dict[str, Any] = {"stand": found, "actor": request.actor, "now": timezone.now()}
    number = said(request.POST, "gian_so", 4)
    try:
        if event == "confirm":
            chosen = int(number) if number.isdecimal() and int(number) else None
            services.confirm_stand(stand_no=chosen, **facts)
        elif event == "arrive":
            welcome_stand(**facts)
        elif event == "refuse":
            services.refuse_stand(reason=said(request.POST, "ly_do"), **facts)
        else:
            services.withdraw_stand(reason=said(request.POST, "ly_do"), **facts)
    except InputError as error:
        refused(request, error)
    else:
        _tell_done(request, found, event)
    if event == "arrive" and request.POST.get("ve") == "danh_sach":
        return see_other("web:desk:session_stands", found.session_id)
    return see_other("web:desk:stand", found.pk)


def _tell_done(request: HouseRequest, stand: Stand, event: str) -> None:
    left = services.planned_meetings(stand) if event == "withdraw" else 0
    if left:
        text = _("Đã ghi rút. Còn %(n)s người hẹn với gian này: hãy xếp và công bố lại lịch.")
        done(request, text % {"n": left})
    else:
        done(request, _("Đã cập nhật gian."))


@roles_allowed(*PLAN_ROLES)
@require_POST
def stand_offer(request: HouseRequest, stand_id: Any) -> HttpResponse:
    """Bring a vacancy, change its openings, or take it away."""
    found = find_stand(request, stand_id)
    record_offer(request, found)
    return see_other("web:desk:stand", found.pk)


def record_offer(request: HouseRequest, stand: Stand) -> None:
    """What was posted about a vacancy of a stand; firms do the same on their own page."""
    facts: dict[str, Any] = {"actor": request.actor, "now": timezone.now()}
    try:
        if "bo" in request.POST:
            offer = stand.offers.filter(vacancy_id=_uuid(request.POST["bo"])).first()
            if offer is None:
                refuse(request, "offer")
            services.take_vacancy_away(offer=offer, **facts)
        else:
            _bring(request, stand, facts)
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã cập nhật vị trí tuyển."))


def _bring(request: HouseRequest, stand: Stand, facts: dict[str, Any]) -> None:
    form = OfferForm(request.POST, vacancies=open_vacancies(stand))
    if not form.is_valid():
        raise InputError(
            "Hãy chọn vị trí tuyển và ghi số người cần tuyển.",
            "choose a vacancy and give the openings",
            code="offer_invalid",
        )
    clean = form.cleaned_data
    services.bring_vacancy(
        stand=stand,
        vacancy=form.vacancies[clean["vacancy"]],
        openings=clean["openings"],
        interviewed_by=InterviewedBy(clean["interviewed_by"]),
        **facts,
    )


def _uuid(text: str) -> Any:
    from uuid import UUID

    try:
        return UUID(text)
    except ValueError:
        return None


@roles_allowed(*SESSION_ROLES)
@require_GET
def stand_pdf(request: HouseRequest, stand_id: Any) -> HttpResponse:
    """The timetable of a stand, to hand to the firm."""
    found = find_stand(request, stand_id)
    timetable, back = timetable_of_stand(found), ("web:desk:stand", found.pk)
    return timetables_answer(request, [timetable], name="lich-gian", may_see=True, back=back)
