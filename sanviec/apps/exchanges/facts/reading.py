"""What is read of a session before it is turned into facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from sanviec.apps.exchanges.enums import ExhibitorKind, ParticipantState, SessionState
from sanviec.apps.exchanges.models import (
    ExchangeSession,
    Interview,
    Participant,
    Stand,
    StandVacancy,
    Wish,
)

_PLANNABLE = (ParticipantState.REGISTERED, ParticipantState.ATTENDED)
# An interview that begins within this time cannot be given to somebody new.
_LEAST_NOTICE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class SessionRows:
    """The rows that planning works on, each by its id and in that order.

    Args:
        standing: interviews that hold a time.
        first_slot: the first time for which somebody can still be called.
    """

    session: ExchangeSession
    stands: dict[UUID, Stand]
    people: dict[UUID, Participant]
    brought: dict[UUID, StandVacancy]
    wishes: list[Wish]
    standing: list[Interview]
    first_slot: int


def read_rows(session: ExchangeSession, *, now: datetime, skip_absent: bool) -> SessionRows:
    """Read a session; ``skip_absent`` leaves out who is registered and has not come.

    Cost: five queries.
    """
    stands = Stand.objects.taking_part().filter(session=session, kind=ExhibitorKind.EMPLOYER)
    found = {row.pk: row for row in stands.select_related("employer").order_by("id")}
    people = Participant.objects.filter(session=session, state__in=_PLANNABLE)
    if skip_absent:
        people = people.filter(state=ParticipantState.ATTENDED)
    brought = StandVacancy.objects.filter(stand__session=session, stand__in=list(found))
    standing = Interview.objects.holding_slot().filter(session=session, slot__isnull=False)
    is_running = session.state == SessionState.RUNNING
    return SessionRows(
        session,
        found,
        {row.pk: row for row in people.select_related("jobseeker").order_by("id")},
        {row.vacancy_id: row for row in brought.select_related("vacancy__employer").order_by("id")},
        list(Wish.objects.filter(participant__session=session).order_by("id")),
        list(standing.select_related("participant").order_by("id")),
        _first_slot(session, now) if is_running else 0,
    )


def _first_slot(session: ExchangeSession, now: datetime) -> int:
    length = timedelta(minutes=session.slot_minutes)
    passed = (now + _LEAST_NOTICE - session.starts_at) / length
    return min(max(ceil(passed), 0), session.slots)
