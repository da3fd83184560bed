"""The request as our views know it: with its actor and with htmx."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from sanviec.apps.platform.actors import Actor


class HouseRequest(HttpRequest):
    """Typing only: ActorMiddleware and HtmxMiddleware put these on every request."""

    actor: Actor
    htmx: HtmxDetails
