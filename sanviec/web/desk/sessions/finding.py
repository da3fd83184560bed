"""The doors of these pages: a session, a stand or somebody in it, or 404."""

from __future__ import annotations

from typing import Any

from sanviec.apps.exchanges.models import ExchangeSession, Participant, Stand
from sanviec.apps.exchanges.selectors import (
    get_hosted_session_for,
    get_participant_for,
    get_session_for,
    get_stand_for,
)
from sanviec.web.access import refuse
from sanviec.web.requests import HouseRequest


def find_session(request: HouseRequest, session_id: Any) -> ExchangeSession:
    """A session that one's centre hosts or has joined."""
    found = get_session_for(request.actor, session_id)
    if found is None:
        refuse(request, "session")
    return found


def find_hosted(request: HouseRequest, session_id: Any) -> ExchangeSession:
    """A session of one's own centre: only the host changes it."""
    found = get_hosted_session_for(request.actor, session_id)
    if found is None:
        refuse(request, "session")
    return found


def find_stand(request: HouseRequest, stand_id: Any) -> Stand:
    """A stand that one's centre brought, or of a session that it hosts."""
    found = get_stand_for(request.actor, stand_id)
    centre_id = request.actor.centre_id
    if found is None or centre_id not in {found.centre_id, found.session.centre_id}:
        refuse(request, "stand")
    return found


def find_participant(request: HouseRequest, participant_id: Any) -> Participant:
    """Somebody of one's centre, or in a session that it hosts."""
    found = get_participant_for(request.actor, participant_id)
    if found is None:
        refuse(request, "participant")
    return found


def is_host(request: HouseRequest, session: ExchangeSession) -> bool:
    return session.centre_id == request.actor.centre_id
