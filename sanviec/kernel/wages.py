"""Wages as advertisements and forms write them, brought to đồng a month."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from sanviec.kernel.amounts import Amount
from sanviec.kernel.dong import format_vnd
from sanviec.kernel.errors import InputError
from sanviec.kernel.text import fold, fold_aligned, nfc
from sanviec.kernel.wage_spans import PERIODS, WageSpan, find_wage_spans

MAX_WAGE_VND_MONTH = 1_000_000_000
_LEAST_MEANT_VND = 1_000
_LEAST_IN_DONG = 1_000
# Spelt numbers with their marks.
_NUMBER_WORDS = frozenset(
    ("một", "mốt", "hai", "ba", "bốn", "tư", "năm", "lăm", "nhăm", "sáu", "bảy", "bẩy", "tám")
) | {"chín", "mười", "mươi", "rưỡi"}

_OPEN = re.compile(r"thoa thuan|thuong luong|canh tranh|negotia|competitive|trao doi|\bdeal\b")
_UNSTATED = re.compile(
    r"hap dan|attractive|sign in|dang nhap|bao mat|love it|khong (?:cong khai|hien thi)|hoa hong"
    r"|theo (?:nang luc|quy dinh|san pham|doanh so|kinh nghiem|thang)|chua (?:ro|co thong tin)"
    r"|lien he|tuy (?:theo|vao)|san pham|khong (?:yeu cau|gioi han|co thong tin)"
)
_NEGATIVE = re.compile(r"[^\w]*-\d")
_WAGE_WORD = re.compile(
    r"\b(?:luong|thu nhap|salary|muc|income|wages?|tien cong)"
    r"(?: (?!thang|lan|nam|thuong|phu cap)\w+){0,3}[ :;=(~-]*$"
)
_CELL_WORDS = re.compile(
    r"\b(?:muc|tien|luong|thu nhap|cung|co ban|salary|wage|income|khoang|gross|net|mong muon"
    r"|de nghi|ngay|gio|tuan|nam|thang|thoa thuan|tu|tren|duoi|den|toi"
    r"|thu viec|chinh thuc|trung binh|binh quan|hien tai)\b"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_FORMER = re.compile(r"\bcũ\b", re.IGNORECASE)
_BONUS_MONTH = re.compile(r"luong $")
_COUNTED = re.compile(r" ?[/+-]? ?(?:thang|lan|nam|ngay|gio|h|nguoi|tuoi|buoi|km|lop)\b")
_LOOK_BACK = 40


@dataclass(frozen=True, slots=True)
class WageRange:
    """A wage in đồng a month.

    Args:
        min_vnd_month: Lowest wage; None when nothing is said about it.
        max_vnd_month: Highest wage; None when nothing is said about it.
        is_negotiable: Whether the text leaves the wage, or a part of it, to agreement.
        note: What was assumed in reading it, in Vietnamese sentences; empty when nothing was.
    """

    min_vnd_month: int | None
    max_vnd_month: int | None
    is_negotiable: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class FoundWage:
    """A wage inside a longer text; `start` and `end` count characters of `nfc(text)`."""

    wage: WageRange
    start: int
    end: int


def parse_wage(
    text: str, *, usd_vnd: int, rates_vnd: Mapping[str, int] | None = None
) -> WageRange | None:
    """Give the monthly wage that a wage cell states, or None if it states nothing usable.

    An empty cell and "Thoả thuận" are negotiable with no figures. Nothing usable means words
    that are not about a wage, or a wage that cannot be: zero, negative, above a billion đồng.

    Args:
        text: The cell, in any case and normal form, with or without a label in front.
        usd_vnd: Đồng for one US dollar.
        rates_vnd: Đồng for one unit of other currencies, by ISO 4217 code.
    """
    folded = fold(_keep_former(text))
    if not folded:
        return WageRange(None, None, True)
    is_open = bool(_OPEN.search(folded))
    spans = [] if _NEGATIVE.match(folded) else find_wage_spans(folded)
    if not spans:
        return WageRange(None, None, True) if is_open or _UNSTATED.search(folded) else None
    best = next((span for span in spans if any(a.has_unit for a in span.amounts)), spans[0])
    if not any(a.has_unit for a in best.amounts) and _has_other_words(folded, best):
        return None
    wage = _monthly(best, {"USD": usd_vnd, **(rates_vnd or {})})
    if wage is None:
        return WageRange(None, None, True) if is_open else None
    return replace(wage, is_negotiable=wage.is_negotiable or is_open)


def _keep_former(text: str) -> str:
    """Keep "cũ" (former, "Quận 2 cũ") apart from the slang "củ" (million), equally long."""
    return _FORMER.sub("c_", nfc(text))


def _has_other_words(folded: str, span: WageSpan) -> bool:
    """Whether a cell with a bare number speaks of something else ("15 cử nhân")."""
    rest = folded[: span.start] + " " + folded[span.end :]
    return bool(_WORD.search(_CELL_WORDS.sub(" ", rest)))


def find_wage(
    text: str, *, usd_vnd: int, rates_vnd: Mapping[str, int] | None = None
) -> FoundWage | None:
    """Give the first wage in a title, a question or a description, or None.

    Unlike in a cell, a bare number counts only after a word such as "lương", and "20m" or
    "300k" only there or with a period ("300k/ngày").
    """
    written = _keep_former(text)
    folded = re.sub(r"\s", " ", fold_aligned(written))
    rates = {"USD": usd_vnd, **(rates_vnd or {})}
    for span in find_wage_spans(folded):
        if any(_is_another_word(written, amount) for amount in span.amounts):
            continue
        word = _WAGE_WORD.search(folded[max(0, span.start - _LOOK_BACK) : span.start])
        if not _is_about_a_wage(folded, span, word[0] if word else ""):
            continue
        if wage := _monthly(span, rates):
            return FoundWage(wage, span.start - (len(word[0]) if word else 0), span.end)
    return None


def _is_another_word(written: str, amount: Amount) -> bool:
    """Whether an amount's marks say otherwise: "Bà Triệu" is a street, not three million."""
    word = written[amount.start : amount.end].lower().split()[0]
    return not word.isascii() and word.isalpha() and word not in _NUMBER_WORDS


def _is_about_a_wage(folded: str, span: WageSpan, wage_word: str) -> bool:
    if any(amount.is_certain for amount in span.amounts):
        return True
    if any(amount.has_unit for amount in span.amounts):
        is_range = span.low is not span.high and not all(map(_is_letter, span.amounts))
        return bool(wage_word or span.period) or is_range
    is_bonus_month = _BONUS_MONTH.search(wage_word) and span.amounts[0].number in (13, 14)
    is_counted = span.period is None and _COUNTED.match(folded, span.end)
    return bool(wage_word) and not is_bonus_month and not is_counted


def _is_letter(amount: Amount) -> bool:
    """Whether "d" after a number is hardly đồng: "thiết kế 2D - 3D"."""
    return amount.scale is None and amount.value < _LEAST_IN_DONG


def validate_wage(
    min_vnd_month: int | None, max_vnd_month: int | None, *, field: str | None = None
) -> None:
    """Accept a monthly wage that can be true.

    Raises:
        InputError: An end is zero, negative or above a billion đồng, or the ends are crossed.
    """
    for amount in (min_vnd_month, max_vnd_month):
        if amount is not None and not 0 < amount <= MAX_WAGE_VND_MONTH:
            raise InputError(
                f"Mức lương {format_vnd(amount)} đồng/tháng không hợp lý. Hãy nhập số tiền lớn hơn "
                "0 và không quá 1 tỷ đồng một tháng, hoặc chọn “Thỏa thuận”.",
                f"wage {amount} VND a month is outside 1..{MAX_WAGE_VND_MONTH}",
                field=field,
                code="wage_absurd",
            )
    if min_vnd_month and max_vnd_month and min_vnd_month > max_vnd_month:
        raise InputError(
            f"Mức lương thấp nhất ({format_vnd(min_vnd_month)} đồng) lớn hơn mức cao nhất "
            f"({format_vnd(max_vnd_month)} đồng). Hãy đổi lại hai số.",
            f"wage range {min_vnd_month}..{max_vnd_month} is crossed",
            field=field,
            code="wage_crossed",
        )


def _monthly(span: WageSpan, rates_vnd: Mapping[str, int]) -> WageRange | None:
    """Bring a span to đồng a month; None when the result cannot be a wage."""
    factor, notes = _period(span.period)
    if not factor:
        return WageRange(None, None, True, " ".join(notes))
    currency, scale, assumed = _unit(span)
    rate = 1 if currency == "VND" else rates_vnd.get(currency)
    if rate is None:
        return WageRange(None, None, True, f"Tiền lương ghi bằng {currency}, chưa có tỷ giá.")
    if currency != "VND":
        notes.append(f"Quy đổi từ {currency}, {format_vnd(rate)} đồng một đơn vị.")
    low, high = (_round(a, factor * rate * scale) for a in (span.low, span.high))
    if max(low or 0, high or 0) > MAX_WAGE_VND_MONTH or not (low or high):
        return None
    return WageRange(low, high, note=" ".join([*assumed, *notes]))


def _period(key: str | None) -> tuple[Fraction, list[str]]:
    found = ((factor, note) for name, _, factor, note in PERIODS if name == key)
    factor, note = next(found, (Fraction(1), ""))
    return factor, [note] if note else []


def _round(amount: Amount | None, factor: Fraction) -> int | None:
    """Give whole đồng, halves up; None for an end too small to be meant ("0 - 15 triệu")."""
    if amount is None:
        return None
    rounded = math.floor(amount.value * factor + Fraction(1, 2))
    return rounded if rounded >= _LEAST_MEANT_VND else None


def _unit(span: WageSpan) -> tuple[str, int, list[str]]:
    """Give the currency, a further scale (0 when nothing fits) and what was assumed."""
    high = span.amounts[-1]
    currency = high.currency or "VND"
    is_million = high.scale is not None and high.scale >= 1_000_000
    if is_million and currency != "KRW":  # two million won a month is an ordinary wage abroad
        return "VND", 1, []  # "$ 65tr-80tr": the dollar sign is the board's own default
    if high.scale is not None or currency != "VND":
        return currency, 1, []
    return _assumed_unit(high.value, span.period)


def _assumed_unit(value: Fraction, period: str | None) -> tuple[str, int, list[str]]:
    """Guess the unit of a bare number, or of "600 - 900 VND" as one board labels dollars."""
    if period in ("hour", "day", "week"):
        return ("VND", 1, []) if value >= 5_000 else ("VND", 1_000, ["Hiểu là nghìn đồng."])
    if value >= 300_000 or value == 0:
        return "VND", 1, []
    if value >= 200_000:
        return "VND", 0, []
    if value >= 10_000:
        return "VND", 1_000, ["Hiểu là nghìn đồng."]
    if value >= 300:
        return "USD", 1, ["Hiểu là đô la Mỹ."]
    return "VND", 1_000_000 if value >= 2 else 0, ["Hiểu là triệu đồng."]
