"""Dates as advertisements and forms write them, and how far back “3 tuần trước” is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Final

from sanviec.engines.intake.records.values import Unreadable
from sanviec.kernel.text import fold

_VIETNAM: Final = timezone(timedelta(hours=7))
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_EXCEL_EPOCH: Final = date(1899, 12, 30)
_SERIALS: Final = range(20_000, 80_000)
_MAX_DAYS: Final = 3_660

_ISO: Final = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?"
)
_YEAR_FIRST: Final = re.compile(r"(?<!\d)(\d{4})[./](\d{1,2})[./](\d{1,2})(?!\d)")
_DAY_FIRST: Final = re.compile(
    r"(?<!\d)(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{4}|\d{2})(?!\d)"
)
_WORDED: Final = re.compile(r"(?:ngay )?(\d{1,2}),? thang (\d{1,2}),? nam (\d{4})")
_COMPACT: Final = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_MONTH_NAMED: Final = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_ENGLISH: Final = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH_NAMED},?[ -](\d{{4}})\b"
    rf"|\b{_MONTH_NAMED} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b"
)
_SERIAL: Final = re.compile(r"(\d{5})(?:\.\d+)?")
_UNIT_DAYS: Final = {
    "phut": 0, "minute": 0, "gio": 0, "tieng": 0, "hour": 0, "ngay": 1, "day": 1, "tuan": 7,
    "week": 7, "thang": 30, "month": 30, "nam": 365, "year": 365,
}  # fmt: skip
_AGO: Final = re.compile(
    rf"(?:hon |khoang |over |about )?(\d{{1,3}}|a|an|mot)\+? ({'|'.join(_UNIT_DAYS)})s?"
    r"(?: nua)? (?:truoc|ago)"
)
_LEFT: Final = re.compile(
    rf"(?:chi con|con lai|con|trong|sau|in):? *(\d{{1,3}}) ({'|'.join(_UNIT_DAYS)})s?"
    rf"|(\d{{1,3}}) ({'|'.join(_UNIT_DAYS)})s? (?:nua|left|toi)"
)
_BARE_DAYS: Final = re.compile(r"\d{1,3}")
_TODAY: Final = re.compile(r"\bhom nay\b|\btoday\b|vua xong|vua dang|just now|moi dang")
_YESTERDAY: Final = re.compile(r"\bhom qua\b|\byesterday\b")
_TOMORROW: Final = re.compile(r"\bngay mai\b|\btomorrow\b")
_YEAR_ONLY: Final = re.compile(r"(?:\d{1,2}[/.-])?(\d{4})(?:\.0)?")


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date; `is_relative` means that it moves with the day of reading."""

    value: date
    is_relative: bool = False


def parse_date(text: str, on: date, *, counts_left: bool = False) -> ReadDate:
    """Give the date that a cell names.

    Understands ISO (with a time zone, then in Vietnam's), day first (16/01/2026, 16-1-26),
    20260116, words (ngày 16 tháng 1 năm 2026, Jan 16, 2026), spreadsheet serials, and words
    relative to `on`; a label in front (“Hạn nộp hồ sơ:; 16/01/2026”) is passed over.

    Args:
        text: The cell.
        on: The day on which the file tells “hôm nay”.
        counts_left: A small bare number counts the days that are left, as one board writes.

    Raises:
        Unreadable: No date, an impossible one, or a year out of range.
    """
    absolute = _absolute(text)
    if absolute is not None:
        return ReadDate(absolute)
    days = _relative_days(fold(text), counts_left)
    if days is None:
        raise Unreadable("date_unreadable", value=text)
    if abs(days) > _MAX_DAYS:
        raise Unreadable("date_out_of_range", value=text)
    return ReadDate(on + timedelta(days=days), is_relative=True)


def parse_birth(text: str, on: date) -> tuple[date | None, int]:
    """Give the date of birth, None when only its year is known, and the year.

    Raises:
        Unreadable: Neither a date nor a year, or not the birth of a living person.
    """
    year = _YEAR_ONLY.fullmatch(text.strip())
    born = None if year else _absolute(text, is_birth_before=on)
    if year is None and born is None:
        raise Unreadable("date_unreadable", value=text)
    number = born.year if born else int(year[1]) if year else 0
    if not on.year - 110 <= number <= on.year or (born is not None and born > on):
        raise Unreadable("date_out_of_range", value=text)
    return born, number


def _absolute(text: str, is_birth_before: date | None = None) -> date | None:
    if found := _ISO.search(text):
        return _from_iso(found, text)
    if found := _YEAR_FIRST.search(text):
        return _checked(int(found[1]), int(found[2]), int(found[3]), text)
    if found := _DAY_FIRST.search(text) or _WORDED.search(fold(text)):
        year = _full_year(found[3], is_birth_before)
        return _checked(year, int(found[2]), int(found[1]), text)
    if found := _COMPACT.fullmatch(text.strip()):
        return _checked(int(found[1]), int(found[2]), int(found[3]), text)
    if found := _ENGLISH.search(text.lower()):
        month = _MONTHS.index(found[2] or found[4]) + 1
        return _checked(int(found[3] or found[6]), month, int(found[1] or found[5]), text)
    if (found := _SERIAL.fullmatch(text)) and int(found[1]) in _SERIALS:
        return _EXCEL_EPOCH + timedelta(days=int(found[1]))
    return None


def _full_year(digits: str, is_birth_before: date | None) -> int:
    """Give four digits for two: this century, or for a birth the last one that has passed."""
    if len(digits) == 4:
        return int(digits)
    year = 2000 + int(digits)
    return year - 100 if is_birth_before and year > is_birth_before.year else year


def _from_iso(found: re.Match[str], text: str) -> date:
    day = _checked(int(found[1]), int(found[2]), int(found[3]), text)
    if found[4] is None:
        return day
    try:
        return datetime.fromisoformat(found[0].replace(" ", "T")).astimezone(_VIETNAM).date()
    except (ValueError, OverflowError):
        return day


def _checked(year: int, month: int, day: int, text: str) -> date:
    try:
        value = date(year, month, day)
    except ValueError:
        raise Unreadable("date_impossible", value=text) from None
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Unreadable("date_out_of_range", value=text)
    return value


def _relative_days(folded: str, counts_left: bool) -> int | None:
    if found := _AGO.search(folded):
        count = int(found[1]) if found[1].isdecimal() else 1
        return -count * _UNIT_DAYS[found[2]]
    if found := _LEFT.search(folded):
        return int(found[1] or found[3]) * _UNIT_DAYS[found[2] or found[4]]
    if _TODAY.search(folded):
        return 0
    if _YESTERDAY.search(folded):
        return -1
    if _TOMORROW.search(folded):
        return 1
    return int(folded) if counts_left and _BARE_DAYS.fullmatch(folded) else None
