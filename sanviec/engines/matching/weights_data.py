"""Weights as plain data: what a file or a row of the database holds, and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from sanviec.kernel.errors import InputError

from .weights import Weights

_NAMES = tuple(field.name for field in fields(Weights))
_MOST_BREAKS = 50


def weights_to_data(weights: Weights) -> dict[str, Any]:
    """Give weights as numbers and lists of numbers, ready for JSON."""
    data: dict[str, Any] = {name: getattr(weights, name) for name in _NAMES}
    return data | {
        "occupation": list(weights.occupation),
        "place": [list(pair) for pair in weights.place],
    }


def fingerprint_of(weights: Weights) -> str:
    """Give the SHA-256 of all points: equal for the same points, whatever wrote them."""
    told = json.dumps(weights_to_data(weights), sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def weights_from_data(data: object) -> Weights:
    """Give the weights that data holds; a name that is left out keeps its default.

    Raises:
        InputError: an unknown name, something that is no whole number, or points that
            `Weights` refuses.
    """
    if not isinstance(data, Mapping):
        raise _unusable("weights", "không phải một bảng tên và số", "is no table of names")
    given: dict[str, Any] = {}
    for name, value in data.items():
        if name not in _NAMES:
            raise _unusable(str(name), "không phải tên của bảng điểm", "is no name of the weights")
        given[name] = _read(name, value)
    return Weights(**given)


def _read(name: str, value: object) -> Any:
    if name == "occupation":
        return _numbers(name, value, 5)
    if name == "place":
        if not isinstance(value, list | tuple) or not 0 < len(value) <= _MOST_BREAKS:
            raise _unusable(name, "cần các cặp (km, điểm)", "needs pairs of km and points")
        return tuple(_numbers(name, pair, 2) for pair in value)
    return _number(name, value)


def _numbers(name: str, value: object, count: int) -> tuple[int, ...]:
    if not isinstance(value, list | tuple) or len(value) != count:
        raise _unusable(name, f"cần {count} số", f"needs {count} numbers")
    return tuple(_number(name, number) for number in value)


def _number(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _unusable(name, "cần số nguyên", "needs whole numbers")
    return value


def _unusable(name: str, what_vi: str, what_en: str) -> InputError:
    return InputError(
        f"Bảng điểm không dùng được: “{name}” {what_vi}.",
        f"Weights refused: {name!r} {what_en}",
        field="weights",
        code="bad_weights",
    )
