"""Complaints: filed, accepted or not, answered by somebody who did not make the decision.

Source: Law 74/2025/QH15 art. 49 and 51: first to the head of the centre, then to the provincial
authority or a court. Days by the Law on Complaints, whose text was not at hand (provisional).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanviec.apps.claims.enums import (
    ComplaintOutcome,
    DecisionKind,
    IntakeChannel,
)
from sanviec.apps.claims.models import Claim, ClaimDecision, Complaint
from sanviec.apps.claims.transitions import COMPLAINT_STATES
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.ids import new_id
from sanviec.apps.platform.services import next_number
from sanviec.apps.reference.selectors import parameter
from sanviec.engines.benefits.kinds import REFUSED_JOB
from sanviec.kernel.errors import InputError

from .correcting import CORRECTABLE
from .deciding import REPLACEABLE, Draft, prepare
from .outcome import outcome_for
from .rows import hold_claim, insert, save, tell


@dataclass(frozen=True, slots=True)
class ComplaintData:
    """What is held to be wrong; without a decision it is against an act."""

    content: str
    filed_on: date
    decision: ClaimDecision | None = None
    channel: IntakeChannel = IntakeChannel.COUNTER
    filer_name: str = ""
    # The key of the form that told it; it becomes the row's id.
    form_key: UUID | None = None


@transaction.atomic
def file_complaint(*, claim: Claim, data: ComplaintData, actor: Actor, now: datetime) -> Complaint:
    """Take a complaint in; one that comes late is marked, and people decide.

    The same form again gives back the complaint that it made, whatever became of it.

    Raises:
        InputError: nothing is said, the day lies ahead, the decision is not a signed one of this
            claim, or a complaint against it is under way.
    """
    claim = hold_claim(claim.pk)
    made = claim.complaints.filter(pk=data.form_key).first() if data.form_key else None
    if made is not None:
        return made
    _check(claim, data, timezone.localdate(now))
    centre_id = data.decision.centre_id if data.decision else None
    complaint = Complaint(
        id=data.form_key or new_id(),
        claim=claim,
        centre_id=centre_id or claim.centre_id,
        decision=data.decision,
        number=_number(claim, data.filed_on),
        channel=data.channel,
        filer_name=data.filer_name.strip()[:120],
        content=data.content.strip()[:2000],
        filed_on=data.filed_on,
        is_late=_is_late(data),
        accept_by=_days_after(data.filed_on, "complaint_accept_days"),
    )
    try:
        with transaction.atomic():
            insert(complaint, "claim.complaint_filed", actor=actor, now=now)
    except IntegrityError:
        raise InputError(
            "Quyết định này đang có đơn khiếu nại chưa giải quyết xong.",
            "A complaint against this decision is under way.",
            code="complaint_open",
        ) from None
    subject = _("Đã nhận đơn khiếu nại %(number)s của bạn.") % {"number": complaint.number}
    tell(claim, "complaint", subject, key=str(complaint.pk), now=now)
    return complaint


def _check(claim: Claim, data: ComplaintData, today: date) -> None:
    if not data.content.strip():
        raise InputError(
            "Hãy ghi điều bạn cho là sai và mong muốn của bạn.",
            "Say what is wrong, and what you ask for.",
            field="content",
            code="content_needed",
        )
    if data.filed_on > today:
        raise InputError(
            "Ngày nhận đơn còn ở phía trước.",
            "The day lies ahead.",
            field="filed_on",
            code="complaint_ahead",
        )
    decision = data.decision
    if decision is not None and not claim.decisions.signed().filter(pk=decision.pk).exists():
        raise InputError(
            "Chỉ khiếu nại được quyết định đã ký của hồ sơ này. Hãy chọn trong danh sách.",
            "Only a signed decision of this claim can be complained of.",
            field="decision",
            code="decision_needed",
        )


def _number(claim: Claim, on: date) -> str:
    code = claim.centre.code
    return f"KN-{code}-{on.year}-{next_number(f'complaint/{code}/{on.year}'):05d}"


def _is_late(data: ComplaintData) -> bool:
    if data.decision is None or data.decision.signed_at is None:
        return False
    known_on = timezone.localdate(data.decision.signed_at)
    return data.filed_on > _days_after(known_on, "complaint_filing_days")


def _days_after(day: date, key: str) -> date:
    """Days of the calendar, as the Law on Complaints counts."""
    return day + timedelta(days=parameter(key, day))


def _hold(complaint_id: UUID, event: str) -> Complaint:
    """The complaint as it is now, held after its claim, in the state after ``event``."""
    claim = hold_claim(Complaint.objects.values_list("claim_id", flat=True).get(pk=complaint_id))
    rows = Complaint.objects.select_for_update(of=("self",)).select_related("decision__replaces")
    held = rows.get(pk=complaint_id)
    held.claim = claim
    held.state = COMPLAINT_STATES.target(event, held.state)
    return held


@transaction.atomic
def accept_complaint(*, complaint: Complaint, actor: Actor, now: datetime) -> Complaint:
    """The centre takes it up: the day by when it is answered is set and told."""
    held = _hold(complaint.pk, "accept")
    today = timezone.localdate(now)
    held.accepted_on, held.answer_by = today, _days_after(today, "complaint_answer_days")
    columns = ["accepted_on", "answer_by"]
    save(held, columns, "claim.complaint_accepted", actor=actor, now=now)
    subject = _("Đã thụ lý đơn khiếu nại %(number)s, trả lời chậm nhất ngày %(day)s.")
    words = subject % {"number": held.number, "day": f"{held.answer_by:%d/%m/%Y}"}
    tell(held.claim, "complaint", words, key=f"{held.pk}:accepted", now=now)
    return held


@transaction.atomic
def decline_complaint(
    *, complaint: Complaint, reason: str, actor: Actor, now: datetime
) -> Complaint:
    """The centre does not take it up, and says why in writing.

    Raises:
        InputError: nothing is said.
    """
    _check_words(reason, "reason")
    held = _hold(complaint.pk, "decline")
    held.answer = reason.strip()[:2000]
    save(held, ["answer"], "claim.complaint_declined", actor=actor, now=now)
    subject = _("Đơn khiếu nại %(number)s không được thụ lý. Mở để xem lý do.")
    words = subject % {"number": held.number}
    tell(held.claim, "complaint", words, key=f"{held.pk}:declined", now=now)
    return held


@transaction.atomic
def withdraw_complaint(*, complaint: Complaint, actor: Actor, now: datetime) -> Complaint:
    """The person takes it back."""
    held = _hold(complaint.pk, "withdraw")
    return save(held, [], "claim.complaint_withdrawn", actor=actor, now=now)


@transaction.atomic
def answer_complaint(
    *,
    complaint: Complaint,
    outcome: ComplaintOutcome,
    answer: str,
    actor: Actor,
    now: datetime,
) -> Complaint:
    """Say whether it is right; where it is, the decision that replaces the wrong one is prepared.

    Raises:
        InputError: nothing is said, or who answers made the decision.
    """
    _check_words(answer, "answer")
    held = _hold(complaint.pk, "answer")
    _check_another_person(held.decision, actor)
    held.outcome, held.answer = outcome, answer.strip()[:2000]
    held.answered_on, held.answered_by_id = timezone.localdate(now), actor.user_id
    columns = ["outcome", "answer", "answered_on", "answered_by_id"]
    save(held, columns, "claim.complaint_answered", actor=actor, now=now)
    if outcome != ComplaintOutcome.REJECTED and held.decision is not None:
        _prepare_replacement(held, held.decision, actor=actor, now=now)
    subject = _("Đã giải quyết đơn khiếu nại %(number)s: %(outcome)s.")
    words = subject % {"number": held.number, "outcome": ComplaintOutcome(outcome).label}
    tell(held.claim, "complaint", words, key=f"{held.pk}:answered", now=now)
    return held


def _check_words(words: str, field: str) -> None:
    if not words.strip():
        raise InputError(
            "Hãy ghi rõ căn cứ và lý do để người khiếu nại hiểu.",
            "Give the grounds, so that the person understands.",
            field=field,
            code="reason_needed",
        )


def _check_another_person(decision: ClaimDecision | None, actor: Actor) -> None:
    makers = set() if decision is None else {decision.proposed_by_id, decision.signed_by_id}
    if actor.user_id is None or actor.user_id in makers:
        raise InputError(
            "Người đã trình hoặc ký quyết định không tự giải quyết khiếu nại về quyết định đó. "
            "Hãy chuyển người khác.",
            "Who proposed or signed a decision does not answer a complaint about it.",
            code="own_decision",
        )


def _prepare_replacement(
    complaint: Complaint, wrong: ClaimDecision, *, actor: Actor, now: datetime
) -> None:
    """A resumption has nothing to be undone; the grant of a benefit that is over is put right by
    money alone."""
    if wrong.kind not in REPLACEABLE or wrong.replacements.signed().exists():
        return
    claim, today = complaint.claim, timezone.localdate(now)
    if wrong.kind == DecisionKind.GRANT and claim.state not in CORRECTABLE:
        return
    if wrong.kind == DecisionKind.TERMINATE:
        _strike_reports(claim, wrong, actor=actor, now=now)
    planned = ClaimDecision(claim=claim, kind=DecisionKind.REPLACE, replaces=wrong)
    draft = Draft(
        DecisionKind.REPLACE,
        outcome_for(planned, on=today),
        today,
        ground="complaint",
        reason=f"Khiếu nại {complaint.number}: {complaint.answer}",
        replaces=wrong,
    )
    prepare(claim, draft, actor=actor, now=now)


def _strike_reports(claim: Claim, wrong: ClaimDecision, *, actor: Actor, now: datetime) -> None:
    """What was reported and was not so counts no more; it stays written."""
    kind = REFUSED_JOB if wrong.ground == "refused_jobs" else wrong.ground
    for report in claim.reports.filter(kind=kind, struck_at__isnull=True).order_by("happened_on"):
        report.struck_at = now
        save(report, ["struck_at"], "claim.report_struck", actor=actor, now=now)
