"""An officer of a commune registers people of the village for sessions; nothing more is shown.

Somebody who has a file is found by the whole identity number or phone only: the officer cannot
leaf through a centre's files. Everybody else gets the short card.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sanviec.apps.exchanges.enums import ParticipantOrigin, ParticipantState
from sanviec.apps.exchanges.models import ExchangeSession, Participant
from sanviec.apps.exchanges.selectors.commune import (
    commune_sessions_for,
    entries_registered_by,
    get_commune_entry_for,
    get_commune_session_for,
    person_known_by,
)
from sanviec.apps.exchanges.services import registering
from sanviec.apps.jobseekers import services as jobseekers
from sanviec.apps.jobseekers.enums import Via
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.enums import Role
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, see_other
from sanviec.web.forms.jobseeker import QuickCardForm
from sanviec.web.limits import limited
from sanviec.web.requests import HouseRequest, own_centre, posted
from sanviec.web.session_pdfs import ticket_answer
from sanviec.web.session_tickets import ticket_context


@roles_allowed(Role.COMMUNE_OFFICER)
@require_GET
def sessions(request: HouseRequest) -> HttpResponse:
    """Sessions ahead into which people may be registered."""
    found = commune_sessions_for(request.actor, now=timezone.now())
    return render(request, "partner/sessions.html", {"sessions": found})


def find_session(request: HouseRequest, session_id: Any) -> ExchangeSession:
    """A session of the officer's centre that takes registrations, or 404."""
    found = get_commune_session_for(request.actor, session_id, now=timezone.now())
    if found is None:
        refuse(request, "session")
    return found


@roles_allowed(Role.COMMUNE_OFFICER)
@require_GET
def session(request: HouseRequest, session_id: Any) -> HttpResponse:
    """The card, and whom this officer has registered here."""
    found = find_session(request, session_id)
    return render(request, "partner/session.html", _context(request, found, _card(request)))


def _context(
    request: HouseRequest, session: ExchangeSession, form: QuickCardForm
) -> dict[str, Any]:
    mine = entries_registered_by(request.actor, session)
    return {"session": session, "form": form, "entries": mine}


def _card(request: HouseRequest) -> QuickCardForm:
    return QuickCardForm(posted(request), near=own_centre(request).province_code)


@roles_allowed(Role.COMMUNE_OFFICER)
@require_POST
@limited("commune", per_hour=120)
def register_person(request: HouseRequest, session_id: Any) -> HttpResponse:
    """Register somebody: by their number when they have a file, else by the card."""
    found = find_session(request, session_id)
    form = _card(request)
    if form.is_valid():
        entry = _register(request, found, form)
        if entry is not None:
            is_waiting = entry.state == ParticipantState.WAITING
            done(request, _("Đã ghi vào danh sách chờ.") if is_waiting else _("Đã đăng ký."))
            return see_other("web:partner:session", found.pk)
    return render(request, "partner/session.html", _context(request, found, form), status=422)


@transaction.atomic
def _enter(request: HouseRequest, session: ExchangeSession, form: QuickCardForm) -> Participant:
    person = person_known_by(request.actor, form.data_for_service()) or _new(request, form)
    return registering.register_participant(
        session=session,
        entry=registering.Entry(person, ParticipantOrigin.COMMUNE),
        actor=request.actor,
        now=timezone.now(),
    )


def _new(request: HouseRequest, form: QuickCardForm) -> Jobseeker:
    return jobseekers.register_jobseeker(
        data=form.data_for_service(),
        centre=own_centre(request),
        consents=form.consents(),
        via=Via.PAPER,
        actor=request.actor,
        now=timezone.now(),
    )


def _register(
    request: HouseRequest, session: ExchangeSession, form: QuickCardForm
) -> Participant | None:
    try:
        return _enter(request, session, form)
    except InputError as error:
        form.add_service_error(error)
        return None


def find_entry(request: HouseRequest, entry_id: Any) -> Participant:
    """Somebody whom this officer registered, or 404."""
    found = get_commune_entry_for(request.actor, entry_id)
    if found is None:
        refuse(request, "participant")
    return found


@roles_allowed(Role.COMMUNE_OFFICER)
@require_GET
def ticket(request: HouseRequest, entry_id: Any) -> HttpResponse:
    """The ticket of somebody whom this officer registered, to print."""
    context = ticket_context(find_entry(request, entry_id))
    return render(request, "sessions/ticket.html", context)


@roles_allowed(Role.COMMUNE_OFFICER)
@require_GET
def ticket_pdf(request: HouseRequest, entry_id: Any) -> HttpResponse:
    """The same as a file, to send to whoever prints."""
    found = find_entry(request, entry_id)
    return ticket_answer(request, found, back=("web:partner:session", found.session_id))
