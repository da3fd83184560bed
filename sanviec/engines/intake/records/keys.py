"""Ids: the file's own, or one made of the content; and which id stood where."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

from sanviec.kernel.text import fold

_BYTES: Final = 8


def content_id(prefix: str, parts: Iterable[str]) -> str:
    """Give an id that the same content gets on every run and every machine."""
    digest = blake2b(digest_size=_BYTES)
    for part in parts:
        digest.update(fold(part).encode() + b"\x1f")
    return f"{prefix}-{digest.hexdigest()}"


class SeenKeys:
    """Which key stood in which row first."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}

    def first_row(self, key: str, row: int) -> int | None:
        """Give the earlier row of the key, or note this one and give None."""
        earlier = self._rows.setdefault(key, row)
        return None if earlier == row else earlier
