"""Reads for the table: whose results somebody may enter, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from sanviec.apps.exchanges.enums import (
    HOLDING_STAND,
    InterviewResult,
    InterviewState,
    ParticipantState,
    StandState,
)
from sanviec.apps.exchanges.models import ExchangeSession, Interview, Participant, Stand
from sanviec.apps.exchanges.querysets import InterviewQuerySet, StandQuerySet
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role

# Officers who enter results for a firm that asks or has authorised its centre.
RESULT_ROLES = frozenset({Role.SESSION_MANAGER, Role.RECEPTIONIST, Role.COUNSELLOR, Role.APPROVER})
_WAITING = frozenset({InterviewState.PLANNED, InterviewState.CALLED})


def result_stands_for(actor: Actor) -> StandQuerySet:
    """Stands whose results the actor enters: one's own, of sessions that one's centre hosts, and
    those that one's centre brought to another's session."""
    stands = Stand.objects.filter(state__in=HOLDING_STAND)
    if actor.role == Role.EMPLOYER and actor.subject_id is not None:
        return stands.for_employer(actor.subject_id)
    if actor.role in RESULT_ROLES and actor.centre_id is not None:
        ours = Q(session__centre_id=actor.centre_id) | Q(centre_id=actor.centre_id)
        return stands.filter(ours)
    return stands.none()


def get_result_stand_for(actor: Actor, stand_id: Any) -> Stand | None:
    """One of them."""
    stands = result_stands_for(actor).select_related("session__centre", "employer", "centre")
    try:
        return stands.filter(pk=stand_id).first()
    except (ValidationError, ValueError):
        return None


def get_result_interview_for(actor: Actor, interview_id: Any) -> Interview | None:
    """An interview of such a stand."""
    mine = Interview.objects.filter(stand__in=result_stands_for(actor).values("pk"))
    related = ("session", "stand__employer", "participant__jobseeker", "vacancy", "referral")
    try:
        return mine.select_related(*related).filter(pk=interview_id).first()
    except (ValidationError, ValueError):
        return None


def interviews_at(stand: Stand) -> list[Interview]:
    """The stand's interviews of the day by time; who came without an appointment last."""
    rows = stand.interviews.exclude(state=InterviewState.CANCELLED)
    related = ("participant__jobseeker", "vacancy", "session")
    return list(rows.select_related(*related).order_by("starts_at", "called_at", "id"))


@dataclass(frozen=True, slots=True)
class Pending:
    """What is missing before a session's figures can be closed.

    Args:
        without_result: interviews of people who came, without a result; not those of firms that
            did not come, of which nobody can say anything.
        without_file: results of walk-ins who have no file, so that nothing follows from them.
        absent_people: registered, not come; closing marks them.
        absent_stands: expected, not come; closing marks them.
        hired_twice: people whom two stands have taken on.
    """

    without_result: list[Interview]
    without_file: list[Interview]
    absent_people: int
    absent_stands: list[Stand]
    hired_twice: list[Participant]

    @property
    def blocks(self) -> bool:
        """Whether closing needs a reason."""
        return bool(self.without_result or self.without_file)


def pending_of(session: ExchangeSession) -> Pending:
    """The list that a session manager empties before closing."""
    interviews = Interview.objects.filter(session=session).select_related(
        "stand", "participant__jobseeker", "vacancy", "session"
    )
    waiting = interviews.filter(
        state__in=_WAITING,
        participant__state=ParticipantState.ATTENDED,
        stand__state__in=HOLDING_STAND,
    )
    unfiled = interviews.filter(
        state=InterviewState.HELD, referral__isnull=True, participant__jobseeker__isnull=True
    )
    order = ("stand__stand_no", "stand_id", "starts_at", "id")
    expected = Participant.objects.filter(session=session, state=ParticipantState.REGISTERED)
    stands = Stand.objects.filter(session=session, state=StandState.CONFIRMED)
    # Whoever talked to somebody was there.
    quiet = stands.exclude(interviews__state=InterviewState.HELD)
    return Pending(
        without_result=list(waiting.order_by(*order)),
        without_file=list(unfiled.order_by(*order)),
        absent_people=expected.count(),
        absent_stands=list(quiet.order_by("stand_no", "id")),
        hired_twice=hired_twice(session),
    )


def hired_twice(session: ExchangeSession) -> list[Participant]:
    """People whom more than one stand has taken on: they choose, the centre asks."""
    hires = hires_of(session).order_by("participant_id", "id")
    ids = list(hires.values_list("participant_id", flat=True))
    twice = {one for one, other in zip(ids, ids[1:], strict=False) if one == other}
    people = Participant.objects.filter(pk__in=sorted(twice)).select_related("jobseeker")
    return list(people.order_by("queue_no", "id"))


def hires_of(session: ExchangeSession) -> InterviewQuerySet:
    """Interviews that ended in a hire on the spot."""
    return Interview.objects.filter(session=session, result=InterviewResult.HIRED)


def waiting_interviews(session: ExchangeSession) -> InterviewQuerySet:
    """Interviews that have no result yet."""
    return Interview.objects.filter(session=session, state__in=_WAITING)


def is_hired_elsewhere(interview: Interview) -> bool:
    """Whether another stand of the session has taken the person on."""
    hires = hires_of(interview.session).filter(participant_id=interview.participant_id)
    return hires.exclude(stand_id=interview.stand_id).exists()
