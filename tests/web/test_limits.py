"""Nobody does one thing without end: the count is each person's own, and says what to do."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from sanviec.apps.platform.actors import ANONYMOUS
from sanviec.web.limits import limited

pytestmark = pytest.mark.django_db


@limited("trial", per_hour=2)
def _view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


def _ask(method: str = "post", address: str = "203.0.113.7") -> int:
    request = getattr(RequestFactory(), method)("/", REMOTE_ADDR=address)
    request.user, request.actor = AnonymousUser(), ANONYMOUS
    request._messages = []
    return _view(request).status_code


def test_the_third_try_in_an_hour_is_refused_and_others_go_on() -> None:
    assert [_ask(), _ask(), _ask()] == [200, 200, 429]
    assert _ask(address="203.0.113.8") == 200


def test_reading_is_not_limited() -> None:
    assert [_ask("get") for _ in range(5)] == [200] * 5


def test_a_forged_forwarding_header_does_not_open_a_new_count() -> None:
    statuses = []
    for number in range(3):
        request = RequestFactory().post(
            "/", REMOTE_ADDR="203.0.113.9", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}"
        )
        request.user, request.actor = AnonymousUser(), ANONYMOUS  # type: ignore[attr-defined]  # set by middleware
        statuses.append(_view(request).status_code)
    assert statuses == [200, 200, 429]
