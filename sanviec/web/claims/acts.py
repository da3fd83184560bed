"""What can be done with a claim now: forms and the services behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanviec.apps.centres.models import Centre
from sanviec.apps.claims import services
from sanviec.apps.claims.enums import ClaimState as S
from sanviec.apps.claims.enums import ExemptGround, GateReason, PaperKind
from sanviec.apps.claims.models import Claim
from sanviec.apps.counselling.enums import CounsellingTopic, CounsellingWay
from sanviec.apps.counselling.services import Meeting, record_counselling
from sanviec.apps.platform.actors import Actor
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse
from sanviec.web.answers import done, refused
from sanviec.web.claims.papers import keep_paper
from sanviec.web.forms.claim import (
    CollectForm,
    CounsellingForm,
    ExemptForm,
    FileForm,
    GateForm,
    PaperForm,
    ReasonForm,
    RefusalForm,
    StatusForm,
)
from sanviec.web.forms.claim_transfer import TransferForm
from sanviec.web.requests import HouseRequest

Run = Callable[[Claim, dict[str, Any], Actor, datetime], Any]


@dataclass(frozen=True, slots=True)
class ClaimAct:
    """One thing that an officer can do.

    Args:
        event: its name in the address.
        title: what the button says.
        states: where the claim may be.
        run: the service.
        form: what is asked for; None when a button is enough.
    """

    event: str
    title: Any
    states: frozenset[str]
    run: Run
    form: type | None = None


def _plain(service: Callable[..., Any]) -> Run:
    return lambda claim, _clean, actor, now: service(claim=claim, actor=actor, now=now)


def _with_reason(service: Callable[..., Any]) -> Run:
    return lambda claim, clean, actor, now: service(
        claim=claim, reason=clean["reason"], actor=actor, now=now
    )


def _file(claim: Claim, clean: dict[str, Any], actor: Actor, now: datetime) -> Any:
    return services.file_claim(claim=claim, filed_on=clean["filed_on"], actor=actor, now=now)


def _paper(claim: Claim, clean: dict[str, Any], actor: Actor, now: datetime) -> Any:
    kept = keep_paper(clean["upload"], now) if clean["upload"] else None
    return services.add_paper(
        claim=claim,
        kind=PaperKind(clean["kind"]),
        stored=kept.stored if kept else None,
        note=clean["note"] or (kept.warning if kept else ""),
        actor=actor,
        now=now,
    )


def _collect(claim: Claim, clean: dict[str, Any], actor: Actor, now: datetime) -> Any:
    return services.collect_decision(claim=claim, actor=actor, now=now, **clean)


def _gate(claim: Claim, clean: dict[str, Any], actor: Actor, now: datetime) -> Any:
    kind = GateReason(clean["kind"])
    return services.note_gate_reason(
        claim=claim, kind=kind, reason=clean["reason"], actor=actor, now=now
    )


def _exempt(claim: Claim, clean: dict[str, Any], actor: Actor, now: datetime) -> Any:
    month = claim.months.filter(number=clean["month"]).first()
    if month is None:
        raise InputError(
            f"Hồ sơ không có tháng hưởng thứ {clean['month']}. Hãy xem bảng các tháng hưởng.",
            f"The claim has no benefit month {clean['month']}.",
            field="month",
            code="no_month",
        )
    ground = ExemptGround(clean["ground"])
    return services.exempt_month(
        month=month, ground=ground, reason=clean["reason"], actor=actor, now=now
    )


def _counsel(claim: Claim, clean: dict[str, Any], actor: Actor, now: datetime) -> Any:
    meeting = Meeting(
        held_on=clean["held_on"],
        summary=clean["summary"],
        topic=CounsellingTopic(clean["topic"]),
        way=CounsellingWay(clean["way"]),
        next_step=clean["next_step"],
        form_key=clean["form_key"],
    )
    return record_counselling(jobseeker=claim.jobseeker, meeting=meeting, actor=actor, now=now)


def _transfer(claim: Claim, clean: dict[str, Any], actor: Actor, now: datetime) -> Any:
    centre = Centre.objects.get(code=clean["to_centre"], is_active=True)
    return services.ask_transfer(
        claim=claim, to_centre=centre, reason=clean["reason"], actor=actor, now=now
    )


def _refusal(claim: Claim, clean: dict[str, Any], actor: Actor, now: datetime) -> Any:
    chosen = clean.pop("referral")
    found = claim.jobseeker.referrals.filter(pk=chosen).first() if chosen else None
    data = services.RefusalData(referral=found, **clean)
    return services.note_refusal(claim=claim, data=data, actor=actor, now=now)


def _status(claim: Claim, clean: dict[str, Any], actor: Actor, now: datetime) -> Any:
    report = services.Report(**clean)
    return services.report_status(claim=claim, report=report, actor=actor, now=now)


_AT_INTAKE = frozenset({S.DRAFT, S.FILED, S.RETURNED, S.ACCEPTED})
_IN_BENEFIT = frozenset({S.RECEIVING, S.SUSPENDED})
ACTS = (
    ClaimAct(
        "propose", gettext_lazy("Trình ký"), frozenset({S.ACCEPTED}), _plain(services.propose_claim)
    ),
    ClaimAct(
        "accept", gettext_lazy("Nhận đủ hồ sơ"), frozenset({S.FILED}), _plain(services.accept_claim)
    ),
    ClaimAct(
        "file", gettext_lazy("Ghi đã nộp hồ sơ"), frozenset({S.DRAFT, S.RETURNED}), _file, FileForm
    ),
    # A letter of authority may come with whoever collects the decision; a paper for an exemption,
    # while the benefit runs.
    ClaimAct(
        "paper",
        gettext_lazy("Ghi nhận giấy tờ"),
        _AT_INTAKE | {S.PROPOSED, S.GRANTED} | _IN_BENEFIT,
        _paper,
        PaperForm,
    ),
    ClaimAct(
        "counsel",
        gettext_lazy("Ghi buổi tư vấn"),
        _AT_INTAKE | _IN_BENEFIT,
        _counsel,
        CounsellingForm,
    ),
    ClaimAct(
        "gate",
        gettext_lazy("Ghi lý do chưa tư vấn, giới thiệu việc làm"),
        frozenset({S.FILED, S.ACCEPTED}),
        _gate,
        GateForm,
    ),
    ClaimAct(
        "collect",
        gettext_lazy("Đã trao quyết định"),
        frozenset({S.GRANTED}),
        _collect,
        CollectForm,
    ),
    ClaimAct("status", gettext_lazy("Ghi thay đổi tình trạng"), _IN_BENEFIT, _status, StatusForm),
    ClaimAct("exempt", gettext_lazy("Miễn thông báo một tháng"), _IN_BENEFIT, _exempt, ExemptForm),
    ClaimAct(
        "refusal",
        gettext_lazy("Ghi từ chối việc được giới thiệu"),
        _IN_BENEFIT,
        _refusal,
        RefusalForm,
    ),
    ClaimAct(
        "transfer",
        gettext_lazy("Ghi đề nghị chuyển nơi hưởng"),
        _IN_BENEFIT,
        _transfer,
        TransferForm,
    ),
    ClaimAct(
        "return",
        gettext_lazy("Trả lại để bổ sung"),
        frozenset({S.FILED}),
        _with_reason(services.return_claim),
        ReasonForm,
    ),
    ClaimAct(
        "withdraw",
        gettext_lazy("Rút hồ sơ theo đề nghị"),
        _AT_INTAKE,
        _with_reason(services.withdraw_claim),
        ReasonForm,
    ),
)
_BY_EVENT = {act.event: act for act in ACTS}


def acts_of(claim: Claim, bound: dict[str, Any] | None = None) -> list[tuple[ClaimAct, Any]]:
    """What can be done now, each with its form; a refused form comes back as it was sent."""
    shown = bound or {}
    return [
        (act, shown.get(act.event) or _form_of(act, claim))
        for act in ACTS
        if claim.state in act.states
    ]


def _form_of(act: ClaimAct, claim: Claim, *sent: Any) -> Any:
    """The act's form, empty or as it was sent; None when a button is enough."""
    if act.form is None:
        return None
    more = {"claim": claim} if getattr(act.form, "takes_claim", False) else {}
    return act.form(*sent, prefix=act.event, **more)


def record(request: HouseRequest, claim: Claim, event: str) -> dict[str, Any] | None:
    """Do one act; gives the form back when it was refused."""
    act = _BY_EVENT.get(event)
    if act is None:
        refuse(request, "event")
    form = _form_of(act, claim, request.POST, request.FILES)
    if form is not None and not form.is_valid():
        return {event: form}
    try:
        act.run(claim, form.cleaned_data if form else {}, request.actor, timezone.now())
    except InputError as error:
        if form is not None and error.field in form.fields:
            form.add_service_error(error)
            return {event: form}
        refused(request, error)
        return None
    done(request, _("Đã ghi: %(act)s.") % {"act": act.title})
    return None
