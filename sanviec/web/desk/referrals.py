"""Introductions at the counter: look at a pair, introduce, record what came of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanviec.apps.platform.models import AuditEntry
from sanviec.apps.referrals import services
from sanviec.apps.referrals.enums import (
    FollowUpResult,
    ReferralState,
)
from sanviec.apps.referrals.models import Referral
from sanviec.apps.referrals.selectors import (
    explain_pair,
    get_follow_up_for,
    get_referral_for,
    improvements_for,
    referrals_for,
)
from sanviec.apps.referrals.transitions import REFERRAL_STATES
from sanviec.apps.vacancies.selectors import get_open_vacancy
from sanviec.kernel.errors import InputError
from sanviec.web.access import DESK_ROLES, refuse, roles_allowed
from sanviec.web.answers import done, page_of, see_other
from sanviec.web.forms.referral import FollowUpForm
from sanviec.web.referral_acts import form_of, introduce_at_the_counter, record
from sanviec.web.requests import HouseRequest, posted

from .people import find_person


@roles_allowed(*DESK_ROLES)
@require_GET
def pair(request: HouseRequest, person_id: Any, vacancy_id: Any) -> HttpResponse:
    """The whole sum for one person and one vacancy, what is missing, and what would raise it."""
    person = find_person(request, person_id)
    today = timezone.localdate()
    vacancy = get_open_vacancy(vacancy_id, on=today)
    if vacancy is None:
        refuse(request, "vacancy")
    explanation = explain_pair(person, vacancy, on=today)
    context = {
        "person": person,
        "vacancy": vacancy,
        "explanation": explanation,
        "improvements": improvements_for(person, vacancy, explanation, on=today),
    }
    return render(request, "desk/pair.html", context)


@roles_allowed(*DESK_ROLES)
@require_POST
def introduce(request: HouseRequest, person_id: Any, vacancy_id: Any) -> HttpResponse:
    """Introduce the person at the counter: proposed, agreed and sent in one act."""
    person = find_person(request, person_id)
    introduce_at_the_counter(request, person, vacancy_id)
    return see_other("web:desk:person", person.pk)


@roles_allowed(*DESK_ROLES)
@require_GET
def listing(request: HouseRequest) -> HttpResponse:
    """The centre's referrals by state."""
    state = request.GET.get("trang_thai", "")
    rows = referrals_for(request.actor).select_related("jobseeker", "vacancy__employer")
    if state in ReferralState.values:
        rows = rows.filter(state=state)
    page = page_of(request, rows.order_by("-created_at", "id"))
    context = {"page": page, "states": ReferralState.choices, "state": state}
    return render(request, "desk/referrals.html", context)


def find_referral(request: HouseRequest, referral_id: Any) -> Referral:
    """The referral, or 404 for everybody who may not open it."""
    found = get_referral_for(request.actor, referral_id)
    if found is None:
        refuse(request, "referral")
    return found


# What an officer does by hand, what goes on before what ends; silence and obsolescence come by
# themselves.
BY_HAND = (
    "agree",
    "send",
    "invite",
    "hire",
    "confirm_start",
    "reject",
    "miss",
    "decline",
    "miss_start",
)


@roles_allowed(*DESK_ROLES)
@require_GET
def referral(request: HouseRequest, referral_id: Any) -> HttpResponse:
    """One referral: where it stands, what comes next, what has been."""
    return _show(request, find_referral(request, referral_id))


def _show(
    request: HouseRequest, found: Referral, bound: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    events = [e for e in REFERRAL_STATES.events_from(found.state) if e.event in BY_HAND]
    events.sort(key=lambda event: BY_HAND.index(event.event))
    acts = [(event, form_of(event.event, found)) for event in events]
    if bound:
        acts = [(event, bound.get(event.event, form)) for event, form in acts]
    context = {
        "referral": found,
        "person": found.jobseeker,
        "vacancy": found.vacancy,
        "acts": acts,
        "history": AuditEntry.objects.for_object("referrals.referral", found.pk)[:50],
        "follow_ups": found.follow_ups.order_by("due_on", "id"),
    }
    return render(request, "desk/referral.html", context, status=status)


@roles_allowed(*DESK_ROLES)
@require_POST
def act(request: HouseRequest, referral_id: Any) -> HttpResponse:
    """Record one event of a referral."""
    found = find_referral(request, referral_id)
    event = request.POST.get("viec", "")
    if event not in (*BY_HAND, "report"):
        refuse(request, "event")
    form = record(request, event, found, actor=request.actor, told=_("Đã ghi kết quả."))
    if form is not None:
        return _show(request, found, {event: form}, status=422)
    return see_other("web:desk:referral", found.pk)


@roles_allowed(*DESK_ROLES)
@require_http_methods(["GET", "POST"])
def follow_up(request: HouseRequest, follow_up_id: Any) -> HttpResponse:
    """Ask a placed person how it goes and write it down."""
    found = get_follow_up_for(request.actor, follow_up_id)
    if found is None:
        refuse(request, "follow_up")
    offered = services.follow_up_results(found, timezone.localdate())
    form = FollowUpForm(posted(request), offered=offered)
    if request.method == "POST" and form.is_valid():
        try:
            services.record_follow_up(
                follow_up=found,
                result=FollowUpResult(form.cleaned_data["result"]),
                note=form.cleaned_data["note"],
                actor=request.actor,
                now=timezone.now(),
            )
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _("Đã ghi kết quả theo dõi."))
            return see_other("web:desk:referral", found.referral_id)
    context = {
        "form": form,
        "follow_up": found,
        "person": found.referral.jobseeker,
        "is_early": len(offered) < len(FollowUpResult),
    }
    return render(request, "desk/follow_up.html", context, status=422 if form.errors else 200)
