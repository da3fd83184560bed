"""Doors to a series and to a centre's own part in a session; absent and forbidden look alike."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from sanviec.apps.exchanges.enums import CentrePart, PartState
from sanviec.apps.exchanges.models import SessionPart, SessionSeries
from sanviec.apps.platform.actors import Actor


def series_for(actor: Actor) -> QuerySet[SessionSeries]:
    """The series of the actor's centre, the newest first."""
    if not actor.is_staff or actor.centre_id is None:
        return SessionSeries.objects.none()
    mine = SessionSeries.objects.filter(centre_id=actor.centre_id).select_related("centre")
    return mine.order_by("-from_on", "id")


def get_series_for(actor: Actor, series_id: Any) -> SessionSeries | None:
    """A series of the actor's centre."""
    return series_for(actor).filter(pk=series_id).first()


def invitations_for(actor: Actor) -> QuerySet[SessionPart]:
    """Parts that other centres' sessions have for the actor's centre."""
    if not actor.is_staff or actor.centre_id is None:
        return SessionPart.objects.none()
    mine = SessionPart.objects.filter(centre_id=actor.centre_id, part=CentrePart.PARTNER)
    return mine.select_related("session__centre").order_by("session__starts_at", "id")


def unanswered_for(actor: Actor) -> QuerySet[SessionPart]:
    """Those that wait for an answer."""
    return invitations_for(actor).filter(state=PartState.INVITED)


def get_part_for(actor: Actor, part_id: Any) -> SessionPart | None:
    """The actor's centre's own part in another centre's session."""
    return invitations_for(actor).filter(pk=part_id).first()
