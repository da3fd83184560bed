"""The strings of a workbook, kept packed: on disk above 32 MB, with only offsets in memory."""

from __future__ import annotations

import re
from array import array
from typing import IO, Final

from sanviec.engines.intake.reading.sources import spool
from sanviec.engines.intake.reading.xml_stream import BrokenXml, read_all

_IN_MEMORY: Final = 32 << 20
_MAX_STRINGS: Final = 5_000_000
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """Undo the `_x000D_` that workbooks write for control characters."""
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


class SharedStrings:
    """Strings by number; texts over the limit are cut to one character more than it."""

    def __init__(self, max_chars: int) -> None:
        self._max_chars = max_chars
        self._offsets = array("Q", [0])
        self._store = spool(_IN_MEMORY)
        self._parts: list[str] = []
        self._chars = 0
        self._depth_phonetic = 0
        self._is_text = False

    def read(self, stream: IO[bytes]) -> None:
        """Take in `sharedStrings.xml`."""
        read_all(stream, self._start, self._end, self._text)

    def __getitem__(self, number: int) -> str:
        start, end = self._offsets[number], self._offsets[number + 1]
        self._store.seek(start)
        return self._store.read(end - start).decode("utf-8", "surrogatepass")

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    def __del__(self) -> None:
        self._store.close()

    def _start(self, name: str, _: dict[str, str]) -> None:
        if name == "si":
            self._parts, self._chars = [], 0
        elif name == "rPh":
            self._depth_phonetic += 1
        elif name == "t":
            self._is_text = not self._depth_phonetic

    def _text(self, text: str) -> None:
        if self._is_text and self._chars <= self._max_chars:
            self._parts.append(text)
            self._chars += len(text)

    def _end(self, name: str) -> None:
        if name == "t":
            self._is_text = False
        elif name == "rPh":
            self._depth_phonetic -= 1
        elif name == "si":
            self._keep("".join(self._parts)[: self._max_chars + 1])

    def _keep(self, text: str) -> None:
        if len(self._offsets) > _MAX_STRINGS:
            raise BrokenXml("too many strings")
        packed = unescaped(text).encode("utf-8", "surrogatepass")
        self._store.write(packed)
        self._offsets.append(self._offsets[-1] + len(packed))
