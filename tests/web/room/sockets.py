"""A room and whoever knocks at its signalling, as the pages' handshakes do."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator
from django.utils import timezone

from sanviec.apps.exchanges.enums import RoomSide
from sanviec.apps.exchanges.models import Interview
from sanviec.apps.exchanges.room_keys import RoomPass, holder_of, sign_pass
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from sanviec.web.room.consumer import PROTOCOL
from sanviec.web.room.sockets import sockets
from tests.apps import factories as lower

# A loaded machine takes its time.
PATIENCE = 10.0
OURS = b"http://testserver"


def pass_of(
    room: Interview, side: RoomSide, *, page: UUID | None = None, now: datetime | None = None
) -> str:
    """The pass of the one whose seat it is, as the page would get it."""
    actors = {
        RoomSide.PERSON: lambda: lower.as_jobseeker(room.participant.jobseeker),
        RoomSide.FIRM: lambda: lower.as_employer(room.stand.employer),
        RoomSide.MANAGER: lambda: Actor(role=Role.SESSION_MANAGER, user_id=5),
    }
    holder = holder_of(actors[side]())
    return sign_pass(RoomPass(room.pk, side, holder, page or uuid4()), now=now or timezone.now())


class Wire:
    """The server's end of a WebSocket: channels' own needs daphne, which nothing else here does."""

    def __init__(self, path: str, headers: list[Any], protocols: list[str]) -> None:
        scope = {"type": "websocket", "path": path, "headers": headers, "query_string": b""}
        scope["subprotocols"] = protocols
        self._app = ApplicationCommunicator(sockets(), scope)

    async def connect(self) -> tuple[bool, str | None]:
        await self._app.send_input({"type": "websocket.connect"})
        answer = await self.next_event()
        return answer["type"] == "websocket.accept", answer.get("subprotocol")

    async def send(self, **content: Any) -> None:
        await self._app.send_input({"type": "websocket.receive", **content})

    async def next_event(self) -> Any:
        return await self._app.receive_output(timeout=PATIENCE)

    async def is_quiet(self) -> bool:
        """Whether nothing comes for a fifth of a second."""
        return bool(await self._app.receive_nothing(timeout=0.2))

    async def disconnect(self) -> None:
        await self._app.send_input({"type": "websocket.disconnect", "code": 1000})
        await self._app.wait(timeout=PATIENCE)


class Knocking:
    """One connection: says and hears JSON."""

    def __init__(self, room: Any, *protocols: str, origin: bytes | None = OURS) -> None:
        headers = [] if origin is None else [(b"origin", origin)]
        path = room if isinstance(room, str) else f"/ws/phong/{room.pk}/"
        self.wire = Wire(path, headers, list(protocols))

    async def enters(self) -> bool:
        """Whether the handshake was accepted."""
        accepted, told = await self.wire.connect()
        assert not accepted or told == PROTOCOL
        return bool(accepted)

    async def says(self, **frame: Any) -> None:
        await self.wire.send(text=json.dumps(frame))

    async def hears(self, kind: str) -> dict[str, Any]:
        """The next message of a kind; what comes before it is passed over."""
        while True:
            event = await self.wire.next_event()
            assert event["type"] == "websocket.send", event
            frame: dict[str, Any] = json.loads(event["text"])
            if frame["type"] == kind:
                return frame

    async def hears_sides(self, *sides: str) -> dict[str, str]:
        """Wait until just these sides are there; gives the page of each."""
        while True:
            seats = (await self.hears("presence"))["seats"]
            if sorted(seat["side"] for seat in seats) == sorted(sides):
                return {seat["side"]: seat["page"] for seat in seats}

    async def is_shut(self) -> int:
        """The code with which the other end closed."""
        while True:
            event = await self.wire.next_event()
            if event["type"] == "websocket.close":
                return int(event["code"])

    async def goes(self) -> None:
        await self.wire.disconnect()


async def entered(room: Interview, token: str) -> Knocking:
    """A connection that was let in."""
    knocking = Knocking(room, PROTOCOL, token)
    assert await knocking.enters()
    return knocking


def played(scene: Callable[[], Awaitable[Any]]) -> Any:
    """Play a scene; the database is asked in this thread, inside the test's transaction."""
    return async_to_sync(scene)()
