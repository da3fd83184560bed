"""Dates, numbers, flags and lists as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.engines.intake.records.dates import parse_birth, parse_date
from sanviec.engines.intake.records.values import (
    Unreadable,
    is_blank,
    parse_count,
    parse_flag,
    parse_number,
    split_list,
)

ON = date(2026, 1, 20)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-01-16", date(2026, 1, 16)),
        ("2026-01-16 17:30:00", date(2026, 1, 16)),
        ("2026-01-16T17:30:00+00:00", date(2026, 1, 17)),
        ("2026-01-16T16:59:59Z", date(2026, 1, 16)),
        ("16/01/2026", date(2026, 1, 16)),
        ("16-1-26", date(2026, 1, 16)),
        ("16.01.2026", date(2026, 1, 16)),
        ("2026/01/16", date(2026, 1, 16)),
        ("Hạn nộp hồ sơ:; 16/01/2026", date(2026, 1, 16)),
        ("ngày 16 tháng 01 năm 2026", date(2026, 1, 16)),
        ("45992", date(2025, 12, 1)),
        ("45992.5", date(2025, 12, 1)),
        ("29/02/2028", date(2028, 2, 29)),
        ("20260116", date(2026, 1, 16)),
        ("16 January 2026", date(2026, 1, 16)),
        ("Posted on Jan 16th, 2026", date(2026, 1, 16)),
        ("16-Sep-2026", date(2026, 9, 16)),
    ],
)
def test_dates_that_stand_by_themselves(text: str, wanted: date) -> None:
    found = parse_date(text, ON)
    assert (found.value, found.is_relative) == (wanted, False)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("3 tuần trước", date(2025, 12, 30)),
        ("3 ngày trước", date(2026, 1, 17)),
        ("1 tháng trước", date(2025, 12, 21)),
        ("5 giờ trước", ON),
        ("30+ days ago", date(2025, 12, 21)),
        ("a week ago", date(2026, 1, 13)),
        ("hôm nay", ON),
        ("Cơ hội ứng tuyển chỉ còn: Hôm nay", ON),
        ("Cơ hội ứng tuyển chỉ còn: 9 ngày", date(2026, 1, 29)),
        ("còn 2 tuần", date(2026, 2, 3)),
        ("5 ngày nữa", date(2026, 1, 25)),
        ("hôm qua", date(2026, 1, 19)),
        ("30", date(2026, 2, 19)),
    ],
)
def test_dates_relative_to_the_day_of_reading(text: str, wanted: date) -> None:
    found = parse_date(text, ON, counts_left=True)
    assert (found.value, found.is_relative) == (wanted, True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31/02/2026", "date_impossible"),
        ("29/02/2026", "date_impossible"),
        ("12/25/2026", "date_impossible"),
        ("2026-13-01", "date_impossible"),
        ("01/01/1800", "date_out_of_range"),
        ("99 năm trước", "date_out_of_range"),
        ("sớm nhất", "date_unreadable"),
        ("30", "date_unreadable"),
    ],
)
def test_dates_that_cannot_be(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as problem:
        parse_date(text, ON)
    assert problem.value.code == code


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("05/09/1990", (date(1990, 9, 5), 1990)),
        ("5/9/85", (date(1985, 9, 5), 1985)),
        ("5/9/05", (date(2005, 9, 5), 2005)),
        ("1990", (None, 1990)),
        ("09/1990", (None, 1990)),
        ("1990.0", (None, 1990)),
    ],
)
def test_births(text: str, wanted: tuple[date | None, int]) -> None:
    assert parse_birth(text, ON) == wanted


@pytest.mark.parametrize("text", ["31/02/1990", "01/01/2027", "1800", "trẻ", "2027"])
def test_births_that_cannot_be(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_birth(text, ON)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("8000000", 8e6), ("8.000.000", 8e6), ("8,000,000 đ", 8e6), ("40000000.0", 4e7), ("2,5", 2.5),
     ("1 000 000", 1e6), ("1e15", 1e15), ("-5", -5.0), ("8.000.000,00", 8e6)],
)  # fmt: skip
def test_numbers(text: str, wanted: float) -> None:
    assert parse_number(text) == wanted


@pytest.mark.parametrize("text", ["", "tám", "1.2.3", "8 triệu", "1,2,3", "nan", "inf", "0x10"])
def test_what_is_not_a_number(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_number(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("2", (2, False)), ("02 người", (2, False)), ("Số lượng: 10", (10, False)),
     ("3.0", (3, False)), ("5 - 10 người", (5, True)), ("1.000", (1000, False))],
)  # fmt: skip
def test_counts(text: str, wanted: tuple[int, bool]) -> None:
    assert parse_count(text, 1, 10_000) == wanted


@pytest.mark.parametrize("text", ["0", "-3", "nhiều", "99999"])
def test_counts_that_cannot_be(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_count(text, 1, 10_000)


def test_flags_blanks_and_lists() -> None:
    answers = {"Có": True, "x": True, "Sẵn sàng": True, "Không": False, "0": False, "tuỳ": None}
    assert {text: parse_flag(text) for text in answers} == answers
    assert all(map(is_blank, ["", "-", "N/A", "Không rõ", "Đang cập nhật"]))
    assert not any(map(is_blank, ["0", "Không", "Nam"]))
    assert split_list("Excel; Word,  Excel\n• Hàn 6G") == ("Excel", "Word", "Hàn 6G")


@settings(max_examples=100, deadline=None)
@given(st.text("0123456789/-. ngàythángnămtrướcTZ:+", max_size=24))
def test_any_text_is_a_date_or_unreadable(text: str) -> None:
    for counts_left in (False, True):
        try:
            assert parse_date(text, ON, counts_left=counts_left).value.year >= 1900
        except Unreadable as problem:
            assert problem.code.startswith("date_")  # noqa: PT017  # either outcome is right
