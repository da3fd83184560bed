"""Who works at a door, and pages that may use the camera."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, cast

from csp.constants import SELF, WASM_UNSAFE_EVAL
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse

from sanviec.apps.exchanges.models import ExchangeSession, Stand
from sanviec.apps.exchanges.selectors import get_session_for, get_stand_for
from sanviec.apps.platform.enums import Role
from sanviec.web.access import DESK_ROLES, refuse
from sanviec.web.middleware import PermissionsPolicyMiddleware
from sanviec.web.requests import HouseRequest

DOOR_ROLES = DESK_ROLES | {Role.SESSION_MANAGER}
TABLE_ROLES = DOOR_ROLES | {Role.EMPLOYER}
View = Callable[..., HttpResponse]


def find_session(request: HouseRequest, session_id: Any) -> ExchangeSession:
    """The session, or 404 for everybody whose centre takes no part in it."""
    found = get_session_for(request.actor, session_id)
    if found is None:
        refuse(request, "session")
    return found


def find_stand(request: HouseRequest, stand_id: Any) -> Stand:
    """The stand, or 404 for everybody who may not work at it."""
    found = get_stand_for(request.actor, stand_id)
    if found is None:
        refuse(request, "stand")
    return found


def with_camera(view: View) -> View:
    """Let this page alone ask for the camera, and run the reader of codes (WebAssembly)."""

    @functools.wraps(view)
    def seeing(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        policy = PermissionsPolicyMiddleware.POLICY.replace("camera=()", "camera=(self)")
        response["Permissions-Policy"] = policy
        return response

    policed: Any = csp_update({"script-src": [WASM_UNSAFE_EVAL], "worker-src": [SELF]})(seeing)
    return cast(View, policed)
