"""The only doors to a session and what is in it: one function for each kind of object.

Absent and forbidden look alike: both give None.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from sanviec.apps.exchanges.models import ExchangeSession, Interview, Participant, Stand
from sanviec.apps.exchanges.querysets import ExchangeSessionQuerySet
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role


def sessions_for(actor: Actor) -> ExchangeSessionQuerySet:
    """Sessions that the actor's centre hosts or has joined; newest first."""
    if actor.is_staff and actor.centre_id is not None:
        found = ExchangeSession.objects.shared_with(actor.centre_id)
    elif actor.is_oversight:
        found = ExchangeSession.objects.all()
    else:
        found = ExchangeSession.objects.none()
    return found.select_related("centre").order_by("-held_on", "id")


def get_session_for(actor: Actor, session_id: Any) -> ExchangeSession | None:
    """A session that the actor's centre hosts or has joined."""
    return _first(sessions_for(actor), session_id)


def get_hosted_session_for(actor: Actor, session_id: Any) -> ExchangeSession | None:
    """A session that the actor's own centre hosts: only the host changes it."""
    if not actor.is_staff or actor.centre_id is None:
        return None
    hosted = ExchangeSession.objects.in_centre(actor.centre_id).select_related("centre")
    return _first(hosted, session_id)


def get_public_session(session_id: Any) -> ExchangeSession | None:
    """A session that anybody may read."""
    return _first(ExchangeSession.objects.public().select_related("centre"), session_id)


def get_stand_for(actor: Actor, stand_id: Any) -> Stand | None:
    """A stand of the actor's own employer, or of a session that the actor's centre shares."""
    stands = Stand.objects.select_related("session__centre", "employer", "centre")
    if actor.role == Role.EMPLOYER and actor.subject_id is not None:
        return _first(stands.for_employer(actor.subject_id), stand_id)
    return _first(stands.filter(session__in=sessions_for(actor).values("pk")), stand_id)


def get_participant_for(actor: Actor, participant_id: Any) -> Participant | None:
    """The actor's own entry; for staff, one of their centre or of a session they host."""
    people = Participant.objects.select_related("session__centre", "jobseeker", "centre")
    if actor.role == Role.JOBSEEKER and actor.subject_id is not None:
        return _first(people.filter(jobseeker_id=actor.subject_id), participant_id)
    if not actor.is_staff or actor.centre_id is None:
        return None
    ours = models.Q(centre_id=actor.centre_id) | models.Q(session__centre_id=actor.centre_id)
    return _first(people.filter(ours), participant_id)


def get_interview_for(actor: Actor, interview_id: Any) -> Interview | None:
    """An interview of the actor's own stand, their own, or of a session their centre hosts."""
    interviews = Interview.objects.select_related(
        "session__centre", "stand__employer", "participant__jobseeker", "vacancy"
    )
    if actor.role == Role.EMPLOYER and actor.subject_id is not None:
        return _first(interviews.for_employer(actor.subject_id), interview_id)
    if actor.role == Role.JOBSEEKER and actor.subject_id is not None:
        own = interviews.filter(participant__jobseeker_id=actor.subject_id)
        return _first(own, interview_id)
    if not actor.is_staff or actor.centre_id is None:
        return None
    ours = models.Q(session__centre_id=actor.centre_id) | models.Q(
        participant__centre_id=actor.centre_id
    )
    return _first(interviews.filter(ours), interview_id)


def _first(rows: Any, row_id: Any) -> Any:
    try:
        return rows.filter(pk=row_id).first()
    except (ValidationError, ValueError):
        return None
