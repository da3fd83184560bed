"""People without registration: a card at the door, and their file when there is time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sanviec.apps.exchanges.enums import ParticipantOrigin, ScanVia
from sanviec.apps.exchanges.models import ExchangeSession, Participant
from sanviec.apps.exchanges.selectors import get_participant_for
from sanviec.apps.exchanges.services.door import Door, ScanData, check_in
from sanviec.apps.exchanges.services.walk_in import (
    LONGEST_WISH,
    WalkInCard,
    add_walk_ins,
    link_card,
    open_file_from_card,
)
from sanviec.apps.jobseekers.selectors import get_jobseeker_for, search_people
from sanviec.apps.platform.ids import new_id
from sanviec.kernel.errors import InputError
from sanviec.kernel.text import fold
from sanviec.web.access import DESK_ROLES, refuse, roles_allowed
from sanviec.web.answers import done, page_of, refused, see_other
from sanviec.web.forms.day import WalkInForm
from sanviec.web.requests import HouseRequest, posted, said

from .access import DOOR_ROLES, find_session


@roles_allowed(*DOOR_ROLES)
@require_http_methods(["GET", "POST"])
def walk_in(request: HouseRequest, session_id: Any) -> HttpResponse:
    """Write a card and let the person in: one form, one button."""
    session = find_session(request, session_id)
    near = session.centre.province_code
    form = WalkInForm(posted(request), initial={"card_id": new_id()}, near=near)
    if form.is_valid():
        person = _let_in(request, session, form)
        if person is not None:
            told = {"n": person.queue_no, "name": person.full_name}
            done(request, _("Số %(n)s: %(name)s. Mời vào.") % told)
            return see_other("web:day:walk_in", session.pk)
    context = {"session": session, "form": form}
    return render(request, "day/walk_in.html", context, status=422 if form.errors else 200)


def _let_in(
    request: HouseRequest, session: ExchangeSession, form: WalkInForm
) -> Participant | None:
    now = timezone.now()
    door = Door(session, request.actor)
    card = _own_card(form.card())
    with transaction.atomic():
        taken = add_walk_ins(door=door, cards=[card], now=now)[0]
        if taken.participant is None:
            assert taken.error is not None, "a card is taken or refused"
            form.add_service_error(taken.error)
            return None
        # The card's own id again: a form that is sent twice is one person and one scan.
        scan = ScanData(scan_id=card.card_id, via=ScanVia.WALK_IN, participant_id=card.card_id)
        check_in(door=door, scans=[scan], now=now)
    return taken.participant


def _own_card(card: WalkInCard) -> WalkInCard:
    """The card under an id of its own: who goes back in the browser writes over an older form."""
    names = Participant.objects.filter(pk=card.card_id).values_list("card_name_folded", flat=True)
    written = names.order_by("pk").first()
    is_another = written is not None and written != fold(card.full_name)
    return replace(card, card_id=new_id()) if is_another else card


@roles_allowed(*DOOR_ROLES)
@require_GET
def cards(request: HouseRequest, session_id: Any) -> HttpResponse:
    """Cards that have no file yet."""
    session = find_session(request, session_id)
    people = Participant.objects.cards_without_file().filter(session=session)
    page = page_of(request, people.order_by("queue_no"))
    return render(request, "day/cards.html", {"session": session, "page": page})


@roles_allowed(*DESK_ROLES)
@require_http_methods(["GET", "POST"])
def card(request: HouseRequest, participant_id: Any) -> HttpResponse:
    """Find the file of somebody who came with a card, or make it."""
    person = get_participant_for(request.actor, participant_id)
    if person is None or person.origin != ParticipantOrigin.WALK_IN:
        refuse(request, "participant")
    if request.method == "POST":
        return _link(request, person)
    query = said(request.GET, "q") or person.card_phone or person.card_name
    context = {
        "person": person,
        "q": query,
        "files": search_people(request.actor, query) if person.jobseeker_id is None else [],
    }
    return render(request, "day/card.html", context)


def _link(request: HouseRequest, person: Participant) -> HttpResponse:
    facts: dict[str, Any] = {"actor": request.actor, "now": timezone.now()}
    try:
        if "ho_so" in request.POST:
            file = get_jobseeker_for(request.actor, request.POST["ho_so"])
            if file is None:
                refuse(request, "jobseeker")
            link_card(participant=person, jobseeker=file, **facts)
        else:
            wish = said(request.POST, "mong_muon", LONGEST_WISH)
            open_file_from_card(participant=person, wish=wish, **facts)
    except InputError as error:
        refused(request, error)
        return see_other("web:day:card", person.pk)
    done(request, _("Đã nối phiếu với hồ sơ."))
    return see_other("web:day:cards", person.session_id)
