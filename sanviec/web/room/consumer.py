"""The signalling of a room: who is there, the words by which two browsers find each other, texts.

Whoever may not enter is refused before the connection is accepted (HTTP 403). Sound and picture
never come here; texts pass through and are kept nowhere.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import time
from datetime import datetime
from typing import Any

from channels.db import database_sync_to_async
from channels.exceptions import ChannelFull
from channels.generic.websocket import AsyncWebsocketConsumer
from django.core import signing
from django.utils import timezone

from sanviec.apps.exchanges.enums import RoomSide
from sanviec.apps.exchanges.room_keys import RoomPass, read_pass

from .entering import Refused, ends_of, enter
from .frames import Allowance, BadFrame, read_frame
from .seats import ROOMS, Seat, SeatTaken

log = logging.getLogger("sanviec.access")
PROTOCOL = "sanviec.room.1"
# How soon a cancelled interview ends a talk that is under way.
RECHECK_SECONDS = 15.0
REPLACED, ENDED, UNRULY, FULL = 4001, 4003, 4008, 4013


class RoomConsumer(AsyncWebsocketConsumer):
    """One page's connection to the room of one interview."""

    admitted: RoomPass | None = None
    watch: asyncio.Task[None] | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one connection; however it ends, the seat is given up and the others are told."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            if self.watch is not None:
                self.watch.cancel()
            await self._stand_up()

    async def connect(self) -> None:
        """Let the holder of a pass in, or refuse before the connection is there."""
        room = self.scope["url_route"]["kwargs"]["interview_id"]
        try:
            admitted = self._read_pass(room)
            replaced = ROOMS.take(room, self._seat(admitted))
        except (Refused, SeatTaken) as refusal:
            await self._refuse(room, refusal)
            return
        self.admitted = admitted
        try:
            ends = await database_sync_to_async(enter)(
                admitted, is_met=self._across() is not None, now=timezone.now()
            )
        except Refused as refusal:
            # Whoever had this seat before keeps none either: the room is shut for all of them.
            ROOMS.leave(room, self.channel_name)
            self.admitted = None
            await self._refuse(room, refusal)
            return
        await self._welcome(ends, replaced)

    def _read_pass(self, room: Any) -> RoomPass:
        protocols = self.scope.get("subprotocols", [])
        if len(protocols) != 2 or protocols[0] != PROTOCOL:
            raise Refused("protocol")
        try:
            admitted = read_pass(protocols[1], now=timezone.now())
        except signing.BadSignature:
            raise Refused("pass") from None
        if admitted.interview_id != room:
            raise Refused("other_room")
        return admitted

    def _seat(self, admitted: RoomPass) -> Seat:
        return Seat(
            admitted.side, admitted.holder, admitted.page, self.channel_name, timezone.now()
        )

    async def _refuse(self, room: Any, refusal: Exception) -> None:
        why = "seat_taken" if isinstance(refusal, SeatTaken) else str(refusal)
        log.warning("refused why=%s path=room interview=%s", why, room)
        await self.close()

    async def _welcome(self, ends: datetime, replaced: Seat | None) -> None:
        await self.accept(subprotocol=PROTOCOL)
        self.allowance = Allowance(burst=150, per_second=20, at=time.monotonic())
        if replaced is not None:
            await self._post(replaced, {"type": "room.shut", "code": REPLACED, "why": "replaced"})
        await self._tell({"type": "welcome", "ends_at": ends.isoformat()})
        await self._tell_presence()
        self.watch = asyncio.create_task(self._watch_hours(ends))

    async def _stand_up(self) -> None:
        if self.admitted and ROOMS.leave(self.admitted.interview_id, self.channel_name):
            await self._tell_presence()

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Take one message of the page."""
        if not self.allowance.takes(time.monotonic()):
            await self._shut(UNRULY, "too_many")
            return
        try:
            frame = read_frame(text_data)
        except BadFrame as error:
            log.warning("refused why=frame path=room detail=%s", error)
            await self._shut(UNRULY, "frame")
            return
        # Whoever left or lost the seat has no voice any more.
        if ROOMS.sits(self._pass().interview_id, self.channel_name):
            await self._take(frame)

    async def _take(self, frame: dict[str, Any]) -> None:
        kind = frame["type"]
        if kind == "ping":
            await self._tell({"type": "pong"})
        elif kind == "leave":
            # The page closes by itself; on a weak network that may take a while to be heard.
            await self._stand_up()
        elif kind == "notice":
            await self._pass_notice(frame)
        elif self._side() != RoomSide.MANAGER:
            await (self._pass_text(frame) if kind == "text" else self._pass_signal(frame))

    async def _pass_signal(self, frame: dict[str, Any]) -> None:
        """Only to the page that it is meant for: one that was loaded anew starts a new call."""
        other = self._across()
        if other is not None and str(other.page) == frame["to"]:
            said = {"type": "signal", "from": str(self._pass().page), "data": frame["data"]}
            await self._post(other, {"type": "room.said", "said": said})

    async def _pass_text(self, frame: dict[str, Any]) -> None:
        other = self._across()
        said = {"type": "text", "id": frame["id"], "text": frame["text"]}
        is_sent = other is not None and await self._post(other, {"type": "room.said", "said": said})
        await self._tell({"type": "sent" if is_sent else "unsent", "id": frame["id"]})

    async def _pass_notice(self, frame: dict[str, Any]) -> None:
        """A word of the session's manager, shown to both as such."""
        if self._side() == RoomSide.MANAGER:
            said = {"type": "notice", "text": frame["text"]}
            for seat in ROOMS.seats(self._pass().interview_id):
                await self._post(seat, {"type": "room.said", "said": said})

    # -- what other connections of this process send here
    async def room_said(self, event: dict[str, Any]) -> None:
        await self._tell(event["said"])

    async def room_shut(self, event: dict[str, Any]) -> None:
        await self._shut(event["code"], event["why"])

    # -- the room
    async def _watch_hours(self, ends: datetime) -> None:
        """End the talk when its time is over, or soon after what it belongs to was cancelled."""
        why = ""
        while not why:
            left = (ends - timezone.now()).total_seconds()
            await asyncio.sleep(min(RECHECK_SECONDS, max(0.2, left)))
            ends, why = await database_sync_to_async(ends_of)(self._pass(), now=timezone.now())
        await self._shut(ENDED, why)

    async def _shut(self, code: int, why: str) -> None:
        # The page may have gone at the same moment.
        with contextlib.suppress(RuntimeError):
            await self._tell({"type": "shut", "why": why})
            await self.close(code)

    async def _tell_presence(self) -> None:
        """Tell everybody in the room who is there now."""
        seats = ROOMS.seats(self._pass().interview_id)
        shown = [{"side": seat.side.value, "page": str(seat.page)} for seat in seats]
        for seat in seats:
            event = {"type": "room.said", "said": {"type": "presence", "seats": shown}}
            await self._post(seat, event)

    async def _post(self, seat: Seat, event: dict[str, Any]) -> bool:
        """Hand an event to another connection; one that takes nothing any more is given up."""
        try:
            await self.channel_layer.send(seat.channel, event)
        except ChannelFull:
            log.warning("room connection is full side=%s", seat.side.value)
            return False
        return True

    async def _tell(self, said: dict[str, Any]) -> None:
        await self.send(text_data=json.dumps(said, ensure_ascii=False))

    def _pass(self) -> RoomPass:
        assert self.admitted is not None, "set when the connection was let in"
        return self.admitted

    def _side(self) -> RoomSide:
        return self._pass().side

    def _across(self) -> Seat | None:
        return ROOMS.across(self._pass().interview_id, self._side())
