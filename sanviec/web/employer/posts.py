"""An employer's vacancies: write, send for approval, change, close."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanviec.apps.jobseekers.selectors import sharing_contact
from sanviec.apps.platform.enums import Role
from sanviec.apps.referrals.selectors import candidates_for
from sanviec.apps.vacancies import services
from sanviec.apps.vacancies.enums import VacancyState
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.vacancies.selectors import get_vacancy_for
from sanviec.apps.vacancies.transitions import VACANCY_STATES
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.forms.vacancy import VacancyForm
from sanviec.web.requests import HouseRequest, posted

from .account import own_employer

OWN_EVENTS = ("submit", "pause", "resume", "fill", "close")


def find_own_vacancy(request: HouseRequest, vacancy_id: Any) -> Vacancy:
    """One's own vacancy, or 404."""
    found = get_vacancy_for(request.actor, vacancy_id)
    if found is None:
        refuse(request, "vacancy")
    return found


@roles_allowed(Role.EMPLOYER)
@require_http_methods(["GET", "POST"])
def new(request: HouseRequest) -> HttpResponse:
    """Write a vacancy and send it for approval."""
    employer = own_employer(request)
    form = VacancyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        facts: dict[str, Any] = {"actor": request.actor, "now": timezone.now()}
        try:
            drafted = services.draft_vacancy(
                employer=employer, data=form.data_for_service(), **facts
            )
            if "nhap" not in request.POST:
                services.submit_vacancy(vacancy=drafted, **facts)
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _("Đã lưu tin tuyển dụng."))
            return see_other("web:employer:vacancy", drafted.pk)
    context = {"form": form, "employer": employer}
    status = 422 if form.errors else 200
    return render(request, "employer/edit_vacancy.html", context, status=status)


@roles_allowed(Role.EMPLOYER)
@require_GET
def vacancy(request: HouseRequest, vacancy_id: Any) -> HttpResponse:
    """One vacancy: who was sent, who would suit."""
    found = find_own_vacancy(request, vacancy_id)
    is_open = found.state == VacancyState.PUBLISHED
    sent = found.referrals.filter(sent_at__isnull=False).select_related("jobseeker")
    known = set(found.referrals.live().values_list("jobseeker_id", flat=True))
    rows = candidates_for(found, on=timezone.localdate()) if is_open else []
    shown = list(sent.order_by("-sent_at", "id")[:50])
    context = {
        "vacancy": found,
        "sharing": sharing_contact(row.jobseeker_id for row in shown),
        "events": [e for e in VACANCY_STATES.events_from(found.state) if e.event in OWN_EVENTS],
        "referrals": shown,
        "candidates": [row for row in rows if row.jobseeker.pk not in known],
    }
    return render(request, "employer/vacancy.html", context)


@roles_allowed(Role.EMPLOYER)
@require_http_methods(["GET", "POST"])
def edit(request: HouseRequest, vacancy_id: Any) -> HttpResponse:
    """Change a vacancy; a published one is approved again."""
    found = find_own_vacancy(request, vacancy_id)
    form = VacancyForm(posted(request), vacancy=found)
    if request.method == "POST" and form.is_valid():
        try:
            services.update_vacancy(
                vacancy=found,
                data=form.data_for_service(),
                actor=request.actor,
                now=timezone.now(),
            )
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _("Đã lưu tin tuyển dụng."))
            return see_other("web:employer:vacancy", found.pk)
    context = {"form": form, "employer": found.employer, "vacancy": found}
    status = 422 if form.errors else 200
    return render(request, "employer/edit_vacancy.html", context, status=status)


@roles_allowed(Role.EMPLOYER)
@require_POST
def act(request: HouseRequest, vacancy_id: Any) -> HttpResponse:
    """Send for approval, pause, publish again, fill or close."""
    found = find_own_vacancy(request, vacancy_id)
    event = request.POST.get("viec", "")
    if event not in OWN_EVENTS:
        refuse(request, "event")
    facts: dict[str, Any] = {"vacancy": found, "actor": request.actor, "now": timezone.now()}
    try:
        if event == "submit":
            services.submit_vacancy(**facts)
        else:
            services.change_state(**facts, event=event)
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã cập nhật tin tuyển dụng."))
    return see_other("web:employer:vacancy", found.pk)
