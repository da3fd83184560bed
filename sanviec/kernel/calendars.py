"""Working days of Vietnamese offices: Monday to Friday, public holidays, swapped days."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

from sanviec.kernel.errors import InputError
from sanviec.kernel.package_data import read_rows

FIRST_YEAR = 2013
LAST_YEAR = 2035
# The yearly notices of holidays are known up to here; later Tết dates are computed.
ANNOUNCED_UNTIL = date(2026, 12, 31)
_FRIDAY = 4
_LAW = "Bộ luật Lao động, Điều 112"


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day that differs from the ordinary week.

    Args:
        on: The day.
        is_working: Whether offices work; True for a Saturday worked instead of another day.
        name_vi: What it is, in Vietnamese.
        source: The notice or article it comes from.
        is_provisional: Whether the source is unchecked or not issued yet.
    """

    on: date
    is_working: bool
    name_vi: str
    source: str
    is_provisional: bool


class WorkCalendar:
    """Working-day arithmetic over a fixed span of years.

    Args:
        days: Days that differ from the Monday-to-Friday week; a later entry for a day wins.
        first_year: First year answered.
        last_year: Last year answered.
    """

    def __init__(self, days: Iterable[CalendarDay], *, first_year: int, last_year: int) -> None:
        self._days = {day.on: day for day in days}
        self._first = date(first_year, 1, 1)
        self._last = date(last_year, 12, 31)
        every_day = range(self._first.toordinal(), self._last.toordinal() + 1)
        # Ordinals of the working days, ascending: all arithmetic is a search in this list.
        self._working = [o for o in every_day if self._is_working(date.fromordinal(o))]

    def _is_working(self, day: date) -> bool:
        entry = self._days.get(day)
        return entry.is_working if entry else day.weekday() <= _FRIDAY

    def _check(self, day: date) -> None:
        if not self._first <= day <= self._last:
            raise InputError(
                f"Lịch làm việc chỉ có từ năm {self._first.year} đến năm {self._last.year}. "
                "Hãy kiểm tra lại ngày đã nhập.",
                f"{day.isoformat()} is outside {self._first.year}..{self._last.year}",
                code="date_outside_calendar",
            )

    def entry(self, day: date) -> CalendarDay | None:
        """Give what is special about a day, or None for an ordinary one."""
        return self._days.get(day)

    def special_days(self, year: int) -> tuple[CalendarDay, ...]:
        """Give the holidays, swapped days and worked Saturdays of a year, by date."""
        return tuple(self._days[day] for day in sorted(self._days) if day.year == year)

    def is_working_day(self, day: date) -> bool:
        """Tell whether offices work on the day.

        Raises:
            InputError: The day is outside the years of the calendar.
        """
        self._check(day)
        return self._is_working(day)

    def is_provisional(self, day: date) -> bool:
        """Tell whether what the calendar says of the day may still change."""
        entry = self._days.get(day)
        return day > ANNOUNCED_UNTIL or (entry is not None and entry.is_provisional)

    def add_working_days(self, day: date, count: int) -> date:
        """Give the last day of a term of working days that starts after the given day.

        The starting day is never counted: one working day after a Friday is the Monday. With
        0 the day itself comes back; with a negative count the term runs backwards.

        Raises:
            InputError: The term leaves the years of the calendar.
        Cost: O(log days).
        Source: Civil Code 2015 art. 147 cl. 1 (the first day does not count).
        """
        self._check(day)
        if count == 0:
            return day
        ordinal = day.toordinal()
        if count > 0:
            place = bisect_right(self._working, ordinal) + count - 1
        else:
            place = bisect_left(self._working, ordinal) + count
        if not 0 <= place < len(self._working):
            self._check(date.max if count > 0 else date.min)
        return date.fromordinal(self._working[place])

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and including `end`.

        It undoes `add_working_days`; it is negative when `end` is before `start`.

        Raises:
            InputError: A day is outside the years of the calendar.
        """
        if end < start:
            self._check(start)
            self._check(end)
            first, last = end.toordinal(), start.toordinal()
            return bisect_left(self._working, first) - bisect_left(self._working, last)
        self._check(start)
        self._check(end)
        first, last = start.toordinal(), end.toordinal()
        return bisect_right(self._working, last) - bisect_right(self._working, first)

    def next_working_day(self, day: date) -> date:
        """Give the day itself when offices work, otherwise the first working day after it.

        Source: Civil Code 2015 art. 148 cl. 5 (a term that ends on a day off).
        """
        return day if self.is_working_day(day) else self.add_working_days(day, 1)


def _public_holidays() -> list[CalendarDay]:
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    calendar = holidays.country_holidays("VN", years=years, language="vi")
    days = [
        CalendarDay(on, False, name, _LAW, on > ANNOUNCED_UNTIL) for on, name in calendar.items()
    ]
    worked = sorted(calendar.weekend_workdays)
    days += [CalendarDay(on, True, "Làm bù ngày nghỉ hoán đổi", _LAW, False) for on in worked]
    return days


def _overlay() -> list[CalendarDay]:
    return [
        CalendarDay(
            date.fromisoformat(row["date"]),
            row["is_working"] == "yes",
            row["name_vi"],
            row["source"],
            row["status"] != "verified",
        )
        for row in read_rows("calendar_overlay.csv")
    ]


@lru_cache(maxsize=1)
def load_calendar() -> WorkCalendar:
    """Give the calendar of Vietnamese offices from 2013 to 2035.

    Cost: about 80 ms the first time, nothing after.
    Source: Labour Code art. 112 through the `holidays` package; swapped days and worked
        Saturdays from `data/calendar_overlay.csv`, each with its notice.
    """
    days = [*_public_holidays(), *_overlay()]
    return WorkCalendar(days, first_year=FIRST_YEAR, last_year=LAST_YEAR)


def add_months(day: date, months: int) -> date:
    """Give the same day of the month some months later, or the last one if it is missing.

    31 January and one month is 28 (29) February.
    Source: Civil Code 2015 art. 148 cl. 3 (a term in months).
    """
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(years + (month == 11), (month + 1) % 12 + 1, 1)
    last = first_of_next - timedelta(days=1)
    return last.replace(day=min(day.day, last.day))
