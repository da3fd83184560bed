"""A person's own claim: file it without a trip, see where it stands, give the monthly notice."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanviec.apps.claims import services
from sanviec.apps.claims.enums import (
    IN_BENEFIT,
    ClaimState,
    IntakeChannel,
    NoticeChannel,
    PaperKind,
)
from sanviec.apps.claims.models import Claim, ClaimDecision, DecisionDocument
from sanviec.apps.claims.selectors import claims_for, get_claim_for
from sanviec.apps.claims.selectors.documents import get_document_for
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.services import store_document
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.forms.claim import ClaimForm, NoticeForm
from sanviec.web.limits import limited
from sanviec.web.paper_answers import hand_out
from sanviec.web.requests import HouseRequest, posted

from .own import own_file

_TO_FILE = frozenset({ClaimState.DRAFT, ClaimState.RETURNED})


def _own_claim(request: HouseRequest, claim_id: Any) -> Claim:
    found = get_claim_for(request.actor, claim_id)
    if found is None:
        refuse(request, "claim")
    return found


@roles_allowed(Role.JOBSEEKER)
@require_GET
def listing(request: HouseRequest) -> HttpResponse:
    """The person's claims, newest first."""
    person = own_file(request)
    claims = list(claims_for(request.actor).order_by("-created_at", "id")[:20])
    return render(request, "jobseeker/benefits.html", {"person": person, "claims": claims})


@roles_allowed(Role.JOBSEEKER)
@require_http_methods(["GET", "POST"])
@limited("claim", per_hour=20)
def new(request: HouseRequest) -> HttpResponse:
    """Say what job ended; the papers come on the next page."""
    person = own_file(request)
    form = ClaimForm(posted(request))
    if form.is_valid():
        try:
            opened = services.open_claim(
                jobseeker=person,
                data=form.data_for_service(),
                channel=IntakeChannel.PORTAL,
                actor=request.actor,
                now=timezone.now(),
            )
        except InputError as error:
            form.add_service_error(error)
        else:
            return see_other("web:jobseeker:claim", opened.pk)
    context = {"form": form, "person": person}
    return render(request, "jobseeker/new_claim.html", context, status=422 if form.errors else 200)


@roles_allowed(Role.JOBSEEKER)
@require_GET
def claim(request: HouseRequest, claim_id: Any) -> HttpResponse:
    """Each step with its day: what was done, what comes next and who must act."""
    found = _own_claim(request, claim_id)
    today = timezone.localdate()
    running = found.months.running_on(today).first() if found.state in IN_BENEFIT else None
    context = {
        "claim": found,
        "person": found.jobseeker,
        "months": found.months.select_related("notice").order_by("number"),
        "papers": found.papers.order_by("created_at", "id"),
        "missing": services.missing_papers(found) if found.state in _TO_FILE else [],
        "paper_kinds": PaperKind.choices,
        "decisions": _with_papers(found),
        "may_file": found.state in _TO_FILE,
        "notice_month": running if running and running.notice_id is None else None,
    }
    return render(request, "jobseeker/claim.html", context)


def _with_papers(found: Claim) -> list[tuple[ClaimDecision, DecisionDocument | None]]:
    """The signed decisions, newest first; those of before there were papers have none."""
    signed = found.decisions.signed().select_related("document").order_by("-signed_at", "id")
    return [(decision, getattr(decision, "document", None)) for decision in signed]


@roles_allowed(Role.JOBSEEKER)
@require_POST
@limited("decision_document", per_hour=60)
def document(request: HouseRequest, decision_id: Any) -> HttpResponse:
    """The signed paper of a decision about the person."""
    found = get_document_for(request.actor, decision_id)
    if found is None:
        refuse(request, "document")
    claim_id = found.decision.claim_id
    return hand_out(request, found, or_else="web:jobseeker:claim", args=(claim_id,))


@roles_allowed(Role.JOBSEEKER)
@require_POST
@limited("claim_paper", per_hour=60)
def add_paper(request: HouseRequest, claim_id: Any) -> HttpResponse:
    """Hand in a photo or a scan of one paper."""
    found = _own_claim(request, claim_id)
    upload, kind = request.FILES.get("tep"), request.POST.get("loai", "")
    if upload is None or kind not in PaperKind.values or found.state not in _TO_FILE:
        error = InputError(
            "Hãy chọn loại giấy tờ và một ảnh hoặc tệp PDF.",
            "Choose the kind of paper and a photo or a PDF.",
            code="paper_needed",
        )
        refused(request, error)
        return see_other("web:jobseeker:claim", found.pk)
    now = timezone.now()
    try:
        stored = store_document(name=upload.name or "giấy tờ", content=upload.read(), now=now)
        services.add_paper(
            claim=found,
            kind=PaperKind(kind),
            stored=stored,
            note="",
            actor=request.actor,
            now=now,
        )
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã nhận giấy tờ."))
    return see_other("web:jobseeker:claim", found.pk)


@roles_allowed(Role.JOBSEEKER)
@require_POST
def file(request: HouseRequest, claim_id: Any) -> HttpResponse:
    """Hand the dossier in."""
    found = _own_claim(request, claim_id)
    now = timezone.now()
    try:
        services.file_claim(
            claim=found, filed_on=timezone.localdate(now), actor=request.actor, now=now
        )
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã nộp hồ sơ. Trung tâm sẽ kiểm tra và báo lại cho bạn."))
    return see_other("web:jobseeker:claim", found.pk)


@roles_allowed(Role.JOBSEEKER)
@require_http_methods(["GET", "POST"])
def notice(request: HouseRequest, claim_id: Any) -> HttpResponse:
    """The monthly notice, under a minute on a phone."""
    found = _own_claim(request, claim_id)
    form = NoticeForm(posted(request))
    if form.is_valid():
        data = services.NoticeData(
            contacts=form.contacts(),
            found_work=form.cleaned_data["found_work"],
            note=form.cleaned_data["note"],
        )
        try:
            services.give_notice(
                claim=found,
                data=data,
                channel=NoticeChannel.WEB,
                actor=request.actor,
                now=timezone.now(),
            )
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _("Đã nhận thông báo tìm kiếm việc làm của tháng này."))
            return see_other("web:jobseeker:claim", found.pk)
    context = {"form": form, "claim": found}
    return render(request, "jobseeker/notice.html", context, status=422 if form.errors else 200)
