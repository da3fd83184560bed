"""Values of a claim's facts: days, months, money and words, each checked where it stands."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final, TypeVar

from sanviec.kernel.calendars import FIRST_YEAR, LAST_YEAR
from sanviec.kernel.errors import InputError

from .kinds import written
from .months import Month

T = TypeVar("T")
MOST_WAGE_VND: Final = 10**10
LEAST_WAGE_VND: Final = 100_000  # less is written in thousands or millions; no wage was ever so low
MOST_MONTHS: Final = 1_200
_LONGEST: Final = 60
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MONTH = re.compile(r"([1-9][0-9]{3})-(0[1-9]|1[0-2])", re.ASCII)


def fault(place: str, text_vi: str, text_en: str, code: str) -> InputError:
    """Give the error of one field, such as `contributions[1].to`."""
    return InputError(f"{place}: {text_vi}", f"{place}: {text_en}", field=place, code=code)


def shown(value: object) -> str:
    """Give a value as a sentence quotes it: as in the file, cut when long."""
    if isinstance(value, str):
        text = f"“{value}”"
    else:
        try:
            text = json.dumps(value, ensure_ascii=False, default=str)
        except RecursionError:
            text = "…"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def must_be(place: str, value: object, expected_vi: str, expected_en: str) -> InputError:
    """Give the error of a value of the wrong kind or size."""
    return fault(
        place,
        f"cần {expected_vi}, nhưng đang là {shown(value)}. Hãy sửa rồi gửi lại dòng này.",
        f"expected {expected_en}, found {shown(value)}. Correct it and send this line again.",
        "wrong_value",
    )


def missing(place: str, why_vi: str, why_en: str) -> InputError:
    """Give the error of a field that must be there."""
    return fault(
        place,
        f"thiếu trường này, {why_vi}. Hãy bổ sung rồi gửi lại dòng này.",
        f"this field is missing, {why_en}. Add it and send this line again.",
        "missing",
    )


def day(data: Mapping[str, Any], name: str, place: str = "") -> date | None:
    """Give a day written `2026-01-31` in the years of the calendar, None when it is absent."""
    value = data.get(name)
    if value is None:
        return None
    where = place + name
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise must_be(where, value, "một ngày dạng 2026-01-31", "a day such as 2026-01-31")
    try:
        found = date.fromisoformat(value)
    except ValueError:
        raise must_be(
            where, value, "một ngày có thật dạng 2026-01-31", "a real day such as 2026-01-31"
        ) from None
    if not FIRST_YEAR <= found.year < LAST_YEAR:
        raise must_be(
            where,
            value,
            f"một ngày từ năm {FIRST_YEAR} đến năm {LAST_YEAR - 1}",
            f"a day from {FIRST_YEAR} to {LAST_YEAR - 1}",
        )
    return found


def month(data: Mapping[str, Any], name: str, place: str = "") -> Month | None:
    """Give a month written `2026-01`, None when it is absent."""
    value = data.get(name)
    if value is None:
        return None
    match = _MONTH.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise must_be(place + name, value, "một tháng dạng 2026-01", "a month such as 2026-01")
    return int(match[1]) * 12 + int(match[2]) - 1


def whole(data: Mapping[str, Any], name: str, most: int, place: str = "") -> int | None:
    """Give a whole number from 0, None when it is absent; 3.0 is one, true is none."""
    value = data.get(name)
    if value is None:
        return None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 <= value <= most or value % 1:
        raise must_be(
            place + name, value, f"số nguyên từ 0 đến {most}", f"a whole number from 0 to {most}"
        )
    return int(value)


def meant(
    data: Mapping[str, Any],
    name: str,
    known: Collection[str],
    others: Mapping[str, str],
    place: str = "",
) -> str | None:
    """Give one of some words by one of its writings, None when it is absent.

    Args:
        others: Further writings -> the word, as `kinds.written` writes them.
    """
    value = data.get(name)
    if isinstance(value, str) and value not in known:
        told = written(value)
        found = told if told in known else others.get(told)
        if found is not None:
            return found
    return word(data, name, known, place)


def wage(data: Mapping[str, Any], name: str, place: str = "") -> int | None:
    """Give a wage in đồng a month: whole and believable; None when it is absent."""
    found = whole(data, name, MOST_WAGE_VND, place)
    if found is not None and found < LEAST_WAGE_VND:
        raise must_be(
            place + name,
            found,
            f"số tiền tính bằng đồng, từ {LEAST_WAGE_VND} trở lên",
            f"an amount in đồng, from {LEAST_WAGE_VND}",
        )
    return found


def word(data: Mapping[str, Any], name: str, known: Collection[str], place: str = "") -> str | None:
    """Give one of some words, None when it is absent."""
    value = data.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or value not in known:
        listed = ", ".join(known)
        raise must_be(place + name, value, f"một trong: {listed}", f"one of: {listed}")
    return value


def yes_or_no(data: Mapping[str, Any], name: str, place: str = "") -> bool | None:
    """Give true or false, None when it is absent."""
    value = data.get(name)
    if value is not None and not isinstance(value, bool):
        raise must_be(place + name, value, "true hoặc false", "true or false")
    return value


def text(data: Mapping[str, Any], name: str) -> str | None:
    """Give words, None when they are absent or empty."""
    value = data.get(name)
    if value is not None and not isinstance(value, str):
        raise must_be(name, value, "chữ", "words")
    return value or None


def rows(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]] | None:
    """Give a list of objects, None when it is absent."""
    value = data.get(name)
    if value is None:
        return None
    if not isinstance(value, list):
        raise must_be(name, value, "danh sách […]", "a list […]")
    for number, row in enumerate(value):
        if not isinstance(row, dict):
            raise must_be(f"{name}[{number}]", row, "đối tượng {…}", "an object {…}")
    return value
