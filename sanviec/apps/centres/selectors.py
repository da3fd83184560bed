"""Reads of centres."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.reading import Asked, read_rows, read_together
from sanviec.apps.reference.selectors import gazetteer
from sanviec.kernel.errors import InputError

from .models import Centre, Membership


def get_membership_for(user: Any, membership_id: str | None = None) -> Membership | None:
    """The membership a person works under now: the chosen one, else the first."""
    (rows,) = read_together(asked_memberships(user))
    return membership_among(rows, user, membership_id)


def asked_memberships(user: Any) -> Asked:
    """What is read of a person's memberships, for `membership_among`."""
    return Asked(Membership, {"user": [user.pk]})


def membership_among(
    rows: list[Membership], user: Any, membership_id: str | None = None
) -> Membership | None:
    """The one of a person's memberships to work under: the chosen one, else the first.

    Asked at each request of a signed-in person, so by the quick way of reading; it gives what
    ``Membership.objects.active_of`` gives.
    """
    memberships = _active_of(rows) if user.is_active else []
    chosen = [m for m in memberships if str(m.pk) == membership_id]
    usable = chosen or memberships
    return usable[0] if usable else None


def _active_of(rows: list[Membership]) -> list[Membership]:
    rows = [row for row in rows if row.is_active]
    ids = {row.centre_id for row in rows} - {None}
    centres = {centre.pk: centre for centre in read_rows(Centre, {"id": ids})}
    for row in rows:
        row.centre = centres[row.centre_id] if row.centre_id else None
    working = [row for row in rows if row.centre is None or row.centre.is_active]
    return sorted(working, key=lambda row: (row.created_at, row.pk))


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
