"""What comes of an interview, entered at the table by the firm or by an officer for it.

Each answer becomes an introduction at once (``referrals.services.record_session_meeting``) and
may be put right until the session is closed; every change is a line of the journal.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from sanviec.apps.exchanges.enums import (
    InterviewState,
    ParticipantState,
    ScanVia,
    SessionState,
    StandState,
)
from sanviec.apps.exchanges.models import ExchangeSession, Interview, Participant, Stand
from sanviec.apps.ledger.enums import ServiceChannel, ServiceKind
from sanviec.apps.ledger.models import ServiceLine
from sanviec.apps.ledger.services import Delivery, enter, take_back
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.referrals.enums import MeetingOutcome, RefusalReason
from sanviec.apps.referrals.models import Referral
from sanviec.apps.referrals.services import (
    Hire,
    Meeting,
    MeetingAnswer,
    check_answer,
    record_session_meeting,
)
from sanviec.apps.vacancies.models import Vacancy
from sanviec.kernel.errors import InputError

from . import rows
from .attending import Seen, note_attendance

# Results are entered while people sit at the tables, and after that until the figures are closed.
OPEN_FOR_RESULTS = frozenset({SessionState.RUNNING, SessionState.FINISHING})
_ANSWER_COLUMNS = [
    "vacancy",
    "result",
    "reason_code",
    "reason_text",
    "later_at",
    "later_place",
    "work_starts_on",
    "result_at",
    "referral",
]


@transaction.atomic
def enter_result(
    *,
    interview: Interview,
    answer: MeetingAnswer,
    vacancy_id: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> Interview:
    """Write down what the firm said, or put it right.

    Args:
        vacancy_id: another vacancy of the stand than the planned one.

    Raises:
        InputError: the session is not open for results, the answer lacks something, all openings
            are taken, or the introduction has gone on since.
    """
    session = rows.hold_session(interview.session_id)
    check_open_for_results(session)
    stand = rows.hold_stand(interview.stand_id)
    participant = rows.hold_participant(interview.participant_id)
    interview = rows.hold_interview(interview.pk)
    before = interview.result or interview.state
    was_held = interview.state == InterviewState.HELD
    interview.vacancy = _chosen_vacancy(interview, vacancy_id)
    rows.move(interview, "miss" if answer.outcome == MeetingOutcome.NO_SHOW else "hold")
    check_answer(answer, met_at(interview, now), now)
    interview.referral = _introduce(interview, participant, answer, actor=actor, now=now)
    _note(interview, answer, now)
    if answer.outcome != MeetingOutcome.NO_SHOW:
        _note_arrival(stand, actor=actor, now=now)
        _note_attendance(interview, participant, actor=actor, now=now)
    told = {"result": answer.outcome.value}
    is_anew = before not in {InterviewState.PLANNED, InterviewState.CALLED}
    verb = "result_corrected" if is_anew else "result_entered"
    told |= {"before": before} if is_anew else {}
    rows.save(interview, _ANSWER_COLUMNS, verb, actor=actor, now=now, data=told)
    _count(interview, participant, was_held=was_held, actor=actor, now=now)
    return interview


def check_open_for_results(session: ExchangeSession) -> None:
    """Refuse results before the doors open and after the figures are closed.

    Raises:
        InputError: saying which of both.
    """
    if session.state == SessionState.CLOSED:
        raise InputError(
            "Phiên đã chốt số liệu nên không sửa kết quả được nữa. "
            "Hãy ghi tiếp trong hồ sơ giới thiệu.",
            "The session's figures are closed. Go on in the referral.",
            code="session_closed",
        )
    if session.state not in OPEN_FOR_RESULTS:
        raise InputError(
            "Phiên chưa mở cửa nên chưa ghi kết quả được. Hãy nhờ người phụ trách mở phiên.",
            "The session is not open yet. Ask its manager to open it.",
            code="session_not_open",
        )


def met_at(interview: Interview, now: datetime) -> datetime:
    """When the two met: as planned or called, else now, but never after the session's end."""
    at = interview.called_at or interview.starts_at or now
    return min(at, interview.session.ends_at, now)


def _chosen_vacancy(interview: Interview, vacancy_id: UUID | None) -> Vacancy:
    if vacancy_id is None or vacancy_id == interview.vacancy_id:
        return interview.vacancy
    offer = interview.stand.offers.select_related("vacancy").filter(vacancy_id=vacancy_id).first()
    if offer is None:
        raise InputError(
            "Gian này không mang việc đó đến phiên. Hãy chọn trong danh sách.",
            "The stand did not bring this vacancy. Choose from the list.",
            field="vacancy",
            code="vacancy_not_here",
        )
    return offer.vacancy


def _introduce(
    interview: Interview,
    participant: Participant,
    answer: MeetingAnswer,
    *,
    actor: Actor,
    now: datetime,
) -> Referral | None:
    """The introduction; none without a file, nor for somebody who never came to the session."""
    missed = answer.outcome == MeetingOutcome.NO_SHOW
    was_here = participant.state == ParticipantState.ATTENDED
    if participant.jobseeker is None or (missed and not was_here and interview.referral is None):
        return interview.referral
    meeting = Meeting(
        jobseeker=participant.jobseeker,
        vacancy=interview.vacancy,
        met_at=met_at(interview, now),
        place=interview.session.venue or interview.session.title,
    )
    return record_session_meeting(
        meeting=meeting, answer=answer, known=interview.referral, actor=actor, now=now
    )


def _note(interview: Interview, answer: MeetingAnswer, now: datetime) -> None:
    missed = answer.outcome == MeetingOutcome.NO_SHOW
    interview.result = "" if missed else answer.outcome.value
    refused = answer.outcome == MeetingOutcome.NOT_SUITABLE and answer.reason is not None
    interview.reason_code = answer.reason.value if refused and answer.reason else ""
    interview.reason_text = answer.reason_text.strip()[:300] if refused else ""
    later = answer.outcome == MeetingOutcome.INVITED_LATER
    interview.later_at = answer.later_at if later else None
    interview.later_place = answer.later_place.strip()[:300] if later else ""
    hire = answer.hire if answer.outcome == MeetingOutcome.HIRED else None
    interview.work_starts_on = hire.starts_on if hire else None
    interview.result_at = now


def _note_arrival(stand: Stand, *, actor: Actor, now: datetime) -> None:
    """A firm that talks to somebody is there, whether or not an officer ticked it off."""
    if stand.state == StandState.CONFIRMED:
        rows.move(stand, "arrive")
        stand.arrived_at = now
        rows.save(stand, ["arrived_at"], "arrived", actor=actor, now=now)


def _note_attendance(
    interview: Interview, participant: Participant, *, actor: Actor, now: datetime
) -> None:
    """Whoever sits at a table is in the session, though the door did not see them."""
    seen = Seen(interview, ScanVia.TABLE, met_at(interview, now))
    if not note_attendance(
        session=interview.session, participant=participant, seen=seen, actor=actor, now=now
    ):
        raise InputError(
            "Người này đã hủy đăng ký nên chưa ghi được kết quả. Hãy mời ra cửa ghi phiếu tại chỗ.",
            "This person cancelled. Send them to the door for a card first.",
            code="not_admitted",
        )


def _count(
    interview: Interview, participant: Participant, *, was_held: bool, actor: Actor, now: datetime
) -> None:
    """One line of the ledger for an interview that took place."""
    is_held = interview.state == InterviewState.HELD
    if is_held and not was_held:
        delivery = _delivery(ServiceKind.INTERVIEW, interview, participant, actor)
        enter(delivery, actor=actor, now=now)
    elif was_held and not is_held:
        lines = ServiceLine.objects.standing().filter(
            person_id=participant.jobseeker_id,
            kind=ServiceKind.INTERVIEW,
            object_type=interview._meta.label_lower,
            object_id=str(interview.pk),
        )
        for line in lines.order_by("id"):
            take_back(line, reason="result_corrected", actor=actor, now=now)


def _delivery(kind: ServiceKind, target: Any, participant: Participant, actor: Actor) -> Delivery:
    person = participant.jobseeker
    employer_id = target.stand.employer_id if isinstance(target, Interview) else None
    return Delivery(
        centre_id=participant.centre_id,
        kind=kind,
        channel=channel_of(actor),
        target=target,
        person_id=participant.jobseeker_id,
        employer_id=employer_id,
        place_code=person.residence_code if person else participant.card_commune_code,
    )


def channel_of(actor: Actor) -> ServiceChannel:
    """By which way somebody acts."""
    if actor.role == Role.SYSTEM:
        return ServiceChannel.SYSTEM
    return ServiceChannel.DESK if actor.is_staff else ServiceChannel.WEB


@transaction.atomic
def introduce_result(*, interview: Interview, actor: Actor, now: datetime) -> Interview:
    """A result of a walk-in who has a file by now becomes an introduction."""
    participant = rows.hold_participant(interview.participant_id)
    interview = rows.hold_interview(interview.pk)
    if interview.referral_id or participant.jobseeker is None or not interview.result:
        return interview
    answer = answer_of(interview)
    interview.referral = _introduce(interview, participant, answer, actor=actor, now=now)
    return rows.save(interview, ["referral"], "introduced", actor=actor, now=now)


def answer_of(interview: Interview) -> MeetingAnswer:
    """The answer that stands in an interview."""
    held_on = interview.session.held_on
    return MeetingAnswer(
        outcome=MeetingOutcome(interview.result),
        hire=Hire(hired_on=held_on, starts_on=interview.work_starts_on or held_on),
        reason=RefusalReason(interview.reason_code) if interview.reason_code else None,
        reason_text=interview.reason_text,
        later_at=interview.later_at,
        later_place=interview.later_place,
        is_beyond_openings=True,
    )
