"""Syllables of a text with their places in it, in forms that forgive spelling habits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from sanviec.kernel.text import fold

_WORD = re.compile(r"(?<!\w)c\+\+|(?<!\w)[cf]#|\.net\b|[^\W_]+", re.IGNORECASE)
_TONES = "\u0300\u0309\u0303\u0301\u0323"
# "kĩ sư" and "kỹ sư", "quản lí" and "quản lý" are both correct spellings.
_Y_FOR_I = {f"{first}y": f"{first}i" for first in ("h", "k", "l", "m", "s", "t")}
# Circled, bold and full-width letters of social networks lie above this character.
_COMPATIBILITY_FORMS = "\u2460"

Abbreviations = Mapping[str, tuple[str, ...]]


class Token(NamedTuple):
    """One syllable, number or symbol word.

    Args:
        folded: Lower case without marks, `y` for `i` evened out.
        surface: Lower case with its marks, composed.
        start: First character in the given text.
        end: One past the last character.
    """

    folded: str
    surface: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def folded_form(surface: str) -> str:
    """Give the syllable without marks, with `ky ly my sy ty hy` written with i."""
    folded = fold(surface)
    return _Y_FOR_I.get(folded, folded)


@lru_cache(maxsize=8192)
def marked_form(surface: str) -> str:
    """Give one form for `hoà` and `hòa`, `kĩ` and `kỹ`, but two for `may` and `máy`."""
    tone = ""
    letters = []
    for char in unicodedata.normalize("NFD", surface.lower()):
        if char in _TONES:
            tone = char
        else:
            letters.append(char)
    base = unicodedata.normalize("NFC", "".join(letters))
    return _Y_FOR_I.get(base, base) + tone


def tokenise(text: str, abbreviations: Abbreviations | None = None) -> list[Token]:
    """Give the syllables of the text in order.

    Args:
        text: Any text, in any normal form.
        abbreviations: Folded short forms with the syllables they stand for; these all take the
            place of the short form in the text.

    Cost: O(length); a few microseconds for a title.
    """
    composed, places = _composed(text)
    tokens: list[Token] = []
    for match in _WORD.finditer(composed):
        surface = match.group().lower()
        start, end = match.span()
        if places is not None:
            start, end = places[start][0], places[end - 1][1]
        folded = folded_form(surface)
        if abbreviations and folded in abbreviations:
            tokens.extend(Token(folded_form(w), w, start, end) for w in abbreviations[folded])
        else:
            tokens.append(Token(folded, surface, start, end))
    return tokens


@lru_cache(maxsize=8192)
def _placeless(surface: str) -> Token:
    return Token(folded_form(surface), surface, 0, 0)


def tokenise_phrase(phrase: str, abbreviations: Abbreviations) -> list[Token]:
    """Give the syllables of a composed phrase of the tables without their places.

    Four times as fast as `tokenise`, which matters while thousands of phrases are read.
    """
    tokens: list[Token] = []
    for surface in _WORD.findall(phrase.lower()):
        token = _placeless(surface)
        if token.folded in abbreviations:
            tokens.extend(map(_placeless, abbreviations[token.folded]))
        else:
            tokens.append(token)
    return tokens


def _composed(text: str) -> tuple[str, list[tuple[int, int]] | None]:
    """Give the composed text and, when it differs, the span each character came from."""
    if text.isascii() or (
        max(text) < _COMPATIBILITY_FORMS and unicodedata.is_normalized("NFC", text)
    ):
        return text, None
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not unicodedata.combining(text[end]):
            piece = unicodedata.normalize("NFKC", text[start:end])
            pieces.append(piece)
            places.extend([(start, end)] * len(piece))
            start = end
    return "".join(pieces), places
