"""Logs are events with ids: what looks like a phone or identity number is blotted out."""

from __future__ import annotations

import json
import logging
import re

# Nine digits or more in a row (with separators) may be a phone, an identity or insurance number.
_NUMBERS = r"(?<!\d)\+?\d(?:[ .-]?\d){8,}"
# Ids of our rows, with or without hyphens, and instants: kept, or no event could be followed.
_HEX = "[0-9a-fA-F]"
_KEPT = (
    rf"(?<!{_HEX}){_HEX}{{8}}-(?:{_HEX}{{4}}-){{3}}{_HEX}{{12}}(?!{_HEX})"
    rf"|(?<!{_HEX}){_HEX}{{32}}(?:{_HEX}{{32}})?(?!{_HEX})"
    r"|(?<!\d)20\d\d-[01]\d-[0-3]\d[ T][0-2]\d:[0-5]\d(?!\d)"
)
_FOUND = re.compile(rf"(?P<kept>{_KEPT})|{_NUMBERS}")
# A signed link opens a page to whoever reads it, so no line may hold one.
_LINKS = re.compile(r"[\w-]{20,}\.[\w-]{5,8}\.[\w-]{40,}")
_ADDRESSES = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")


def blot(text: str) -> str:
    """The text without what looks like a phone, an identity number, an address or a key."""
    return _ADDRESSES.sub("[email]", _FOUND.sub(_shown, _LINKS.sub("[link]", text)))


def _shown(found: re.Match[str]) -> str:
    return found["kept"] or "[number]"


class PersonalDataFilter(logging.Filter):
    """A last net: code never logs names or numbers, and a slip must not reach the file."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        clean = blot(text)
        if clean != text:
            record.msg, record.args = clean, None
        return True


class EventFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        event = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "event": record.getMessage(),
        }
        if record.exc_info:
            # A database's message quotes the values that it refused.
            event["error"] = blot(self.formatException(record.exc_info))
        return json.dumps(event, ensure_ascii=False)
