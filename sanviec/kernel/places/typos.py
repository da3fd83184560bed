"""Names of provinces and cities with one slip of the finger."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .build import split_kind
from .model import Place
from .source import read_csv
from .tokens import JOINED, Syllable, Tokens, phrase_forms

_MIN_LETTERS = 4
_SHORT_LETTERS = 5
_SLIPS = 1
_LONGEST_NAME = 4
# "marketing" and "senior" stand in a third of all titles: each is compared once.
_REMEMBERED = 1 << 15


def _all_syllables() -> frozenset[str]:
    """Every spelling that a Vietnamese syllable can have without marks, and some more."""
    parts: dict[str, list[str]] = {"onset": [""], "vowel": [], "ending": [""]}
    for row in read_csv("syllables.csv"):
        parts[row["part"]].append(row["letters"])
    return frozenset(map("".join, product(parts["onset"], parts["vowel"], parts["ending"])))


class Slip(NamedTuple):
    """Syllables first..last-1 look like the name of a place."""

    first: int
    last: int
    code: str


class Typos:
    """Looks for great places among syllables that no Vietnamese word has."""

    __slots__ = ("_codes", "_nearest", "_spellings", "_syllables", "_words")

    def __init__(self, places: Mapping[str, Place]) -> None:
        self._codes: dict[str, str] = {}
        self._spellings: dict[str, list[str]] = {}
        for phrase, code in _targets(places):
            key, spelling = phrase_forms(phrase)
            joined = key.replace(" ", "")
            self._codes.setdefault(joined, code)
            self._spellings.setdefault(joined, spelling.split())
        self._syllables = _all_syllables()
        self._words = frozenset(
            row["phrase"] for row in read_csv("everyday.csv") if row["rule"] == "no typo"
        )
        self._nearest = lru_cache(_REMEMBERED)(_Names(self._codes).nearest)

    def find(self, tokens: Tokens, free: list[bool]) -> list[Slip]:
        """Give the misspelt names, from left to right.

        Args:
            tokens: The text.
            free: For each syllable, whether no mention covers it.
        Cost: a few microseconds for each syllable that is not Vietnamese.
        """
        found: list[Slip] = []
        for at, key in enumerate(tokens.keys):
            if (
                free[at]
                and key not in self._syllables
                and key not in self._words
                and not key.isdecimal()
                and (not found or found[-1].last <= at)
                and (slip := self._around(tokens, at, free))
            ):
                found.append(slip)
        return found

    def _around(self, tokens: Tokens, at: int, free: list[bool]) -> Slip | None:
        for first, last in _windows(tokens, at, free):
            typed = "".join(tokens.keys[first:last])
            name = self._nearest(typed) if len(typed) >= _MIN_LETTERS else None
            if name and self._is_likely(tokens.items[first:last], typed, name):
                return Slip(first, last, self._codes[name])
        return None

    def _is_likely(self, items: list[Syllable], typed: str, name: str) -> bool:
        """Short forms are near to many words: there only a letter held too long counts."""
        spellings = self._spellings[name]
        if len(typed) < _SHORT_LETTERS or len(name) < _SHORT_LETTERS:
            return re.sub(r"(.)\1+", r"\1", typed) == name
        if name[0] != typed[0] or len(items) not in (len(spellings), 1):
            return False
        right = all(
            item.spelling in spellings
            for item in items
            if item.is_marked and item.key in self._syllables
        )
        return right and not _marks(items) - _marks_of("".join(spellings))


class _Names:
    """The names to compare with, also by their first letter: a slip there is none of ours."""

    def __init__(self, names: Iterable[str]) -> None:
        self._all = list(names)
        self._by_first: dict[str, list[str]] = defaultdict(list)
        for name in self._all:
            self._by_first[name[0]].append(name)

    def nearest(self, typed: str) -> str | None:
        """Give the nearest of all names, None when none of the first letter is near."""
        if not _closest(typed, self._by_first.get(typed[0], ())):
            return None
        return _closest(typed, self._all)


def _closest(typed: str, names: Sequence[str]) -> str | None:
    best = process.extractOne(typed, names, scorer=OSA.distance, score_cutoff=_SLIPS)
    return best[0] if best else None


def _marks(items: list[Syllable]) -> Counter[str]:
    return _marks_of("".join(item.spelling for item in items))


def _marks_of(spelling: str) -> Counter[str]:
    decomposed = unicodedata.normalize("NFD", spelling.replace("đ", "d\u0335"))
    return Counter(char for char in decomposed if unicodedata.combining(char))


def _targets(places: Mapping[str, Place]) -> Iterator[tuple[str, str]]:
    for row in read_csv("aliases.csv"):
        if row["rule"] == "any":
            yield row["phrase"], row["code"]
    great = [place for place in places.values() if place.level in ("province", "district")]
    for place in sorted(great, key=lambda place: (place.level != "province", bool(place.valid_to))):
        kind, bare = split_kind(place.full_name)
        if place.level == "province" or kind == "Thành phố":
            yield bare, place.code


def _windows(tokens: Tokens, at: int, free: list[bool]) -> Iterator[tuple[int, int]]:
    """Give the runs of free syllables around one, the longest first."""
    for length in range(_LONGEST_NAME, 0, -1):
        for first in range(at - length + 1, at + 1):
            last = first + length
            if first < 0 or last > len(tokens) or not all(free[first:last]):
                continue
            if all(gap == JOINED for gap in tokens.gaps[first + 1 : last]):
                yield first, last
