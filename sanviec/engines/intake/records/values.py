"""Small values as files write them: numbers, yes and no, lists."""

from __future__ import annotations

import re
from typing import Final

from sanviec.kernel.text import fold

_GROUPED: Final = re.compile(r"[+-]?\d{1,3}(?:[.,\s]\d{3})+(?:[.,]0{1,2})?")
_DECIMAL: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE]\+?\d{1,3})?")
_LEADING: Final = re.compile(r"\D{0,20}?(\d[\d.,]*)\D*")
_RANGE: Final = re.compile(r"\D{0,20}?(\d+)\s*(?:[-–—~]|đến|tới|to)\s*(\d+)\D*")
_SEPARATORS: Final = re.compile(r"[;,|•\n]+")
_LIST_SIGNS: Final = " \t\r\xa0-–*.:"
_MAX_ITEMS: Final = 50
_MAX_ITEM_CHARS: Final = 100

_YES_TEXT: Final = "1|true|yes|y|co|x|v|roi|dong y|san sang|duoc|co the|co nhu cau|✓|✔"
_NO_TEXT: Final = "0|false|no|n|khong|ko|k|khong co|khong dong y|chua|khong co nhu cau|-"
_BLANK_TEXT: Final = (
    "|n/a|na|null|none|nan|khong xac dinh|chua ro|khong ro|dang cap nhat|chua cap nhat"
    "|not specified|unknown"
)
_YES: Final = frozenset(_YES_TEXT.split("|"))
_NO: Final = frozenset(_NO_TEXT.split("|"))
_BLANKS: Final = frozenset(_BLANK_TEXT.split("|"))
_LONGEST_BLANK: Final = 14


class Unreadable(Exception):
    """A value that cannot be used: the code of a row message and its placeholders."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def is_blank(text: str) -> bool:
    """Tell whether a cell says nothing: empty, only signs, or “không xác định”."""
    if not text or len(text) > _LONGEST_BLANK:
        return not text
    return fold(text) in _BLANKS or not any(map(str.isalnum, text))


def parse_number(text: str) -> float:
    """Give the number that a cell consists of; dots or commas between thousands are understood.

    Raises:
        Unreadable: It is not one number.
    """
    bare = text.strip().strip("đ₫$").strip()
    if _GROUPED.fullmatch(bare):
        whole = re.sub(r"[.,]0{1,2}$", "", bare)
        return float(re.sub(r"[.,\s]", "", whole))
    if _DECIMAL.fullmatch(bare):
        return float(bare.replace(",", "."))
    raise Unreadable("number_unreadable", value=text)


def parse_count(text: str, lowest: int, highest: int) -> tuple[int, bool]:
    """Give a whole number and whether it was the lower end of a range (“5-10 người”).

    Raises:
        Unreadable: No number, or outside the bounds.
    """
    both = _RANGE.fullmatch(text)
    if both:
        number = float(both[1])
    else:
        leading = _LEADING.fullmatch(text)
        if leading is None or "-" in text:
            raise Unreadable("number_unreadable", value=text)
        number = parse_number(leading[1].rstrip(".,"))
    if not lowest <= number <= highest:
        raise Unreadable("number_out_of_range", value=text, lowest=lowest, highest=highest)
    return int(number), both is not None


def parse_coordinate(text: str, limit: int) -> float:
    """Give degrees between minus and plus the limit.

    Raises:
        Unreadable: Not a number, or out of range.
    """
    number = parse_number(text)
    if not -limit <= number <= limit:
        raise Unreadable("number_out_of_range", value=text, lowest=-limit, highest=limit)
    return number


def parse_flag(text: str) -> bool | None:
    """Give yes or no; None when the cell says neither."""
    folded = fold(text).rstrip(".")
    if folded in _YES:
        return True
    return False if folded in _NO else None


def split_list(text: str) -> tuple[str, ...]:
    """Give the items of a list in a cell, each once and in order."""
    items = (item.strip(_LIST_SIGNS) for item in _SEPARATORS.split(text))
    kept = dict.fromkeys(item for item in items if item and len(item) <= _MAX_ITEM_CHARS)
    return tuple(kept)[:_MAX_ITEMS]
