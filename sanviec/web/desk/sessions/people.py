"""People of a session at the desk: register, change, cancel, print the ticket."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanviec.apps.exchanges.enums import (
    LIVE_PARTICIPANT,
    REGISTRABLE,
    ParticipantOrigin,
    ParticipantState,
)
from sanviec.apps.exchanges.models import ExchangeSession, Participant
from sanviec.apps.exchanges.selectors.listing import firms_to_wish
from sanviec.apps.exchanges.selectors.timetables import timetable_of_person
from sanviec.apps.exchanges.services import registering
from sanviec.apps.exchanges.transitions import PARTICIPANT_STATES
from sanviec.apps.jobseekers.enums import ConsentPurpose
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.jobseekers.selectors import consents_of, get_jobseeker_for, search_people
from sanviec.kernel.errors import InputError
from sanviec.web.access import SESSION_ROLES, refuse, roles_allowed
from sanviec.web.answers import done, page_of, refused, see_other
from sanviec.web.forms.stand import PresenceForm
from sanviec.web.requests import HouseRequest, posted, said
from sanviec.web.session_pdfs import ticket_answer
from sanviec.web.session_tickets import ticket_context

from .finding import find_participant, find_session, is_host

# Without these nobody is planned with a firm.
_NEEDED = {ConsentPurpose.MATCHING, ConsentPurpose.SHARE_CONTACT}


@roles_allowed(*SESSION_ROLES)
@require_GET
def session_people(request: HouseRequest, session_id: Any) -> HttpResponse:
    """Who is registered and who waits; a partner sees its own people."""
    session = find_session(request, session_id)
    state, text = request.GET.get("trang_thai", ""), said(request.GET, "q")
    people = session.participants.select_related("jobseeker", "centre")
    if not is_host(request, session):
        people = people.in_centre(request.actor.centre_id)
    if state in ParticipantState.values:
        people = people.filter(state=state)
    found = search_people(request.actor, text) if text else []
    here = _states_of(session, found)
    context = {
        "session": session,
        "page": page_of(request, people.order_by("queue_no", "id"), 50),
        "states": ParticipantState.choices,
        "state": state,
        "q": text,
        "found": [(person, here.get(person.pk)) for person in found],
        "places": count_places_shown(session),
        "is_open": session.state in REGISTRABLE,
    }
    return render(request, "desk/sessions/people.html", context)


def count_places_shown(session: ExchangeSession) -> dict[str, int]:
    """How many places are held and left, without writing."""
    count = getattr(session, "place_count", None)
    if count is None:
        taken = session.participants.holding_place().count()
        return {"taken": taken, "left": max(session.capacity - taken, 0)}
    return {"taken": count.taken, "left": count.left}


def _states_of(session: ExchangeSession, people: list[Jobseeker]) -> dict[Any, str]:
    live = session.participants.filter(jobseeker__in=people).exclude(
        state=ParticipantState.CANCELLED
    )
    return {row.jobseeker_id: row.get_state_display() for row in live.order_by("id")}


@roles_allowed(*SESSION_ROLES)
@require_POST
def register_person(request: HouseRequest, session_id: Any) -> HttpResponse:
    """Register somebody of the own centre."""
    session = find_session(request, session_id)
    person = get_jobseeker_for(request.actor, request.POST.get("nguoi", ""))
    if person is None:
        refuse(request, "jobseeker")
    entry = enter(request, session, person)
    if entry is None:
        return see_other("web:desk:session_people", session.pk)
    return see_other("web:desk:participant", entry.pk)


def enter(request: HouseRequest, session: ExchangeSession, person: Jobseeker) -> Participant | None:
    """Register a person at the desk and say how it went; gives their entry, new or known."""
    origin = ParticipantOrigin.DESK if is_host(request, session) else ParticipantOrigin.PARTNER
    try:
        participant = registering.register_participant(
            session=session,
            entry=registering.Entry(person, origin),
            actor=request.actor,
            now=timezone.now(),
        )
    except InputError as error:
        # A second tap on the button is no mistake: the person is in, with this number.
        if error.code == "registered_already" and (known := _known_in(session, person)):
            return _say_known(request, known)
        refused(request, error)
        return None
    if participant.state == ParticipantState.WAITING:
        done(request, _("Phiên đã hết chỗ: đã ghi vào danh sách chờ."))
    else:
        done(request, _("Đã đăng ký, số %(no)s.") % {"no": participant.queue_no})
    return participant


def _known_in(session: ExchangeSession, person: Jobseeker) -> Participant | None:
    live = session.participants.filter(jobseeker=person, state__in=LIVE_PARTICIPANT)
    return live.order_by("id").first()


def _say_known(request: HouseRequest, entry: Participant) -> Participant:
    number = {"no": entry.queue_no}
    if entry.state == ParticipantState.WAITING:
        done(request, _("Người này đã ở danh sách chờ của phiên, số %(no)s.") % number)
    else:
        done(request, _("Người này đã đăng ký phiên, số %(no)s.") % number)
    return entry


@roles_allowed(*SESSION_ROLES)
@require_http_methods(["GET", "POST"])
def participant(request: HouseRequest, participant_id: Any) -> HttpResponse:
    """When the person is there and whom they would like to meet; their interviews."""
    found = find_participant(request, participant_id)
    session = found.session
    form = PresenceForm(posted(request), session=session, row=found, stands=firms_to_wish(session))
    if request.method == "POST" and form.is_valid() and keep_presence(request, found, form):
        return see_other("web:desk:participant", found.pk)
    context = {
        "session": session,
        "participant": found,
        "form": form,
        "interviews": timetable_of_person(found),
        "may_cancel": PARTICIPANT_STATES.allows("cancel", found.state),
        "may_be_planned": may_be_planned(found.jobseeker),
    }
    template = "desk/sessions/participant.html"
    return render(request, template, context, status=422 if form.errors else 200)


def may_be_planned(person: Jobseeker | None) -> bool:
    """Whether the person allows what a plan of interviews needs."""
    if person is None:
        return False
    given = {row.purpose for row in consents_of(person) if not row.withdrawn_at}
    return given >= _NEEDED


def keep_presence(request: HouseRequest, participant: Participant, form: PresenceForm) -> bool:
    """Keep hours, number of interviews and wishes; the person's own page does the same."""
    facts: dict[str, Any] = {
        "participant": participant,
        "actor": request.actor,
        "now": timezone.now(),
    }
    try:
        registering.change_presence(
            max_interviews=form.cleaned_data["max_interviews"], slots=form.slots(), **facts
        )
        registering.choose_wishes(stands=form.wished(), **facts)
    except InputError as error:
        form.add_service_error(error)
        return False
    done(request, _("Đã lưu giờ có mặt và nguyện vọng."))
    return True


@roles_allowed(*SESSION_ROLES)
@require_POST
def cancel_participant(request: HouseRequest, participant_id: Any) -> HttpResponse:
    """Take somebody out."""
    found = find_participant(request, participant_id)
    try:
        registering.cancel_participation(
            participant=found,
            reason=said(request.POST, "ly_do"),
            actor=request.actor,
            now=timezone.now(),
        )
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã hủy đăng ký."))
    return see_other("web:desk:session_people", found.session_id)


@roles_allowed(*SESSION_ROLES)
@require_GET
def ticket(request: HouseRequest, participant_id: Any) -> HttpResponse:
    """The ticket to print for who has no phone."""
    found = find_participant(request, participant_id)
    return render(request, "sessions/ticket.html", ticket_context(found))


@roles_allowed(*SESSION_ROLES)
@require_GET
def ticket_pdf(request: HouseRequest, participant_id: Any) -> HttpResponse:
    """The same as a file."""
    found = find_participant(request, participant_id)
    return ticket_answer(request, found, back=("web:desk:participant", found.pk))
