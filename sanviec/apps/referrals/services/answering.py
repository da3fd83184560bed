"""What comes back: an interview, a hire, a refusal, a withdrawal, or nothing at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.apps.reference.selectors import calendar, parameter
from sanviec.apps.referrals.enums import DeclineReason, ReferralState, RefusalReason
from sanviec.apps.referrals.letters import tell_employer, tell_jobseeker
from sanviec.apps.referrals.models import Referral
from sanviec.apps.vacancies.services import count_hire, uncount_hire
from sanviec.kernel.errors import InputError

from .proposing import answer_due_on
from .rows import hold, hold_person, hold_vacancy, move, save

# Beyond this a day is a slip of the keyboard.
MOST_DAYS_AHEAD = 366


@dataclass(frozen=True, slots=True)
class Hire:
    """What is known when somebody is taken on; no length means an indefinite contract."""

    hired_on: date
    starts_on: date
    contract_months: int | None = None
    wage_vnd_month: int | None = None


@transaction.atomic
def invite_to_interview(
    *, referral: Referral, interview_at: datetime, place: str, actor: Actor, now: datetime
) -> Referral:
    """The employer names a time and a place; naming another one moves the interview.

    Raises:
        InputError: the time is past, or more than a year ahead.
    """
    if interview_at <= now:
        raise InputError(
            "Giờ phỏng vấn phải ở phía trước. Hãy chọn lại ngày giờ.",
            "The interview must be in the future. Choose another time.",
            field="interview_at",
            code="interview_past",
        )
    if interview_at > now + timedelta(days=MOST_DAYS_AHEAD):
        raise InputError(
            "Giờ phỏng vấn không thể xa hơn 1 năm. Hãy xem lại năm đã ghi.",
            "The interview cannot be more than a year ahead. Check the year.",
            field="interview_at",
            code="interview_far",
        )
    referral = move(hold(referral), "invite")
    referral.interview_at, referral.interview_place = interview_at, place.strip()[:300]
    # The promise starts anew: an answer is due after the interview.
    referral.answer_due_on = answer_due_on(timezone.localdate(interview_at))
    saved = ["interview_at", "interview_place", "answer_due_on"]
    save(referral, saved, "invited", actor=actor, now=now)
    tell_jobseeker(referral, "invited", now=now)
    return referral


@transaction.atomic
def hire(*, referral: Referral, facts: Hire, actor: Actor, now: datetime) -> Referral:
    """The employer takes the person on; their other open referrals become obsolete.

    Raises:
        InputError: a day is impossible, the contract is shorter than a month, or the vacancy
            has no opening left.
    """
    check_hire(facts, timezone.localdate(now))
    # Two employers who hire one person at the same time queue here.
    hold_person(referral.jobseeker_id)
    referral = move(hold(referral), "hire")
    hold_vacancy(referral.vacancy_id)
    others = others_of(referral)
    saved = note_hire(referral, facts, now)
    save(referral, saved, "hired", actor=actor, now=now)
    count_hire(vacancy=referral.vacancy, actor=actor, now=now)
    for other in others:
        save(move(other, "supersede"), [], "superseded", actor=actor, now=now)
        if other.sent_at is not None:
            tell_employer(other, "superseded", now=now)
    tell_jobseeker(referral, "hired", now=now)
    tell_employer(referral, "hired", now=now)
    return referral


def others_of(hired: Referral) -> list[Referral]:
    """The person's other open referrals, held."""
    others = Referral.objects.open().for_jobseeker(hired.jobseeker_id).exclude(pk=hired.pk)
    held = others.select_for_update(of=("self",)).select_related("vacancy__employer")
    return list(held.order_by("id"))


def note_hire(referral: Referral, facts: Hire, now: datetime) -> list[str]:
    """Set what is known of a hire and the clock of its report; the columns to save."""
    days = parameter("hire_report_working_days", facts.hired_on)
    columns = {
        "answered_at": now,
        "hired_on": facts.hired_on,
        "starts_on": facts.starts_on,
        "contract_months": facts.contract_months,
        "wage_vnd_month": facts.wage_vnd_month,
        "report_due_on": calendar().add_working_days(facts.hired_on, days),
    }
    for name, value in columns.items():
        setattr(referral, name, value)
    return list(columns)


def check_hire(facts: Hire, today: date) -> None:
    """Refuse impossible days and lengths.

    Raises:
        InputError: a day or the length of the contract cannot be.
    """
    if facts.hired_on > today:
        raise InputError(
            "Ngày được nhận còn ở phía trước. Hãy ghi ngày doanh nghiệp nhận; "
            "ngày bắt đầu làm ghi ở ô “Ngày đi làm”.",
            "The day of the hire lies ahead. The first day at work has its own field.",
            field="hired_on",
            code="hire_ahead",
        )
    if facts.starts_on > today + timedelta(days=MOST_DAYS_AHEAD):
        raise InputError(
            "Ngày đi làm không thể xa hơn 1 năm. Hãy xem lại năm đã ghi.",
            "The first day at work cannot be more than a year ahead. Check the year.",
            field="starts_on",
            code="start_far",
        )
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


@transaction.atomic
def reject(
    *, referral: Referral, reason: RefusalReason, text: str, actor: Actor, now: datetime
) -> Referral:
    """The employer does not choose the person, with a reason that helps them on.

    Raises:
        InputError: another reason is not told in words.
    """
    check_reason(reason.value, text)
    referral = move(hold(referral), "reject")
    referral.reason_code, referral.reason_text = reason.value, text.strip()[:300]
    referral.answered_at = now
    saved = ["reason_code", "reason_text", "answered_at"]
    save(referral, saved, "rejected", actor=actor, now=now)
    tell_jobseeker(referral, "rejected", now=now)
    return referral


@transaction.atomic
def decline(
    *, referral: Referral, reason: DeclineReason, text: str, actor: Actor, now: datetime
) -> Referral:
    """The person says no, at any point before the first day of work.

    Raises:
        InputError: another reason is not told in words.
    """
    check_reason(reason.value, text)
    referral = hold(referral)
    was_hired = referral.state == ReferralState.HIRED
    if was_hired:
        hold_vacancy(referral.vacancy_id)
    move(referral, "decline")
    referral.reason_code, referral.reason_text = reason.value, text.strip()[:300]
    save(referral, ["reason_code", "reason_text"], "declined", actor=actor, now=now)
    if was_hired:
        uncount_hire(vacancy=referral.vacancy, actor=actor, now=now)
    if referral.sent_at is not None:
        tell_employer(referral, "declined", now=now)
    return referral


def check_reason(reason: str, text: str) -> None:
    """Refuse another reason that is not told in words.

    Raises:
        InputError: the words are missing.
    """
    if reason == "other" and not text.strip():
        raise InputError(
            "Hãy nói rõ lý do khác là gì.",
            "Say what the other reason is.",
            field="reason_text",
            code="reason_needed",
        )


@transaction.atomic
def record_no_show(*, referral: Referral, actor: Actor, now: datetime) -> Referral:
    """The person did not come to the interview.

    Raises:
        InputError: the interview has not taken place yet.
    """
    referral = move(hold(referral), "miss")
    if referral.interview_at is not None and referral.interview_at > now:
        raise InputError(
            "Chưa đến giờ phỏng vấn nên chưa thể ghi “không đến”.",
            "The interview has not taken place yet.",
            code="interview_ahead",
        )
    referral.answered_at = now
    save(referral, ["answered_at"], "missed", actor=actor, now=now)
    tell_jobseeker(referral, "missed", now=now)
    return referral


def remind_employers(*, now: datetime) -> int:
    """Remind employers who have not answered shortly before their day, once for each day.

    Returns:
        How many messages were written; 0 says that nobody is left to be reminded.
    """
    today = timezone.localdate(now)
    until = today + timedelta(days=parameter("answer_reminder_days", today))
    # Who was asked today needs no reminder, however short the time that the centre gives.
    asked = Referral.objects.answer_due(today, until).filter(sent_at__lt=now - timedelta(days=1))
    ids: list[UUID] = list(asked.order_by("answer_due_on", "id").values_list("pk", flat=True))
    return sum(_remind_one(referral_id, now) for referral_id in ids)


@transaction.atomic
def _remind_one(referral_id: UUID, now: datetime) -> int:
    referral = hold(Referral(pk=referral_id))
    if not referral.is_awaited:
        # The employer answered since the list was read.
        return 0
    return tell_employer(referral, "reminder", now=now)


def answer_silence(*, now: datetime, limit: int = 200) -> int:
    """Give an answer where the employer gave none in time; both sides are told.

    Returns:
        How many were answered; 0 says that nothing is left.
    """
    today = timezone.localdate(now)
    silent = Referral.objects.silent_since(today).order_by("answer_due_on", "id")
    ids: list[UUID] = list(silent.values_list("pk", flat=True)[:limit])
    return sum(_answer_one(referral_id, today, now) for referral_id in ids)


@transaction.atomic
def _answer_one(referral_id: UUID, today: date, now: datetime) -> bool:
    referral = hold(Referral(pk=referral_id))
    if not Referral.objects.silent_since(today).filter(pk=referral_id).exists():
        # The employer answered since the list was read.
        return False
    save(move(referral, "give_up"), [], "unanswered", actor=SYSTEM, now=now)
    tell_jobseeker(referral, "unanswered", now=now)
    tell_employer(referral, "unanswered", now=now)
    return True
