"""What can be done with a claim now: forms and the services behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanviec.apps.claims import services
from sanviec.apps.claims.enums import ClaimState as S
from sanviec.apps.claims.enums import PaperKind
from sanviec.apps.claims.models import Claim
from sanviec.apps.counselling.enums import CounsellingTopic, CounsellingWay
from sanviec.apps.counselling.services import Meeting, record_counselling
from sanviec.apps.platform.actors import Actor
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse
from sanviec.web.answers import done, refused
from sanviec.web.forms.claim import (
    CounsellingForm,
    FileForm,
    PaperForm,
    ReasonForm,
    StatusForm,
)
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
    kind = PaperKind(clean["kind"])
    return services.add_paper(
        claim=claim, kind=kind, stored=None, note=clean["note"], actor=actor, now=now
    )


def _counsel(claim: Claim, clean: dict[str, Any], actor: Actor, now: datetime) -> Any:
    meeting = Meeting(
        held_on=clean["held_on"],
        summary=clean["summary"],
        topic=CounsellingTopic(clean["topic"]),
        way=CounsellingWay(clean["way"]),
        next_step=clean["next_step"],
    )
    return record_counselling(jobseeker=claim.jobseeker, meeting=meeting, actor=actor, now=now)


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
    ClaimAct("paper", gettext_lazy("Ghi nhận giấy tờ"), _AT_INTAKE, _paper, PaperForm),
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
        _with_reason(services.note_gate_reason),
        ReasonForm,
    ),
    ClaimAct(
        "collect",
        gettext_lazy("Đã trao quyết định"),
        frozenset({S.GRANTED}),
        _plain(services.collect_decision),
    ),
    ClaimAct("status", gettext_lazy("Ghi thay đổi tình trạng"), _IN_BENEFIT, _status, StatusForm),
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
        (act, shown.get(act.event) or (act.form(prefix=act.event) if act.form else None))
        for act in ACTS
        if claim.state in act.states
    ]


def record(request: HouseRequest, claim: Claim, event: str) -> dict[str, Any] | None:
    """Do one act; gives the form back when it was refused."""
    act = _BY_EVENT.get(event)
    if act is None:
        refuse(request, "event")
    form = act.form(request.POST, prefix=event) if act.form else None
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
