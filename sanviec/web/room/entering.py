"""What the signalling process asks the database: may this pass come in, and may it stay."""

from __future__ import annotations

from datetime import datetime

from sanviec.apps.exchanges.enums import RoomSide
from sanviec.apps.exchanges.models import Interview
from sanviec.apps.exchanges.room_keys import RoomPass, actor_behind
from sanviec.apps.exchanges.selectors import room_times, why_closed
from sanviec.apps.exchanges.services.rooms import enter_room
from sanviec.kernel.errors import InputError


class Refused(Exception):
    """May not come in; the text is for the log, the page learns it when it asks for a pass."""


def enter(admitted: RoomPass, *, is_met: bool, now: datetime) -> datetime:
    """Note the entry and give the instant at which the room closes.

    Raises:
        Refused: the interview is gone, its room is not open, or it is held elsewhere.
    """
    interview = _interview(admitted)
    if interview is None:
        raise Refused("gone")
    if why := _why_not(interview, now):
        raise Refused(why)
    if admitted.side != RoomSide.MANAGER:
        _note(interview, admitted, is_met, now)
    return room_times(interview).closes_at


def _note(interview: Interview, admitted: RoomPass, is_met: bool, now: datetime) -> None:
    actor = actor_behind(admitted.holder)
    try:
        enter_room(interview=interview, side=admitted.side, is_met=is_met, actor=actor, now=now)
    except InputError as error:
        # It changed between the two looks.
        raise Refused(error.code) from error


def ends_of(admitted: RoomPass, *, now: datetime) -> tuple[datetime, str]:
    """When the room closes as it is planned now, and why it must be left; empty to stay."""
    interview = _interview(admitted)
    if interview is None:
        return now, "gone"
    return room_times(interview).closes_at, _why_not(interview, now)


def _interview(admitted: RoomPass) -> Interview | None:
    related = ("session", "stand", "participant")
    return Interview.objects.select_related(*related).filter(pk=admitted.interview_id).first()


def _why_not(interview: Interview, now: datetime) -> str:
    why = why_closed(interview, now=now)
    if why is None and interview.stand.own_link:
        return "own_link"
    return why.value if why else ""
