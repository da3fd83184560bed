"""Doors: which roles may open a view. Absent and forbidden look alike: both are 404, logged."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any, NoReturn

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.http.response import HttpResponseBase

from sanviec.apps.platform.enums import Role
from sanviec.web.requests import HouseRequest

log = logging.getLogger("sanviec.access")
View = Callable[..., HttpResponseBase]

DESK_ROLES = frozenset({Role.RECEPTIONIST, Role.COUNSELLOR, Role.APPROVER, Role.DEPARTMENT})
COUNSEL_ROLES = frozenset({Role.COUNSELLOR, Role.APPROVER})
MANAGE_ROLES = frozenset({Role.DEPARTMENT, Role.ADMINISTRATOR})


def roles_allowed(*roles: Role) -> Callable[[View], View]:
    """Let only these roles in; a guest is sent to sign in, anybody else sees 404."""
    allowed = frozenset(roles)

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HouseRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = request.actor
            if actor.role == Role.ANONYMOUS:
                return redirect_to_login(request.get_full_path())
            if actor.role not in allowed:
                refuse(request, "role")
            return view(request, *args, **kwargs)

        # Read by the test that knocks at every door.
        vars(guarded)["allowed_roles"] = allowed
        return guarded

    return decorate


def refuse(request: HouseRequest, why: str) -> NoReturn:
    """Log who knocked at which door and answer as if nothing were there.

    Raises:
        Http404: always.
    """
    actor = request.actor
    log.warning(
        "refused why=%s role=%s user=%s path=%s", why, actor.role, actor.user_id, request.path
    )
    raise Http404
