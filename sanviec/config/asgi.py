"""ASGI entry of the signalling process (uvicorn): rooms and the stream of the hall's screens.

Pages stay with gunicorn and config.wsgi.
"""

from __future__ import annotations

import os
from typing import Any

import django
from channels.routing import ProtocolTypeRouter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanviec.config.settings.prod")


async def alive(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """For the watchdog: 200 at /song/, and no other page."""
    is_known = scope["path"] == "/song/"
    headers = [(b"content-type", b"text/plain")]
    status = 200 if is_known else 404
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"ok" if is_known else b""})


def make_application() -> Any:
    """What uvicorn serves: handshakes of rooms, screens of halls, and the heartbeat."""
    django.setup()
    from sanviec.web.day.screens import PREFIX, hall_stream
    from sanviec.web.room.sockets import sockets

    async def plain(scope: dict[str, Any], receive: Any, send: Any) -> None:
        is_screen = scope["path"].startswith(PREFIX)
        await (hall_stream if is_screen else alive)(scope, receive, send)

    return ProtocolTypeRouter({"http": plain, "websocket": sockets()})


application = make_application()
