"""What the conversion leans on, read once for all its tests."""

from __future__ import annotations

from datetime import date

import pytest

from sanviec.engines.intake.records import Context
from sanviec.kernel.occupations import load_occupations
from sanviec.kernel.places import load_gazetteer


@pytest.fixture(scope="session")
def context() -> Context:
    """The real places and occupations on 20 January 2026, at 26,000 đồng for a dollar."""
    return Context(
        on=date(2026, 1, 20),
        usd_vnd=26_000,
        gazetteer=load_gazetteer(),
        occupations=load_occupations(),
    )
