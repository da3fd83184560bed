"""Pages are opened at one fixed instant, by people who are signed in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from sanviec.apps.vacancies.search_index import reset_index
from tests.apps.factories import NOW


@pytest.fixture(scope="session", autouse=True)
def _static_root() -> None:
    """WhiteNoise warns of a missing folder; the tests collect no files into it."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Views read the clock; here it stands still."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture(autouse=True)
def _fresh_index() -> None:
    """The index of vacancies lives as long as the process; the rows of a test do not."""
    reset_index()


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """A browser of somebody who is signed in; nobody is a guest."""

    def open_as(user: Any = None, **options: Any) -> Client:
        client = Client(**options)
        if user is not None:
            client.force_login(user)
        return client

    return open_as
