"""One cell's text made safe to keep: composed letters, no control or invisible characters."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Controls but tab and newline; soft hyphen; zero-width and direction marks; byte order mark.
_UNWANTED: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"
)
# All that needs more than composing: one search spares most texts three passes.
_SUSPECT: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2069\u3000\ufeff"
    "\ud800-\udfff]"
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_LINE_ENDS: Final = re.compile("\r\n?|[\u2028\u2029\x85]")
_SPACES: Final = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LIVE: Final = "=+-@\t\r"

REPLACEMENT: Final = "\ufffd"


def clean(text: str) -> str:
    """Give the text in NFC, trimmed, with plain spaces and newlines and nothing invisible.

    Lone surrogates, which no file can hold, become the replacement character.
    Cost: O(length), one pass for plain ASCII.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    if _SUSPECT.search(text):
        text = _SPACES.sub(" ", _LINE_ENDS.sub("\n", text))
        text = _UNWANTED.sub("", _SURROGATE.sub(REPLACEMENT, text))
    return unicodedata.normalize("NFC", text).strip()


def without_guard(text: str) -> str:
    """Take off the apostrophe that `writing` puts before text a spreadsheet would run."""
    return text[1:] if text[:1] == "'" and text[1:2] and text[1] in _LIVE else text
