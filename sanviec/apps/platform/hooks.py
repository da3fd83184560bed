"""Callbacks by which an app above takes part in an act of an app below it.

The app below declares a ``Hook`` and calls it inside its own transaction; the app above registers
when it starts (``AppConfig.ready``). So the lower app never imports the higher one, and both
writes are kept, or neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Hook(Generic[T]):
    """Those who take part in one kind of act, in order of their keys."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._listeners: dict[str, T] = {}

    def register(self, key: str, listener: T) -> T:
        """Add a listener; the same key again replaces it, so starting twice does no harm."""
        self._listeners[key] = listener
        return listener

    def __iter__(self) -> Iterator[tuple[str, T]]:
        return iter(sorted(self._listeners.items(), key=lambda item: item[0]))
