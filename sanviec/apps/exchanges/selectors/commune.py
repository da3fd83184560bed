"""What an officer of a commune may see: sessions ahead of the centre, and their own entries."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sanviec.apps.exchanges.enums import REGISTRABLE
from sanviec.apps.exchanges.models import ExchangeSession, Participant
from sanviec.apps.exchanges.querysets import ExchangeSessionQuerySet
from sanviec.apps.jobseekers.checks import search_columns
from sanviec.apps.jobseekers.data import JobseekerData
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from sanviec.kernel.text import fold

_MOST_SHOWN = 200


def commune_sessions_for(actor: Actor, *, now: datetime) -> ExchangeSessionQuerySet:
    """Sessions that take registrations and that the officer's centre hosts or has joined."""
    if actor.role != Role.COMMUNE_OFFICER or actor.centre_id is None:
        return ExchangeSession.objects.none()
    shared = ExchangeSession.objects.shared_with(actor.centre_id)
    ahead = shared.filter(state__in=REGISTRABLE, ends_at__gt=now)
    return ahead.select_related("centre").order_by("starts_at", "id")


def get_commune_session_for(
    actor: Actor, session_id: Any, *, now: datetime
) -> ExchangeSession | None:
    """One of them."""
    return commune_sessions_for(actor, now=now).filter(pk=session_id).first()


def entries_registered_by(actor: Actor, session: ExchangeSession) -> list[Participant]:
    """Whom the officer registered for a session, the last one first."""
    mine = Participant.objects.filter(session=session, registered_by_id=actor.user_id)
    return list(mine.select_related("jobseeker").order_by("-queue_no", "id")[:_MOST_SHOWN])


def get_commune_entry_for(actor: Actor, entry_id: Any) -> Participant | None:
    """An entry that the officer made."""
    if actor.role != Role.COMMUNE_OFFICER or actor.user_id is None or actor.centre_id is None:
        return None
    mine = Participant.objects.filter(
        registered_by_id=actor.user_id, centre_id=actor.centre_id, pk=entry_id
    )
    return mine.select_related("session__centre", "jobseeker").first()


def person_known_by(actor: Actor, data: JobseekerData) -> Jobseeker | None:
    """The centre's file of who gave this name together with this number, whole.

    A number alone opens nothing: somebody who only guesses numbers learns no name.
    """
    if actor.role != Role.COMMUNE_OFFICER or actor.centre_id is None:
        return None
    columns = search_columns(data)
    living = Jobseeker.objects.living().in_centre(actor.centre_id)
    for name in ("identity_index", "phone_index"):
        if columns[name]:
            same = living.filter(**{name: columns[name]}, name_folded=fold(data.full_name))
            found = same.order_by("registered_on", "id").first()
            if found is not None:
                return found
    return None
