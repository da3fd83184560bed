"""The door page of an officer: scan, find by name, see whom one let in and what was refused."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from sanviec.apps.exchanges.enums import DOOR_STATES, ScanKind, ScanVia
from sanviec.apps.exchanges.models import ExchangeSession, Participant, Scan
from sanviec.apps.exchanges.selectors import sessions_for
from sanviec.apps.exchanges.selectors.inside import (
    figures_of,
    find_people,
    last_moves_of,
    next_interview_of,
    refusals_of,
)
from sanviec.apps.exchanges.services.door import Door, ScanData, ScanResult, check_in
from sanviec.apps.platform.ids import new_id
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import page_of
from sanviec.web.requests import HouseRequest, said

from .access import DOOR_ROLES, find_session, with_camera
from .outcomes import verdict_of


@roles_allowed(*DOOR_ROLES)
@require_GET
def home(request: HouseRequest) -> HttpResponse:
    """Today's sessions, and the ones before and after it."""
    sessions = sessions_for(request.actor).filter(state__in=sorted(DOOR_STATES))
    today = timezone.localdate()
    context = {
        "today": sessions.filter(held_on=today),
        "others": sessions.exclude(held_on=today)[:10],
    }
    return render(request, "day/home.html", context)


@roles_allowed(*DOOR_ROLES)
@with_camera
@require_GET
def door(request: HouseRequest, session_id: Any) -> HttpResponse:
    """Scan a ticket, or find somebody by name."""
    session = find_session(request, session_id)
    query = said(request.GET, "q", 100)
    context = _page(session) | {"q": query, "found": find_people(session, query)}
    name = "day/_found.html" if request.htmx and query else "day/door.html"
    return render(request, name, context)


def _page(session: ExchangeSession) -> dict[str, Any]:
    return {
        "session": session,
        "figures": figures_of(session),
        "moves": last_moves_of(session),
        "result": None,
    }


@roles_allowed(*DOOR_ROLES)
@with_camera
@require_POST
def check(request: HouseRequest, session_id: Any) -> HttpResponse:
    """Let one person in or out; the verdict stands in large letters on the page that answers."""
    session = find_session(request, session_id)
    person = _person(request, session, request.POST.get("nguoi", ""))
    data = ScanData(
        scan_id=new_id(),
        via=ScanVia.NAME if person else ScanVia.QR,
        kind=ScanKind.OUT if request.POST.get("chieu") == "out" else ScanKind.IN,
        ticket="" if person else said(request.POST, "ve", 200),
        participant_id=person.pk if person else None,
        is_admitted=request.POST.get("van_cho_vao") == "1",
    )
    return _answer(request, session, data)


@roles_allowed(*DOOR_ROLES)
@with_camera
@require_POST
def undo(request: HouseRequest, session_id: Any) -> HttpResponse:
    """Take one's mistake back: the person stands where they stood before."""
    session = find_session(request, session_id)
    wrong = _scan(request, session, request.POST.get("luot", ""))
    data = ScanData(
        scan_id=new_id(),
        via=ScanVia.NAME,
        kind=ScanKind.UNDO,
        participant_id=wrong.participant_id,
        undoes_id=wrong.pk,
    )
    return _answer(request, session, data)


def _answer(request: HouseRequest, session: ExchangeSession, data: ScanData) -> HttpResponse:
    door = Door(session, request.actor)
    result = check_in(door=door, scans=[data], now=timezone.now())[0]
    context = _page(session) | {"q": "", "found": [], "result": _shown(result)}
    name = "day/_result.html" if request.htmx else "day/door.html"
    return render(request, name, context)


def _shown(result: ScanResult) -> dict[str, Any]:
    person = result.participant
    kind = ScanKind(result.scan.kind)
    return {
        "verdict": verdict_of(result.outcome, kind),
        "outcome": result.outcome.value,
        "name": result.name,
        "person": person,
        "interview": next_interview_of(person) if person and kind == ScanKind.IN else None,
        "scan": result.scan,
    }


def _person(request: HouseRequest, session: ExchangeSession, text: str) -> Participant | None:
    if not text:
        return None
    found = _by_id(Participant.objects.filter(session=session), text)
    if found is None:
        refuse(request, "participant")
    return found


def _scan(request: HouseRequest, session: ExchangeSession, text: str) -> Scan:
    found = _by_id(Scan.objects.filter(session=session, participant__isnull=False), text)
    if found is None:
        refuse(request, "scan")
    return found


def _by_id(rows: Any, text: str) -> Any:
    try:
        return rows.filter(pk=text).first()
    except (ValidationError, ValueError):
        return None


@roles_allowed(*DOOR_ROLES)
@require_GET
def refusals(request: HouseRequest, session_id: Any) -> HttpResponse:
    """Who was not let in and why."""
    session = find_session(request, session_id)
    page = page_of(request, refusals_of(session))
    for scan in page:
        scan.verdict = verdict_of(scan.outcome, ScanKind(scan.kind))
    return render(request, "day/refusals.html", {"session": session, "page": page})
