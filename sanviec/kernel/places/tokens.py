"""A text cut into syllables, with what is needed to compare them with names."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from sanviec.kernel.text import fold, nfc

# Letters keep their combining marks, so that decomposed text gives the same syllables.
_TOKEN = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+|\d+")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_CONSONANTS = frozenset("bcdghklmnpqrstvx")
_SOFT_GAP = re.compile(r"[^\S\n\t]*[.'’ʼ`´\-‐‑–—]?[^\S\n\t]*")
_DASH_ALONE = re.compile(r"\s+[\-‐‑–—]\s+")
_SEGMENT_END = re.compile(r"[;|\n\t•·?!]")

# How firmly two syllables are divided.
JOINED, DASHED, DIVIDED, APART = range(4)


class Syllable(NamedTuple):
    """One syllable or number, ready to compare.

    Args:
        key: Lower case without marks; final y after a consonant as i, final k as c.
        spelling: The same with marks, tones moved to the end, so that hoà equals hòa.
        is_marked: It carries Vietnamese marks.
        case: 0 small letters, 1 capital first, 2 all capitals; numbers count as 1.
    """

    key: str
    spelling: str
    is_marked: bool
    case: int


@lru_cache(maxsize=1 << 16)
def syllable(raw: str) -> Syllable:
    """Give the comparable forms of one token as it stands in the text."""
    if raw.isdecimal():
        number = raw.lstrip("0") or "0"
        return Syllable(number, number, False, 1)
    plain = fold(raw)
    case = 2 if raw.isupper() and len(plain) > 1 else int(raw[0].isupper())
    lower = nfc(raw).lower()
    return Syllable(_same_sound(plain), _same_sound(_tone_last(lower)), plain != lower, case)


def _tone_last(lower: str) -> str:
    if lower.isascii():
        return lower
    parts = unicodedata.normalize("NFD", lower)
    tones = "".join(part for part in parts if part in _TONES)
    return "".join(part for part in parts if part not in _TONES) + tones


def _same_sound(form: str) -> str:
    """Spellings that Vietnamese writers exchange freely: Mỹ and Mĩ, Đắk and Đắc."""
    stem = form.rstrip("\u0300\u0301\u0303\u0309\u0323")
    tones = form[len(stem) :]
    if stem.endswith("y") and (stem[-2:-1] in _CONSONANTS or stem.endswith("quy")):
        stem = f"{stem[:-1]}i"
    elif stem.endswith("k") and len(stem) > 2:
        stem = f"{stem[:-1]}c"
    return stem + tones


@lru_cache(maxsize=4096)
def _gap(between: str) -> int:
    if _SEGMENT_END.search(between):
        return APART
    if _DASH_ALONE.fullmatch(between):
        return DASHED
    return JOINED if _SOFT_GAP.fullmatch(between) else DIVIDED


class Tokens:
    """The syllables of a text side by side.

    `gaps[i]` divides syllable i from the one before it; `cells[i]` numbers the stretches
    between commas, brackets and the like; `segments[i]` those between semicolons and lines.
    """

    __slots__ = ("cells", "ends", "gaps", "items", "keys", "segments", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.items: list[Syllable] = []
        self.gaps: list[int] = []
        self.cells: list[int] = []
        self.segments: list[int] = []
        self._cut(text)
        self.keys = [item.key for item in self.items]

    def __len__(self) -> int:
        return len(self.items)

    def _cut(self, text: str) -> None:
        last = cell = segment = 0
        for found in _TOKEN.finditer(text):
            start, end = found.span()
            gap = _gap(text[last:start]) if last else APART
            cell += gap != JOINED
            segment += gap == APART
            self.starts.append(start)
            self.ends.append(end)
            self.items.append(syllable(found[0]))
            self.gaps.append(gap)
            self.cells.append(cell)
            self.segments.append(segment)
            last = end

    def spelling(self, first: int, last: int) -> str:
        """Give syllables first..last-1 with their marks, divided by spaces."""
        return " ".join([item.spelling for item in self.items[first:last]])

    def is_marked(self, first: int, last: int) -> bool:
        """Tell whether any of the syllables carries Vietnamese marks."""
        return any(item.is_marked for item in self.items[first:last])


def phrase_forms(phrase: str) -> tuple[str, str]:
    """Give the key and the spelling of a whole phrase, divided by spaces."""
    items = [syllable(raw) for raw in _TOKEN.findall(phrase)]
    return " ".join([i.key for i in items]), " ".join([i.spelling for i in items])
