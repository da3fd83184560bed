"""Journeys happen at one fixed instant, so that what is open today is open in any year."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from sanviec.apps.vacancies.search_index import reset_index


@pytest.fixture(scope="session", autouse=True)
def _static_root() -> None:
    """WhiteNoise warns of a missing folder; the tests collect no files into it."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _fresh_index() -> None:
    """The index of vacancies lives as long as the process; the rows of a test do not."""
    reset_index()
