"""Reads of centres."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.reference.selectors import gazetteer
from sanviec.kernel.errors import InputError

from .models import Centre, Membership


def get_membership_for(user: Any, membership_id: str | None = None) -> Membership | None:
    """The membership a person works under now: the chosen one, else the first."""
    memberships = list(Membership.objects.active_of(user))
    chosen = [m for m in memberships if str(m.pk) == membership_id]
    usable = chosen or memberships
    return usable[0] if usable else None


def actor_of(membership: Membership) -> Actor:
    """The actor that a membership gives."""
    centre_id: UUID | None = membership.centre_id
    return Actor(role=Role(membership.role), user_id=membership.user_id, centre_id=centre_id)


def centre_for_place(place_code: str) -> Centre:
    """The centre that serves a place: that of its province.

    Raises:
        InputError: no centre works in that province here.
    """
    province = gazetteer().province_of(place_code)
    here = Centre.objects.filter(is_active=True, province_code=province)
    centre = here.order_by("code").first()
    if centre is None:
        name = gazetteer().get(province).name
        raise InputError(
            f"Chưa có trung tâm nào của {name} dùng Sàn Việc. Hãy liên hệ trung tâm gần nhất.",
            f"No centre of {name} works with Sàn Việc yet. Ask the nearest centre.",
            field="residence",
            code="no_centre",
        )
    return centre
