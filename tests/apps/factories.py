"""The smallest valid objects, made through the services as the product itself makes them."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from typing import NamedTuple

from sanviec.apps.accounts.models import User
from sanviec.apps.accounts.services import create_user
from sanviec.apps.centres.models import Centre
from sanviec.apps.centres.selectors import actor_of
from sanviec.apps.centres.services import grant_role, open_centre
from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.apps.platform.enums import Role

# A Monday morning in Việt Nam: 2026-11-23 09:00.
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
_count = itertools.count(1)


class Staff(NamedTuple):
    """Somebody of a centre: the account that signs in and the actor that services take."""

    user: User
    actor: Actor


def make_user(name: str = "", *, password: str | None = None) -> User:
    """An account; without a password it is signed in with ``client.force_login``."""
    username = name or f"nguoi-{next(_count)}"
    return create_user(
        username=username, display_name=username, password=password, actor=SYSTEM, now=NOW
    )


def make_centre(code: str = "", **contact: str) -> Centre:
    """A centre of Lạng Sơn, unless a province is named."""
    code = code or f"T{next(_count)}"
    fields = {"name": f"Trung tâm Dịch vụ việc làm {code}", "province_code": "20"} | contact
    return open_centre(code=code, actor=SYSTEM, now=NOW, **fields)


def make_staff(role: Role = Role.COUNSELLOR, centre: Centre | None = None) -> Staff:
    """Somebody who works in a centre; the ministry and the administrator have none."""
    if centre is None and role not in {Role.MINISTRY, Role.ADMINISTRATOR}:
        centre = make_centre()
    user = make_user()
    membership = grant_role(user=user, centre=centre, role=role, actor=SYSTEM, now=NOW)
    return Staff(user, actor_of(membership))
