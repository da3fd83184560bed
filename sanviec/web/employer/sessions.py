"""A firm's sessions: ask for a stand, accept an invitation, bring vacancies, read the timetable."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanviec.apps.exchanges.enums import StandState
from sanviec.apps.exchanges.models import ExchangeSession, Stand
from sanviec.apps.exchanges.selectors import get_public_session, get_stand_for
from sanviec.apps.exchanges.selectors.listing import open_for_firm, stands_of_firm
from sanviec.apps.exchanges.selectors.timetables import timetable_of_stand
from sanviec.apps.exchanges.services import stands as services
from sanviec.apps.exchanges.transitions import STAND_STATES
from sanviec.apps.platform.enums import Role
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.desk.sessions.stands import open_vacancies, record_offer
from sanviec.web.forms.stand import OfferForm, StandForm
from sanviec.web.requests import HouseRequest, posted, said
from sanviec.web.session_pdfs import timetables_answer

from .account import own_employer

_CHANGEABLE = (
    StandState.INVITED,
    StandState.REQUESTED,
    StandState.CONFIRMED,
    StandState.ARRIVED,
)


@roles_allowed(Role.EMPLOYER)
@require_GET
def sessions(request: HouseRequest) -> HttpResponse:
    """Own stands, and sessions ahead that take firms."""
    context = {
        "stands": stands_of_firm(request.actor),
        "sessions": open_for_firm(request.actor, now=timezone.now()),
    }
    return render(request, "employer/sessions/list.html", context)


@roles_allowed(Role.EMPLOYER)
@require_http_methods(["GET", "POST"])
def request_stand(request: HouseRequest, session_id: Any) -> HttpResponse:
    """Ask for a stand."""
    session = get_public_session(session_id)
    if session is None:
        refuse(request, "session")
    # Also after a second tap on the button.
    if stand := _stand_in(request, session):
        return redirect("web:employer:stand", stand.pk)
    if request.method == "GET" and not session.takes_firms(timezone.now()):
        return redirect("web:session", session.pk)
    form = StandForm(posted(request), session=session)
    if request.method == "POST" and form.is_valid():
        stand = _ask(request, session, form)
        if stand is not None:
            return see_other("web:employer:stand", stand.pk)
    context = {"session": session, "form": form}
    template = "employer/sessions/request.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _stand_in(request: HouseRequest, session: ExchangeSession) -> Stand | None:
    """The firm's stand, unless it withdrew and may ask again."""
    mine = (stand for stand in stands_of_firm(request.actor) if stand.session_id == session.pk)
    return next((stand for stand in mine if stand.state != StandState.WITHDRAWN), None)


def _ask(request: HouseRequest, session: ExchangeSession, form: StandForm) -> Stand | None:
    try:
        stand = services.request_stand(
            session=session,
            employer=own_employer(request),
            data=form.data_for_service(),
            actor=request.actor,
            now=timezone.now(),
        )
    except InputError as error:
        form.add_service_error(error)
        return None
    done(request, _("Đã gửi yêu cầu. Hãy chọn vị trí tuyển sẽ mang đến phiên."))
    return stand


def find_own_stand(request: HouseRequest, stand_id: Any) -> Stand:
    """One's own stand, or 404."""
    found = get_stand_for(request.actor, stand_id)
    if found is None:
        refuse(request, "stand")
    return found


@roles_allowed(Role.EMPLOYER)
@require_http_methods(["GET", "POST"])
def stand(request: HouseRequest, stand_id: Any) -> HttpResponse:
    """Own stand: tables and hours, vacancies, who comes when."""
    found = find_own_stand(request, stand_id)
    form = StandForm(posted(request), session=found.session, row=found)
    if request.method == "POST" and form.is_valid() and _update(request, found, form):
        return see_other("web:employer:stand", found.pk)
    context = {
        "session": found.session,
        "stand": found,
        "form": form,
        "offers": found.offers.select_related("vacancy").order_by("created_at", "id"),
        "offer_form": OfferForm(vacancies=open_vacancies(found)),
        "may_change": found.state in _CHANGEABLE,
        "may_withdraw": STAND_STATES.allows("withdraw", found.state),
        "timetable": timetable_of_stand(found),
    }
    template = "employer/sessions/stand.html"
    return render(request, template, context, status=422 if form.errors else 200)


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


@roles_allowed(Role.EMPLOYER)
@require_POST
def stand_answer(request: HouseRequest, stand_id: Any) -> HttpResponse:
    """Accept the invitation, or withdraw."""
    found = find_own_stand(request, stand_id)
    facts: dict[str, Any] = {"stand": found, "actor": request.actor, "now": timezone.now()}
    answer = request.POST.get("tra_loi", "")
    # A firm that asked is taken in by the host, not by itself.
    is_invited = found.state == StandState.INVITED
    try:
        if answer == "nhan" and is_invited:
            services.confirm_stand(**facts)
            done(request, _("Đã nhận lời. Hãy chọn vị trí tuyển sẽ mang đến phiên."))
        elif answer == "rut":
            services.withdraw_stand(reason=said(request.POST, "ly_do"), **facts)
            done(request, _("Đã rút khỏi phiên."))
        else:
            refuse(request, "answer")
    except InputError as error:
        refused(request, error)
    return see_other("web:employer:stand", found.pk)


@roles_allowed(Role.EMPLOYER)
@require_POST
def stand_offer(request: HouseRequest, stand_id: Any) -> HttpResponse:
    """Bring a vacancy, change its openings, or take it away."""
    found = find_own_stand(request, stand_id)
    record_offer(request, found)
    return see_other("web:employer:stand", found.pk)


@roles_allowed(Role.EMPLOYER)
@require_GET
def stand_pdf(request: HouseRequest, stand_id: Any) -> HttpResponse:
    """Own timetable as a file; a name only while its person consents."""
    found = find_own_stand(request, stand_id)
    timetable, back = timetable_of_stand(found), ("web:employer:stand", found.pk)
    return timetables_answer(request, [timetable], name="lich", may_see=False, back=back)
