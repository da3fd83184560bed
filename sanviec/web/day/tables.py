"""A stand's tables on the day: whom they have, who is next, call, put back, add a walk-up."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sanviec.apps.exchanges.models import Interview, Participant, Stand
from sanviec.apps.exchanges.selectors.inside import (
    at_tables,
    queue_of,
    stands_of,
    waiting_numbers,
)
from sanviec.apps.exchanges.services.calling import call_again, call_next, put_back
from sanviec.apps.exchanges.services.walk_up import queue_walk_up
from sanviec.apps.platform.enums import Role
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.requests import HouseRequest
from sanviec.web.session_names import names_shown

from .access import DOOR_ROLES, TABLE_ROLES, find_session, find_stand

# Where a result is entered, by who enters it.
BY_OFFICER = ("web:desk:interview_result", "web:desk:stand_results")
RESULTS = {Role.EMPLOYER: ("web:employer:interview_result", "web:employer:stand_results")}


@roles_allowed(*DOOR_ROLES)
@require_GET
def tables(request: HouseRequest, session_id: Any) -> HttpResponse:
    """The stands of a session, each with how many wait for it in the hall."""
    session = find_session(request, session_id)
    numbers = waiting_numbers(session.pk)
    stands = [(stand, len(numbers.get(stand.pk, []))) for stand in stands_of(session)]
    return render(request, "day/tables.html", {"session": session, "stands": stands})


@roles_allowed(*TABLE_ROLES)
@require_GET
def stand(request: HouseRequest, stand_id: Any) -> HttpResponse:
    """One stand: its tables, who comes next, and a call for each table that is free."""
    found = find_stand(request, stand_id)
    busy = {interview.called_table: interview for interview in at_tables(found.pk)}
    queue = queue_of(found.pk)[:20]
    # A firm sees the numbers of everybody, names only of who lets firms know them.
    names = names_shown(request.actor, [*busy.values(), *queue])
    context = {
        "stand": found,
        "tables": [
            (number + 1, at_it, names[at_it.pk] if at_it else "")
            for number, at_it in enumerate(map(busy.get, range(found.tables)))
        ],
        "queue": [(interview, names[interview.pk]) for interview in queue],
        "results": RESULTS.get(request.actor.role, BY_OFFICER),
        "offers": found.offers.select_related("vacancy").order_by("created_at", "id"),
    }
    return render(request, "day/stand.html", context)


@roles_allowed(*TABLE_ROLES)
@require_POST
def call(request: HouseRequest, stand_id: Any) -> HttpResponse:
    """Call the next person to a table."""
    found = find_stand(request, stand_id)
    facts: dict[str, Any] = {"actor": request.actor, "now": timezone.now()}
    try:
        table = int(request.POST.get("ban", ""))
    except ValueError:
        refuse(request, "table")
    try:
        interview = call_next(stand=found, table=table, **facts)
    except InputError as error:
        refused(request, error)
    else:
        _tell(request, interview)
    return see_other("web:day:stand", found.pk)


def _tell(request: HouseRequest, interview: Interview | None) -> None:
    if interview is None:
        done(request, _("Chưa có ai đang chờ gian này trong phiên."))
    else:
        done(request, _("Đang gọi số %(n)s.") % {"n": interview.participant.queue_no})


@roles_allowed(*TABLE_ROLES)
@require_POST
def called(request: HouseRequest, stand_id: Any) -> HttpResponse:
    """Call somebody again, or let them wait on."""
    found = find_stand(request, stand_id)
    interview = _by_id(Interview.objects.filter(stand=found), request.POST.get("cuoc_hen", ""))
    if interview is None:
        refuse(request, "interview")
    act = put_back if request.POST.get("viec") == "put_back" else call_again
    try:
        act(interview=interview, actor=request.actor, now=timezone.now())
    except InputError as error:
        refused(request, error)
    return see_other("web:day:stand", found.pk)


@roles_allowed(*TABLE_ROLES)
@require_POST
def walk_up(request: HouseRequest, stand_id: Any) -> HttpResponse:
    """Let somebody in the hall wait for this stand, by their number."""
    found = find_stand(request, stand_id)
    person = _by_number(found, request.POST.get("so", ""))
    offers = found.offers.select_related("vacancy")
    offer = _by_id(offers, request.POST.get("viec_lam", ""))
    if person is None or offer is None:
        error = InputError(
            "Không có số này trong phiên. Hãy xem lại số trên phiếu.", "no such queue number"
        )
        refused(request, error)
        return see_other("web:day:stand", found.pk)
    facts: dict[str, Any] = {"actor": request.actor, "now": timezone.now()}
    try:
        queue_walk_up(stand=found, participant=person, vacancy=offer.vacancy, **facts)
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Số %(n)s đã vào hàng chờ.") % {"n": person.queue_no})
    return see_other("web:day:stand", found.pk)


def _by_number(stand: Stand, text: str) -> Participant | None:
    if not text.isascii() or not text.isdecimal() or len(text) > 6:
        return None
    people = Participant.objects.filter(session=stand.session_id, queue_no=int(text))
    return people.order_by("pk").first()


def _by_id(rows: Any, text: str) -> Any:
    try:
        return rows.filter(pk=text).order_by("pk").first()
    except (ValidationError, ValueError):
        return None
