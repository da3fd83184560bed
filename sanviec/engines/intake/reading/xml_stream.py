"""XML read as events in bounded memory, with document types and entities refused.

The C parser is driven directly: the safe wrappers at hand build trees or run in Python, which
costs the memory or the time that a large workbook does not have. What they protect from needs
a document type, and any document type is refused here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Any, Final
from xml.parsers import expat

_BLOCK: Final = 64 << 10

StartHandler = Callable[[str, dict[str, str]], None]
EndHandler = Callable[[str], None]
TextHandler = Callable[[str], None]


class ForbiddenXml(Exception):
    """The document declares a type or entities."""


class BrokenXml(Exception):
    """The document is not well-formed or not what the format promises."""


def _forbid(*_: Any) -> None:  # expat passes what it likes
    raise ForbiddenXml


class XmlFeed:
    """Feeds a stream to handlers block by block; names come without their prefix."""

    def __init__(self, start: StartHandler, end: EndHandler, text: TextHandler) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.buffer_size = _BLOCK
        parser.StartDoctypeDeclHandler = _forbid
        parser.EntityDeclHandler = _forbid
        parser.StartElementHandler = lambda name, attributes: start(_local(name), attributes)
        parser.EndElementHandler = lambda name: end(_local(name))
        parser.CharacterDataHandler = text
        self._parser = parser

    def feed(self, stream: IO[bytes]) -> bool:
        """Take the next block; False at the end of the document.

        Raises:
            ForbiddenXml: A document type or an entity is declared.
            BrokenXml: The document is not well-formed, or a handler could not use it.
        """
        block = stream.read(_BLOCK)
        try:
            self._parser.Parse(block, not block)
        except (expat.ExpatError, ValueError, KeyError, IndexError, OverflowError) as error:
            raise BrokenXml(str(error)) from error
        return bool(block)


def read_all(
    stream: IO[bytes],
    start: StartHandler,
    end: EndHandler | None = None,
    text: TextHandler | None = None,
) -> None:
    """Feed the whole stream to the handlers."""
    feed = XmlFeed(start, end or (lambda _: None), text or (lambda _: None))
    while feed.feed(stream):
        pass


def _local(name: str) -> str:
    return name.rpartition(":")[2] if ":" in name else name


def attribute(attributes: dict[str, str], local: str) -> str | None:
    """Give the attribute of that local name, with or without a prefix."""
    return next((value for name, value in attributes.items() if _local(name) == local), None)
