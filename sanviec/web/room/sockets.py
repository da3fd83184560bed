"""Addresses of the signalling process."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from channels.routing import URLRouter
from channels.security.websocket import AllowedHostsOriginValidator, WebsocketDenier
from django.urls import path, re_path

from .consumer import RoomConsumer


def sockets() -> Any:
    """What answers a handshake: only pages of our own hosts, only addresses that there are."""
    routes = [
        path("ws/phong/<uuid:interview_id>/", RoomConsumer.as_asgi()),
        re_path(r"", WebsocketDenier.as_asgi()),
    ]
    return _readable_origin(AllowedHostsOriginValidator(URLRouter(routes)))


def _readable_origin(inner: Any) -> Any:
    """Refuse an origin that is no address, at which the library would only fall over."""

    async def guarded(scope: Any, receive: Any, send: Any) -> Any:
        origins = [value for name, value in scope["headers"] if name == b"origin"]
        try:
            for origin in origins:
                urlsplit(origin.decode("latin1"))
        except ValueError:
            return await WebsocketDenier()(scope, receive, send)
        return await inner(scope, receive, send)

    return guarded
