"""Working days follow the law, the yearly notices and plain counting."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.kernel.calendars import CalendarDay, WorkCalendar, add_months, load_calendar
from sanviec.kernel.errors import InputError

DAYS = st.dates(date(2019, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        ("2020-01-22", True),
        ("2020-01-23", False),
        ("2020-01-29", False),
        ("2021-05-03", False),
        ("2021-09-03", False),
        ("2022-04-11", False),
        ("2023-05-03", False),
        ("2023-09-04", False),
        ("2024-02-07", True),
        ("2024-02-14", False),
        ("2024-04-29", False),
        ("2024-05-04", True),
        ("2024-05-11", False),
        ("2025-04-26", True),
        ("2025-05-02", False),
        ("2026-01-01", False),
        ("2026-01-02", False),
        ("2026-01-10", True),
        ("2026-02-13", True),
        ("2026-02-16", False),
        ("2026-02-20", False),
        ("2026-02-23", True),
        ("2026-04-27", False),
        ("2026-08-22", True),
        ("2026-08-31", False),
        ("2026-09-03", True),
        ("2026-11-23", True),
        ("2026-11-24", False),
    ],
)
def test_known_days(day: str, is_working: bool) -> None:
    assert load_calendar().is_working_day(date.fromisoformat(day)) is is_working


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-11-20", 1, "2026-11-23"),
        ("2026-11-20", 0, "2026-11-20"),
        ("2026-11-22", 1, "2026-11-23"),
        ("2026-11-23", 1, "2026-11-25"),
        ("2026-02-13", 1, "2026-02-23"),
        ("2026-02-13", 10, "2026-03-06"),
        ("2024-04-26", 2, "2024-05-03"),
        ("2024-04-26", 3, "2024-05-04"),
        ("2026-02-23", -1, "2026-02-13"),
        ("2026-11-22", -1, "2026-11-20"),
    ],
)
def test_terms_of_working_days(start: str, count: int, end: str) -> None:
    calendar = load_calendar()
    first = date.fromisoformat(start)
    assert calendar.add_working_days(first, count).isoformat() == end


def test_a_term_that_ends_on_a_day_off_ends_on_the_next_working_day() -> None:
    calendar = load_calendar()
    assert calendar.next_working_day(date(2026, 2, 14)) == date(2026, 2, 23)
    assert calendar.next_working_day(date(2026, 2, 13)) == date(2026, 2, 13)


@given(DAYS, st.integers(-300, 300))
@settings(max_examples=60, deadline=None)
def test_counting_undoes_adding(day: date, count: int) -> None:
    calendar = load_calendar()
    end = calendar.add_working_days(day, count)
    assert calendar.working_days_between(day, end) == count
    assert count == 0 or calendar.is_working_day(end)


@given(DAYS, st.integers(0, 60))
@settings(max_examples=40, deadline=None)
def test_the_search_agrees_with_plain_counting(day: date, length: int) -> None:
    calendar = load_calendar()
    end = day + timedelta(days=length)
    after = [day + timedelta(days=n) for n in range(1, length + 1)]
    assert calendar.working_days_between(day, end) == sum(map(calendar.is_working_day, after))
    before = [day + timedelta(days=n) for n in range(length)]
    assert calendar.working_days_between(end, day) == -sum(map(calendar.is_working_day, before))


def test_every_special_day_has_a_source_and_sundays_are_never_worked() -> None:
    calendar = load_calendar()
    for year in range(2020, 2027):
        days = calendar.special_days(year)
        assert len(days) >= 11
        assert all(day.source and day.name_vi for day in days)
        assert not [day for day in days if day.is_working and day.on.weekday() != 5]


def test_swapped_days_and_worked_saturdays_balance() -> None:
    calendar = load_calendar()
    for year in (2024, 2025, 2026):
        days = calendar.special_days(year)
        swapped = [d for d in days if not d.is_working and "hoán đổi" in d.name_vi]
        assert len(swapped) == len([d for d in days if d.is_working])


def test_what_may_change_says_so() -> None:
    calendar = load_calendar()
    assert calendar.is_provisional(date(2026, 11, 24))
    assert calendar.is_provisional(date(2027, 2, 5))
    assert not calendar.is_provisional(date(2026, 1, 2))


def test_days_outside_the_calendar_are_refused() -> None:
    calendar = load_calendar()
    with pytest.raises(InputError) as refusal:
        calendar.is_working_day(date(1999, 1, 1))
    assert refusal.value.code == "date_outside_calendar"
    with pytest.raises(InputError):
        calendar.add_working_days(date(2035, 12, 30), 30)


def test_a_calendar_of_ones_own() -> None:
    closed = CalendarDay(date(2026, 3, 2), False, "Nghỉ phòng dịch", "Quyết định của tỉnh", False)
    calendar = WorkCalendar([closed], first_year=2026, last_year=2026)
    assert calendar.add_working_days(date(2026, 2, 27), 1) == date(2026, 3, 3)
    assert calendar.entry(date(2026, 3, 2)) == closed


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-11-22", 3, "2027-02-22"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-12-15", 0, "2026-12-15"),
    ],
)
def test_terms_in_months(day: str, months: int, end: str) -> None:
    assert add_months(date.fromisoformat(day), months).isoformat() == end
