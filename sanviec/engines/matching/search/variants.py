"""Other ways to write what was typed: joined, apart, in plural, with a version, in other words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sanviec.engines.matching.lexicon import pair_key
from sanviec.engines.matching.spelling import Speller, stem_of
from sanviec.engines.matching.understanding.repair import is_syllable
from sanviec.kernel.text import fold

# Shorter words are too often something else when they are cut or joined.
_LEAST_JOINED, _LEAST_CUT, _LEAST_PART, _LEAST_SLIPPED = 4, 4, 1, 6
_LEAST_SYLLABLE = 3
_LONGEST_PHRASE = 5
_MOST_OF_A_STEM = 6
# "kĩ sư" and "kỹ sư", "quản lí" and "quản lý" are one word in two orthographies.
_I_OR_Y = re.compile(r"(h|k|l|m|s|t|v|qu)([iy])")
_SIGNS = re.compile(r"[^a-z0-9+#]+")


@dataclass(frozen=True, slots=True)
class Variant:
    """What may stand for the words from `first` up to `last`, exclusive.

    Args:
        keys: all of them must be held.
        text: in words.
    """

    first: int
    last: int
    keys: tuple[int, ...]
    text: str


def variants(
    said: Sequence[str], numbers: Mapping[str, int], speller: Speller, *, with_pairs: bool = False
) -> list[Variant]:
    """Give other writings of neighbouring words that some vacancy holds.

    Args:
        said: words in a row.
        numbers: of the words without marks.
        speller: knows which words and pairs are held.
        with_pairs: also give other writings of a word together with its neighbours as typed.

    Cost: a few dictionary look-ups a word.
    """
    plain = [fold(word) for word in said]
    found = [*_joined(plain, numbers, speller), *_apart(plain, numbers)]
    words = [*_stems(plain, speller), *_slips(plain, speller), *_i_or_y(plain, numbers)]
    found += [*words, *_synonyms(plain, numbers)]
    if with_pairs:
        found += [*_beside(words, plain, numbers), *_slipped(plain, numbers, speller)]
    held = speller.held([key for one in found for key in one.keys])
    return [one for one in found if held.issuperset(one.keys)]


def _joined(
    plain: Sequence[str], numbers: Mapping[str, int], speller: Speller
) -> Iterator[Variant]:
    """Give "nodejs" for "node js", "webserver" for "web servers"."""
    for place in range(len(plain) - 1):
        word = plain[place] + plain[place + 1]
        if len(word) >= _LEAST_JOINED:
            if word in numbers:
                yield Variant(place, place + 2, (numbers[word],), word)
            for other, number in speller.of_stem(stem_of(word))[:_MOST_OF_A_STEM]:
                yield Variant(place, place + 2, (number,), other)


def _apart(plain: Sequence[str], numbers: Mapping[str, int]) -> Iterator[Variant]:
    """Give "node js" for "nodejs", "cake php" for "cakephp2"."""
    for place, typed in enumerate(plain):
        for word in dict.fromkeys((typed, stem_of(typed))):
            cuts = range(_LEAST_PART, len(word) - _LEAST_PART + 1)
            for cut in cuts if len(word) >= _LEAST_CUT else ():
                one, other = numbers.get(word[:cut]), numbers.get(word[cut:])
                if one is not None and other is not None:
                    text = f"{word[:cut]} {word[cut:]}"
                    yield Variant(place, place + 1, (pair_key(one, other),), text)


def _stems(plain: Sequence[str], speller: Speller) -> Iterator[Variant]:
    """Give "sales" for "sale", "laravel5" for "laravel"."""
    for place, word in enumerate(plain):
        for other, number in speller.of_stem(stem_of(word))[:_MOST_OF_A_STEM]:
            if other != word:
                yield Variant(place, place + 1, (number,), other)


def _i_or_y(plain: Sequence[str], numbers: Mapping[str, int]) -> Iterator[Variant]:
    """Give "ky" for "ki", "quy" for "qui"."""
    for place, word in enumerate(plain):
        if _I_OR_Y.fullmatch(word):
            other = word[:-1] + ("y" if word[-1] == "i" else "i")
            if other in numbers:
                yield Variant(place, place + 1, (numbers[other],), other)


def _beside(
    words: Iterable[Variant], plain: Sequence[str], numbers: Mapping[str, int]
) -> Iterator[Variant]:
    """Give "sales manager" for "sale manager": another writing of one word beside a neighbour."""
    for one in words:
        place, key = one.first, one.keys[0]
        if place and (before := numbers.get(plain[place - 1])) is not None:
            text = f"{plain[place - 1]} {one.text}"
            yield Variant(place - 1, place + 1, (pair_key(before, key),), text)
        if place + 1 < len(plain) and (after := numbers.get(plain[place + 1])) is not None:
            text = f"{one.text} {plain[place + 1]}"
            yield Variant(place, place + 2, (pair_key(key, after),), text)


def _slipped(
    plain: Sequence[str], numbers: Mapping[str, int], speller: Speller
) -> Iterator[Variant]:
    """Give "ke toan" for "ke ton": one slip from a word that no neighbour goes with.

    Both words are right by themselves, so nothing is proposed; only the pair is looked for too.
    """
    own = [numbers.get(word) for word in plain]
    near = list(zip(own, own[1:], strict=False))
    keys = [pair_key(a, b) if a is not None and b is not None else -1 for a, b in near]
    held = speller.held(keys)
    for place, word in enumerate(plain):
        around = keys[max(place - 1, 0) : place + 1]
        if own[place] is None or len(word) < _LEAST_SYLLABLE or not held.isdisjoint(around):
            continue
        for other, key in speller.near(word):
            yield from _beside([Variant(place, place + 1, (key,), other)], plain, numbers)


def _slips(plain: Sequence[str], speller: Speller) -> Iterator[Variant]:
    """Give "premiere" for "premier" where one of them is rare; Vietnamese syllables keep apart."""
    for place, word in enumerate(plain):
        if len(word) >= _LEAST_SLIPPED and not is_syllable(word):
            for other, number in speller.slips(word):
                if not is_syllable(other):
                    yield Variant(place, place + 1, (number,), other)


def _synonyms(plain: Sequence[str], numbers: Mapping[str, int]) -> Iterator[Variant]:
    """Give "hoc may" for "machine learning", from the table."""
    table = synonyms()
    for first in range(len(plain)):
        for last in range(first + 1, min(first + _LONGEST_PHRASE, len(plain)) + 1):
            for other in table.get(tuple(plain[first:last]), ()):
                keys = _keys(other, numbers)
                if keys:
                    yield Variant(first, last, keys, " ".join(other))


def _keys(said: tuple[str, ...], numbers: Mapping[str, int]) -> tuple[int, ...]:
    """Give the keys of a phrase, none when a word is held nowhere."""
    own = [numbers[word] for word in said if word in numbers]
    if len(own) < len(said) or len(own) == 1:
        return tuple(own) if len(own) == len(said) else ()
    return tuple(pair_key(one, other) for one, other in zip(own, own[1:], strict=False))


@cache
def synonyms() -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Give for each phrase without marks the others of its set."""
    text = (resources.files(__package__) / "data" / "synonyms.txt").read_text("utf-8")
    table: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for line in text.splitlines():
        own = [_words(phrase) for phrase in line.split("|")] if _is_set(line) else []
        for phrase in own:
            others = (*table.get(phrase, ()), *(other for other in own if other != phrase))
            table[phrase] = tuple(dict.fromkeys(others))
    return table


def _is_set(line: str) -> bool:
    return "|" in line and not line.startswith("#")


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(filter(None, _SIGNS.split(fold(phrase))))


def attached(found: Iterable[Variant], first: int, last: int) -> tuple[Variant, ...]:
    """Give the variants of a word or of a pair: its own, and those of a longer phrase around it.

    A vacancy that says "học máy" holds all of "machine learning".
    """
    size = last - first
    return tuple(
        one
        for one in found
        if (one.first, one.last) == (first, last)
        or (one.last - one.first > size and one.first <= first and last <= one.last)
    )
