"""Text as people may send it, without what nobody can see."""

from __future__ import annotations

import re

# Controls but newline and tab, zero-width marks, direction marks, byte order mark.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
    "\ud800-\udfff]"
)


def visible(text: str) -> str:
    """The text without control and invisible characters; line ends become plain newlines."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
