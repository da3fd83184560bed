"""Writes of centres."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from sanviec.kernel.errors import InputError

from .models import Centre, Membership, ServicePoint

_CODE: Final = re.compile(r"[A-Za-z0-9-]{1,12}")
_NAME_CHARS: Final = 200
# Roles that stand above the centres, and may therefore be held without one.
_ABOVE: Final = frozenset({Role.MINISTRY, Role.ADMINISTRATOR})


@transaction.atomic
def open_centre(
    *, code: str, name: str, province_code: str, actor: Actor, now: datetime, **contact: str
) -> Centre:
    """A new centre with its address.

    Raises:
        InputError: the code or the name cannot be used, or there is such a centre already.
    """
    _check_centre(code, name)
    centre = Centre(
        code=code, name=name, province_code=province_code, created_at=now, updated_at=now, **contact
    )
    centre.save(force_insert=True)
    audit.record(audit.Act("centre.opened", centre), actor=actor, now=now)
    return centre


def _check_centre(code: str, name: str) -> None:
    if not _CODE.fullmatch(code):
        raise InputError(
            f"Mã trung tâm “{code}” không dùng được. "
            "Hãy dùng 1–12 chữ cái không dấu, chữ số và gạch nối.",
            f"centre code {code!r}: use 1 to 12 ASCII letters, digits and hyphens",
            field="code",
            code="centre_invalid",
        )
    if not name.strip() or len(name) > _NAME_CHARS:
        raise InputError(
            f"Tên trung tâm phải có từ 1 đến {_NAME_CHARS} ký tự.",
            f"the centre's name must have 1 to {_NAME_CHARS} characters",
            field="name",
            code="centre_invalid",
        )
    if Centre.objects.filter(code=code).exists():
        raise InputError(
            f"Đã có trung tâm mã “{code}”. Hãy chọn mã khác.",
            f"there is a centre {code!r} already; choose another code",
            field="code",
            code="centre_exists",
        )


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
    """Give a person a role; granting it twice changes nothing, a withdrawn one revives.

    Raises:
        InputError: the role belongs to a centre and none is given.
    """
    if centre is None and role not in _ABOVE:
        raise InputError(
            f"Vai trò “{role.value}” phải thuộc một trung tâm. Hãy nêu mã trung tâm.",
            f"the role {role.value} belongs to a centre; name it",
            field="centre",
            code="centre_needed",
        )
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
