"""People into a session and out of it: nobody beyond the places that there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from sanviec.apps.exchanges.data import checked_slots
from sanviec.apps.exchanges.enums import (
    LIVE_PARTICIPANT,
    InterviewState,
    ParticipantOrigin,
    ParticipantState,
    PartState,
)
from sanviec.apps.exchanges.letters import tell_person
from sanviec.apps.exchanges.models import (
    ExchangeSession,
    Interview,
    Participant,
    SessionPart,
    Stand,
    Wish,
)
from sanviec.apps.exchanges.staff_letters import tell_of_guests
from sanviec.apps.jobseekers.enums import JobseekerState
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.actors import Actor
from sanviec.kernel.errors import InputError

from . import bulk_rows, rows
from .places import free_place, take_place
from .waiting import offer_places

MOST_INTERVIEWS = 10
MOST_WISHES = 5
_GONE = frozenset({JobseekerState.MERGED, JobseekerState.CLOSED})
_HELD_BEFORE = frozenset({ParticipantState.REGISTERED, ParticipantState.OFFERED})


@dataclass(frozen=True, slots=True)
class Entry:
    """Who is registered, and by whom.

    Args:
        slots: numbers of the times at which the person is there; empty for all.
    """

    jobseeker: Jobseeker
    origin: ParticipantOrigin
    max_interviews: int = 3
    slots: tuple[int, ...] = ()


@transaction.atomic
def register_participant(
    *, session: ExchangeSession, entry: Entry, actor: Actor, now: datetime
) -> Participant:
    """Give somebody a place, or the end of the waiting list when none is left.

    The session's row is held, so that of many who come at once each sees the one before.

    Raises:
        InputError: registration is closed, or the person is in the session already.
    """
    session = rows.hold_session(session.pk)
    person = entry.jobseeker
    _check_open(session, now)
    _check_person(session, person)
    participant = Participant(
        session=session,
        centre_id=centre_of(session, person),
        jobseeker=person,
        origin=entry.origin,
        queue_no=next_queue_no(session),
        registered_by_id=actor.user_id,
        is_priority=bool(person.priority_groups),
        priority_groups=list(person.priority_groups),
        # As it was on that day: later moves do not change where the session's people came from.
        card_commune_code=person.residence_code,
        max_interviews=_checked_most(entry.max_interviews),
        slots=checked_slots(entry.slots, session.slots),
    )
    if not take_place(session):
        rows.move(participant, "queue").waiting_since = now
    rows.insert(participant, "registered", actor=actor, now=now)
    is_waiting = participant.state == ParticipantState.WAITING
    tell_person(participant, "queued" if is_waiting else "registered", session=session, now=now)
    tell_of_guests(participant, session=session, now=now)
    return participant


def next_queue_no(session: ExchangeSession) -> int:
    """The next number of a session; the caller holds the session's row."""
    everybody = Participant.objects.filter(session=session)
    last: int | None = everybody.aggregate(last=Max("queue_no"))["last"]
    return (last or 0) + 1


def centre_of(session: ExchangeSession, person: Jobseeker) -> UUID:
    """The centre whose participant somebody is: their own if it takes part, else the host."""
    joined = SessionPart.objects.filter(
        session=session, centre_id=person.centre_id, state=PartState.JOINED
    )
    return person.centre_id if joined.exists() else session.centre_id


@transaction.atomic
def cancel_participation(
    *, participant: Participant, reason: str = "", actor: Actor, now: datetime
) -> Participant:
    """Take somebody out; their interviews end and their place goes to who waits longest."""
    session, participant = _hold(participant)
    had_place = participant.state in _HELD_BEFORE
    rows.move(participant, "cancel")
    cancel_interviews([participant.pk], reason, actor=actor, now=now)
    participant.cancelled_at, participant.cancel_reason = now, reason.strip()[:300]
    columns = ["cancelled_at", "cancel_reason"]
    rows.save(participant, columns, "cancelled", actor=actor, now=now)
    tell_person(participant, "cancelled", session=session, now=now)
    if had_place:
        free_place(session)
        offer_places(session, now=now)
    return participant


def cancel_interviews(
    participant_ids: Sequence[UUID], reason: str, *, actor: Actor, now: datetime
) -> list[Interview]:
    """End the interviews of some people that have not begun; gives them."""
    planned = Interview.objects.select_for_update(of=("self",)).filter(
        participant_id__in=participant_ids, state=InterviewState.PLANNED
    )
    found = list(planned.order_by("id"))
    for interview in found:
        rows.move(interview, "cancel").state_reason = reason.strip()[:300]
    bulk_rows.save_all(found, ["state", "state_reason"], "cancelled", actor=actor, now=now)
    return found


@transaction.atomic
def change_presence(
    *,
    participant: Participant,
    max_interviews: int,
    slots: tuple[int, ...],
    actor: Actor,
    now: datetime,
) -> Participant:
    """When the person is there and how many interviews they want at most."""
    session, participant = _hold(participant)
    _refuse_when_gone(participant)
    participant.max_interviews = _checked_most(max_interviews)
    participant.slots = checked_slots(slots, session.slots)
    return rows.save(participant, ["max_interviews", "slots"], "presence", actor=actor, now=now)


@transaction.atomic
def choose_wishes(
    *, participant: Participant, stands: Sequence[Stand], actor: Actor, now: datetime
) -> list[Wish]:
    """Whom the person would like to meet, the dearest first; replaces earlier wishes.

    Raises:
        InputError: too many, one twice, or a stand of another session.
    """
    session, participant = _hold(participant)
    _refuse_when_gone(participant)
    ids = [stand.pk for stand in stands]
    if len(ids) > MOST_WISHES or len(set(ids)) < len(ids):
        raise InputError(
            f"Chọn nhiều nhất {MOST_WISHES} doanh nghiệp, mỗi doanh nghiệp một lần.",
            f"at most {MOST_WISHES} different stands",
            field="wishes",
            code="wishes_too_many",
        )
    if any(stand.session_id != session.pk for stand in stands):
        raise InputError(
            "Có doanh nghiệp không tham gia phiên này.",
            "a stand of another session",
            field="wishes",
            code="stand_elsewhere",
        )
    Wish.objects.filter(participant=participant).delete()
    chosen = [
        Wish(participant=participant, stand=stand, rank=rank, created_at=now, updated_at=now)
        for rank, stand in enumerate(stands, start=1)
    ]
    Wish.objects.bulk_create(chosen)
    rows.save(participant, [], "wished", actor=actor, now=now, data={"stands": len(chosen)})
    return chosen


def _hold(participant: Participant) -> tuple[ExchangeSession, Participant]:
    session = rows.hold_session(participant.session_id)
    return session, rows.hold_participant(participant.pk)


def _check_open(session: ExchangeSession, now: datetime) -> None:
    if not session.takes_people(now):
        raise InputError(
            "Phiên này không còn nhận đăng ký. Hãy xem các phiên khác trong lịch.",
            f"session {session.number} does not take registrations",
            code="registration_closed",
        )


def _check_person(session: ExchangeSession, person: Jobseeker) -> None:
    if person.state in _GONE:
        raise InputError(
            "Hồ sơ này đã đóng hoặc đã gộp vào hồ sơ khác. Hãy mở lại hồ sơ trước.",
            f"the file is {person.state}",
            code="file_closed",
        )
    here = Participant.objects.filter(session=session, jobseeker=person)
    if here.filter(state__in=LIVE_PARTICIPANT).exists():
        raise InputError(
            "Người này đã đăng ký phiên này rồi.",
            "the person is registered for this session already",
            code="registered_already",
        )


def _refuse_when_gone(participant: Participant) -> None:
    if participant.state not in LIVE_PARTICIPANT:
        raise InputError(
            "Đăng ký này đã hủy. Hãy đăng ký lại.",
            f"the participant is {participant.state}",
            code="participant_gone",
        )


def _checked_most(most: int) -> int:
    if not 1 <= most <= MOST_INTERVIEWS:
        raise InputError(
            f"Số cuộc phỏng vấn phải từ 1 đến {MOST_INTERVIEWS}.",
            f"max_interviews is {most}, not 1..{MOST_INTERVIEWS}",
            field="max_interviews",
            code="out_of_range",
        )
    return most
