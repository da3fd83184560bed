"""Records of arrays as named arrays, and back, whatever their fields are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar, cast, get_type_hints

import numpy as np
from numpy.typing import NDArray

Kind = TypeVar("Kind")
Parts = dict[str, NDArray[Any]]


def parts_of(record: Any, name: str, arrays: Parts, about: dict[str, Any]) -> None:
    """Put the arrays of a record into `arrays`, and its plain values into `about`.

    Args:
        record: a named tuple or dataclass; its fields are arrays, plain values (numbers, strings,
            tuples of them) or such records.
        name: stands before the names of the fields.
        arrays, about: are added to.
    """
    for field, value in _values(record):
        own = f"{name}.{field}"
        if isinstance(value, np.ndarray):
            arrays[own] = value
        elif _field_names(type(value)):
            parts_of(value, own, arrays, about)
        else:
            about[own] = value


def record_of(
    kind: type[Kind], name: str, arrays: Mapping[str, NDArray[Any]], about: Mapping[str, Any]
) -> Kind:
    """Give the record that `parts_of` took apart.

    Raises:
        KeyError: a field is missing: the parts are of another version of `kind`.
    """
    hints = get_type_hints(kind)
    values = {
        field: _value(hints[field], f"{name}.{field}", arrays, about)
        for field in _field_names(kind)
    }
    return kind(**values)


def _value(
    hint: Any, name: str, arrays: Mapping[str, NDArray[Any]], about: Mapping[str, Any]
) -> Any:
    if isinstance(hint, type) and _field_names(hint):
        return record_of(hint, name, arrays, about)
    if name in arrays:
        return arrays[name]
    value = about[name]
    return tuple(value) if isinstance(value, list) else value


def _values(record: Any) -> Iterator[tuple[str, Any]]:
    return ((field, getattr(record, field)) for field in _field_names(type(record)))


def _field_names(kind: Any) -> tuple[str, ...]:
    if is_dataclass(kind):
        return tuple(field.name for field in fields(kind))
    return cast("tuple[str, ...]", getattr(kind, "_fields", ()))
