"""Complaints: taken in, taken up, answered by somebody else than who decided."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanviec.apps.claims import services
from sanviec.apps.claims.enums import ComplaintOutcome
from sanviec.apps.claims.models import Complaint
from sanviec.apps.claims.selectors import CLAIM_ROLES
from sanviec.apps.claims.selectors.complaints import (
    complaints_for,
    get_complaint_for,
    waiting_complaints,
)
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, page_of, refused, see_other
from sanviec.web.forms.complaint import AnswerForm, ComplaintForm
from sanviec.web.requests import HouseRequest, posted, said

from .dossier import find_claim
from .signing import SIGN_ROLES


def _find(request: HouseRequest, complaint_id: Any) -> Complaint:
    found = get_complaint_for(request.actor, complaint_id)
    if found is None:
        refuse(request, "complaint")
    return found


@roles_allowed(*CLAIM_ROLES)
@require_GET
def complaints(request: HouseRequest) -> HttpResponse:
    """What waits, the first day first; then all of them."""
    context = {
        "waiting": waiting_complaints(request.actor)[:100],
        "page": page_of(request, complaints_for(request.actor)),
    }
    return render(request, "claims/complaints.html", context)


@roles_allowed(*CLAIM_ROLES)
@require_http_methods(["GET", "POST"])
def new(request: HouseRequest, claim_id: Any) -> HttpResponse:
    """Take a complaint in, on paper or told at the counter."""
    claim = find_claim(request, claim_id)
    form = ComplaintForm(posted(request), claim=claim)
    if form.is_valid():
        data = form.data_for_service()
        try:
            filed = services.file_complaint(
                claim=claim, data=data, actor=request.actor, now=timezone.now()
            )
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _("Đã nhận đơn %(number)s.") % {"number": filed.number})
            return see_other("web:claims:complaint", filed.pk)
    context = {"form": form, "claim": claim, "person": claim.jobseeker}
    return render(request, "claims/new_complaint.html", context, status=422 if form.errors else 200)


@roles_allowed(*CLAIM_ROLES)
@require_GET
def complaint(request: HouseRequest, complaint_id: Any) -> HttpResponse:
    """What is held to be wrong, the decision, the days and what can be done."""
    return _show(request, _find(request, complaint_id), AnswerForm())


def _show(
    request: HouseRequest, found: Complaint, form: AnswerForm, status: int = 200
) -> HttpResponse:
    decision = found.decision
    makers = set() if decision is None else {decision.proposed_by_id, decision.signed_by_id}
    context = {
        "complaint": found,
        "claim": found.claim,
        "person": found.claim.jobseeker,
        "form": form,
        "may_open": found.claim.centre_id == request.actor.centre_id,
        "may_answer": request.actor.role in SIGN_ROLES and request.actor.user_id not in makers,
        "replacement": decision and decision.replacements.order_by("-created_at").first(),
    }
    return render(request, "claims/complaint.html", context, status=status)


@roles_allowed(*CLAIM_ROLES)
@require_POST
def complaint_act(request: HouseRequest, complaint_id: Any) -> HttpResponse:
    """Take up, decline or note that it was taken back."""
    found = _find(request, complaint_id)
    facts: dict[str, Any] = {"complaint": found, "actor": request.actor, "now": timezone.now()}
    event = request.POST.get("viec", "")
    try:
        if event == "accept":
            services.accept_complaint(**facts)
        elif event == "decline":
            services.decline_complaint(reason=said(request.POST, "reason"), **facts)
        elif event == "withdraw":
            services.withdraw_complaint(**facts)
        else:
            refuse(request, "event")
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã ghi."))
    return see_other("web:claims:complaint", found.pk)


@roles_allowed(*SIGN_ROLES)
@require_POST
def answer(request: HouseRequest, complaint_id: Any) -> HttpResponse:
    """Answer it; where it is right, the replacing decision lies before an officer."""
    found = _find(request, complaint_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        clean = form.cleaned_data
        try:
            services.answer_complaint(
                complaint=found,
                outcome=ComplaintOutcome(clean["outcome"]),
                answer=clean["answer"],
                actor=request.actor,
                now=timezone.now(),
            )
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _("Đã trả lời khiếu nại."))
            return see_other("web:claims:complaint", found.pk)
    return _show(request, found, form, status=422)
