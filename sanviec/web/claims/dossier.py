"""One dossier, one screen: what was said, what the law says of it, what comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanviec.apps.claims import services
from sanviec.apps.claims.enums import IntakeChannel
from sanviec.apps.claims.models import Claim, ClaimFlag
from sanviec.apps.claims.selectors import CLAIM_ROLES, get_claim_for
from sanviec.apps.claims.selectors.notices import month_to_notice
from sanviec.apps.claims.services.outcome import outcome_in_benefit, outcome_of
from sanviec.apps.counselling.selectors import counselling_of
from sanviec.apps.jobseekers.selectors import get_jobseeker_for
from sanviec.apps.platform.models import AuditEntry
from sanviec.apps.referrals.selectors import referrals_of
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other, text_of
from sanviec.web.forms.claim import ClaimForm, NewClaimForm
from sanviec.web.requests import HouseRequest, posted, said

from .acts import acts_of, record
from .agency import agency_of
from .timeline import next_steps, past_steps


def find_claim(request: HouseRequest, claim_id: Any) -> Claim:
    """The claim, or 404 for everybody who may not open it."""
    found = get_claim_for(request.actor, claim_id)
    if found is None:
        refuse(request, "claim")
    return found


@roles_allowed(*CLAIM_ROLES)
@require_http_methods(["GET", "POST"])
def new(request: HouseRequest, person_id: Any) -> HttpResponse:
    """A claim at the counter, by post or by proxy."""
    person = get_jobseeker_for(request.actor, person_id)
    if person is None:
        refuse(request, "jobseeker")
    form = NewClaimForm(posted(request))
    if form.is_valid():
        try:
            opened = services.open_claim(
                jobseeker=person,
                data=form.data_for_service(),
                channel=IntakeChannel(form.cleaned_data["channel"]),
                actor=request.actor,
                now=timezone.now(),
            )
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _("Đã mở hồ sơ %(number)s.") % {"number": opened.number})
            return see_other("web:claims:claim", opened.pk)
    context = {"form": form, "person": person}
    return render(request, "claims/edit.html", context, status=422 if form.errors else 200)


@roles_allowed(*CLAIM_ROLES)
@require_http_methods(["GET", "POST"])
def edit(request: HouseRequest, claim_id: Any) -> HttpResponse:
    """Put right what was said."""
    found = find_claim(request, claim_id)
    form = ClaimForm.of(found, posted(request))
    if form.is_valid():
        data = replace(form.data_for_service(), proxy_name=found.proxy_name)
        try:
            services.change_claim(claim=found, data=data, actor=request.actor, now=timezone.now())
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _("Đã lưu hồ sơ."))
            return see_other("web:claims:claim", found.pk)
    context = {"form": form, "person": found.jobseeker, "claim": found}
    return render(request, "claims/edit.html", context, status=422 if form.errors else 200)


@roles_allowed(*CLAIM_ROLES)
@require_GET
def claim(request: HouseRequest, claim_id: Any) -> HttpResponse:
    """The dossier with its timeline, the next legal day and who must act."""
    return _show(request, find_claim(request, claim_id))


def _show(
    request: HouseRequest, found: Claim, bound: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    outcome, problem = asked_today(found)
    context = {
        **steps_of(found, outcome),
        "claim": found,
        "person": found.jobseeker,
        "outcome": outcome,
        "problem": problem,
        "gate": services.gate_of(found),
        "missing": services.missing_papers(found),
        "papers": found.papers.select_related("stored").order_by("created_at", "id"),
        "refusals": found.refusals.order_by("refused_on", "id"),
        "flags": found.flags.order_by("created_at", "id"),
        "decisions": found.decisions.order_by("-created_at", "id"),
        "months": found.months.select_related("notice").order_by("number"),
        "asked_month": month_to_notice(found, on=timezone.localdate()),
        "counselling": counselling_of(found.jobseeker, limit=5),
        "referrals": referrals_of(found.jobseeker)[:5],
        "acts": acts_of(found, bound),
        "may_edit": services.may_edit(found),
        "agency": agency_of(found),
        "related": _related(found),
        "pay_rows": found.pay_rows.select_related("month").order_by("created_at", "number"),
        "recoveries": found.recoveries.order_by("created_at", "id"),
        "history": AuditEntry.objects.for_object("claims.claim", found.pk)[:50],
    }
    return render(request, "claims/claim.html", context, status=status)


def _related(found: Claim) -> list[tuple[str, str, str]]:
    """Training, complaints and moves of the claim: title, page, state."""
    rows: list[tuple[str, str, Any]] = [
        (_("Hỗ trợ đào tạo"), "web:claims:training", found.training_supports.all()),
        (_("Khiếu nại"), "web:claims:complaint", found.complaints.all()),
        (_("Chuyển nơi hưởng"), "web:claims:transfer", found.transfers.all()),
    ]
    return [
        (
            f"{title} {getattr(row, 'number', '')}".strip(),
            reverse(name, args=[row.pk]),
            row.get_state_display(),
        )
        for title, name, found_rows in rows
        for row in found_rows.order_by("created_at", "id")
    ]


def steps_of(found: Claim, outcome: dict[str, Any] | None) -> dict[str, Any]:
    """The case as a line of time, for the page of an officer or of the person."""
    last_day = (outcome or {}).get("last_filing_day")
    return {
        "next_steps": next_steps(
            found,
            on=timezone.localdate(),
            last_filing_day=date.fromisoformat(last_day) if last_day else None,
        ),
        "past_steps": past_steps(found),
    }


def asked_today(found: Claim) -> tuple[dict[str, Any] | None, str]:
    """What the law says today, or in words why it cannot say."""
    ask = outcome_of if found.starts_on is None else outcome_in_benefit
    try:
        outcome = ask(found, on=timezone.localdate())
    except InputError as error:
        return None, text_of(error)
    return outcome.record, ""


@roles_allowed(*CLAIM_ROLES)
@require_POST
def act(request: HouseRequest, claim_id: Any) -> HttpResponse:
    """Record one act on a claim."""
    found = find_claim(request, claim_id)
    bound = record(request, found, request.POST.get("viec", ""))
    if bound is not None:
        return _show(request, found, bound, status=422)
    return see_other("web:claims:claim", found.pk)


@roles_allowed(*CLAIM_ROLES)
@require_POST
def flag(request: HouseRequest, flag_id: Any) -> HttpResponse:
    """Say what a clash means."""
    found = ClaimFlag.objects.filter(pk=flag_id).select_related("claim").first()
    if found is None or get_claim_for(request.actor, found.claim_id) is None:
        refuse(request, "flag")
    answer = said(request.POST, "answer")
    try:
        services.answer_flag(flag=found, answer=answer, actor=request.actor, now=timezone.now())
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã ghi kết luận."))
    asked = request.POST.get("dao_tao", "")
    training = found.claim.training_supports.filter(number=asked).first() if asked else None
    if training is not None:
        return see_other("web:claims:training", training.pk)
    return see_other("web:claims:claim", found.claim_id)
