"""Writes of referrals: from the proposal to the last follow-up.

Each act locks the referral, checks the state table, saves, writes audit and ledger and puts
messages into the outbox, all in one transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db import IntegrityError, transaction
from django.utils import timezone

from sanviec.apps.jobseekers.enums import ConsentPurpose, JobseekerState
from sanviec.apps.jobseekers.models import Consent, Jobseeker
from sanviec.apps.jobseekers.services import place_jobseeker
from sanviec.apps.ledger.enums import ServiceChannel, ServiceKind
from sanviec.apps.ledger.services import Delivery, enter
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.reference.selectors import calendar, parameter
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.vacancies.services import count_hire, uncount_hire
from sanviec.engines.matching import Explanation
from sanviec.kernel.errors import InputError

from .enums import (
    DeclineReason,
    FollowUpResult,
    ReferralOrigin,
    ReferralState,
    RefusalReason,
)
from .facts import reasons_of
from .letters import tell_employer, tell_jobseeker
from .models import FollowUp, Referral
from .transitions import REFERRAL_STATES


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pair, who began it, and what the engine says of it."""

    jobseeker: Jobseeker
    vacancy: Vacancy
    origin: ReferralOrigin
    explanation: Explanation
    note: str = ""


@dataclass(frozen=True, slots=True)
class Hire:
    """What is known when somebody is taken on."""

    hired_on: date
    starts_on: date
    contract_months: int | None = None
    wage_vnd_month: int | None = None


@transaction.atomic
def propose_referral(*, proposal: Proposal, actor: Actor, now: datetime) -> Referral:
    """Begin a referral; the pair may have one under way only.

    Raises:
        InputError: a hard requirement is missing, the vacancy is not open, the person is not
            looking for work, or the pair has a referral under way.
    """
    _check_pair(proposal, timezone.localdate(now))
    referral = Referral(
        centre_id=proposal.jobseeker.centre_id,
        jobseeker=proposal.jobseeker,
        vacancy=proposal.vacancy,
        origin=proposal.origin,
        score=proposal.explanation.score,
        reasons=reasons_of(proposal.explanation),
        note=proposal.note[:500],
        created_at=now,
        updated_at=now,
    )
    try:
        with transaction.atomic():
            referral.save(force_insert=True)
    except IntegrityError:
        raise InputError(
            "Người này đang được giới thiệu vào đúng việc này. Hãy mở hồ sơ giới thiệu đang có.",
            "This person already has a referral to this vacancy. Open that one.",
            code="referral_exists",
        ) from None
    audit.record(audit.Act("referral.proposed", referral), actor=actor, now=now)
    if proposal.origin != ReferralOrigin.APPLICATION:
        tell_jobseeker(referral, "proposed", now=now)
    return referral


def _check_pair(proposal: Proposal, today: date) -> None:
    explanation = proposal.explanation
    if explanation.missing:
        named = "; ".join(missing.text_vi for missing in explanation.missing)
        named_en = "; ".join(missing.text_en for missing in explanation.missing)
        raise InputError(
            f"Chưa thể giới thiệu vì còn thiếu điều kiện bắt buộc: {named}.",
            f"A requirement is missing: {named_en}.",
            code="requirement_missing",
        )
    if not Vacancy.objects.open_on(today).filter(pk=proposal.vacancy.pk).exists():
        raise InputError(
            "Việc này không còn nhận hồ sơ. Hãy chọn việc khác.",
            "This vacancy is not open any more. Choose another one.",
            code="vacancy_not_open",
        )
    if proposal.jobseeker.state != JobseekerState.SEEKING:
        raise InputError(
            "Hồ sơ này không ở trạng thái “đang tìm việc”. Hãy mở lại hồ sơ trước.",
            "This person is not looking for work at present. Renew the registration first.",
            code="not_seeking",
        )


@transaction.atomic
def agree_referral(*, referral: Referral, actor: Actor, now: datetime) -> Referral:
    """The person says yes."""
    referral = _move(referral, "agree")
    referral.agreed_at = now
    return _save(referral, ["agreed_at"], "agreed", actor=actor, now=now)


@transaction.atomic
def send_referral(*, referral: Referral, actor: Actor, now: datetime) -> Referral:
    """Hand the person's name and contact to the employer.

    Raises:
        InputError: the person has not allowed it.
    """
    referral = _move(referral, "send")
    allowed = Consent.objects.in_force().filter(
        jobseeker_id=referral.jobseeker_id, purpose=ConsentPurpose.SHARE_CONTACT
    )
    if not allowed.exists():
        raise InputError(
            "Người lao động chưa đồng ý gửi tên và số điện thoại cho doanh nghiệp. "
            "Hãy hỏi và ghi nhận sự đồng ý trước khi gửi.",
            "The person has not allowed the contact to be shared. Record the consent first.",
            code="consent_missing",
        )
    today = timezone.localdate(now)
    referral.sent_at = now
    referral.answer_due_on = answer_due_on(today)
    _save(referral, ["sent_at", "answer_due_on"], "sent", actor=actor, now=now)
    if referral.origin != ReferralOrigin.APPLICATION:
        _enter(referral, ServiceKind.REFERRAL, actor=actor, now=now)
    tell_employer(referral, "sent", now=now)
    tell_jobseeker(referral, "sent", now=now)
    return referral


def answer_due_on(sent_on: date) -> date:
    """The day by which an employer is expected to answer."""
    return sent_on + timedelta(days=parameter("referral_silence_days", sent_on))


@transaction.atomic
def invite_to_interview(
    *, referral: Referral, interview_at: datetime, place: str, actor: Actor, now: datetime
) -> Referral:
    """The employer names a time and a place; naming another one moves the interview."""
    if interview_at <= now:
        raise InputError(
            "Giờ phỏng vấn phải ở phía trước. Hãy chọn lại ngày giờ.",
            "The interview must be in the future. Choose another time.",
            field="interview_at",
            code="interview_past",
        )
    referral = _move(referral, "invite")
    referral.interview_at, referral.interview_place = interview_at, place[:300]
    # The promise starts anew: an answer is due after the interview.
    referral.answer_due_on = answer_due_on(timezone.localdate(interview_at))
    saved = ["interview_at", "interview_place", "answer_due_on"]
    _save(referral, saved, "invited", actor=actor, now=now)
    tell_jobseeker(referral, "invited", now=now)
    return referral


@transaction.atomic
def hire(*, referral: Referral, facts: Hire, actor: Actor, now: datetime) -> Referral:
    """The employer takes the person on; their other open referrals become obsolete.

    Raises:
        InputError: the start lies before the hire, or the contract is shorter than a month.
    """
    _check_hire(facts)
    referral = _move(referral, "hire")
    referral.answered_at = now
    referral.hired_on, referral.starts_on = facts.hired_on, facts.starts_on
    referral.contract_months = facts.contract_months
    referral.wage_vnd_month = facts.wage_vnd_month
    days = parameter("hire_report_working_days", facts.hired_on)
    referral.report_due_on = calendar().add_working_days(facts.hired_on, days)
    saved = [
        "answered_at",
        "hired_on",
        "starts_on",
        "contract_months",
        "wage_vnd_month",
        "report_due_on",
    ]
    _save(referral, saved, "hired", actor=actor, now=now)
    count_hire(vacancy=referral.vacancy, actor=actor, now=now)
    _supersede_others(referral, actor=actor, now=now)
    tell_jobseeker(referral, "hired", now=now)
    tell_employer(referral, "hired", now=now)
    return referral


def _check_hire(facts: Hire) -> None:
    if facts.starts_on < facts.hired_on:
        raise InputError(
            "Ngày đi làm không thể trước ngày được nhận. Hãy kiểm tra lại hai ngày.",
            "The start cannot lie before the hire. Check both days.",
            field="starts_on",
            code="start_before_hire",
        )
    if facts.contract_months is not None and facts.contract_months < 1:
        raise InputError(
            "Thời hạn hợp đồng tính bằng tháng, từ 1 trở lên.",
            "The contract lasts at least one month.",
            field="contract_months",
            code="contract_length",
        )


def _supersede_others(hired: Referral, *, actor: Actor, now: datetime) -> None:
    others = Referral.objects.open().for_jobseeker(hired.jobseeker_id).exclude(pk=hired.pk)
    for other in others.order_by("id"):
        referral = _move(other, "supersede")
        _save(referral, [], "superseded", actor=actor, now=now)
        if referral.sent_at is not None:
            tell_employer(referral, "superseded", now=now)


@transaction.atomic
def reject(
    *, referral: Referral, reason: RefusalReason, text: str, actor: Actor, now: datetime
) -> Referral:
    """The employer does not choose the person, with a reason that helps them on."""
    referral = _end(referral, "reject", reason.value, text)
    referral.answered_at = now
    saved = ["reason_code", "reason_text", "answered_at"]
    _save(referral, saved, "rejected", actor=actor, now=now)
    tell_jobseeker(referral, "rejected", now=now)
    return referral


@transaction.atomic
def decline(
    *, referral: Referral, reason: DeclineReason, text: str, actor: Actor, now: datetime
) -> Referral:
    """The person says no, at any point before the first day of work."""
    was_hired = Referral.objects.get(pk=referral.pk).state == ReferralState.HIRED
    referral = _end(referral, "decline", reason.value, text)
    _save(referral, ["reason_code", "reason_text"], "declined", actor=actor, now=now)
    if was_hired:
        uncount_hire(vacancy=referral.vacancy, actor=actor, now=now)
    if referral.sent_at is not None:
        tell_employer(referral, "declined", now=now)
    return referral


@transaction.atomic
def record_no_show(*, referral: Referral, actor: Actor, now: datetime) -> Referral:
    """The person did not come to the interview.

    Raises:
        InputError: the interview has not taken place yet.
    """
    referral = _move(referral, "miss")
    if referral.interview_at is not None and referral.interview_at > now:
        raise InputError(
            "Chưa đến giờ phỏng vấn nên chưa thể ghi “không đến”.",
            "The interview has not taken place yet.",
            code="interview_ahead",
        )
    referral.answered_at = now
    _save(referral, ["answered_at"], "missed", actor=actor, now=now)
    tell_jobseeker(referral, "missed", now=now)
    return referral


@transaction.atomic
def confirm_start(*, referral: Referral, starts_on: date, actor: Actor, now: datetime) -> Referral:
    """The person is at work: a placement is counted and the follow-ups are planned."""
    if starts_on > timezone.localdate(now):
        raise InputError(
            "Ngày đi làm còn ở phía trước. Hãy xác nhận khi người lao động đã đi làm.",
            "The start lies ahead. Confirm it once the person is at work.",
            field="starts_on",
            code="start_ahead",
        )
    referral = _move(referral, "confirm_start")
    referral.starts_on, referral.start_confirmed_at = starts_on, now
    _save(referral, ["starts_on", "start_confirmed_at"], "started", actor=actor, now=now)
    _plan_follow_up(referral, now=now, actor=actor)
    _enter(referral, ServiceKind.PLACEMENT, actor=actor, now=now)
    place_jobseeker(jobseeker=referral.jobseeker, actor=actor, now=now)
    tell_jobseeker(referral, "started", now=now)
    return referral


def follow_up_due_on(starts_on: date, contract_months: int | None) -> date:
    """When a placed person is looked after: until 2025 after three months, from 2026 after one
    month, or at the end of the contract if that comes first."""
    months = parameter("followup_months", starts_on)
    if contract_months is not None:
        months = min(months, contract_months)
    return starts_on + relativedelta(months=months)


def _plan_follow_up(referral: Referral, *, actor: Actor, now: datetime) -> FollowUp:
    assert referral.starts_on is not None
    follow_up = FollowUp(
        referral=referral,
        due_on=follow_up_due_on(referral.starts_on, referral.contract_months),
        created_at=now,
        updated_at=now,
    )
    follow_up.save(force_insert=True)
    audit.record(audit.Act("follow_up.planned", follow_up), actor=actor, now=now)
    return follow_up


@transaction.atomic
def record_follow_up(
    *, follow_up: FollowUp, result: FollowUpResult, note: str, actor: Actor, now: datetime
) -> FollowUp:
    """Write down how a placed person is doing; the last open follow-up closes the referral."""
    follow_up = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up.pk)
    if follow_up.done_on is not None:
        raise InputError(
            "Lần theo dõi này đã được ghi kết quả.",
            "This follow-up was recorded before.",
            code="follow_up_done",
        )
    follow_up.done_on, follow_up.result = timezone.localdate(now), result.value
    follow_up.note, follow_up.updated_at = note[:500], now
    follow_up.save(update_fields=["done_on", "result", "note", "updated_at"])
    audit.record(
        audit.Act("follow_up.recorded", follow_up, {"result": result.value}), actor=actor, now=now
    )
    _enter(follow_up.referral, ServiceKind.FOLLOW_UP, actor=actor, now=now)
    if not follow_up.referral.follow_ups.pending().exists():
        referral = _move(follow_up.referral, "close")
        referral.closed_at = now
        _save(referral, ["closed_at"], "closed", actor=actor, now=now)
    return follow_up


@transaction.atomic
def record_not_started(*, referral: Referral, actor: Actor, now: datetime) -> Referral:
    """The person was hired and did not begin; the opening is free again."""
    referral = _move(referral, "miss_start")
    _save(referral, [], "not_started", actor=actor, now=now)
    uncount_hire(vacancy=referral.vacancy, actor=actor, now=now)
    return referral


@transaction.atomic
def report_hire(*, referral: Referral, actor: Actor, now: datetime) -> Referral:
    """The hire was reported within the 20-working-day clock."""
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    if referral.report_due_on is None or referral.reported_on is not None:
        raise InputError(
            "Không có báo cáo tuyển dụng nào đang chờ cho hồ sơ này.",
            "No report of a hire is due for this referral.",
            code="no_report_due",
        )
    referral.reported_on = timezone.localdate(now)
    return _save(referral, ["reported_on"], "reported", actor=actor, now=now)


def answer_silence(*, now: datetime, limit: int = 200) -> int:
    """Give an answer where the employer gave none in time; both sides are told."""
    today = timezone.localdate(now)
    silent = Referral.objects.silent_since(today).order_by("answer_due_on", "id")
    ids: list[UUID] = list(silent.values_list("pk", flat=True)[:limit])
    return sum(_answer_one(referral_id, today, now) for referral_id in ids)


@transaction.atomic
def _answer_one(referral_id: UUID, today: date, now: datetime) -> int:
    # The employer may have answered since the list was read.
    still = Referral.objects.silent_since(today).filter(pk=referral_id)
    referral = still.select_for_update(of=("self",)).first()
    if referral is None:
        return 0
    referral = _move(referral, "give_up")
    _save(referral, [], "unanswered", actor=SYSTEM, now=now)
    tell_jobseeker(referral, "unanswered", now=now)
    tell_employer(referral, "unanswered", now=now)
    return 1


def _end(referral: Referral, event: str, reason: str, text: str) -> Referral:
    if reason == "other" and not text.strip():
        raise InputError(
            "Hãy nói rõ lý do khác là gì.",
            "Say what the other reason is.",
            field="reason_text",
            code="reason_needed",
        )
    referral = _move(referral, event)
    referral.reason_code, referral.reason_text = reason, text.strip()[:300]
    return referral


def _move(referral: Referral, event: str) -> Referral:
    locked = (
        Referral.objects.select_for_update(of=("self",))
        .select_related("vacancy__employer", "jobseeker__user")
        .get(pk=referral.pk)
    )
    locked.state = REFERRAL_STATES.target(event, locked.state)
    return locked


def _save(
    referral: Referral, columns: list[str], verb: str, *, actor: Actor, now: datetime
) -> Referral:
    referral.updated_at = now
    referral.save(update_fields=["state", *columns, "updated_at"])
    data: dict[str, Any] = {"state": referral.state}
    if referral.reason_code:
        data["reason"] = referral.reason_code
    audit.record(audit.Act(f"referral.{verb}", referral, data), actor=actor, now=now)
    return referral


def _enter(referral: Referral, kind: ServiceKind, *, actor: Actor, now: datetime) -> None:
    channel = ServiceChannel.DESK if actor.is_staff else ServiceChannel.WEB
    if actor.role == Role.SYSTEM:
        channel = ServiceChannel.SYSTEM
    delivery = Delivery(
        centre_id=referral.centre_id,
        kind=kind,
        channel=channel,
        target=referral,
        person_id=referral.jobseeker_id,
        employer_id=referral.vacancy.employer_id,
        place_code=referral.jobseeker.residence_code,
    )
    enter(delivery, actor=actor, now=now)
