"""One vacancy: what it says, who stands behind it, and the way to apply."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanviec.apps.platform.enums import Role
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.vacancies.selectors import get_gone_vacancy, get_open_vacancy, get_vacancy_for
from sanviec.web.access import refuse
from sanviec.web.requests import HouseRequest

from .cards import places_line, when_line
from .job_posting import as_script, job_posting


@require_safe
def vacancy(request: HouseRequest, vacancy_id: Any) -> HttpResponse:
    """The page of an open vacancy; 410 when it is not open any more, 404 when it never was."""
    today = timezone.localdate()
    found = get_open_vacancy(vacancy_id, on=today)
    if found is None:
        return _gone(request, vacancy_id)
    context = {
        "vacancy": found,
        "place": places_line(found.place_codes),
        "when": when_line(found.published_at, found.closes_on, today),
        "offers": _offers(found),
        "posting": as_script(job_posting(found)),
        "managed_at": _managed_at(request, found),
    }
    return render(request, "public/vacancy.html", context)


def _gone(request: HouseRequest, vacancy_id: Any) -> HttpResponse:
    gone = get_gone_vacancy(vacancy_id, on=timezone.localdate())
    if gone is None:
        refuse(request, "vacancy")
    return render(request, "public/vacancy_gone.html", {"vacancy": gone}, status=410)


def _offers(vacancy: Vacancy) -> list[str]:
    offers = (
        (vacancy.offers_meals, _("Có bữa ăn")),
        (vacancy.offers_housing, _("Có chỗ ở")),
        (vacancy.offers_transport, _("Có xe đưa đón")),
        (vacancy.welcomes_disabled, _("Phù hợp với người khuyết tật")),
        (vacancy.is_overseas, _("Làm việc ở nước ngoài")),
    )
    return [text for is_offered, text in offers if is_offered]


def _managed_at(request: HouseRequest, vacancy: Vacancy) -> str:
    """The page on which staff or the employer manage this vacancy, "" for everybody else."""
    if request.actor.role == Role.EMPLOYER:
        name = "web:employer:vacancy"
    elif request.actor.is_staff:
        name = "web:desk:vacancy"
    else:
        return ""
    is_theirs = get_vacancy_for(request.actor, vacancy.pk) is not None
    return reverse(name, args=[vacancy.pk]) if is_theirs else ""


@require_safe
def apply(request: HouseRequest, vacancy_id: Any) -> HttpResponse:
    """The way to apply: sign up, register, then see why the vacancy suits and send the file."""
    if get_open_vacancy(vacancy_id, on=timezone.localdate()) is None:
        return _gone(request, vacancy_id)
    actor = request.actor
    if actor.role == Role.ANONYMOUS:
        return redirect(_then("account_signup", request.path))
    if actor.role != Role.JOBSEEKER:
        messages.info(request, _("Chỉ tài khoản của người tìm việc mới ứng tuyển được."))
        return redirect("web:vacancy", vacancy_id)
    if actor.subject_id is None:
        messages.info(request, _("Hãy trả lời vài câu dưới đây trước, rồi ứng tuyển ngay sau đó."))
        return redirect(_then("web:jobseeker:register", request.path))
    return redirect("web:jobseeker:why", vacancy_id)


def _then(name: str, path: str) -> str:
    return f"{reverse(name)}?{urlencode({'next': path})}"
