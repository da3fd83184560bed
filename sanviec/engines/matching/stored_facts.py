"""Vacancies and ids in a file: read one by one when they are asked for."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, Generic, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from .facts import VacancyFacts

Item = TypeVar("Item")
Bytes = NDArray[np.uint8]
Longs = NDArray[np.int64]

_DEFAULTS = {field.name: field.default for field in fields(VacancyFacts)}
_SETS = ("shifts",)
_LISTS = ("places", "skills", "languages", "certificates")
_DAY = "published_on"


class _Stored(Sequence[Item], Generic[Item]):
    """Items end to end.

    Args:
        content: uint8, UTF-8 of all items.
        starts: int64[n + 1], where each begins.
    """

    def __init__(self, content: Bytes, starts: Longs) -> None:
        self._content = content
        self._starts = starts

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, row: int) -> Item: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[Item]: ...
    def __getitem__(self, row: int | slice) -> Item | Sequence[Item]:
        if isinstance(row, slice):
            return [self._read(at) for at in range(*row.indices(len(self)))]
        at = row + len(self) if row < 0 else row
        if not 0 <= at < len(self):
            raise IndexError(row)
        return self._read(at)

    def __iter__(self) -> Iterator[Item]:
        return map(self._read, range(len(self)))

    def _read(self, row: int) -> Item:
        return self._item(self._content[self._starts[row] : self._starts[row + 1]].tobytes())

    def _item(self, content: bytes) -> Item:
        raise NotImplementedError


class StoredIds(_Stored[str]):
    """Ids, ascending; bytes of UTF-8 ascend as their strings do."""

    def _item(self, content: bytes) -> str:
        return content.decode()

    def find(self, wanted: str) -> int | None:
        """Give the place of an id, None when it is not there. Cost: O(log n)."""
        row = bisect_left(self, wanted)
        return row if row < len(self) and self[row] == wanted else None


class StoredFacts(_Stored[VacancyFacts]):
    """Vacancies; one is made anew each time that it is asked for, in some ten microseconds."""

    def _item(self, content: bytes) -> VacancyFacts:
        values: dict[str, Any] = json.loads(content)
        for name in _SETS:
            if name in values:
                values[name] = frozenset(values[name])
        for name in _LISTS:
            if name in values:
                values[name] = tuple(values[name])
        if _DAY in values:
            values[_DAY] = date.fromordinal(values[_DAY])
        return VacancyFacts(**values)


def content_of(items: Iterable[bytes]) -> tuple[Bytes, Longs]:
    """Give items end to end and where each begins."""
    sizes, whole = [0], bytearray()
    for item in items:
        whole += item
        sizes.append(len(whole))
    return np.frombuffer(bytes(whole), dtype=np.uint8), np.array(sizes, dtype=np.int64)


def fact_bytes(vacancy: VacancyFacts) -> bytes:
    """Give a vacancy as JSON; what is as usual is left out."""
    values = {}
    for name, usual in _DEFAULTS.items():
        value = getattr(vacancy, name)
        if value != usual:
            values[name] = _plain(value)
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return value.toordinal() if isinstance(value, date) else value
