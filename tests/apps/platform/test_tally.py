"""Tries are counted by the hour of the clock, each name for itself, and forgotten after a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from sanviec.apps.platform.models import Tally
from sanviec.apps.platform.tally import count_try, forget_tallies

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)


def test_each_name_has_its_own_count() -> None:
    assert [count_try("a", now=NOON) for _ in range(3)] == [1, 2, 3]
    assert count_try("b", now=NOON) == 1


def test_the_next_hour_begins_anew_in_the_same_row() -> None:
    for minutes, tries in ((0, 1), (59, 2), (60, 1), (61, 2)):
        assert count_try("a", now=NOON + timedelta(minutes=minutes)) == tries
    assert Tally.objects.count() == 1


def test_more_names_than_a_cache_holds_are_all_remembered() -> None:
    for number in range(400):
        count_try(f"person {number}", now=NOON)
    assert count_try("person 0", now=NOON) == 2


@pytest.mark.parametrize(("hours", "left"), [(23, 1), (24, 1), (25, 0)])
def test_old_counts_are_forgotten(hours: int, left: int) -> None:
    count_try("a", now=NOON)
    assert forget_tallies(now=NOON + timedelta(hours=hours)) == 1 - left
    assert Tally.objects.count() == left
