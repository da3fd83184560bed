"""A person's own claim: file it without a trip, see where it stands, give the monthly notice."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
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
from sanviec.apps.claims.models import (
    BenefitMonth,
    Claim,
    ClaimDecision,
    DecisionDocument,
    JobRefusal,
)
from sanviec.apps.claims.selectors import (
    claims_for,
    get_claim_for,
    get_own_claim_to_act_on,
)
from sanviec.apps.claims.selectors.documents import get_document_for
from sanviec.apps.claims.transitions import CLAIM_STATES
from sanviec.apps.platform.enums import Role
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.claims.dossier import asked_today, steps_of
from sanviec.web.claims.papers import keep_paper, slip_page
from sanviec.web.forms.claim import ClaimForm, NoticeForm
from sanviec.web.limits import limited
from sanviec.web.paper_answers import hand_out
from sanviec.web.requests import HouseRequest, posted, said

from .own import own_file, own_file_or_none

_TO_FILE = frozenset({ClaimState.DRAFT, ClaimState.RETURNED})


def own_claim(request: HouseRequest, claim_id: Any) -> Claim:
    """The person's claim, or 404."""
    found = get_claim_for(request.actor, claim_id)
    if found is None:
        refuse(request, "claim")
    return found


def _to_act_on(request: HouseRequest, claim_id: Any) -> Claim:
    """The person's claim, read briefly, or 404: for what thousands do in the same days."""
    found = get_own_claim_to_act_on(request.actor, claim_id)
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
    """Say what job ended; the papers come on the next page.

    Who has no file yet fills in the short card first.
    """
    person = own_file_or_none(request)
    if person is None:
        card = reverse("web:jobseeker:register")
        return see_other(f"{card}?{urlencode({'next': request.path})}")
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
    found = own_claim(request, claim_id)
    today = timezone.localdate()
    is_running = found.state in IN_BENEFIT | {ClaimState.TRANSFERRING}
    running = found.months.running_on(today).first() if is_running else None
    context = {
        **steps_of(found, asked_today(found)[0]),
        "claim": found,
        "person": found.jobseeker,
        "months": found.months.select_related("notice").order_by("number"),
        "papers": found.papers.order_by("created_at", "id"),
        "missing": services.missing_papers(found) if found.state in _TO_FILE else [],
        "paper_kinds": PaperKind.choices,
        "decisions": _with_papers(found),
        "may_file": found.state in _TO_FILE,
        "trainings": found.training_supports.order_by("-asked_on", "-created_at"),
        "may_withdraw": CLAIM_STATES.allows("withdraw", found.state),
        "refusals": found.refusals.order_by("refused_on", "id"),
        "may_move": found.state in IN_BENEFIT,
        "may_report_work": found.state in IN_BENEFIT,
        "transfer": found.transfers.select_related("from_centre", "to_centre").first(),
        "notice_month": running if running and _needs_notice(running) else None,
    }
    return render(request, "jobseeker/claim.html", context)


def _needs_notice(month: BenefitMonth) -> bool:
    """The first month asks for no notice, and neither does one that is exempt or has its own."""
    return bool(month.notice_until and not month.is_exempt and month.notice_id is None)


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
    found = own_claim(request, claim_id)
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
        kept = keep_paper(upload, now)
        services.add_paper(
            claim=found,
            kind=PaperKind(kind),
            stored=kept.stored,
            note=kept.warning,
            actor=request.actor,
            now=now,
        )
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã nhận giấy tờ.") + (f" {kept.warning}" if kept.warning else ""))
    return see_other("web:jobseeker:claim", found.pk)


@roles_allowed(Role.JOBSEEKER)
@require_POST
def file(request: HouseRequest, claim_id: Any) -> HttpResponse:
    """Hand the dossier in."""
    found = _to_act_on(request, claim_id)
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
    found = _to_act_on(request, claim_id)
    form = NoticeForm(posted(request))
    if form.is_valid():
        data = form.data_for_service()
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
            # Who has found work is asked at once where and from when.
            is_next_asked = data.found_work and found.state in IN_BENEFIT
            page = "web:jobseeker:report_work" if is_next_asked else "web:jobseeker:claim"
            return see_other(page, found.pk)
    context = {"form": form, "claim": found}
    return render(request, "jobseeker/notice.html", context, status=422 if form.errors else 200)


@roles_allowed(Role.JOBSEEKER)
@require_GET
def slip(request: HouseRequest, claim_id: Any) -> HttpResponse:
    """The appointment slip on the phone or on paper."""
    found = own_claim(request, claim_id)
    if found.accepted_on is None:
        refuse(request, "claim")
    return slip_page(request, found)


@roles_allowed(Role.JOBSEEKER)
@require_POST
def withdraw(request: HouseRequest, claim_id: Any) -> HttpResponse:
    """The person no longer wants the allowance; the contributions stay whole."""
    found = own_claim(request, claim_id)
    reason = said(request.POST, "reason") or _("Người lao động rút trên mạng")
    try:
        services.withdraw_claim(claim=found, reason=reason, actor=request.actor, now=timezone.now())
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã rút hồ sơ. Thời gian đóng của bạn được giữ nguyên."))
    return see_other("web:jobseeker:claim", found.pk)


@roles_allowed(Role.JOBSEEKER)
@require_POST
def answer_refusal(request: HouseRequest, refusal_id: Any) -> HttpResponse:
    """Say why a job was not taken."""
    found = JobRefusal.objects.filter(pk=refusal_id).first()
    if found is None or get_claim_for(request.actor, found.claim_id) is None:
        refuse(request, "refusal")
    answer = said(request.POST, "answer", 500)
    try:
        services.answer_refusal(
            refusal=found, answer=answer, actor=request.actor, now=timezone.now()
        )
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã gửi giải trình. Trung tâm sẽ xem và trả lời."))
    return see_other("web:jobseeker:claim", found.claim_id)
