"""Who is in which room now: kept in the memory of the one signalling process.

When the process ends everybody's connection ends with it, so nothing is left that could be
wrong; pages connect again within seconds and the seats fill anew (docs/decisions/0024).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sanviec.apps.exchanges.enums import RoomSide


@dataclass(frozen=True, slots=True)
class Seat:
    """One connection in a room; ``page`` names one loading of its page."""

    side: RoomSide
    holder: str
    page: UUID
    channel: str
    since: datetime


class SeatTaken(Exception):
    """Somebody else of the same side is in the room."""


class Rooms:
    """Seats by room: one for each side, and as many who watch as there are."""

    def __init__(self) -> None:
        self._rooms: dict[UUID, list[Seat]] = {}

    def take(self, room: UUID, seat: Seat) -> Seat | None:
        """Sit down; the connection that the same person had before loses the seat.

        Returns:
            The seat that was lost, to be told so.

        Raises:
            SeatTaken: somebody else sits there.
        """
        seats = self._rooms.setdefault(room, [])
        before = next((held for held in seats if _is_same_place(held, seat)), None)
        if before is not None:
            if before.holder != seat.holder:
                raise SeatTaken(seat.side)
            seats.remove(before)
        seats.append(seat)
        return before

    def leave(self, room: UUID, channel: str) -> bool:
        """Stand up; False when the seat was lost before."""
        seats = self._rooms.get(room, [])
        left = [seat for seat in seats if seat.channel == channel]
        for seat in left:
            seats.remove(seat)
        if not seats:
            self._rooms.pop(room, None)
        return bool(left)

    def sits(self, room: UUID, channel: str) -> bool:
        """Whether a connection has a seat."""
        return any(seat.channel == channel for seat in self.seats(room))

    def seats(self, room: UUID) -> list[Seat]:
        """Everybody in the room, in the order in which they came."""
        return list(self._rooms.get(room, []))

    def across(self, room: UUID, side: RoomSide) -> Seat | None:
        """Whoever sits on the other side of the table."""
        others = {RoomSide.PERSON, RoomSide.FIRM} - {side}
        return next((seat for seat in self.seats(room) if seat.side in others), None)


def _is_same_place(held: Seat, seat: Seat) -> bool:
    """Each side has one chair; of those who watch only the same page gives way to itself."""
    if seat.side == RoomSide.MANAGER:
        return held.side == seat.side and held.page == seat.page
    return held.side == seat.side


# Of this process; there is one signalling process (docs/operating/production.md).
ROOMS = Rooms()
