"""The beats that every act on a session shares: lock, move, save and record.

Rows are locked in one order whoever asks: session, stand, participant, interview; then what
stands in lower apps (person, referral, vacancy). All locks come before the first audit line: the
end of the audit chain is the one lock that everybody needs.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from sanviec.apps.exchanges.enums import SessionState
from sanviec.apps.exchanges.models import ExchangeSession, Interview, Participant, Stand
from sanviec.apps.exchanges.transitions import (
    INTERVIEW_STATES,
    PARTICIPANT_STATES,
    SESSION_STATES,
    STAND_STATES,
)
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.inserting import insert_many, update_many
from sanviec.apps.platform.transitions import StateTable
from sanviec.kernel.errors import InputError

StateRow = TypeVar("StateRow", ExchangeSession, Stand, Participant, Interview)

_TABLES: dict[type[models.Model], StateTable] = {
    ExchangeSession: SESSION_STATES,
    Stand: STAND_STATES,
    Participant: PARTICIPANT_STATES,
    Interview: INTERVIEW_STATES,
}
# What the audit line calls the row.
_NOUNS: dict[type[models.Model], str] = {
    ExchangeSession: "session",
    Stand: "stand",
    Participant: "participant",
    Interview: "interview",
}


def hold_session(session_id: UUID) -> ExchangeSession:
    """The session's row as it is now, held until the act is over."""
    held = ExchangeSession.objects.select_for_update(of=("self",)).select_related("centre")
    return held.get(pk=session_id)


def hold_stand(stand_id: UUID) -> Stand:
    held = Stand.objects.select_for_update(of=("self",)).select_related("session", "employer")
    return held.get(pk=stand_id)


def hold_participant(participant_id: UUID) -> Participant:
    held = Participant.objects.select_for_update(of=("self",))
    return held.select_related("session", "jobseeker").get(pk=participant_id)


def hold_interview(interview_id: UUID) -> Interview:
    held = Interview.objects.select_for_update(of=("self",))
    related = ("session", "stand__employer", "participant__jobseeker", "vacancy")
    return held.select_related(*related).get(pk=interview_id)


def move(row: StateRow, event: str) -> StateRow:
    """Set the state that the row's table gives after ``event``.

    Raises:
        TransitionRefused: the event does not leave the present state.
    """
    row.state = _TABLES[type(row)].target(event, row.state)
    return row


def refuse_closed(row: StateRow) -> None:
    """Once the figures are closed, nothing of a session changes.

    Raises:
        InputError: the session of a stand, a participant or an interview is closed.
    """
    if not isinstance(row, ExchangeSession) and row.session.state == SessionState.CLOSED:
        raise InputError(
            "Phiên đã chốt số liệu nên không thay đổi được nữa.",
            "The session's figures are closed; nothing of it changes any more.",
            code="session_closed",
        )


def insert(row: StateRow, verb: str, *, actor: Actor, now: datetime) -> StateRow:
    """Write a new row and the audit line ``<noun>.<verb>``."""
    refuse_closed(row)
    row.created_at = row.updated_at = now
    insert_many([row])
    audit.record(
        audit.Act(f"{_NOUNS[type(row)]}.{verb}", row, {"state": row.state}), actor=actor, now=now
    )
    return row


def save(
    row: StateRow,
    columns: list[str],
    verb: str,
    *,
    actor: Actor,
    now: datetime,
    data: dict[str, Any] | None = None,
) -> StateRow:
    """Write the state and the named columns, and the audit line ``<noun>.<verb>``."""
    refuse_closed(row)
    row.updated_at = now
    update_many([row], ["state", *columns, "updated_at"])
    told = {"state": row.state} | (data or {})
    audit.record(audit.Act(f"{_NOUNS[type(row)]}.{verb}", row, told), actor=actor, now=now)
    return row
