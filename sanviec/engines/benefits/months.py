"""Calendar months as whole numbers, so that spans and windows are sums and differences."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

Month: TypeAlias = int
"""Months since the year 0: 2020-07 is 2020 × 12 + 6."""


def month_of(day: date) -> Month:
    """Give the month that a day lies in."""
    return day.year * 12 + day.month - 1


def first_day(month: Month) -> date:
    """Give the first day of a month."""
    return date(month // 12, month % 12 + 1, 1)


def written(month: Month) -> str:
    """Give a month as files have it: `2020-07`."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def same_day(start: date, months: int) -> date:
    """Give the day of the same number some months later, or the 1st after it where it is missing.

    The day before it ends a benefit month: from 31 January the first ends on the last of February.
    """
    month = month_of(start) + months
    try:
        return date(month // 12, month % 12 + 1, start.day)
    except ValueError:
        return first_day(month + 1)
