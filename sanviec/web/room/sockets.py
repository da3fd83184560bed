"""Addresses of the signalling process."""

from __future__ import annotations

from typing import Any

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
    return AllowedHostsOriginValidator(URLRouter(routes))
