"""A question's words as keys of an index, with typing errors mended against its vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from sanviec.engines.matching.lexicon import Lexicon, pair_key, syllables
from sanviec.engines.matching.spelling import Speller
from sanviec.engines.matching.understanding.model import Correction, Understood
from sanviec.engines.matching.understanding.repair import is_known_form
from sanviec.kernel.occupations import load_occupations
from sanviec.kernel.places import load_gazetteer
from sanviec.kernel.text import fold

# Kinds of filters whose words are also looked for, because few vacancies state them as facts.
_WORDED_KINDS = ("language", "certificate")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a pair of neighbours.

    Args:
        group: title, employer, free or typed; decides the weights of the fields.
        text: the words, as looked for.
        plain: key without marks, None when the vocabulary lacks a word of it.
        marked: key as written, None when marks do not matter or the vocabulary lacks it.
        is_phrase: counts for coverage: a pair, or the only word of its group.
    """

    group: str
    text: str
    plain: int | None
    marked: int | None
    is_phrase: bool


@dataclass(frozen=True, slots=True)
class Query:
    """All that is looked for in words.

    Args:
        terms: distinct within a group.
        singles: keys without marks of every word typed or meant, for the completeness of a title.
        typed: those that were typed just so.
        is_marked: the person types marks, so other marks mean other words.
        corrections: words that no vacancy holds and what stands for them.
    """

    terms: tuple[Term, ...]
    singles: tuple[int, ...]
    typed: tuple[int, ...]
    is_marked: bool
    corrections: tuple[Correction, ...]

    @property
    def has_words(self) -> bool:
        """True when something must be found in words."""
        return any(term.group != "typed" for term in self.terms)


def build_query(understood: Understood, lexicon: Lexicon, speller: Speller) -> Query:
    """Give the words of a question as keys."""
    typed = syllables(understood.text)[:_LONGEST]
    groups = {
        "title": list(understood.title_words),
        "employer": list(understood.employer_words),
        "free": [*understood.free_words, *_worded(understood)],
    }
    is_marked = any(fold(word) != word for word in typed)
    corrections: list[Correction] = []
    terms: list[Term] = []
    used: set[int] = set()
    for group, said in groups.items():
        mended = _mended(said[:_LONGEST], understood, speller, corrections)
        for term in _terms(group, mended, lexicon, is_marked):
            terms.append(term)
            used |= {term.plain} if term.plain is not None else set()
    for term in _terms("typed", typed, lexicon, is_marked):
        if " " in term.text and term.plain is not None and term.plain not in used:
            terms.append(term)
    numbers = (lexicon.plain.get(fold(word)) for word in typed)
    known = {number for number in numbers if number is not None}
    meant = {term.plain for term in terms if term.plain is not None and " " not in term.text}
    singles = tuple(sorted(known | meant))
    return Query(tuple(terms), singles, tuple(sorted(known)), is_marked, tuple(corrections))


def _worded(understood: Understood) -> Iterator[str]:
    for one in understood.filters:
        if one.kind in _WORDED_KINDS:
            yield from syllables(understood.text[one.start : one.end])


def _mended(
    said: Sequence[str], understood: Understood, speller: Speller, corrections: list[Correction]
) -> list[str]:
    mended = []
    for position, word in enumerate(said):
        neighbours = (said[position - 1] if position else "", "".join(said[position + 1 :][:1]))
        other = None if _is_known(word) else speller.mend(word, neighbours)
        if other is not None:
            start = understood.text.lower().find(word)
            corrections.append(Correction(word, other, start, start + len(word)))
        mended.append(other or word)
    return mended


@lru_cache(maxsize=8192)
def _is_known(word: str) -> bool:
    """Tell whether a word is right though no vacancy here holds it: "nông", "sửa"."""
    plain = fold(word)
    return is_known_form(plain) or load_occupations().knows_word(plain) or plain in _place_words()


@cache
def _place_words() -> frozenset[str]:
    named = load_gazetteer().places()
    return frozenset(word for place in named for word in fold(place.name).split())


def _terms(group: str, said: Sequence[str], lexicon: Lexicon, is_marked: bool) -> Iterator[Term]:
    plain = [lexicon.plain.get(fold(word)) for word in said]
    marked = [lexicon.marked.get(word) if is_marked else None for word in said]
    seen: set[str] = set()
    for position, word in enumerate(said):
        if word not in seen:
            seen.add(word)
            yield Term(group, word, plain[position], marked[position], len(said) == 1)
    for position in range(len(said) - 1):
        text = f"{said[position]} {said[position + 1]}"
        if text not in seen:
            seen.add(text)
            keys = _pair(plain, position), _pair(marked, position)
            yield Term(group, text, *keys, True)


def _pair(numbers: Sequence[int | None], position: int) -> int | None:
    first, second = numbers[position], numbers[position + 1]
    return None if first is None or second is None else pair_key(first, second)
