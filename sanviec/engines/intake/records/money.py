"""The wage of a row, from its text, its two numbers or its title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sanviec.engines.intake.records.cells import Cells
from sanviec.engines.intake.records.context import LookUps
from sanviec.engines.intake.records.model import Source
from sanviec.engines.intake.records.values import Unreadable, parse_number
from sanviec.kernel.dong import format_vnd
from sanviec.kernel.text import fold
from sanviec.kernel.wages import MAX_WAGE_VND_MONTH, WageRange

_LEAST_VND_MONTH: Final = 100_000
_BARE_AMOUNTS: Final = re.compile(r"[\d.,\s\-–—~]+")
_AMOUNT: Final = re.compile(r"\d[\d.,]*")
_UNIT_WORDS: Final = {"million": "triệu", "thousand": "nghìn", "usd": "USD"}
_FACTORS: Final = {"million": 1_000_000, "thousand": 1_000, "vnd": 1}
_VND: Final = frozenset({"", "vnd", "vnđ", "d", "đ", "₫", "dong", "viet nam dong"})
_ENDS: Final = ("wage_min_vnd_month", "wage_max_vnd_month")


@dataclass(frozen=True, slots=True)
class ReadWage:
    """A wage in đồng a month and where it was said."""

    range: WageRange
    source: Source | None = None


_NOTHING: Final = ReadWage(WageRange(None, None))


def read_wage(cells: Cells, look: LookUps, title: str = "") -> ReadWage:
    """Give the wage of a row: its numbers if it has any, else its text, else its title.

    A wage of zero, beyond a billion đồng a month, or with its ends crossed is an error of the
    row; words that are not understood leave the wage open with a notice.
    """
    numbers = _from_numbers(cells, look)
    if numbers is not None:
        return numbers
    written = _from_text(cells, look)
    if written.range.min_vnd_month is None and written.range.max_vnd_month is None and title:
        named = look.wage_in(title)
        if named is not None and (named.min_vnd_month or named.max_vnd_month):
            return ReadWage(named, "title")
    return written


def _from_text(cells: Cells, look: LookUps) -> ReadWage:
    text = cells.line("salary")
    if not text:
        return _NOTHING
    unit = _UNIT_WORDS.get(cells.unit("salary") or "")
    if unit and _BARE_AMOUNTS.fullmatch(text):
        text = f"{text} {unit}"
    wage = look.wage(text)
    if wage is None:
        _explain(cells, text)
        return _NOTHING
    return ReadWage(wage, "column") if _is_possible(cells, "salary", wage) else _NOTHING


def _explain(cells: Cells, text: str) -> None:
    """Say whether an unusable text is an absurd amount or just not understood."""
    amounts = [_number(found) for found in _AMOUNT.findall(text)]
    if amounts and max(amounts) == 0:
        cells.fail("wage_zero", "salary")
    elif amounts and max(amounts) > MAX_WAGE_VND_MONTH:
        cells.fail("wage_too_high", "salary", value=format_vnd(int(max(amounts))))
    else:
        cells.note("wage_unreadable", "salary", value=text)


def _number(text: str) -> float:
    try:
        return parse_number(text.rstrip(".,"))
    except Unreadable:
        return float("".join(filter(str.isdecimal, text)) or 0)


def _from_numbers(cells: Cells, look: LookUps) -> ReadWage | None:
    rate = _rate(cells, look)
    if rate is None:
        return None
    low, high = (_end(cells, field, rate, look) for field in _ENDS)
    if low is None and high is None:
        return None
    if not low and not high:
        if (text := cells.line("salary")) and look.wage(text) is not None:
            return None  # boards write 0 in the numbers where the text says “thương lượng”
        cells.fail("wage_zero", _ENDS[0] if low is not None else _ENDS[1])
        return _NOTHING
    if low and high and low > high:
        cells.fail("wage_reversed", _ENDS[0], lowest=format_vnd(low), highest=format_vnd(high))
        return _NOTHING
    wage = WageRange(low or None, high or None)
    return ReadWage(wage, "column") if _is_possible(cells, _ENDS[0], wage) else _NOTHING


def _rate(cells: Cells, look: LookUps) -> int | None:
    """Give đồng for one unit of the row's currency, None when it is not known."""
    currency = fold(cells.line("wage_currency"))
    if currency in _VND:
        return 1
    code = currency.upper()
    rate = look.context.usd_vnd if code == "USD" else look.context.rates_vnd.get(code)
    if rate is None:
        cells.note("wage_currency", "wage_currency", value=currency)
    return rate


def _end(cells: Cells, field: str, rate: int, look: LookUps) -> int | None:
    """Give one end in đồng a month; 0 stands for a written zero, None for nothing."""
    text = cells.line(field)
    if not text:
        return None
    try:
        number = parse_number(text)
    except Unreadable as problem:
        return _end_in_words(cells, field, look, problem)
    if number < 0:
        cells.fail("number_out_of_range", field, value=text, lowest=0, highest=MAX_WAGE_VND_MONTH)
        return None
    unit = cells.unit(field) or ""
    if unit == "usd":
        rate = look.context.usd_vnd
    amount = min(number * rate * _FACTORS.get(unit, 1), 1e18)
    if 0 < amount < _LEAST_VND_MONTH and unit != "vnd" and rate == 1:
        return _assumed(cells, field, text, look)
    return round(amount)


def _end_in_words(cells: Cells, field: str, look: LookUps, problem: Unreadable) -> int | None:
    wage = look.wage(cells.line(field))
    if wage is None:
        cells.fail(problem.code, field, **problem.values)
        return None
    return wage.min_vnd_month if field == _ENDS[0] else wage.max_vnd_month or wage.min_vnd_month


def _assumed(cells: Cells, field: str, text: str, look: LookUps) -> int | None:
    """A small bare number means millions or dollars, as in the text column."""
    wage = look.wage(text)
    amount = wage and (wage.min_vnd_month or wage.max_vnd_month)
    if not amount:
        cells.fail("wage_too_low", field, value=text)
        return None
    return amount


def _is_possible(cells: Cells, field: str, wage: WageRange) -> bool:
    ends = [end for end in (wage.min_vnd_month, wage.max_vnd_month) if end is not None]
    if any(end > MAX_WAGE_VND_MONTH for end in ends):
        cells.fail("wage_too_high", field, value=format_vnd(max(ends)))
        return False
    if any(end < _LEAST_VND_MONTH for end in ends):
        cells.fail("wage_too_low", field, value=format_vnd(min(ends)))
        return False
    return True
