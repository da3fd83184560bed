"""What thousands do in the same days asks the database seldom: each way there and back counts.

The numbers are ceilings with the savepoints that the test itself opens around a request; who adds
a statement to one of these acts has to mean it (decision 0034).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.apps.claims.factories import make_claim
from tests.web.doors import _CLAIM
from tests.web.factories import account_of, make_seeker

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
IS_JOINED = connection.vendor == "postgresql"


def statements(act: Callable[[], Any]) -> list[str]:
    """What one request asks, without the savepoint around it."""
    with CaptureQueriesContext(connection) as asked:
        answer = act()
    assert answer.status_code == 303, answer.content.decode()
    return [q["sql"] for q in asked if "SAVEPOINT" not in q["sql"]]


def test_the_monthly_notice(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = make_claim(until="receiving")
    on = datetime(2027, 1, 11, 2, 0, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: on)
    client = sign_in(account_of(claim.jobseeker))
    path = reverse("web:jobseeker:notice", args=[claim.pk])

    asked = statements(lambda: client.post(path, {"employer_1": "May A"}))

    assert len(asked) <= (9 if IS_JOINED else 12), "\n".join(asked)


def test_handing_in(sign_in: SignIn) -> None:
    claim = make_claim()
    client = sign_in(account_of(claim.jobseeker))
    path = reverse("web:jobseeker:file_claim", args=[claim.pk])

    asked = statements(lambda: client.post(path))

    assert len(asked) <= (11 if IS_JOINED else 13), "\n".join(asked)


def test_beginning_a_claim(sign_in: SignIn) -> None:
    client = sign_in(account_of(make_seeker()))

    asked = statements(lambda: client.post(reverse("web:jobseeker:new_claim"), _CLAIM))

    assert len(asked) <= (10 if IS_JOINED else 11), "\n".join(asked)
