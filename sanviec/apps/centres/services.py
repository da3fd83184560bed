"""Writes of centres."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role

from .models import Centre, Membership, ServicePoint


@transaction.atomic
def open_centre(
    *, code: str, name: str, province_code: str, actor: Actor, now: datetime, **contact: str
) -> Centre:
    """A new centre with its address."""
    centre = Centre(
        code=code, name=name, province_code=province_code, created_at=now, updated_at=now, **contact
    )
    centre.save(force_insert=True)
    audit.record(audit.Act("centre.opened", centre), actor=actor, now=now)
    return centre


@transaction.atomic
def open_service_point(
    *, centre: Centre, name: str, commune_code: str, actor: Actor, now: datetime
) -> ServicePoint:
    """A desk of a centre."""
    point = ServicePoint(
        centre=centre, name=name, commune_code=commune_code, created_at=now, updated_at=now
    )
    point.save(force_insert=True)
    audit.record(audit.Act("service_point.opened", point), actor=actor, now=now)
    return point


@transaction.atomic
def grant_role(
    *, user: Any, centre: Centre | None, role: Role, actor: Actor, now: datetime
) -> Membership:
    """Give a person a role; granting it twice changes nothing, a withdrawn one revives."""
    membership, is_new = Membership.objects.get_or_create(
        user=user, centre=centre, role=role, defaults={"created_at": now, "updated_at": now}
    )
    if not is_new and membership.is_active:
        return membership
    membership.is_active, membership.updated_at = True, now
    membership.save(update_fields=["is_active", "updated_at"])
    audit.record(audit.Act("membership.granted", membership), actor=actor, now=now)
    return membership


@transaction.atomic
def withdraw_role(*, membership: Membership, actor: Actor, now: datetime) -> Membership:
    """Take a role away; the line stays for the record."""
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    membership.is_active, membership.updated_at = False, now
    membership.save(update_fields=["is_active", "updated_at"])
    audit.record(audit.Act("membership.withdrawn", membership), actor=actor, now=now)
    return membership
