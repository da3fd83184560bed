"""What can be recorded on a referral, for the desk and for the employer alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.actors import Actor
from sanviec.apps.referrals import services
from sanviec.apps.referrals.enums import DeclineReason, ReferralOrigin, RefusalReason
from sanviec.apps.referrals.models import Referral
from sanviec.apps.referrals.selectors import explain_pair
from sanviec.apps.referrals.transitions import REFERRAL_STATES
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.vacancies.selectors import get_gone_vacancy, get_open_vacancy
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse
from sanviec.web.answers import done, refused
from sanviec.web.forms.referral import EndForm, HireForm, InterviewForm, StartForm
from sanviec.web.requests import HouseRequest

GONE = InputError(
    "Việc này vừa hết hạn hoặc đã tuyển đủ người. Hãy chọn việc khác.",
    "This vacancy has just closed. Choose another one.",
    code="vacancy_not_open",
)
FORMS: dict[str, type] = {
    "invite": InterviewForm,
    "hire": HireForm,
    "reject": EndForm,
    "decline": EndForm,
    "confirm_start": StartForm,
}


def is_too_late(request: HouseRequest, event: str, found: Referral) -> bool:
    """Whether the referral has moved on since the page was opened; the reader is told."""
    if event not in {transition.event for transition in REFERRAL_STATES.transitions}:
        return False
    try:
        REFERRAL_STATES.target(event, found.state)
    except InputError as error:
        refused(request, error)
        return True
    return False


def form_of(event: str, found: Referral, data: Any = None) -> Any:
    """The form that an event needs; None when a button is enough."""
    kind = FORMS.get(event)
    if kind is None:
        return None
    reasons = RefusalReason.choices if event == "reject" else DeclineReason.choices
    arguments: dict[str, Any] = {"reasons": reasons} if kind is EndForm else {}
    if kind is StartForm:
        arguments["initial"] = {"starts_on": found.starts_on}
    if kind is InterviewForm and found.interview_at:
        at = timezone.localtime(found.interview_at)
        place = found.interview_place
        arguments["initial"] = {"interview_at": at, "interview_place": place}
    return kind(data, prefix=event, **arguments)


Act = Callable[[Referral, dict[str, Any], Actor], Any]


def _plain(service: Callable[..., Any]) -> Act:
    def run(found: Referral, clean: dict[str, Any], actor: Actor) -> Any:
        return service(referral=found, actor=actor, now=timezone.now())

    return run


def _invite(found: Referral, clean: dict[str, Any], actor: Actor) -> Any:
    return services.invite_to_interview(
        referral=found,
        interview_at=clean["interview_at"],
        place=clean["interview_place"],
        actor=actor,
        now=timezone.now(),
    )


def _hire(found: Referral, clean: dict[str, Any], actor: Actor) -> Any:
    facts = services.Hire(**clean)
    return services.hire(referral=found, facts=facts, actor=actor, now=timezone.now())


def _reject(found: Referral, clean: dict[str, Any], actor: Actor) -> Any:
    reason = RefusalReason(clean["reason"])
    now = timezone.now()
    return services.reject(
        referral=found, reason=reason, text=clean["reason_text"], actor=actor, now=now
    )


def _decline(found: Referral, clean: dict[str, Any], actor: Actor) -> Any:
    reason = DeclineReason(clean["reason"])
    now = timezone.now()
    return services.decline(
        referral=found, reason=reason, text=clean["reason_text"], actor=actor, now=now
    )


def _start(found: Referral, clean: dict[str, Any], actor: Actor) -> Any:
    return services.confirm_start(
        referral=found, starts_on=clean["starts_on"], actor=actor, now=timezone.now()
    )


ACTS: dict[str, Act] = {
    "agree": _plain(services.agree_referral),
    "send": _plain(services.send_referral),
    "invite": _invite,
    "hire": _hire,
    "reject": _reject,
    "miss": _plain(services.record_no_show),
    "decline": _decline,
    "confirm_start": _start,
    "miss_start": _plain(services.record_not_started),
    "report": _plain(services.report_hire),
}


def record(
    request: HouseRequest, event: str, found: Referral, *, actor: Actor, told: str
) -> Any | None:
    """Record an event with the posted answers and say so.

    Returns:
        None once there is nothing more to ask, else the form with what is wrong in it.
    """
    if is_too_late(request, event, found):
        return None
    form = form_of(event, found, request.POST)
    if form is not None and not form.is_valid():
        return form
    try:
        ACTS[event](found, form.cleaned_data if form else {}, actor)
    except InputError as error:
        if form is None:
            refused(request, error)
            return None
        form.add_service_error(error)
        return form
    done(request, told)
    return None


def open_vacancy_or_none(request: HouseRequest, vacancy_id: Any, now: datetime) -> Vacancy | None:
    """A vacancy to apply for; None, and a word about it, if it closed while the page was open.

    Raises:
        Http404: it never was public.
    """
    today = timezone.localdate(now)
    vacancy = get_open_vacancy(vacancy_id, on=today)
    if vacancy is None:
        if get_gone_vacancy(vacancy_id, on=today) is None:
            refuse(request, "vacancy")
        refused(request, GONE)
    return vacancy


def introduce_at_the_counter(request: HouseRequest, person: Jobseeker, vacancy_id: Any) -> None:
    """Introduce somebody: proposed, agreed and sent in one act; the reader is told what came of
    it.

    Raises:
        Http404: there never was such a vacancy.
    """
    now = timezone.now()
    vacancy = open_vacancy_or_none(request, vacancy_id, now)
    if vacancy is None:
        return
    explanation = explain_pair(person, vacancy, on=timezone.localdate(now))
    proposal = services.Proposal(person, vacancy, ReferralOrigin.COUNSELLOR, explanation)
    try:
        with transaction.atomic():
            referral = services.propose_referral(proposal=proposal, actor=request.actor, now=now)
            referral = services.agree_referral(referral=referral, actor=request.actor, now=now)
            services.send_referral(referral=referral, actor=request.actor, now=now)
    except InputError as error:
        refused(request, error)
    else:
        names = {"name": person.full_name, "employer": vacancy.employer.name}
        done(request, _("Đã giới thiệu %(name)s với %(employer)s.") % names)
