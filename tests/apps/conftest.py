"""The tables of places and occupations are read before the first test is timed."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session", autouse=True)
def _tables() -> None:
    from sanviec.apps.reference.selectors import calendar, gazetteer, occupations

    gazetteer(), occupations(), calendar()
