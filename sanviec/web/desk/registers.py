"""Employers and vacancies at the counter: verify, approve, send back, review, write for them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanviec.apps.employers import services as employer_services
from sanviec.apps.employers.enums import EmployerState
from sanviec.apps.employers.models import Employer
from sanviec.apps.employers.selectors import employers_for, get_employer_for
from sanviec.apps.employers.transitions import EMPLOYER_STATES
from sanviec.apps.referrals.selectors import candidates_for
from sanviec.apps.vacancies import services
from sanviec.apps.vacancies.enums import VacancyState
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.vacancies.selectors import get_vacancy_for, limits_said, vacancies_for
from sanviec.apps.vacancies.transitions import VACANCY_STATES
from sanviec.kernel.errors import InputError
from sanviec.kernel.text import fold
from sanviec.web.access import DESK_ROLES, refuse, roles_allowed
from sanviec.web.answers import done, page_of, refused, see_other
from sanviec.web.forms.vacancy import EmployerForm, VacancyForm
from sanviec.web.requests import HouseRequest, own_centre, posted, said


@roles_allowed(*DESK_ROLES)
@require_GET
def employers(request: HouseRequest) -> HttpResponse:
    """The centre's employers by state and name."""
    state, text = request.GET.get("trang_thai", ""), said(request.GET, "q")
    rows = employers_for(request.actor)
    if state in EmployerState.values:
        rows = rows.filter(state=state)
    if text:
        rows = rows.filter(name_folded__contains=fold(text))
    context = {
        "page": page_of(request, rows.order_by("name_folded", "id")),
        "states": EmployerState.choices,
        "state": state,
        "q": text,
    }
    return render(request, "desk/employers.html", context)


def find_employer(request: HouseRequest, employer_id: Any) -> Employer:
    """The employer, or 404 for everybody who may not open it."""
    found = get_employer_for(request.actor, employer_id)
    if found is None:
        refuse(request, "employer")
    return found


@roles_allowed(*DESK_ROLES)
@require_http_methods(["GET", "POST"])
def new_employer(request: HouseRequest) -> HttpResponse:
    """Register an employer who came to the counter or called."""
    centre = own_centre(request)
    form = EmployerForm(posted(request), near=centre.province_code)
    if request.method == "POST" and form.is_valid():
        try:
            employer = employer_services.register_employer(
                data=form.data_for_service(),
                centre=centre,
                actor=request.actor,
                now=timezone.now(),
            )
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _("Đã ghi nhận doanh nghiệp, chờ xác minh."))
            return see_other("web:desk:employer", employer.pk)
    status = 422 if form.errors else 200
    return render(request, "desk/new_employer.html", {"form": form}, status=status)


@roles_allowed(*DESK_ROLES)
@require_GET
def employer(request: HouseRequest, employer_id: Any) -> HttpResponse:
    """One employer with its vacancies."""
    found = find_employer(request, employer_id)
    context = {
        "employer": found,
        "events": EMPLOYER_STATES.events_from(found.state),
        "page": page_of(request, found.vacancies.order_by("-updated_at", "id")),
    }
    return render(request, "desk/employer.html", context)


@roles_allowed(*DESK_ROLES)
@require_POST
def employer_act(request: HouseRequest, employer_id: Any) -> HttpResponse:
    """Verify, refuse, suspend or reinstate."""
    found = find_employer(request, employer_id)
    event, reason = request.POST.get("viec", ""), said(request.POST, "ly_do")
    facts: dict[str, Any] = {"employer": found, "actor": request.actor, "now": timezone.now()}
    try:
        if event == "verify":
            employer_services.verify_employer(**facts)
        elif event == "refuse":
            employer_services.refuse_employer(**facts, reason=reason)
        elif event == "suspend":
            employer_services.suspend_employer(**facts, reason=reason)
        elif event == "reinstate":
            employer_services.reinstate_employer(**facts)
        else:
            refuse(request, "event")
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã ghi kết quả xác minh."))
    return see_other("web:desk:employer", found.pk)


@roles_allowed(*DESK_ROLES)
@require_GET
def vacancies(request: HouseRequest) -> HttpResponse:
    """The centre's vacancies by state and title."""
    state, text = request.GET.get("trang_thai", ""), said(request.GET, "q")
    rows = vacancies_for(request.actor).select_related("employer")
    if state in VacancyState.values:
        rows = rows.filter(state=state)
    if text:
        rows = rows.filter(title_folded__contains=fold(text))
    context = {
        "page": page_of(request, rows),
        "states": VacancyState.choices,
        "state": state,
        "q": text,
    }
    return render(request, "desk/vacancies.html", context)


def find_vacancy(request: HouseRequest, vacancy_id: Any) -> Vacancy:
    """The vacancy, or 404 for everybody who may not manage it."""
    found = get_vacancy_for(request.actor, vacancy_id)
    if found is None:
        refuse(request, "vacancy")
    return found


@roles_allowed(*DESK_ROLES)
@require_GET
def vacancy(request: HouseRequest, vacancy_id: Any) -> HttpResponse:
    """One vacancy with the people who suit it."""
    found = find_vacancy(request, vacancy_id)
    is_open = found.state == VacancyState.PUBLISHED
    by_hand = {"submit", "publish", "return", "pause", "resume", "fill", "close"}
    context = {
        "vacancy": found,
        "limits": limits_said(found),
        "events": [e for e in VACANCY_STATES.events_from(found.state) if e.event in by_hand],
        "candidates": candidates_for(found, on=timezone.localdate()) if is_open else [],
        "referrals": found.referrals.select_related("jobseeker").order_by("-created_at", "id")[:50],
    }
    return render(request, "desk/vacancy.html", context)


@roles_allowed(*DESK_ROLES)
@require_http_methods(["GET", "POST"])
def new_vacancy(request: HouseRequest, employer_id: Any) -> HttpResponse:
    """Write a vacancy down for an employer who calls."""
    owner = find_employer(request, employer_id)
    form = VacancyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        facts: dict[str, Any] = {"actor": request.actor, "now": timezone.now()}
        try:
            drafted = services.draft_vacancy(employer=owner, data=form.data_for_service(), **facts)
            services.submit_vacancy(vacancy=drafted, **facts)
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _("Đã ghi nhận tin tuyển dụng, chờ duyệt."))
            return see_other("web:desk:vacancy", drafted.pk)
    context = {"form": form, "employer": owner}
    return render(request, "desk/edit_vacancy.html", context, status=422 if form.errors else 200)


@roles_allowed(*DESK_ROLES)
@require_http_methods(["GET", "POST"])
def edit_vacancy(request: HouseRequest, vacancy_id: Any) -> HttpResponse:
    """Correct what a vacancy says."""
    found = find_vacancy(request, vacancy_id)
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
            return see_other("web:desk:vacancy", found.pk)
    context = {"form": form, "employer": found.employer, "vacancy": found}
    return render(request, "desk/edit_vacancy.html", context, status=422 if form.errors else 200)


@roles_allowed(*DESK_ROLES)
@require_POST
def vacancy_act(request: HouseRequest, vacancy_id: Any) -> HttpResponse:
    """Approve, send back, review, pause, publish again, fill or close."""
    found = find_vacancy(request, vacancy_id)
    event, reason = request.POST.get("viec", ""), said(request.POST, "ly_do")
    facts: dict[str, Any] = {"vacancy": found, "actor": request.actor, "now": timezone.now()}
    try:
        if event == "submit":
            services.submit_vacancy(**facts)
        elif event == "publish":
            services.publish_vacancy(**facts)
        elif event == "return":
            services.return_vacancy(**facts, reason=reason)
        elif event == "review":
            services.confirm_review(**facts)
        elif event in {"pause", "resume", "fill", "close"}:
            services.change_state(**facts, event=event, reason=reason)
        else:
            refuse(request, "event")
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã cập nhật tin tuyển dụng."))
    return see_other("web:desk:vacancy", found.pk)
