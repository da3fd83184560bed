"""A meeting at an exchange session becomes an introduction.

The meeting took place, so it is recorded, whatever the engine or the state of the vacancy says:
no requirement is checked here. What was entered may be put right until the session is closed;
therefore nobody else's referral is touched, and nobody is told, before ``settle_meeting``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.ledger.enums import ServiceKind
from sanviec.apps.ledger.models import ServiceLine
from sanviec.apps.ledger.querysets import ServiceLineQuerySet
from sanviec.apps.ledger.services import take_back
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.referrals.enums import (
    MeetingOutcome,
    ReferralOrigin,
    ReferralState,
    RefusalReason,
)
from sanviec.apps.referrals.facts import reasons_of
from sanviec.apps.referrals.letters import tell_employer, tell_jobseeker
from sanviec.apps.referrals.models import Referral
from sanviec.apps.referrals.selectors import explain_pair
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.vacancies.services import add_opening, count_hire, uncount_hire
from sanviec.kernel.errors import InputError

from .answering import MOST_DAYS_AHEAD, Hire, check_hire, check_reason, note_hire, others_of
from .proposing import answer_due_on
from .rows import count, hold, hold_person, hold_vacancy, move, save

# The steps that a meeting takes at once.
_UP_TO_THE_TABLE = {
    ReferralState.PROPOSED.value: "agree",
    ReferralState.AGREED.value: "send",
    ReferralState.SENT.value: "invite",
}
# Has been entered at a table and may be entered anew.
_CORRECTABLE = frozenset(
    {
        ReferralState.INTERVIEW,
        ReferralState.HIRED,
        ReferralState.NOT_SELECTED,
        ReferralState.NO_SHOW,
    }
)
# Has gone on since: what happened at the table is not entered anew.
_WENT_ON = frozenset(
    {
        ReferralState.STARTED,
        ReferralState.CLOSED,
        ReferralState.NOT_STARTED,
        ReferralState.DECLINED,
    }
)
# What an earlier answer left behind.
_ANSWER: dict[str, Any] = {
    "reason_code": "",
    "reason_text": "",
    "answered_at": None,
    "hired_on": None,
    "starts_on": None,
    "contract_months": None,
    "wage_vnd_month": None,
    "report_due_on": None,
}
_STEPS = ("agreed_at", "sent_at", "interview_at", "interview_place", "answer_due_on")


@dataclass(frozen=True, slots=True)
class Meeting:
    """Who met for which vacancy, when and where."""

    jobseeker: Jobseeker
    vacancy: Vacancy
    met_at: datetime
    place: str


@dataclass(frozen=True, slots=True)
class MeetingAnswer:
    """What the employer said at the table.

    Args:
        hire: the terms, for a hire.
        reason: why not, for somebody who does not suit.
        later_at: when to meet again, for a later interview.
        is_beyond_openings: one more is taken than was asked for.
    """

    outcome: MeetingOutcome
    hire: Hire | None = None
    reason: RefusalReason | None = None
    reason_text: str = ""
    later_at: datetime | None = None
    later_place: str = ""
    is_beyond_openings: bool = False


@transaction.atomic
def record_session_meeting(
    *,
    meeting: Meeting,
    answer: MeetingAnswer,
    known: Referral | None,
    actor: Actor,
    now: datetime,
) -> Referral:
    """Propose, agree, send and interview in one act, and what came of it.

    A live referral of the pair goes on; one that has come to a hire before stays as it is.

    Args:
        known: what an earlier answer of the same interview made, to be put right.

    Raises:
        InputError: the answer lacks something, all openings are taken, or the referral has gone
            on since (the person is at work, or said no).
    """
    check_answer(answer, meeting.met_at, now)
    hold_person(meeting.jobseeker.pk)
    known = hold(known) if known is not None else None
    _check_went_on(known)
    found = _live_of(meeting) or _same_pair(known, meeting)
    touched = {row.vacancy_id for row in (known, found) if row} | {meeting.vacancy.pk}
    for vacancy_id in sorted(touched):
        hold_vacancy(vacancy_id)
    if known is not None and (found is None or found.pk != known.pk):
        _withdraw(known, actor=actor, now=now)
    if found is not None and _is_settled_before(found, known):
        return found
    referral = found or _begin(meeting, now)
    return _answer(referral, meeting, answer, actor=actor, now=now)


def check_answer(answer: MeetingAnswer, met_at: datetime, now: datetime) -> None:
    """Refuse an answer that lacks something or cannot be.

    Raises:
        InputError: naming the field.
    """
    outcome = answer.outcome
    if outcome == MeetingOutcome.HIRED:
        if answer.hire is None:
            raise _missing("starts_on", "Hãy ghi ngày đi làm.", "Say when the work starts.")
        check_hire(answer.hire, timezone.localdate(now))
    elif outcome == MeetingOutcome.NOT_SUITABLE:
        if answer.reason is None:
            raise _missing("reason", "Hãy chọn lý do.", "Choose a reason.")
        check_reason(answer.reason.value, answer.reason_text)
    elif outcome == MeetingOutcome.INVITED_LATER:
        _check_later(answer, met_at)


def _check_later(answer: MeetingAnswer, met_at: datetime) -> None:
    if answer.later_at is None or not answer.later_place.strip():
        raise _missing(
            "later_at", "Hãy ghi giờ và nơi hẹn phỏng vấn.", "Say when and where to meet again."
        )
    if answer.later_at <= met_at:
        raise _missing(
            "later_at",
            "Giờ hẹn phải sau cuộc gặp tại phiên. Hãy chọn lại ngày giờ.",
            "The later interview must come after the session. Choose another time.",
        )
    if answer.later_at > met_at + timedelta(days=MOST_DAYS_AHEAD):
        raise _missing(
            "later_at",
            "Giờ hẹn không thể xa hơn 1 năm. Hãy xem lại năm đã ghi.",
            "The later interview cannot be more than a year ahead. Check the year.",
        )


def _missing(field: str, text_vi: str, text_en: str) -> InputError:
    return InputError(text_vi, text_en, field=field, code=f"{field}_wrong")


def _check_went_on(known: Referral | None) -> None:
    if known is not None and known.state in _WENT_ON:
        raise InputError(
            "Sau phiên, người này đã đi làm hoặc đã trả lời, nên không ghi lại kết quả được. "
            "Hãy mở hồ sơ giới thiệu để ghi tiếp.",
            "The referral has gone on since the session. Open the referral instead.",
            code="referral_went_on",
        )


def _live_of(meeting: Meeting) -> Referral | None:
    pair = Referral.objects.live().filter(jobseeker=meeting.jobseeker, vacancy=meeting.vacancy)
    row = pair.order_by("id").first()
    return hold(row) if row is not None else None


def _same_pair(known: Referral | None, meeting: Meeting) -> Referral | None:
    """The ended referral that this very interview made, if it is still about the same vacancy."""
    if known is None or known.state not in _CORRECTABLE:
        return None
    return known if known.vacancy_id == meeting.vacancy.pk else None


def _is_settled_before(found: Referral, known: Referral | None) -> bool:
    """Whether the pair came to a hire by another way than this interview."""
    by_this = known is not None and known.pk == found.pk
    return not by_this and found.state in {ReferralState.HIRED, ReferralState.STARTED}


def _withdraw(known: Referral, *, actor: Actor, now: datetime) -> None:
    """The answer was meant for another vacancy: nothing of the first one stays open or counted."""
    if known.state not in _CORRECTABLE:
        return
    was_hired = known.state == ReferralState.HIRED
    columns = _clear(known)
    save(move(known, "supersede"), columns, "corrected", actor=actor, now=now)
    if was_hired:
        uncount_hire(vacancy=known.vacancy, actor=actor, now=now)
    take_back_introduction(known, actor=actor, now=now)


def take_back_introduction(referral: Referral, *, actor: Actor, now: datetime) -> None:
    """The ledger's line of an introduction that turned out to be none."""
    for line in _counted(referral).order_by("id"):
        take_back(line, reason="session_corrected", actor=actor, now=now)


def _counted(referral: Referral) -> ServiceLineQuerySet:
    return ServiceLine.objects.standing().filter(
        # The index of the ledger is by person.
        person_id=referral.jobseeker_id,
        kind=ServiceKind.REFERRAL,
        object_type=referral._meta.label_lower,
        object_id=str(referral.pk),
    )


def _count_introduction(
    referral: Referral, outcome: MeetingOutcome, *, actor: Actor, now: datetime
) -> None:
    """Whoever met was introduced, once; whoever stayed away from the table was not."""
    if referral.origin == ReferralOrigin.APPLICATION:
        return
    if outcome != MeetingOutcome.NO_SHOW:
        if not _counted(referral).exists():
            count(referral, ServiceKind.REFERRAL, actor=actor, now=now)
    elif referral.origin == ReferralOrigin.SESSION:
        take_back_introduction(referral, actor=actor, now=now)


def _clear(referral: Referral) -> list[str]:
    """Back to the table: the columns to save."""
    if referral.state != ReferralState.INTERVIEW:
        move(referral, "correct")
    for name, value in _ANSWER.items():
        setattr(referral, name, value)
    return list(_ANSWER)


def _begin(meeting: Meeting, now: datetime) -> Referral:
    explanation = explain_pair(meeting.jobseeker, meeting.vacancy, on=timezone.localdate(now))
    missing = "; ".join(row.text_vi for row in explanation.missing)
    return Referral(
        centre_id=meeting.jobseeker.centre_id,
        jobseeker=meeting.jobseeker,
        vacancy=meeting.vacancy,
        origin=ReferralOrigin.SESSION,
        score=explanation.score,
        reasons=reasons_of(explanation),
        note=f"Điều kiện máy thấy còn thiếu: {missing}"[:500] if missing else "",
        created_at=now,
        updated_at=now,
    )


def _answer(
    referral: Referral, meeting: Meeting, answer: MeetingAnswer, *, actor: Actor, now: datetime
) -> Referral:
    was_hired = referral.state == ReferralState.HIRED
    columns = _bring_to_table(referral, meeting, now) + _note(referral, meeting, answer, now)
    if referral._state.adding:
        referral.save(force_insert=True)
        data = {"state": referral.state, "outcome": answer.outcome.value}
        audit.record(audit.Act("referral.met", referral, data), actor=actor, now=now)
    else:
        save(referral, sorted(set(columns)), "met", actor=actor, now=now)
    _count_openings(referral, answer, was_hired=was_hired, actor=actor, now=now)
    _count_introduction(referral, answer.outcome, actor=actor, now=now)
    if answer.outcome == MeetingOutcome.INVITED_LATER:
        tell_jobseeker(referral, "invited", now=now)
    return referral


def _bring_to_table(referral: Referral, meeting: Meeting, now: datetime) -> list[str]:
    """Take the steps that are still to be taken; the columns to save."""
    columns = _clear(referral) if referral.state in _CORRECTABLE else list(_ANSWER)
    while event := _UP_TO_THE_TABLE.get(referral.state):
        move(referral, event)
    referral.agreed_at = referral.agreed_at or now
    referral.sent_at = referral.sent_at or now
    referral.interview_at, referral.interview_place = meeting.met_at, meeting.place[:300]
    referral.answer_due_on = None
    return [*columns, *_STEPS]


def _note(referral: Referral, meeting: Meeting, answer: MeetingAnswer, now: datetime) -> list[str]:
    """What the employer said; the columns to save beside those of the steps."""
    outcome = answer.outcome
    if outcome == MeetingOutcome.HIRED:
        assert answer.hire is not None
        move(referral, "hire")
        return note_hire(referral, answer.hire, now)
    if outcome == MeetingOutcome.NOT_SUITABLE:
        assert answer.reason is not None
        move(referral, "reject")
        referral.reason_code = answer.reason.value
        referral.reason_text = answer.reason_text.strip()[:300]
        referral.answered_at = now
    elif outcome == MeetingOutcome.NO_SHOW:
        move(referral, "miss")
        referral.answered_at = now
    elif outcome == MeetingOutcome.INVITED_LATER:
        assert answer.later_at is not None
        referral.interview_at = answer.later_at
        referral.interview_place = answer.later_place.strip()[:300]
        referral.answer_due_on = answer_due_on(timezone.localdate(answer.later_at))
    else:
        referral.answer_due_on = answer_due_on(timezone.localdate(meeting.met_at))
    return []


def _count_openings(
    referral: Referral, answer: MeetingAnswer, *, was_hired: bool, actor: Actor, now: datetime
) -> None:
    is_hired = referral.state == ReferralState.HIRED
    vacancy = referral.vacancy
    if is_hired and not was_hired:
        if answer.is_beyond_openings:
            vacancy.refresh_from_db(fields=["openings", "hired_count"])
            if vacancy.hired_count >= vacancy.openings:
                add_opening(vacancy=vacancy, actor=actor, now=now)
        count_hire(vacancy=vacancy, actor=actor, now=now)
    elif was_hired and not is_hired:
        uncount_hire(vacancy=vacancy, actor=actor, now=now)


@transaction.atomic
def settle_meeting(*, referral: Referral, actor: Actor, now: datetime) -> Referral:
    """The session is closed, nothing is put right any more: tell both sides.

    Whoever was taken on needs their other open referrals no longer.
    """
    hold_person(referral.jobseeker_id)
    referral = hold(referral)
    if referral.state == ReferralState.HIRED:
        for other in others_of(referral):
            save(move(other, "supersede"), [], "superseded", actor=actor, now=now)
            if other.sent_at is not None:
                tell_employer(other, "superseded", now=now)
        tell_employer(referral, "hired", now=now)
    topic = _TOLD.get(ReferralState(referral.state))
    if topic:
        tell_jobseeker(referral, topic, now=now)
    return referral


_TOLD = {
    ReferralState.HIRED: "hired",
    ReferralState.NOT_SELECTED: "rejected",
    ReferralState.NO_SHOW: "missed",
}
