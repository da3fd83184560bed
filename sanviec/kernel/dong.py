"""Amounts of đồng written for people: figures, millions and words."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_MILLION = 1_000_000
_BILLION = 1_000_000_000
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUP_NAMES = ("", "nghìn", "triệu")


def format_vnd(amount_vnd: int) -> str:
    """Give the amount with a dot between thousands: `7500000` → `7.500.000`."""
    return f"{amount_vnd:,}".replace(",", ".")


def _in_unit(amount_vnd: int, unit_vnd: int) -> str:
    """Give the amount in units with at most two decimals, halves away from zero."""
    value = (Decimal(amount_vnd) / unit_vnd).quantize(Decimal("0.01"), ROUND_HALF_UP)
    whole, _, decimals = f"{value:f}".partition(".")
    decimals = decimals.rstrip("0")
    return format_vnd(int(whole)) + (f",{decimals}" if decimals else "")


def format_million(amount_vnd: int) -> str:
    """Give the amount as people say it: `7,5 triệu đồng`, `1,2 tỷ đồng`, `500.000 đồng`."""
    if abs(amount_vnd) < _MILLION:
        return f"{format_vnd(amount_vnd)} đồng"
    if abs(amount_vnd) < _BILLION:
        return f"{_in_unit(amount_vnd, _MILLION)} triệu đồng"
    return f"{_in_unit(amount_vnd, _BILLION)} tỷ đồng"


def format_wage(min_vnd: int | None, max_vnd: int | None) -> str:
    """Give a wage range as a phrase: `Từ 8 triệu đồng đến 12 triệu đồng`, `Thỏa thuận`."""
    if min_vnd is None:
        return "Thỏa thuận" if max_vnd is None else f"Đến {format_million(max_vnd)}"
    if max_vnd is None:
        return f"Từ {format_million(min_vnd)}"
    if min_vnd == max_vnd:
        return format_million(min_vnd)
    if min_vnd >= _MILLION and max_vnd < _BILLION:
        return f"{_in_unit(min_vnd, _MILLION)}–{_in_unit(max_vnd, _MILLION)} triệu đồng"
    return f"Từ {format_million(min_vnd)} đến {format_million(max_vnd)}"


def spell_vnd(amount_vnd: int) -> str:
    """Give the amount in words for decisions and payment papers.

    `7500000` → `Bảy triệu năm trăm nghìn đồng`.
    """
    spelt = _spell(abs(amount_vnd)) or "không"
    sentence = f"{'âm ' if amount_vnd < 0 else ''}{spelt} đồng"
    return sentence[0].upper() + sentence[1:]


def _spell(amount: int) -> str:
    billions, rest = divmod(amount, _BILLION)
    head = f"{_spell(billions)} tỷ" if billions else ""
    groups = [rest // 1000**power % 1000 for power in (2, 1, 0)]
    parts = [head] if head else []
    for power, group in zip((2, 1, 0), groups, strict=True):
        if group:
            parts.append(f"{_spell_group(group, bool(parts))} {_GROUP_NAMES[power]}".strip())
    return " ".join(parts)


def _spell_group(group: int, follows_another: bool) -> str:
    hundreds, rest = divmod(group, 100)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or follows_another else []
    if rest:
        words.append(_spell_tens(rest, bool(words)))
    return " ".join(words)


def _spell_tens(rest: int, follows_hundreds: bool) -> str:
    tens, units = divmod(rest, 10)
    if tens == 0:
        return f"linh {_DIGITS[units]}" if follows_hundreds else _DIGITS[units]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    return f"{head} {_spell_units(units, tens)}" if units else head


def _spell_units(units: int, tens: int) -> str:
    if units == 5:
        return "lăm"
    return "mốt" if units == 1 and tens > 1 else _DIGITS[units]
