"""Tags and filters never break the page that uses them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from sanviec.web.templatetags import sanviec as tags


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (date.max, "còn hơn"),
        (date.min, "quá hạn hơn"),
        (date(2035, 1, 1), "còn hơn"),
        (date(1990, 1, 1), "quá hạn hơn"),
    ],
)
def test_a_deadline_far_away_is_told_in_months(due_on: date, words: str) -> None:
    text = tags.deadline(due_on)
    assert text.startswith(words)
    assert text.endswith("tháng")


def test_where_the_calendar_ends_weekdays_are_counted() -> None:
    friday = date(9999, 1, 1)
    assert tags._working_days(friday, friday + timedelta(days=10)) == 6


def test_near_days_are_counted_in_working_days() -> None:
    today = timezone.localdate()
    assert tags.deadline(today) == "hôm nay"
    assert tags.deadline(today + timedelta(days=14)).endswith("ngày làm việc")
    assert tags.deadline(None) == ""


def test_what_is_not_known_gets_no_tick() -> None:
    assert tags.is_unknown("Chưa rõ ca làm việc")
    assert tags.is_unknown("The shift is not known")
    assert not tags.is_unknown("Đúng nghề: thợ may")


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "6,5 triệu đồng"), ("en", "6.5 million đồng")]
)
def test_an_amount_is_said_in_the_language_of_the_page(language: str, words: str) -> None:
    with translation.override(language):
        assert tags.million(6_500_000) == words


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("6 tháng (2026-04 đến 2026-09)", "6 tháng (04/2026 đến 09/2026)"),
        ("theo ngày quyết định 2026-10-15.", "theo ngày quyết định 15/10/2026."),
        ("số TN-LS-2026-000001, 2010-2020", "số TN-LS-2026-000001, 2010-2020"),
    ],
)
def test_days_and_months_of_a_reason_are_written_as_people_do(written: str, shown: str) -> None:
    assert tags.reason_text({"text_vi": written}) == shown
