"""Values of an instance: whole numbers, scores, ids and slots, each checked where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .faults import fault, must_be
from .model import Id

# Beyond this no session plans, and sums could leave 64 bits.
MOST_SLOTS, MOST_TABLES = 1_000, 10_000
MOST_SCORE = 10**9
MOST_DECIMALS = 6
_LONGEST_ID = 200


def whole(value: Any, place: str, least: int, most: int) -> int:
    """Give a whole number within bounds; 3.0 is one, true is none."""
    is_number = isinstance(value, int | Decimal | float) and not isinstance(value, bool)
    # Bounds first: 1E+999999 would take all memory as a whole number.
    is_whole = is_number and _is_finite(value) and least <= value <= most and value % 1 == 0
    if not is_whole:
        raise must_be(
            place, value, f"số nguyên từ {least} đến {most}", f"a whole number {least}–{most}"
        )
    return int(value)


def score(value: Any, place: str) -> Decimal:
    """Give a score: a number from 0, at most six decimals."""
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    if not is_number or not _is_finite(value) or not 0 <= value <= MOST_SCORE:
        raise must_be(
            place, value, f"điểm từ 0 đến {MOST_SCORE}", f"a score from 0 to {MOST_SCORE}"
        )
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if decimals(exact) > MOST_DECIMALS:
        raise must_be(
            place,
            value,
            f"điểm có nhiều nhất {MOST_DECIMALS} chữ số thập phân",
            f"a score with at most {MOST_DECIMALS} decimals",
        )
    return exact


def decimals(number: Decimal) -> int:
    """Give how many digits stand behind the point, trailing zeros left out."""
    exponent = number.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _is_finite(value: Decimal | float) -> bool:
    return Decimal(value).is_finite()


def identifier(row: Mapping[str, Any], place: str) -> Id:
    """Give the id of a row: words that are not empty, or a whole number."""
    value = row.get("id")
    is_word = isinstance(value, str) and 0 < len(value) <= _LONGEST_ID
    if not is_word and (isinstance(value, bool) or not isinstance(value, int)):
        raise must_be(f"{place}.id", value, "mã không trống", "an id that is not empty")
    assert isinstance(value, str | int)
    return value


def times(row: Mapping[str, Any], place: str, slots: int) -> frozenset[int] | None:
    """Give the slots of a row, None when it names none: then all."""
    value = row.get("slots")
    if value is None:
        return None
    if not isinstance(value, list):
        raise must_be(f"{place}.slots", value, "danh sách khung giờ", "a list of slots")
    return frozenset(
        whole(slot, f"{place}.slots[{number}]", 0, slots - 1) for number, slot in enumerate(value)
    )


def rows_of(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Give a list of objects, empty when it is absent and may be."""
    value = data.get(name, [])
    if value is None or not isinstance(value, list):
        raise must_be(name, value, "danh sách", "a list")
    for number, row in enumerate(value):
        if not isinstance(row, dict):
            raise must_be(f"{name}[{number}]", row, "đối tượng {…}", "an object {…}")
    return value


def need(data: Mapping[str, Any], name: str, place: str = "") -> Any:
    """Give a field that must be there."""
    where = f"{place}.{name}" if place else name
    if name not in data:
        raise fault(where, "thiếu trường này.", "this field is missing", "missing")
    return data[name]
