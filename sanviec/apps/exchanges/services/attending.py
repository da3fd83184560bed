"""People whom the door did not see, though they are plainly here: at a table, in an online room.

They are written down as a scan like any other, so that what devices send later folds to the same
state, and so that a visit is counted once, whoever noticed it first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from sanviec.apps.exchanges.enums import ParticipantState, ScanVia
from sanviec.apps.exchanges.models import ExchangeSession, Interview, Participant
from sanviec.apps.platform.actors import Actor

from .door import Door, ScanData, check_in


@dataclass(frozen=True, slots=True)
class Seen:
    """Where and when somebody was met: ``via`` the table or the room of an interview."""

    interview: Interview
    via: ScanVia
    at: datetime

    @property
    def scan_id(self) -> UUID:
        """The same for the same interview: whoever is seen there twice was seen once."""
        return uuid5(self.interview.pk, f"at_the_{self.via.value}")


def note_attendance(
    *, session: ExchangeSession, participant: Participant, seen: Seen, actor: Actor, now: datetime
) -> bool:
    """Let somebody in who was not yet; ``participant`` holds the state after it.

    Args:
        participant: held by the caller.

    Returns:
        Whether the person is in the session: False for who cancelled.
    """
    if participant.state == ParticipantState.ATTENDED:
        return True
    scan = ScanData(
        scan_id=seen.scan_id,
        via=seen.via,
        participant_id=participant.pk,
        device_at=seen.at,
        is_admitted=True,
    )
    came = check_in(door=Door(session, actor), scans=[scan], now=now)[0].participant
    participant.refresh_from_db(fields=["state", "state_before", "is_inside", "first_in_at"])
    return came is not None and came.state == ParticipantState.ATTENDED
