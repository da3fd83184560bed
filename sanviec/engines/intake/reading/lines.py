"""Lines of decoded text, none longer than a bound."""

from __future__ import annotations

import io
from collections.abc import Iterator

from sanviec.engines.intake.reading.encodings import Decoding
from sanviec.engines.intake.reading.sources import Source


class SourceText(io.TextIOWrapper):
    """The text of a source, which stays open as long as somebody reads it."""

    source: Source


def open_text(source: Source, decoding: Decoding) -> SourceText:
    """Give the source as text; a damaged byte becomes the replacement character."""
    source.stream.seek(0)
    text = SourceText(source.stream, encoding=decoding.codec, errors="replace", newline=None)
    text.source = source
    return text


def bounded_lines(text: io.TextIOWrapper, max_chars: int) -> Iterator[str]:
    """Yield the lines; a longer one is cut to `max_chars` + 1 characters, its rest skipped."""
    while line := text.readline(max_chars + 1):
        yield line
        while len(line) > max_chars and not line.endswith("\n"):
            line = text.readline(max_chars + 1)
            if not line:
                return
