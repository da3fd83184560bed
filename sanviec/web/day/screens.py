"""The stream behind the hall's screens: a line whenever one would look different.

It is served by the signalling process, which is asynchronous anyway, because a synchronous worker
must not be held for hours (docs/decisions/0023). A line says that something changed and nothing
more; the page then fetches its numbers from the web server, so no name can get into it.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from asgiref.sync import sync_to_async
from django.db import OperationalError, close_old_connections

from sanviec.apps.exchanges.selectors import get_public_session
from sanviec.apps.exchanges.selectors.inside import hall_version

PREFIX = "/ws/man-hinh/"
LOOK_EVERY_SECONDS = 1.0
# A proxy closes what is silent; the browser then asks again by itself.
SIGN_OF_LIFE_EVERY = 15
LONGEST_SECONDS = 3_600
# Screens of one process; whoever comes later gets the page that renews itself.
MOST_SCREENS = 300
CHANGED, ALIVE = b"event: doi\ndata: 1\n\n", b": con\n\n"
_PATH = re.compile(PREFIX + r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    # nginx would collect the lines otherwise.
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
    # The page may come from the web server's own port; a line holds nothing to keep from others.
    (b"access-control-allow-origin", b"*"),
]


@dataclass(slots=True)
class _Look:
    at: float
    version: str


class Screens:
    """What is open now. One look a second for each session, however many screens show it."""

    def __init__(self) -> None:
        self._watching: Counter[UUID] = Counter()
        self._looks: dict[UUID, _Look] = {}

    @property
    def is_full(self) -> bool:
        return self._watching.total() >= MOST_SCREENS

    async def lines(self, session_id: UUID) -> AsyncGenerator[bytes, None]:
        """What one screen is sent, for as long as it is open."""
        self._watching[session_id] += 1
        try:
            version = ""
            for second in range(LONGEST_SECONDS):
                seen = await self._version(session_id)
                if seen != version:
                    version = seen
                    yield CHANGED
                elif second % SIGN_OF_LIFE_EVERY == 0:
                    yield ALIVE
                await asyncio.sleep(LOOK_EVERY_SECONDS)
        finally:
            self._watching[session_id] -= 1
            if not self._watching[session_id]:
                del self._watching[session_id]
                self._looks.pop(session_id, None)

    async def _version(self, session_id: UUID) -> str:
        now = asyncio.get_running_loop().time()
        look = self._looks.get(session_id)
        if look is None or now - look.at >= LOOK_EVERY_SECONDS:
            # Claimed before the database is asked: of many screens one asks.
            look = self._looks[session_id] = _Look(now, look.version if look else "")
            look.version = await sync_to_async(_read_version)(session_id)
        return look.version


SCREENS = Screens()


def _read_version(session_id: UUID) -> str:
    """Asked in a thread that lives as long as the process: its connection must not grow old."""
    close_old_connections()
    return hall_version(session_id)


def _is_public(session_id: UUID) -> bool:
    close_old_connections()
    return get_public_session(session_id) is not None


async def hall_stream(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Answer one screen: the stream, 204 when there are too many, 404 for anything else."""
    found = _PATH.fullmatch(scope["path"])
    session_id = UUID(found[1]) if found and scope["method"] == "GET" else None
    if session_id is None or not await sync_to_async(_is_public)(session_id):
        await _say(send, 404)
    elif SCREENS.is_full:
        await _say(send, 204)
    else:
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        await _first_of(_gone(receive), _pour(session_id, send))


async def _pour(session_id: UUID, send: Any) -> None:
    lines = SCREENS.lines(session_id)
    try:
        async for line in lines:
            await send({"type": "http.response.body", "body": line, "more_body": True})
    except OperationalError:
        # The database is away: the screen asks again by itself.
        pass
    finally:
        await lines.aclose()
    await send({"type": "http.response.body", "body": b""})


async def _gone(receive: Any) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _first_of(*acts: Any) -> None:
    """Do several things until the first of them ends."""
    tasks = [asyncio.ensure_future(act) for act in acts]
    try:
        done, _rest = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _say(send: Any, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": _HEADERS[1:]})
    await send({"type": "http.response.body", "body": b""})
