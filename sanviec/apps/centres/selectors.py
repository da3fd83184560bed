"""Reads of centres."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role

from .models import Membership


def get_membership_for(user: Any, membership_id: str | None = None) -> Membership | None:
    """The membership a person works under now: the chosen one, else the first."""
    memberships = list(Membership.objects.active_of(user))
    chosen = [m for m in memberships if str(m.pk) == membership_id]
    return (chosen or memberships or [None])[0]


def actor_of(membership: Membership) -> Actor:
    """The actor that a membership gives."""
    centre_id: UUID | None = membership.centre_id
    return Actor(role=Role(membership.role), user_id=membership.user_id, centre_id=centre_id)
