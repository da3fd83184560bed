"""Vietnamese text: one composed form, a form without marks, words and alphabetical order."""

from __future__ import annotations

import re
import unicodedata

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Dictionary order of the tones: level, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
# The Icelandic eth looks like đ and old typing programs produce it.
_STROKED_D = {"ð": "đ", "Ð": "Đ"}
_DIGITS_PADDED = 12

_WORD = re.compile(r"(?<!\w)c\+\+|(?<!\w)[cf]#|\.net\b|[^\W_]+")
_DIGITS_OR_LETTERS = re.compile(r"\d+|[^\W\d_]+")


def _without_marks(char: str) -> str:
    if char in "đð":
        return "d"
    if char in "ĐÐ":
        return "D"
    return "".join(c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c))


class _MarklessTable(dict[int, str]):
    """Translation table that works out each character the first time it is met."""

    def __missing__(self, code: int) -> str:
        self[code] = _without_marks(chr(code))
        return self[code]


_MARKLESS = _MarklessTable()


def nfc(text: str) -> str:
    """Give the text with every letter and its marks composed into one character."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Give the text in lower case without marks, `đ` as `d`, and with single spaces.

    Cost: O(length); about a microsecond for a job title.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_MARKLESS)
    return " ".join(text.lower().split())


def fold_aligned(text: str) -> str:
    """Give `nfc(text)` folded character for character, so that spans found in it fit both.

    Spaces stay as they are; a character whose folded form is longer or empty stays itself.
    """
    composed = nfc(text)
    folded = composed.translate(_MARKLESS).lower()
    if len(folded) == len(composed):
        return folded
    return "".join(_fold_one(char) for char in composed)


def _fold_one(char: str) -> str:
    folded = _without_marks(char).lower()
    return folded if len(folded) == 1 else char


def words(text: str) -> list[str]:
    """Give the syllables and numbers in lower case; `c++`, `c#` and `.net` stay whole."""
    return _WORD.findall(nfc(text).lower())


def folded_words(text: str) -> list[str]:
    """Give the syllables and numbers in lower case and without marks."""
    return _WORD.findall(fold(text))


def _letter_and_tone(char: str) -> tuple[str, str]:
    """Split a lower-case letter into its letter of the alphabet and its tone."""
    parts = unicodedata.normalize("NFD", char)
    tone = "".join(_TONES.get(part, "") for part in parts)
    letter = unicodedata.normalize("NFC", "".join(p for p in parts if p not in _TONES))
    letter = _STROKED_D.get(letter, letter)
    return (letter if letter in _ALPHABET else _without_marks(letter) or letter), tone


class _LetterTable(dict[int, str]):
    """Ranks of the letters as characters that come after the digits."""

    def __missing__(self, code: int) -> str:
        letter = _letter_and_tone(chr(code))[0]
        rank = _ALPHABET.find(letter)
        self[code] = chr(ord("a") + rank) if rank >= 0 else letter
        return self[code]


class _ToneTable(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = _letter_and_tone(chr(code))[1]
        return self[code]


_LETTERS = _LetterTable()
_TONE_OF = _ToneTable()


def _part_key(part: str) -> str:
    if part.isdecimal():
        return part.lstrip("0").rjust(_DIGITS_PADDED, "0")
    return f"{part.translate(_LETTERS)}\x01{part.translate(_TONE_OF)}"


def collate_key(text: str) -> str:
    """Give a key that sorts text in Vietnamese alphabetical order.

    Letters decide first (a ă â b c d đ …), then the tone of the syllable (level, huyền, hỏi,
    ngã, sắc, nặng), then the next syllable. Numbers sort by value and before letters; case and
    punctuation only break ties. Text in any normal form gives the same key.

    Cost: O(length); a few microseconds for a name.
    """
    composed = nfc(text)
    parts = _DIGITS_OR_LETTERS.findall(composed.lower())
    return "\x00".join(map(_part_key, parts)) + "\x00\x00" + composed
