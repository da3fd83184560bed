"""Number series: no gap, no number twice."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from sanviec.apps.platform.ids import new_id
from sanviec.apps.platform.services import next_number, next_numbers

pytestmark = pytest.mark.django_db
KEY = "jobseeker/LS/2026"


def test_a_series_starts_at_one_and_has_no_gap() -> None:
    assert [next_number(KEY) for _ in range(3)] == [1, 2, 3]


def test_series_do_not_disturb_one_another() -> None:
    next_number(KEY)
    assert next_number("jobseeker/CB/2026") == 1
    assert next_number(KEY) == 2


def test_a_rolled_back_act_gives_its_number_back() -> None:
    next_number(KEY)

    @transaction.atomic
    def fail_halfway() -> None:
        assert next_number(KEY) == 2
        raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    assert next_number(KEY) == 2


def test_many_numbers_are_taken_at_once(django_assert_num_queries: Any) -> None:
    next_number(KEY)
    with django_assert_num_queries(1):
        assert list(next_numbers(KEY, 500)) == list(range(2, 502))
    assert next_number(KEY) == 502


def test_none_are_taken_when_none_are_asked() -> None:
    assert list(next_numbers(KEY, 0)) == []
    assert next_number(KEY) == 1


def test_ids_are_version_7_and_sort_by_time() -> None:
    ids = [new_id() for _ in range(200)]
    assert {i.version for i in ids} == {7}
    assert len(set(ids)) == 200
    millis = [i.int >> 80 for i in ids]
    assert millis == sorted(millis)
