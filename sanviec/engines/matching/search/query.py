"""A question's words as keys of an index, with typing errors mended against its vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from sanviec.engines.matching.lexicon import Lexicon, pair_key, syllables
from sanviec.engines.matching.spelling import Speller
from sanviec.engines.matching.understanding.model import Correction, Understood
from sanviec.engines.matching.understanding.repair import is_known_form
from sanviec.kernel.occupations import load_occupations
from sanviec.kernel.places import load_gazetteer
from sanviec.kernel.text import fold

from .variants import Variant, attached, variants

# Kinds of filters whose words are also looked for, because few vacancies state them as facts.
_WORDED_KINDS = ("language", "certificate")
_REFUSED_KINDS = frozenset(
    {"refused_occupation", "refused_place", "refused_region", "refused_shift",
     "refused_employment_type", "refused_remote", "refused_overseas"}
)  # fmt: skip
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a pair of neighbours.

    Args:
        group: title, employer, free or typed; decides the weights of the fields.
        text: the words, as looked for.
        plain: key without marks, None when the vocabulary lacks a word of it.
        marked: key as written, None when marks do not matter or the vocabulary lacks it.
        is_phrase: counts for coverage: a pair, or the only word of its group.
        others: other writings and synonyms; a vacancy that holds one holds the term.
    """

    group: str
    text: str
    plain: int | None
    marked: int | None
    is_phrase: bool
    others: tuple[Variant, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """All that is looked for in words.

    Args:
        terms: distinct within a group.
        singles: keys without marks of every word typed or meant, for the completeness of a title.
        typed: those that were typed just so.
        pairs: keys without marks of neighbours as typed.
        is_marked: the person types marks, so other marks mean other words.
        corrections: words that no vacancy holds and what stands for them.
    """

    terms: tuple[Term, ...]
    singles: tuple[int, ...]
    typed: tuple[int, ...]
    pairs: tuple[int, ...]
    is_marked: bool
    corrections: tuple[Correction, ...]

    @property
    def has_words(self) -> bool:
        """True when something must be found in words."""
        return any(term.group != "typed" for term in self.terms)


def build_query(understood: Understood, lexicon: Lexicon, speller: Speller) -> Query:
    """Give the words of a question as keys."""
    typed = syllables(_without_refused(understood))[:_LONGEST]
    is_marked = any(fold(word) != word for word in typed)
    corrections: list[Correction] = []
    terms: list[Term] = []
    strange = {w for one in understood.filters if one.kind == "unknown_place" for w in one.terms}
    for group, said in _groups(understood, lexicon, speller).items():
        mended = _mended(said[:_LONGEST], understood, speller, corrections)
        mended = [
            word for word in mended if word not in strange or _is_held(word, lexicon, speller)
        ]
        others = variants(mended, lexicon.plain, speller, with_pairs=True)
        terms += _terms(group, mended, lexicon, is_marked, others)
    terms = _with_across(terms, typed, lexicon, speller)
    used = {term.plain for term in terms}
    for term in _terms("typed", typed, lexicon, is_marked):
        if " " in term.text and term.plain is not None and term.plain not in used:
            terms.append(term)
    numbers = [lexicon.plain.get(fold(word)) for word in typed]
    pairs = (_pair(numbers, position) for position in range(len(numbers) - 1))
    known = {number for number in numbers if number is not None}
    meant = {term.plain for term in terms if term.plain is not None and " " not in term.text}
    meant |= {
        key for term in terms for one in term.others for key in one.keys if key in _singles(one)
    }
    singles = tuple(sorted(known | meant))
    return Query(
        tuple(terms),
        singles,
        tuple(sorted(known)),
        tuple(dict.fromkeys(pair for pair in pairs if pair is not None)),
        is_marked,
        tuple(corrections),
    )


def _without_refused(understood: Understood) -> str:
    """Give what was typed without what must not be: "không làm bảo vệ" looks for no guard.

    Refused words stay: a vacancy that holds them is shut out, or says the same ("không tăng ca").
    """
    text = understood.text
    for one in understood.filters:
        if one.kind in _REFUSED_KINDS:
            text = f"{text[: one.start]}{'|' * (one.end - one.start)}{text[one.end :]}"
    return text


def _is_held(word: str, lexicon: Lexicon, speller: Speller) -> bool:
    number = lexicon.plain.get(fold(word))
    return number is not None and speller.holds(number)


def _groups(understood: Understood, lexicon: Lexicon, speller: Speller) -> dict[str, list[str]]:
    return {
        "title": list(understood.title_words),
        "employer": list(understood.employer_words),
        "free": [
            *understood.free_words,
            *_worded(understood),
            *_held_as_typed(understood, lexicon, speller),
        ],
    }


def _held_as_typed(understood: Understood, lexicon: Lexicon, speller: Speller) -> Iterator[str]:
    """Give the words that another spelling was proposed for, though vacancies hold them."""
    for correction in understood.corrections:
        proposed = set(fold(correction.proposed).split())
        for word in syllables(correction.typed):
            if fold(word) not in proposed and _is_held(word, lexicon, speller):
                yield word


def _with_across(
    terms: Sequence[Term], typed: Sequence[str], lexicon: Lexicon, speller: Speller
) -> list[Term]:
    """Give the terms with other writings of words that were read as different things.

    A vacancy that holds "datawarehouse" holds "data" and "warehouse", whatever each was read as.
    """
    found = [one for one in variants(typed, lexicon.plain, speller) if one.last - one.first > 1]
    whole = {fold(term.text) for term in terms}
    said = {word for text in whole for word in text.split()}
    made, beside = list(terms), []
    for first, last in sorted({(one.first, one.last) for one in found}):
        words = [fold(word) for word in typed[first:last]]
        text = " ".join(words)
        if any(text in other for other in whole):
            continue
        own = tuple(one for one in found if (one.first, one.last) == (first, last))
        made = [
            replace(one, others=(*one.others, *own)) if fold(one.text) in words else one
            for one in made
        ]
        if said.intersection(words) and not said.issuperset(words):
            plain = _pair([lexicon.plain.get(w) for w in words], 0) if len(words) == 2 else None
            beside.append(Term("free", text, plain, None, True, own))
    return made + beside


def _singles(one: Variant) -> tuple[int, ...]:
    """Give the key of a variant that is one word for one word."""
    return one.keys if one.last - one.first == 1 and " " not in one.text else ()


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


def _terms(
    group: str,
    said: Sequence[str],
    lexicon: Lexicon,
    is_marked: bool,
    others: Sequence[Variant] = (),
) -> Iterator[Term]:
    plain = [lexicon.plain.get(fold(word)) for word in said]
    marked = [lexicon.marked.get(word) if is_marked else None for word in said]
    seen: set[str] = set()
    for position, word in enumerate(said):
        if word not in seen:
            seen.add(word)
            own = attached(others, position, position + 1)
            yield Term(group, word, plain[position], marked[position], len(said) == 1, own)
    for position in range(len(said) - 1):
        text = f"{said[position]} {said[position + 1]}"
        if text not in seen:
            seen.add(text)
            keys = _pair(plain, position), _pair(marked, position)
            yield Term(group, text, *keys, True, attached(others, position, position + 2))


def _pair(numbers: Sequence[int | None], position: int) -> int | None:
    first, second = numbers[position], numbers[position + 1]
    return None if first is None or second is None else pair_key(first, second)
