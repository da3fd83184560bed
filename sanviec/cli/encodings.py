"""Text files of other encodings than UTF-8, told by their first bytes."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import Any, Final

# A mark of byte order, and the place of the zero byte of a first ASCII character after it.
_MARKS: Final = ((codecs.BOM_UTF16_LE, 3, "utf-16"), (codecs.BOM_UTF16_BE, 2, "utf-16"))


def in_utf8(source: Any) -> Iterator[bytes]:
    """Give the lines of a binary file in UTF-8; UTF-16, as Windows saves it, is understood.

    Half a character of UTF-16 becomes a question mark in a diamond.
    """
    buffered = source if hasattr(source, "peek") else io.BufferedReader(source)
    start = buffered.peek(4)[:4]
    for mark, zero, encoding in _MARKS:
        if start.startswith(mark) and len(start) == 4 and start[zero] == 0:
            with io.TextIOWrapper(buffered, encoding=encoding, errors="replace") as text:
                yield from (line.encode() for line in text)
            return
    yield from buffered
