"""The room of an online interview: whose seat is whose, and when the room is open.

A room is an interview of a session whose interviews may be held by video; it has no row of its
own. Each interview has two seats, one a side; the session's host watches who is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from sanviec.apps.exchanges.enums import (
    BY_VIDEO,
    HOLDING_SLOT,
    REGISTRABLE,
    TAKING_PART,
    InterviewedBy,
    InterviewState,
    ParticipantState,
    RoomAttendance,
    RoomClosed,
    RoomSide,
    SessionState,
)
from sanviec.apps.exchanges.models import ExchangeSession, Interview, Stand, StandVacancy
from sanviec.apps.exchanges.room_keys import RoomLink
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.reference.selectors import parameter

from .access import get_hosted_session_for, get_interview_for

# The host's roles that may see who is in a room; they never hear or see.
WATCHING = frozenset({Role.SESSION_MANAGER, Role.DEPARTMENT})
# The centre's roles that interview when the firm authorised the centre to.
INTERVIEWING = frozenset({Role.SESSION_MANAGER, Role.COUNSELLOR, Role.APPROVER})
# The session is on, or just over with an interview that still has its time.
_SESSION_ON = REGISTRABLE | {SessionState.FINISHING}
# Somebody noted as absent who comes after all is let in: the meeting can still be held.
_PERSON_MAY = frozenset(
    {ParticipantState.REGISTERED, ParticipantState.ATTENDED, ParticipantState.ABSENT}
)


@dataclass(frozen=True, slots=True)
class RoomTimes:
    """When a room opens, when the talk starts and ends, and when the room closes."""

    opens_at: datetime
    starts_at: datetime
    ends_at: datetime
    closes_at: datetime


def room_for(actor: Actor, interview_id: Any) -> tuple[Interview, RoomSide] | None:
    """The interview and the actor's seat in its room; None for everybody else."""
    interview = get_interview_for(actor, interview_id)
    side = side_of(actor, interview) if interview else None
    return (interview, side) if interview and side else None


def room_behind(link: RoomLink) -> tuple[Interview, Actor] | None:
    """The interview that a link opens and the actor that it makes; None once they part.

    The link was sent to a participant or a stand; an interview that went to another one since
    is not theirs any more.
    """
    related = ("session__centre", "stand__employer", "participant__jobseeker", "vacancy")
    found = Interview.objects.select_related(*related).filter(pk=link.interview_id).first()
    if found is None:
        return None
    if link.side == RoomSide.PERSON and found.participant_id == link.recipient_id:
        person = found.participant.jobseeker_id
        sent_to = f"participant:{link.recipient_id}"
        return found, Actor(role=Role.JOBSEEKER, subject_id=person, link_sent_to=sent_to)
    if link.side == RoomSide.FIRM and found.stand_id == link.recipient_id:
        firm = found.stand.employer_id
        sent_to = f"stand:{link.recipient_id}"
        return found, Actor(role=Role.EMPLOYER, subject_id=firm, link_sent_to=sent_to)
    return None


def side_of(actor: Actor, interview: Interview) -> RoomSide | None:
    """Whose seat the actor takes, of an interview that ``get_interview_for`` gave."""
    if actor.role == Role.JOBSEEKER:
        return RoomSide.PERSON
    if actor.role == Role.EMPLOYER:
        return RoomSide.FIRM
    if actor.role in INTERVIEWING and _interviews_for_firm(actor, interview):
        return RoomSide.FIRM
    if actor.role in WATCHING and actor.centre_id == interview.session.centre_id:
        return RoomSide.MANAGER
    return None


def _interviews_for_firm(actor: Actor, interview: Interview) -> bool:
    """Whether the firm authorised the actor's centre to talk to people for this vacancy."""
    if actor.centre_id != interview.stand.centre_id:
        return False
    return StandVacancy.objects.filter(
        stand=interview.stand_id,
        vacancy=interview.vacancy_id,
        interviewed_by=InterviewedBy.CENTRE,
    ).exists()


def room_times(interview: Interview) -> RoomTimes:
    """The hours of a room; a meeting without an hour of its own has those of the session."""
    session = interview.session
    starts_at = interview.starts_at or session.starts_at
    length = timedelta(minutes=session.slot_minutes)
    ends_at = starts_at + length if interview.starts_at else session.ends_at
    on = timezone.localdate(starts_at)
    before = timedelta(minutes=parameter("room_opens_minutes", on))
    after = timedelta(minutes=parameter("room_grace_minutes", on))
    return RoomTimes(starts_at - before, starts_at, ends_at, ends_at + after)


def why_closed(interview: Interview, *, now: datetime) -> RoomClosed | None:
    """Why nobody may enter now; None while the room is open."""
    return _why_never(interview) or _why_not_now(interview, now)


def _why_never(interview: Interview) -> RoomClosed | None:
    rules = (
        (interview.session.kind not in BY_VIDEO, RoomClosed.NOT_BY_VIDEO),
        (interview.session.state not in _SESSION_ON, RoomClosed.SESSION),
        (interview.state not in HOLDING_SLOT, RoomClosed.CANCELLED),
        (interview.participant.state not in _PERSON_MAY, RoomClosed.PERSON_OUT),
        (interview.stand.state not in TAKING_PART, RoomClosed.FIRM_OUT),
    )
    return next((why for is_broken, why in rules if is_broken), None)


def _why_not_now(interview: Interview, now: datetime) -> RoomClosed | None:
    times = room_times(interview)
    if now < times.opens_at:
        return RoomClosed.TOO_EARLY
    return RoomClosed.OVER if now >= times.closes_at else None


def attendance_of(interview: Interview) -> RoomAttendance:
    """Who came, as the first times of entering tell."""
    if interview.met_at:
        return RoomAttendance.MET
    came = (interview.person_entered_at is not None, interview.firm_entered_at is not None)
    return {
        (False, False): RoomAttendance.NOBODY,
        (True, False): RoomAttendance.PERSON_ALONE,
        (False, True): RoomAttendance.FIRM_ALONE,
        (True, True): RoomAttendance.BOTH,
    }[came]


def watched_session_for(actor: Actor, session_id: Any) -> ExchangeSession | None:
    """A session by video of the actor's own centre, for the roles that watch its rooms."""
    found = get_hosted_session_for(actor, session_id) if actor.role in WATCHING else None
    return found if found and found.kind in BY_VIDEO else None


def own_rooms(actor: Actor, *, on: date) -> models.QuerySet[Interview]:
    """The actor's own interviews by video from a day on, in the order of their hours."""
    rows = Interview.objects.filter(session__kind__in=sorted(BY_VIDEO), session__held_on__gte=on)
    rows = rows.filter(session__state__in=sorted(_SESSION_ON), state__in=sorted(HOLDING_SLOT))
    if actor.role == Role.EMPLOYER and actor.subject_id is not None:
        rows = rows.filter(stand__employer_id=actor.subject_id)
    elif actor.role == Role.JOBSEEKER and actor.subject_id is not None:
        rows = rows.filter(participant__jobseeker_id=actor.subject_id)
    else:
        rows = rows.none()
    related = ("session", "stand", "participant__jobseeker", "vacancy")
    return rows.select_related(*related).order_by("session__starts_at", "starts_at", "id")


def own_stands_by_video(actor: Actor, *, on: date) -> models.QuerySet[Stand]:
    """The employer's stands in sessions by video from a day on."""
    stands = Stand.objects.filter(session__kind__in=sorted(BY_VIDEO), session__held_on__gte=on)
    own = stands.for_employer(actor.subject_id) if actor.role == Role.EMPLOYER else stands.none()
    return own.select_related("session").order_by("session__starts_at", "id")


def rooms_of(session: ExchangeSession) -> models.QuerySet[Interview]:
    """The interviews of a session that have a room, in the order of the day."""
    rows = Interview.objects.filter(session=session).exclude(state=InterviewState.CANCELLED)
    related = ("session", "stand__employer", "participant__jobseeker__user", "vacancy")
    rows = rows.select_related(*related)
    return rows.order_by(models.F("slot").asc(nulls_last=True), "stand__stand_no", "table", "id")
