"""The request as our views know it: with its actor and with htmx."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict
from django_htmx.middleware import HtmxDetails

from sanviec.apps.centres.models import Centre
from sanviec.apps.platform.actors import Actor


class HouseRequest(HttpRequest):
    """Typing only: ActorMiddleware and HtmxMiddleware put these on every request."""

    actor: Actor
    htmx: HtmxDetails


def own_centre(request: HouseRequest) -> Centre:
    """The centre under which a member of staff works now."""
    centre_id = request.actor.centre_id
    assert centre_id is not None, "only desk roles come here, and they have a centre"
    return Centre.objects.get(pk=centre_id)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the answers of a POST, however few, and nothing before it."""
    return request.POST if request.method == "POST" else None


def said(params: QueryDict, name: str, longest: int = 300) -> str:
    """What was written into one box outside a form: trimmed, cut, without what no column takes."""
    return params.get(name, "").replace("\0", "").strip()[:longest]
