"""Logs are events with ids: what looks like a phone or identity number is blotted out."""

from __future__ import annotations

import json
import logging
import re

# Nine digits or more in a row (with separators) may be a phone, an identity or insurance number.
_NUMBERS = re.compile(r"(?<![0-9a-fA-F-])\+?\d(?:[ .-]?\d){8,}(?![0-9a-fA-F-])")
_ADDRESSES = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")


def blot(text: str) -> str:
    """The text without what looks like a phone, an identity number or an e-mail address."""
    return _ADDRESSES.sub("[email]", _NUMBERS.sub("[number]", text))


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
