"""Doors: which roles may open a view. Absent and forbidden look alike: both are 404, logged."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any, NoReturn
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from sanviec.apps.platform.enums import Role
from sanviec.web.requests import HouseRequest

log = logging.getLogger("sanviec.access")
View = Callable[..., HttpResponseBase]

DESK_ROLES = frozenset({Role.RECEPTIONIST, Role.COUNSELLOR, Role.APPROVER, Role.DEPARTMENT})
COUNSEL_ROLES = frozenset({Role.COUNSELLOR, Role.APPROVER})
# Exchange sessions: who plans them, who approves them, who registers people.
PLAN_ROLES = frozenset({Role.SESSION_MANAGER, Role.APPROVER, Role.DEPARTMENT})
APPROVE_ROLES = frozenset({Role.APPROVER, Role.DEPARTMENT})
SESSION_ROLES = DESK_ROLES | {Role.SESSION_MANAGER}
MANAGE_ROLES = frozenset({Role.DEPARTMENT, Role.ADMINISTRATOR})


def roles_allowed(*roles: Role) -> Callable[[View], View]:
    """Let only these roles in; a guest is sent to sign in, anybody else sees 404."""
    allowed = frozenset(roles)

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HouseRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = request.actor
            if actor.role == Role.ANONYMOUS:
                return ask_to_sign_in(request)
            if actor.role not in allowed:
                refuse(request, "role")
            return view(request, *args, **kwargs)

        # Read by the test that knocks at every door.
        vars(guarded)["allowed_roles"] = allowed
        return guarded

    return decorate


def ask_to_sign_in(request: HouseRequest) -> HttpResponseBase:
    """Send a guest to sign in and then back to the page they were looking at."""
    answer = redirect_to_login(_page_before(request))
    # htmx would put the whole page for signing in into the small place that it meant to change.
    return HttpResponseClientRedirect(answer["Location"]) if request.htmx else answer


def _page_before(request: HouseRequest) -> str:
    """The page to come back to: what only takes answers cannot be opened after signing in."""
    if request.method in {"GET", "HEAD"} and not request.htmx:
        return request.get_full_path()
    page = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not _is_ours(request, page):
        return reverse("web:after_login")
    address = urlsplit(page)
    return f"{address.path}?{address.query}" if address.query else address.path


def _is_ours(request: HttpRequest, page: str) -> bool:
    return url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()})


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
