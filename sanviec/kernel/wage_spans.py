"""Where a text speaks of a wage: one or two amounts, which end they state, for what period."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from sanviec.kernel.amounts import Amount, find_amounts

# How a wage by the day, hour, week or year becomes a monthly one: 26 days of 8 hours.
PERIODS: tuple[tuple[str, str, Fraction, str], ...] = (
    (
        "day",
        r"ngay(?: cong)?|day|cong|ca|shift|(?:8|9|10|12) ?(?:h|tieng|gio)",
        Fraction(26),
        "Tiền công theo ngày, tính 26 ngày một tháng.",
    ),
    (
        "hour",
        r"gio|h|hours?|hr|tieng",
        Fraction(208),
        "Tiền công theo giờ, tính 208 giờ một tháng.",
    ),
    ("week", r"tuan|week", Fraction(52, 12), "Tiền công theo tuần, tính 52 tuần một năm."),
    (
        "year",
        r"nam(?! (?:kinh|kn|exp))|year|yr|annum",
        Fraction(1, 12),
        "Tiền lương theo năm, chia cho 12 tháng.",
    ),
    ("month", r"thang|th|months?|mo", Fraction(1), ""),
    (
        "piece",
        r"sp|san pham|cai|chiec|kg|don|chuyen|lan|buoi|bai|tiet|case|khach",
        Fraction(0),
        "Tiền công theo sản phẩm.",
    ),
)
_PERIOD = "|".join(f"(?P<{key}>{pattern})" for key, pattern, _, _ in PERIODS)
_ANY_PERIOD = "|".join(pattern for _, pattern, _, _ in PERIODS)
_PERIOD_AFTER = re.compile(
    r" ?(?:\+{1,3} ?)?(?:(?:vnd|dong|gross|net) ?)?"
    rf"(?:/ ?(?:(?:1|mot) )?1?(?! )|/ |\b(?:moi|mot|1|per|a|theo) )(?:{_PERIOD})\b"
)
_PERIOD_BEFORE = re.compile(
    r"(?:luong|theo|tinh|cong)(?: theo)? "
    r"(?:(?P<hour>gio)|(?P<day>ngay)|(?P<week>tuan)|(?P<year>nam))[ :;=-]*$"
)
_RANGE_GAP = re.compile(
    rf" ?(?:/ ?(?:{_ANY_PERIOD}) ?)?(?:[-–—−~→]+>?|=>|den|toi|to|va)"
    r"(?: (?:tren|duoi|khoang|hon))? ?"
)
_MIN_BEFORE = re.compile(
    r"(?:\btu|\btren|\bhon|\btoi thieu|\bit nhat|\bthap nhat|\bfrom|\bmin(?:imum)?|[>≥]=?"
    r"|\bkhong (?:duoi|it hon|thap hon)|\bover|\babove|\bat least|\bmore than)"
    r"[ :=]*(?:la |khoang )?$"
)
_MAX_BEFORE = re.compile(
    r"(?:\b(?:len )?(?:toi|den)|\bup ?to|\bduoi|[<≤]=?|\btoi da|\bmax(?:imum)?|\bkhong (?:qua|hon)"
    r"|\bcao nhat|\bunder|\bbelow|\bless than|\bnho hon)[ :=]*(?:la |khoang )?$"
)
_ABOUT_BEFORE = re.compile(r"(?:\bkhoang|\btam|\bco|\babout|\bla|~)[ :=]*$")
_MIN_AFTER = re.compile(r" ?(?:\++|tro len|tro di|or more|do len)")
_MAX_AFTER = re.compile(r" ?(?:tro xuong|do lai|or less)")
_NOT_A_WAGE = re.compile(
    r"(?:(?<!thong )(?<!binh )\bthuong|phu cap|tro cap|hoa hong|ho tro|\bvon|(?<!kinh )doanh thu"
    r"|doanh so|\bphi|tien an|quy mo|tri gia|(?<!chuyen )(?<!tham )(?<!quoc )\bgia(?! thanh)"
    r"|bonus|allowance|thang|\bluong thu)"
    r"(?: \w+){0,2}[ :=]*$"
)
_LOOK_BACK = 48


@dataclass(frozen=True, slots=True)
class WageSpan:
    """Amounts that state one wage.

    Args:
        low: The lower end; None when the text gives only an upper one.
        high: The upper end; None when the text gives only a lower one.
        period: Key of `PERIODS`, or None when the text names none.
        start: First character, qualifier included ("từ 10 triệu").
        end: Character after the last, period included ("/ngày").
    """

    low: Amount | None
    high: Amount | None
    period: str | None
    start: int
    end: int

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """The amounts that are there, the lower first."""
        return tuple(amount for amount in (self.low, self.high) if amount is not None)


def find_wage_spans(folded: str) -> list[WageSpan]:
    """Give the places of folded text that may state a wage, in order.

    Amounts introduced as a bonus, an allowance, a price or a turnover are left out.
    """
    amounts = find_amounts(folded)
    spans: list[WageSpan] = []
    while amounts:
        first = amounts.pop(0)
        if amounts and _RANGE_GAP.fullmatch(folded, first.end, amounts[0].start):
            span = _range_span(folded, first, amounts.pop(0))
        else:
            span = _single_span(folded, first)
        if not _NOT_A_WAGE.search(_before(folded, first.start)):
            spans.append(span)
    return spans


def _before(folded: str, start: int) -> str:
    return folded[max(0, start - _LOOK_BACK) : start]


def _range_span(folded: str, low: Amount, high: Amount) -> WageSpan:
    low, high = _share_units(low, high)
    if low.value > high.value:
        low, high = high, low
    start, end = min(low.start, high.start), max(low.end, high.end)
    qualifier = _MIN_BEFORE.search(_before(folded, start))
    if qualifier:
        start -= len(qualifier[0])
    return _with_period(folded, low, high, start, end)


def _share_units(low: Amount, high: Amount) -> tuple[Amount, Amount]:
    """Give both ends the unit that only one of them writes ("15 - 30 triệu", "$500-700")."""
    if (
        not low.has_unit
        and high.scale == 1_000_000
        and high.number < low.number < 1_000
        and low.number >= 100
    ):
        low = replace(low, scale=1_000)  # "500 - 1 triệu"
    elif low.scale is None and high.scale and low.number <= high.number:
        low = replace(low, scale=high.scale)
    elif not low.has_unit and low.number < 1_000 <= high.value / 1_000:
        low = replace(low, scale=1_000_000)  # "8 - 10.000.000"
    elif high.scale is None and not high.currency:
        high = replace(high, scale=low.scale)  # "15tr - 30"
    currency = low.currency or high.currency
    return (
        replace(low, currency=low.currency or currency),
        replace(high, currency=high.currency or currency),
    )


def _single_span(folded: str, amount: Amount) -> WageSpan:
    before = _before(folded, amount.start)
    low: Amount | None = amount
    high: Amount | None = amount
    if qualifier := _MAX_BEFORE.search(before):
        low = None
    elif qualifier := _MIN_BEFORE.search(before):
        high = None
    else:
        qualifier = _ABOUT_BEFORE.search(before)
    start = amount.start - len(qualifier[0] if qualifier else "")
    span = _with_period(folded, low, high, start, amount.end)
    return span if qualifier else _qualified_after(folded, span)


def _qualified_after(folded: str, span: WageSpan) -> WageSpan:
    """Read "10 triệu trở lên", "15tr+", "20 triệu/tháng trở xuống"."""
    last = span.amounts[-1].end
    for place in {last, span.end}:
        if found := _MIN_AFTER.match(folded, place):
            return replace(span, high=None, end=max(span.end, found.end()))
        if found := _MAX_AFTER.match(folded, place):
            return replace(span, low=None, end=max(span.end, found.end()))
    return span


def _with_period(
    folded: str, low: Amount | None, high: Amount | None, start: int, end: int
) -> WageSpan:
    after = _PERIOD_AFTER.match(folded, end)
    if after:
        return WageSpan(low, high, after.lastgroup, start, after.end())
    before = _PERIOD_BEFORE.search(_before(folded, start))
    return WageSpan(low, high, before.lastgroup if before else None, start, end)
