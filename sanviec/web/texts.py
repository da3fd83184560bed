"""Text as people may send it, without what nobody can see."""

from __future__ import annotations

import re

# Controls but newline and tab, zero-width marks, direction marks, byte order mark.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
    "\ud800-\udfff]"
)


_ISO_DAY = re.compile(r"\b([12][0-9]{3})-([01][0-9])-([0-3][0-9])\b")
_ISO_MONTH = re.compile(r"(?<![-0-9])([12][0-9]{3})-(0[1-9]|1[0-2])(?![-0-9])")


def with_plain_days(text: str) -> str:
    """A sentence of an engine, its days and months as people write them: 2026-04 is 04/2026."""
    return _ISO_MONTH.sub(r"\2/\1", _ISO_DAY.sub(r"\3/\2/\1", text))


def visible(text: str) -> str:
    """The text without control and invisible characters; line ends become plain newlines."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
