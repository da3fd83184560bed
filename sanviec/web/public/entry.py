"""Doors between the pages: after signing in, the chosen centre, the language, the heartbeat."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST, require_safe

from sanviec.apps.centres.selectors import get_membership_for
from sanviec.apps.platform.enums import Role
from sanviec.web.middleware import MEMBERSHIP_KEY
from sanviec.web.requests import HouseRequest

HOMES = {
    Role.EMPLOYER: "web:employer:home",
    Role.JOBSEEKER: "web:jobseeker:home",
    Role.CLAIMS_OFFICER: "web:claims:queue",
    Role.SESSION_MANAGER: "web:desk:sessions",
    Role.COMMUNE_OFFICER: "web:partner:sessions",
}


@login_required
def after_login(request: HouseRequest) -> HttpResponse:
    """Send each role to its own first page."""
    role = request.actor.role
    if role in {Role.MINISTRY, Role.ADMINISTRATOR}:
        return redirect("web:manage:home")
    return redirect(HOMES.get(role, "web:desk:home"))


@login_required
@require_POST
def choose_membership(request: HttpRequest) -> HttpResponse:
    """Work under another of one's own memberships."""
    membership = get_membership_for(request.user, request.POST.get("membership"))
    if membership is not None:
        request.session[MEMBERSHIP_KEY] = str(membership.pk)
    return redirect("web:after_login")


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in a cookie and go back to the page one came from."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = HttpResponseRedirect(target, status=303)
    language = request.POST.get("language", "")
    if check_for_language(language) and language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=365 * 24 * 3600,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """For the watchdog: the server answers and the database does too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
