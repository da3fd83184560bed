"""Who is asking: each request carries an ``actor``; staff work under one membership at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.functional import SimpleLazyObject

from sanviec.apps.centres.selectors import actor_of, asked_memberships, membership_among
from sanviec.apps.employers.selectors import asked_contacts, employer_among
from sanviec.apps.jobseekers.selectors import asked_files, file_among
from sanviec.apps.platform.actors import ANONYMOUS, Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.reading import read_together
from sanviec.web.requests import HouseRequest

MEMBERSHIP_KEY = "membership_id"
Handler = Callable[[HttpRequest], HttpResponse]


def actor_for(request: HttpRequest) -> Actor:
    """The actor behind a request: staff first, then employer, then jobseeker."""
    user = request.user
    if not user.is_authenticated:
        return ANONYMOUS
    # One question for all three: most people have one seat, and each request asks.
    memberships, contacts, files = read_together(
        asked_memberships(user), asked_contacts(user), asked_files(user)
    )
    membership = membership_among(memberships, user, request.session.get(MEMBERSHIP_KEY))
    if membership is not None:
        return actor_of(membership)
    employer_id = employer_among(contacts)
    if employer_id is not None:
        return Actor(role=Role.EMPLOYER, user_id=user.pk, subject_id=employer_id)
    return Actor(role=Role.JOBSEEKER, user_id=user.pk, subject_id=file_among(files))


class ActorMiddleware:
    """Puts ``request.actor`` on every request, found when it is first used."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        vars(request)["actor"] = SimpleLazyObject(lambda: actor_for(request))
        return self.get_response(request)


class LanguageMiddleware:
    """Vietnamese until the person chooses otherwise, whatever language the browser prefers."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        # Not taken back at the end: a long answer is still being written then.
        translation.activate(language)
        vars(request)["LANGUAGE_CODE"] = language
        response = self.get_response(request)
        response.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response


class StaffMfaMiddleware:
    """Staff without a second factor reach only the page that sets one up."""

    OPEN_PREFIXES = ("/tai-khoan/", "/static/", "/ngon-ngu/")

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._must_set_up(cast(HouseRequest, request)):
            return redirect(reverse("mfa_activate_totp"))
        return self.get_response(request)

    def _must_set_up(self, request: HouseRequest) -> bool:
        if not settings.SANVIEC_STAFF_MFA_REQUIRED or not request.user.is_authenticated:
            return False
        if request.path.startswith(self.OPEN_PREFIXES):
            return False
        from allauth.mfa.utils import is_mfa_enabled

        return request.actor.role in Role.granted() and not is_mfa_enabled(request.user)


class PrivatePagesMiddleware:
    """What was shown to somebody who is signed in leaves no copy in the browser.

    Machines at counters and in village offices have many users: after signing out, "back" must
    not bring the last person's page again.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # The cookie tells without asking the database, on every page of a guest too.
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            patch_cache_control(response, private=True, no_store=True)
        return response


class WrongMethodMiddleware:
    """An address that only takes answers says so, where Django gives an empty page.

    People get there by reloading or by a link after signing in again.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content or request.method == "HEAD":
            return response
        response.content = render_to_string("public/error_405.html", request=request)
        response["Content-Type"] = "text/html; charset=utf-8"
        return response


class PermissionsPolicyMiddleware:
    """No page may ask for the camera, the microphone or the place unless it says so itself."""

    POLICY = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", self.POLICY)
        return response
