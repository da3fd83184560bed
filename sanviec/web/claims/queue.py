"""What is to be done, the first deadline first; all claims; the way to a new one."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from sanviec.apps.claims.enums import ClaimState
from sanviec.apps.claims.selectors import (
    CLAIM_ROLES,
    claims_for,
    deadline_queue,
    decisions_to_sign,
    prepared_decisions,
)
from sanviec.apps.claims.selectors.complaints import waiting_complaints
from sanviec.apps.claims.selectors.transfers import transfers_waiting_for
from sanviec.apps.jobseekers.selectors import search_people
from sanviec.web.access import roles_allowed
from sanviec.web.answers import page_of
from sanviec.web.requests import HouseRequest, said

from .signing import SIGN_ROLES, other_things_to_sign

# What was prepared is dealt with from the top; the others follow.
PREPARED_SHOWN = 20


@roles_allowed(*CLAIM_ROLES)
@require_GET
def queue(request: HouseRequest) -> HttpResponse:
    """The queue that one empties: late, today, soon; what the system prepared; what waits to be
    signed."""
    today = timezone.localdate()
    waiting = deadline_queue(request.actor, on=today)
    prepared = prepared_decisions(request.actor)
    may_sign = request.actor.role in SIGN_ROLES
    context = {
        "page": page_of(request, waiting),
        "today": today,
        "late_count": waiting.filter(decide_by__lt=today).count(),
        "today_count": waiting.filter(decide_by=today).count(),
        "prepared": prepared[:PREPARED_SHOWN],
        "prepared_count": prepared.count(),
        "to_sign_count": len(decisions_to_sign(request.actor)),
        "others": other_things_to_sign(request.actor) if may_sign else [],
        "complaint_count": waiting_complaints(request.actor).count(),
        "transfer_count": transfers_waiting_for(request.actor).count(),
    }
    return render(request, "claims/queue.html", context)


@roles_allowed(*CLAIM_ROLES)
@require_GET
def listing(request: HouseRequest) -> HttpResponse:
    """The centre's claims by state."""
    state = request.GET.get("trang_thai", "")
    rows = claims_for(request.actor)
    if state in ClaimState.values:
        rows = rows.filter(state=state)
    page = page_of(request, rows.order_by("-created_at", "id"))
    context = {"page": page, "states": ClaimState.choices, "state": state}
    return render(request, "claims/list.html", context)


@roles_allowed(*CLAIM_ROLES)
@require_GET
def find(request: HouseRequest) -> HttpResponse:
    """Find the person whose claim is to be opened."""
    text = said(request.GET, "q")
    people = search_people(request.actor, text) if text else []
    return render(request, "claims/find.html", {"q": text, "people": people})
