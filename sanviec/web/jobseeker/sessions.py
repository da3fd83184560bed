"""A person's sessions: register, when one is there and whom to meet, ticket, calendar, cancel."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanviec.apps.exchanges.enums import LIVE_PARTICIPANT, ParticipantOrigin, ParticipantState
from sanviec.apps.exchanges.models import ExchangeSession, Participant
from sanviec.apps.exchanges.selectors import get_participant_for, get_public_session
from sanviec.apps.exchanges.selectors.listing import entries_of, firms_to_wish
from sanviec.apps.exchanges.selectors.timetables import timetable_of_person
from sanviec.apps.exchanges.services import registering, waiting
from sanviec.apps.exchanges.transitions import PARTICIPANT_STATES
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.enums import Role
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.desk.sessions.people import keep_presence, may_be_planned
from sanviec.web.forms.stand import PresenceForm
from sanviec.web.requests import HouseRequest, posted, said
from sanviec.web.session_calendars import calendar_answer, calendar_of_person, feed_address
from sanviec.web.session_pdfs import ticket_answer
from sanviec.web.session_tickets import ticket_context

from .own import own_file, own_file_or_none


@roles_allowed(Role.JOBSEEKER)
@require_GET
def sessions(request: HouseRequest) -> HttpResponse:
    """All sessions of the person, and the address of their private feed."""
    person = own_file(request)
    context = {"entries": entries_of(person.pk), "feed": feed_address(person.pk)}
    return render(request, "jobseeker/sessions/list.html", context)


@roles_allowed(Role.JOBSEEKER)
@require_http_methods(["GET", "POST"])
def register_session(request: HouseRequest, session_id: Any) -> HttpResponse:
    """Register for a session; who has no file yet fills in the short card first."""
    session = get_public_session(session_id)
    if session is None:
        refuse(request, "session")
    person = own_file_or_none(request)
    if person is None:
        card = reverse("web:jobseeker:register")
        return redirect(f"{card}?{urlencode({'next': request.path})}")
    if request.method == "GET" and (elsewhere := _elsewhere(session, person)):
        return elsewhere
    form = PresenceForm(posted(request), session=session, stands=firms_to_wish(session))
    if request.method == "POST" and form.is_valid():
        entry = _register(request, session, person, form)
        if entry is not None:
            return see_other("web:jobseeker:session_entry", entry.pk)
    context = {"session": session, "form": form, "may_be_planned": may_be_planned(person)}
    template = "jobseeker/sessions/register.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _entry_in(session: ExchangeSession, person: Jobseeker) -> Participant | None:
    """The person's live entry, if they are registered."""
    mine = (entry for entry in entries_of(person.pk) if entry.session_id == session.pk)
    return next((entry for entry in mine if entry.state in LIVE_PARTICIPANT), None)


def _elsewhere(session: ExchangeSession, person: Jobseeker) -> HttpResponse | None:
    """Whoever is registered sees their ticket; a session that takes nobody shows itself."""
    if entry := _entry_in(session, person):
        return redirect("web:jobseeker:session_entry", entry.pk)
    if not session.takes_people(timezone.now()):
        return redirect("web:session", session.pk)
    return None


def _register(
    request: HouseRequest, session: ExchangeSession, person: Jobseeker, form: PresenceForm
) -> Participant | None:
    facts: dict[str, Any] = {"actor": request.actor, "now": timezone.now()}
    most, slots = form.cleaned_data["max_interviews"], form.slots()
    entry = registering.Entry(person, ParticipantOrigin.SELF, most, slots)
    try:
        participant = registering.register_participant(session=session, entry=entry, **facts)
        registering.choose_wishes(participant=participant, stands=form.wished(), **facts)
    except InputError as error:
        # A second tap on the button is no mistake: here is the ticket.
        if error.code == "registered_already" and (known := _entry_in(session, person)):
            return known
        form.add_service_error(error)
        return None
    if participant.state == ParticipantState.WAITING:
        done(request, _("Phiên đã hết chỗ. Bạn ở trong danh sách chờ; có chỗ sẽ báo bạn."))
    else:
        done(request, _("Đã đăng ký. Vé của bạn ở dưới đây."))
    return participant


def find_own(request: HouseRequest, entry_id: Any) -> Participant:
    """One's own entry, or 404."""
    found = get_participant_for(request.actor, entry_id)
    if found is None:
        refuse(request, "participant")
    return found


@roles_allowed(Role.JOBSEEKER)
@require_GET
def session_entry(request: HouseRequest, entry_id: Any) -> HttpResponse:
    """The ticket: the code for the door, when and where, the interviews, what can be done."""
    found = find_own(request, entry_id)
    form = PresenceForm(session=found.session, row=found, stands=firms_to_wish(found.session))
    context = ticket_context(found) | {
        "form": form,
        "may_cancel": PARTICIPANT_STATES.allows("cancel", found.state),
        "may_answer": found.state == ParticipantState.OFFERED,
    }
    return render(request, "jobseeker/sessions/entry.html", context)


@roles_allowed(Role.JOBSEEKER)
@require_GET
def ticket_pdf(request: HouseRequest, entry_id: Any) -> HttpResponse:
    """The ticket with the interviews as a file."""
    found = find_own(request, entry_id)
    return ticket_answer(request, found, back=("web:jobseeker:session_entry", found.pk))


@roles_allowed(Role.JOBSEEKER)
@require_POST
def session_presence(request: HouseRequest, entry_id: Any) -> HttpResponse:
    """Other hours or other wishes."""
    found = find_own(request, entry_id)
    stands = firms_to_wish(found.session)
    form = PresenceForm(request.POST, session=found.session, row=found, stands=stands)
    if form.is_valid() and keep_presence(request, found, form):
        return see_other("web:jobseeker:session_entry", found.pk)
    context = ticket_context(found) | {"form": form, "may_cancel": False, "may_answer": False}
    template, status = "jobseeker/sessions/entry.html", 422 if form.errors else 200
    return render(request, template, context, status=status)


@roles_allowed(Role.JOBSEEKER)
@require_POST
def session_answer(request: HouseRequest, entry_id: Any) -> HttpResponse:
    """Take a place that is kept, let it go to the next one, or cancel."""
    found = find_own(request, entry_id)
    facts: dict[str, Any] = {
        "participant": found,
        "actor": request.actor,
        "now": timezone.now(),
    }
    answer = request.POST.get("tra_loi", "")
    try:
        if answer == "nhan":
            waiting.accept_offer(**facts)
            done(request, _("Bạn đã nhận chỗ."))
        elif answer == "nhuong":
            waiting.decline_offer(**facts)
            done(request, _("Đã nhường chỗ cho người tiếp theo."))
        elif answer == "huy":
            registering.cancel_participation(reason=said(request.POST, "ly_do"), **facts)
            done(request, _("Đã hủy đăng ký. Cảm ơn bạn đã nhường chỗ."))
        else:
            refuse(request, "answer")
    except InputError as error:
        refused(request, error)
    return see_other("web:jobseeker:session_entry", found.pk)


@roles_allowed(Role.JOBSEEKER)
@require_GET
def session_calendar(request: HouseRequest, entry_id: Any) -> HttpResponse:
    """The session and the interviews for the phone's calendar."""
    found = find_own(request, entry_id)
    content = calendar_of_person([(found, timetable_of_person(found))], now=timezone.now())
    return calendar_answer(content, f"phien-{found.session.held_on:%Y-%m-%d}")
