"""The nearest known word for a word that no vacancy holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sanviec.kernel.text import fold

from .letters import LetterTable, letter_table
from .lexicon import SYLLABLE_BITS, pair_key
from .vacancy_words import TITLE, VacancyWords

_SHORTEST, _LONGEST = 3, 12
_LEAST_STEM = 3
# A held word is the slip of another when so few rows hold it, and so many times more the other.
_RARE, _TIMES = 3, 2
_VERSION = re.compile(r"(?<=[a-z])\d{1,4}$")
_ENDING = re.compile(r"(?:js|s)$")


class Speller:
    """Mends words that stand in no field of any vacancy, one slip of the finger at most.

    Args:
        words: the words of the vacancies.
        before: mends words of the population that `words` came from by a change.
    """

    def __init__(self, words: VacancyWords, before: Speller | None = None) -> None:
        self._words = words
        self._before = before

    @cached_property
    def _held(self) -> NDArray[np.bool_]:
        """Give which words without marks stand in some field: bool[n_words]."""
        held = np.zeros(len(self._words.lexicon.plain), dtype=np.bool_)
        if self._before is not None:
            held[: len(self._before._held)] = self._before._held
        for found in self._words.plain.values():
            keys = found.touched(1 << SYLLABLE_BITS)
            held[keys] = False
            held[list(self.held(keys.tolist()))] = True
        return held

    @cached_property
    def _own(self) -> list[tuple[str, int]]:
        """Give held words with their numbers; those only that were not held before."""
        plain, is_own = self._words.lexicon.plain, self._held.copy()
        if self._before is not None:
            is_own[: len(self._before._held)] &= ~self._before._held
        return [(word, number) for word, number in plain.items() if is_own[number]]

    @cached_property
    def _by_form(self) -> dict[str, list[tuple[str, int]]]:
        """Give own words by each form with one letter left out. Cost: O(own words), once."""
        found: dict[str, list[tuple[str, int]]] = {}
        for word, number in self._own:
            for form in _forms(word) if _is_wordlike(word) else ():
                found.setdefault(form, []).append((word, number))
        return found

    @cached_property
    def _by_stem(self) -> dict[str, list[tuple[str, int]]]:
        """Give own words by their stem. Cost: O(own words), once."""
        found: dict[str, list[tuple[str, int]]] = {}
        for word, number in self._own:
            found.setdefault(stem_of(word), []).append((word, number))
        return found

    @cached_property
    def _by_letters(self) -> LetterTable:
        """Give own words by their letters. Cost: O(own words), once."""
        return letter_table((word, number) for word, number in self._own if len(word) > 1)

    def alike(self, word: str, least: int) -> list[tuple[str, int, int]]:
        """Give held words that share letters: word, number and percent, the most alike first.

        Args:
            word: without marks.
            least: fewest percent.
        """
        table = self._by_letters
        shares = table.shared(word)
        near = np.flatnonzero(shares >= least).tolist()
        found = [(*table.words[place], int(shares[place])) for place in near]
        before = self._before.alike(word, least) if self._before is not None else []
        found += [one for one in before if self._held[one[1]]]
        return sorted(found, key=lambda one: (-one[2], one[0]))

    def _of_form(self, form: str) -> list[tuple[str, int]]:
        before = self._before._of_form(form) if self._before is not None else []
        return [pair for pair in before if self._held[pair[1]]] + self._by_form.get(form, [])

    def of_stem(self, stem: str) -> list[tuple[str, int]]:
        """Give the held words of a stem with their numbers, in the order of the lexicon."""
        before = self._before.of_stem(stem) if self._before is not None else []
        found = [pair for pair in before if self._held[pair[1]]] + self._by_stem.get(stem, [])
        return sorted(found, key=lambda pair: pair[1])

    def holds(self, key: int) -> bool:
        """Tell whether any field of any vacancy holds a word or pair, given without marks."""
        return bool(self.held([key]))

    def held(self, keys: Sequence[int]) -> set[int]:
        """Give those of some keys that any field holds; one look-up a field."""
        counts = [found.counts(keys) for found in self._words.plain.values()] if keys else []
        return {key for key, own in zip(keys, zip(*counts, strict=True), strict=False) if any(own)}

    def _count(self, key: int) -> int:
        return self._words.plain[TITLE].counts([key])[0]

    def prepare(self) -> None:
        """Do now what the first mending would do, so that no request waits for it."""
        _ = self._by_form, self._by_stem, self._by_letters

    def mend(self, word: str, neighbours: tuple[str, str]) -> str | None:
        """Give another word without marks, or None when the word is held or nothing is near.

        Args:
            word: as typed.
            neighbours: the words before and after, "" where there is none.
        """
        plain = fold(word)
        number = self._words.lexicon.plain.get(plain)
        if not _is_wordlike(plain) or (number is not None and self._held[number]):
            return None
        near = self._near(plain)
        return max(sorted(near), key=lambda known: self._rank(known, neighbours), default=None)

    def _near(self, plain: str) -> set[str]:
        near = {known for form in _forms(plain) for known, _ in self._of_form(form)}
        return {known for known in near if _is_one_slip(plain, known)}

    def near(self, word: str) -> list[tuple[str, int]]:
        """Give held words one slip away with their numbers.

        Args:
            word: without marks.
        """
        if not _is_wordlike(word):
            return []
        numbers = self._words.lexicon.plain
        return [(other, numbers[other]) for other in sorted(self._near(word)) if other != word]

    def slips(self, word: str) -> list[tuple[str, int]]:
        """Give held words one slip away, where one of the two is so rare that it is the slip.

        Args:
            word: without marks.
        """
        number = self._words.lexicon.plain.get(word)
        if not _is_wordlike(word) or number is None or not self._held[number]:
            return []
        own = self._rows(number)
        near = ((other, self._words.lexicon.plain[other]) for other in sorted(self._near(word)))
        return [(other, key) for other, key in near if _is_rare(own, self._rows(key))]

    def _rows(self, key: int) -> int:
        return max(found.counts([key])[0] for found in self._words.plain.values())

    def _rank(self, word: str, neighbours: tuple[str, str]) -> tuple[int, int]:
        """Give how well a word goes with its neighbours in titles, then how common it is."""
        number = self._words.lexicon.plain[word]
        before, after = (self._words.lexicon.plain.get(fold(near)) for near in neighbours)
        pairs = [pair_key(before, number)] if before is not None else []
        pairs += [pair_key(number, after)] if after is not None else []
        return sum(self._count(pair) for pair in pairs), self._count(number)


def stem_of(word: str) -> str:
    """Give a word without its version number, plural s, "js" or the dot of ".net".

    Vietnamese words keep theirs: none of their syllables ends in s or in a digit.
    """
    short = _VERSION.sub("", word.removeprefix("."))
    short = _ENDING.sub("", short) if len(short) > _LEAST_STEM + 1 else short
    return short if len(short) >= _LEAST_STEM else word


def _is_rare(one: int, other: int) -> bool:
    fewer, more = sorted((one, other))
    return 0 < fewer <= _RARE and more >= fewer * _TIMES


def _is_wordlike(word: str) -> bool:
    return _SHORTEST <= len(word) <= _LONGEST and word.isalpha()


def _forms(word: str) -> Iterator[str]:
    yield word
    yield from _shorter(word)


def _shorter(word: str) -> Iterable[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def _is_one_slip(one: str, other: str) -> bool:
    """True for one letter more, less, other, or two neighbours swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    if len(one) != len(other):
        longer, shorter = (one, other) if len(one) > len(other) else (other, one)
        return shorter in _shorter(longer)
    wrong = [place for place in range(len(one)) if one[place] != other[place]]
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        first, second = wrong
        return one[first] == other[second] and one[second] == other[first]
    return len(wrong) == 1
