"""Writes of online interviews: who entered, and a firm's own meeting room."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction

from sanviec.apps.exchanges.enums import (
    InterviewState,
    RoomClosed,
    RoomSide,
    ScanVia,
    StandState,
)
from sanviec.apps.exchanges.models import Interview, Stand
from sanviec.apps.exchanges.selectors.rooms import why_closed
from sanviec.apps.platform.actors import Actor
from sanviec.kernel.errors import InputError

from . import rows
from .attending import Seen, note_attendance

_ENTERED = {RoomSide.PERSON: "person_entered_at", RoomSide.FIRM: "firm_entered_at"}
_LONGEST_LINK = Stand._meta.get_field("own_link").max_length or 0


class RoomIsClosed(InputError):
    """Nobody may enter now; ``why`` says the reason."""

    def __init__(self, why: RoomClosed) -> None:
        super().__init__(str(why.label), f"the room is closed: {why.value}", code=why.value)
        self.why = why


@transaction.atomic
def enter_room(
    *, interview: Interview, side: RoomSide, is_met: bool, actor: Actor, now: datetime
) -> Interview:
    """Note that a side came in; only the first time of each counts.

    The person's first entry is their arrival at the session and the firm's is the stand's; the
    firm's entry also calls the person, as it would be at a table.

    Args:
        is_met: the other side is in the room too.

    Raises:
        RoomIsClosed: the room is not open, by its hours or by the state of what it belongs to.
    """
    stand, held = _hold(interview)
    if (why := why_closed(held, now=now)) is not None:
        raise RoomIsClosed(why)
    if side == RoomSide.PERSON:
        _arrive_person(held, actor, now)
    else:
        _arrive_firm(stand, actor, now)
    if columns := _note_times(held, side, is_met, now):
        _call(held, side, columns, now)
        rows.save(held, columns, "entered", actor=actor, now=now, data={"side": side.value})
    return held


def _hold(interview: Interview) -> tuple[Stand, Interview]:
    """The rows in the house's order: stand, participant, interview."""
    stand = rows.hold_stand(interview.stand_id)
    participant = rows.hold_participant(interview.participant_id)
    held = rows.hold_interview(interview.pk)
    held.stand, held.participant = stand, participant
    return stand, held


def _arrive_person(held: Interview, actor: Actor, now: datetime) -> None:
    seen = Seen(held, ScanVia.ROOM, now)
    if not note_attendance(
        session=held.session, participant=held.participant, seen=seen, actor=actor, now=now
    ):
        raise RoomIsClosed(RoomClosed.PERSON_OUT)


def _arrive_firm(stand: Stand, actor: Actor, now: datetime) -> None:
    if stand.state != StandState.CONFIRMED:
        return
    rows.move(stand, "arrive")
    stand.arrived_at = now
    rows.save(stand, ["arrived_at"], "arrived", actor=actor, now=now)


def _note_times(held: Interview, side: RoomSide, is_met: bool, now: datetime) -> list[str]:
    wanted = [_ENTERED[side], *(["met_at"] if is_met else [])]
    columns = [name for name in wanted if getattr(held, name) is None]
    for name in columns:
        setattr(held, name, now)
    return columns


def _call(held: Interview, side: RoomSide, columns: list[str], now: datetime) -> None:
    if side == RoomSide.FIRM and held.state == InterviewState.PLANNED:
        rows.move(held, "call")
        held.called_at = now
        columns.append("called_at")


@transaction.atomic
def set_own_link(*, stand_id: UUID, link: str, actor: Actor, now: datetime) -> Stand:
    """Hold the stand's online interviews in a room of the firm's own; empty for ours again.

    Raises:
        InputError: it is no https address of another machine.
    """
    address = link.strip()
    _refuse_bad_link(address)
    stand = rows.hold_stand(stand_id)
    if stand.own_link == address:
        return stand
    stand.own_link = address
    # The address may hold a meeting's password: the chain keeps only that it was changed.
    changed = {"own_link": bool(address)}
    return rows.save(stand, ["own_link"], "own_link_set", actor=actor, now=now, data=changed)


def _refuse_bad_link(address: str) -> None:
    if not address:
        return
    try:
        parts = urlsplit(address)
        is_good = parts.scheme == "https" and "." in (parts.hostname or "") and not parts.username
    except ValueError:
        is_good = False
    if not is_good or len(address) > _LONGEST_LINK or not address.isprintable() or " " in address:
        raise InputError(
            "Đường dẫn phải bắt đầu bằng https:// và dài không quá 300 ký tự, "
            "ví dụ https://meet.example.vn/phong-phong-van.",
            f"not an https address of at most {_LONGEST_LINK} characters",
            field="own_link",
            code="own_link",
        )
