"""Matches with reasons, applying, answering what the centre or an employer proposes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import AuditEntry
from sanviec.apps.referrals import services
from sanviec.apps.referrals.enums import DeclineReason, ReferralOrigin
from sanviec.apps.referrals.models import Referral
from sanviec.apps.referrals.selectors import (
    explain_pair,
    get_referral_for,
    improvements_for,
    matches_for,
)
from sanviec.apps.referrals.transitions import REFERRAL_STATES
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.vacancies.selectors import get_open_vacancy
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.forms.referral import EndForm
from sanviec.web.limits import limited
from sanviec.web.referral_acts import is_too_late, open_vacancy_or_none
from sanviec.web.requests import HouseRequest

from .own import own_file
from .profile import may_match

IN_OWN_WORDS = {
    "consent_missing": gettext_lazy(
        "Bạn chưa cho phép gửi tên và số điện thoại cho doanh nghiệp. "
        "Hãy bấm “Cho phép” ở mục đó, rồi ứng tuyển lại."
    ),
    "not_seeking": gettext_lazy(
        "Hồ sơ của bạn đang không tìm việc. "
        "Hãy bấm “Tìm việc tiếp” ở trang “Của tôi”, rồi ứng tuyển lại."
    ),
    "referral_exists": gettext_lazy(
        "Bạn đã ứng tuyển việc này rồi. Tình trạng hồ sơ ở ngay dưới đây."
    ),
}


@roles_allowed(Role.JOBSEEKER)
@require_GET
def matches(request: HouseRequest) -> HttpResponse:
    """The ten vacancies that suit best, with the reasons."""
    person = own_file(request)
    is_matched = may_match(person)
    rows = matches_for(person, on=timezone.localdate()) if is_matched else []
    context = {"person": person, "rows": rows, "may_match": is_matched}
    return render(request, "jobseeker/matches.html", context)


@roles_allowed(Role.JOBSEEKER)
@require_GET
def why(request: HouseRequest, vacancy_id: Any) -> HttpResponse:
    """Why one vacancy suits, the whole sum, what would raise it, and the button to apply."""
    person = own_file(request)
    today = timezone.localdate()
    vacancy = get_open_vacancy(vacancy_id, on=today)
    if vacancy is None:
        refuse(request, "vacancy")
    live = Referral.objects.live().for_jobseeker(person).filter(vacancy=vacancy).first()
    explanation = explain_pair(person, vacancy, on=today)
    context = {
        "vacancy": vacancy,
        "explanation": explanation,
        "improvements": improvements_for(person, vacancy, explanation, on=today),
        "referral": live,
    }
    return render(request, "jobseeker/why.html", context)


@roles_allowed(Role.JOBSEEKER)
@require_POST
@limited("apply", per_hour=30)
def apply(request: HouseRequest, vacancy_id: Any) -> HttpResponse:
    """Apply: the person agrees and the employer gets the file at once."""
    person = own_file(request)
    now = timezone.now()
    vacancy = open_vacancy_or_none(request, vacancy_id, now)
    if vacancy is None:
        return see_other("web:jobseeker:matches")
    explanation = explain_pair(person, vacancy, on=timezone.localdate(now))
    proposal = services.Proposal(person, vacancy, ReferralOrigin.APPLICATION, explanation)
    facts: dict[str, Any] = {"actor": request.actor, "now": now}
    try:
        with transaction.atomic():
            sent = services.propose_referral(proposal=proposal, **facts)
            sent = services.agree_referral(referral=sent, **facts)
            services.send_referral(referral=sent, **facts)
    except InputError as error:
        tell_the_person(request, error)
        return _way_on(error, person, vacancy)
    done(request, _("Đã gửi hồ sơ tới %(employer)s.") % {"employer": vacancy.employer.name})
    return see_other("web:jobseeker:referral", sent.pk)


def _way_on(error: InputError, person: Jobseeker, vacancy: Vacancy) -> HttpResponse:
    """The page on which a refused application can be mended, or where the first one stands."""
    if error.code == "consent_missing":
        return see_other("web:jobseeker:data")
    live = Referral.objects.live().for_jobseeker(person).filter(vacancy=vacancy).first()
    if error.code == "referral_exists" and live is not None:
        return see_other("web:jobseeker:referral", live.pk)
    return see_other("web:jobseeker:why", vacancy.pk)


def tell_the_person(request: HouseRequest, error: InputError) -> None:
    """Say why not in words for the person; the service speaks to whoever sits at the counter."""
    words = IN_OWN_WORDS.get(error.code)
    if words is None:
        refused(request, error)
    else:
        messages.error(request, words)


def find_own_referral(request: HouseRequest, referral_id: Any) -> Referral:
    """One's own referral, or 404."""
    found = get_referral_for(request.actor, referral_id)
    if found is None:
        refuse(request, "referral")
    return found


@roles_allowed(Role.JOBSEEKER)
@require_GET
def referral(request: HouseRequest, referral_id: Any) -> HttpResponse:
    """Where an application or introduction stands, and by when an answer is promised."""
    return _show(request, find_own_referral(request, referral_id))


def _show(
    request: HouseRequest, found: Referral, form: EndForm | None = None, status: int = 200
) -> HttpResponse:
    may_decline = REFERRAL_STATES.allows("decline", found.state)
    context = {
        "referral": found,
        "vacancy": found.vacancy,
        "may_agree": REFERRAL_STATES.allows("agree", found.state),
        "decline_form": (form or EndForm(reasons=DeclineReason.choices)) if may_decline else None,
        "history": AuditEntry.objects.for_object("referrals.referral", found.pk)[:50],
    }
    return render(request, "jobseeker/referral.html", context, status=status)


@roles_allowed(Role.JOBSEEKER)
@require_POST
def answer(request: HouseRequest, referral_id: Any) -> HttpResponse:
    """Say yes (the file goes to the employer) or no."""
    found = find_own_referral(request, referral_id)
    if request.POST.get("tra_loi") == "dong_y":
        return _agree(request, found)
    return _decline(request, found)


def _agree(request: HouseRequest, found: Referral) -> HttpResponse:
    facts: dict[str, Any] = {"actor": request.actor, "now": timezone.now()}
    try:
        with transaction.atomic():
            agreed = services.agree_referral(referral=found, **facts)
            services.send_referral(referral=agreed, **facts)
    except InputError as error:
        tell_the_person(request, error)
        if error.code == "consent_missing":
            return see_other("web:jobseeker:data")
    else:
        done(request, _("Đã đồng ý. Hồ sơ của bạn đã gửi tới doanh nghiệp."))
    return see_other("web:jobseeker:referral", found.pk)


def _decline(request: HouseRequest, found: Referral) -> HttpResponse:
    if is_too_late(request, "decline", found):
        return see_other("web:jobseeker:referral", found.pk)
    form = EndForm(request.POST, reasons=DeclineReason.choices)
    if not form.is_valid():
        return _show(request, found, form, status=422)
    try:
        services.decline(
            referral=found,
            reason=DeclineReason(form.cleaned_data["reason"]),
            text=form.cleaned_data["reason_text"],
            actor=request.actor,
            now=timezone.now(),
        )
    except InputError as error:
        form.add_service_error(error)
        return _show(request, found, form, status=422)
    done(request, _("Đã ghi nhận bạn không nhận việc này."))
    return see_other("web:jobseeker:referral", found.pk)
