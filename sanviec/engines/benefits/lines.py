"""The lines of an explanation: kept as what happened, put into words when somebody reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias, overload

from sanviec.kernel.parameters import Parameter

from .law import Law
from .model import Line

Told: TypeAlias = tuple[dict[str, Any], str, str]
"""The numbers used, and the sentence in Vietnamese and English."""
Telling: TypeAlias = Callable[[], Told]
"""Gives them when somebody reads the line."""
Pending: TypeAlias = tuple[str, Any, Parameter, Telling]


class Lines(Sequence[Line]):
    """The steps of one decision, in their order.

    Most decisions of a run are only counted; their sentences would cost more than they.

    Args:
        law: Gives the days in force of each article.
        pending: Key, value, parameter and what tells the rest, for each line.
    """

    __slots__ = ("_law", "_lines", "_pending")

    def __init__(self, law: Law, pending: list[Pending]) -> None:
        self._law = law
        self._pending = pending
        self._lines: tuple[Line, ...] | None = None

    def _told(self) -> tuple[Line, ...]:
        if self._lines is None:
            self._lines = tuple([self._line(*one) for one in self._pending])
        return self._lines

    def _line(self, key: str, value: Any, parameter: Parameter, telling: Telling) -> Line:
        days = self._law.days_in_force(parameter)
        inputs, text_vi, text_en = telling()
        return Line(key, value, inputs, parameter.reference, days, text_vi, text_en)

    @overload
    def __getitem__(self, place: int) -> Line: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Line]: ...
    def __getitem__(self, place: int | slice) -> Line | Sequence[Line]:
        return self._told()[place]

    def __iter__(self) -> Iterator[Line]:
        return iter(self._told())

    def __len__(self) -> int:
        return len(self._pending)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._told() == tuple(other)

    def __repr__(self) -> str:
        return repr(self._told())

    def __reduce__(self) -> tuple[type, tuple[tuple[Line, ...]]]:
        return tuple, (self._told(),)  # what tells the lines cannot be sent to another process
