"""How well the words of a question stand in every vacancy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sanviec.engines.matching.postings import Postings, Rows, rarity
from sanviec.engines.matching.understanding.repair import is_syllable
from sanviec.engines.matching.vacancy_words import (
    EMPLOYER,
    FIELDS,
    SKILLS,
    TEXT,
    TITLE,
    VacancyWords,
)
from sanviec.kernel.occupations.wording import head_words
from sanviec.kernel.text import fold

from .points import (
    COVERING_FIELDS,
    FIELD_WEIGHTS,
    LEAST_TYPED_RARITY,
    MARKED,
    PLAIN,
    POINTS,
    RAREST,
    UNKNOWN_RARITY,
)
from .query import Query, Term

Sums = NDArray[np.int32]
NAMES = frozenset({TITLE, EMPLOYER})
# Percent of all that was typed that title and employer hold together to be an answer.
RECALLED = 90

# Percent of a word's points that another writing of it gives.
_VARIANT = 92
# Where all that was typed is filters, their words in titles give one over so much of the points.
_NO_WORDS = 10
# Percent of all that was typed in one title, from which on no employer is looked for in it.
_WHOLE_TITLE = 90


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A term with the rows that hold it, by field.

    Args:
        plain: rows that hold it, or what may stand for it.
        own: of them those that hold it as looked for, where something may stand for it.
    """

    term: Term
    plain: dict[str, Rows]
    marked: dict[str, Rows]
    own: dict[str, Rows]


@dataclass(frozen=True, slots=True)
class WordScores:
    """Points of words by vacancy.

    Args:
        points: int32[n]; `POINTS.words` when each word stands in the field where it counts most.
        typed: by title and employer, int32[n], summed rarity of the name's words that were typed.
        typed_most: summed rarity of all that was typed, as far as titles or employers hold it.
        recalled: int32[n], percent of the rarity of all that was typed that title and employer
            hold together, when each holds some; what no title or employer holds is left out.
        together: int32[n], percent of the neighbours as typed that title or employer hold side by
            side, but for the pair where one ends and the other begins; only where `recalled` is
            enough for an answer.
        covered: int32[n], weight of the phrases that the vacancy holds.
        whole: weight of all phrases.
        holds_most: bool[n], the vacancy holds most of the words, rare ones counting more.
        found: the terms with their rows.
    """

    points: Sums
    typed: dict[str, Sums]
    typed_most: int
    recalled: Sums
    together: Sums
    covered: Sums
    whole: int
    holds_most: NDArray[np.bool_]
    found: tuple[FoundTerm, ...]


def word_scores(query: Query, words: VacancyWords) -> WordScores:
    """Give the points of a question's words in every vacancy.

    Args:
        query: the words.
        words: the vacancies' words.

    Cost: O(rows that hold the words).
    """
    n_rows = words.n_rows
    named, told, covered = (np.zeros(n_rows, dtype=np.int32) for _ in range(3))
    found = tuple(_find(query, words))
    best = whole = typed_best = 0
    for one in found:
        most = max(
            _add(named if name in NAMES else told, one, name, query.is_marked) for name in one.plain
        )
        if one.term.group == "typed":
            typed_best += most
            continue
        best += most
        if one.term.is_phrase:
            fields = [one.plain[name] for name in COVERING_FIELDS[one.term.group]]
            weight = _phrase_weight(fields, n_rows)
            whole += weight
            covered += weight * _in_any(fields, n_rows)
    typed = {name: _typed(query, words.plain[name], n_rows) for name in (TITLE, EMPLOYER)}
    held = _holds_most(found, n_rows)
    recalled, typed_most = _recalled(query, words)
    # Names that hold all that was typed leave nothing for the description to tell.
    told[recalled >= RECALLED] = 0
    points = (named + told) * POINTS.words // (best or max(_NO_WORDS * typed_best, 1))
    together = _together(query, words, recalled >= RECALLED)
    return WordScores(points, typed, typed_most, recalled, together, covered, whole, held, found)


def _together(query: Query, words: VacancyWords, which: NDArray[np.bool_]) -> Sums:
    """Give how many neighbours as typed stand side by side in title or employer, in percent."""
    percent, rows = np.zeros(words.n_rows, dtype=np.int32), np.flatnonzero(which)
    if len(rows) and len(query.pairs) >= 2:
        most = len(query.pairs) - 1
        percent[rows] = 100 * np.minimum(_neighbours(query, words, rows, NAMES), most) // most
    return percent


def _neighbours(
    query: Query, words: VacancyWords, rows: NDArray[np.intp], fields: Iterable[str]
) -> Sums:
    """Give how many neighbours as typed stand side by side in any of some fields: int32[rows]."""
    held = np.zeros(len(rows), dtype=np.int32)
    found = [words.plain[name].find(query.pairs) for name in fields]
    for lists in zip(*found, strict=True):
        held += np.any([np.isin(rows, own) for own in lists], axis=0)
    return held


def _recalled(query: Query, words: VacancyWords) -> tuple[Sums, int]:
    """Give how much of all that was typed title and employer hold together, in percent.

    And the rarity of all of it, as far as any title or employer holds it.

    Nothing where one title holds it alone: a title was typed and no employer.
    """
    n_rows = words.n_rows
    both, in_title = np.zeros(n_rows, dtype=np.int32), np.zeros(n_rows, dtype=np.int32)
    titled = np.zeros(n_rows, dtype=np.int32)
    beside, most = np.zeros(n_rows, dtype=np.int32), 0
    titles, employers = (words.plain[name].find(query.typed) for name in (TITLE, EMPLOYER))
    for own, others in zip(titles, employers, strict=True):
        rows = _united([own, others], n_rows)
        if len(rows):
            weight = rarity(len(rows), n_rows)
            most += weight
            both[rows] += weight
            titled[own] += weight
            in_title[own] += 1
            beside[rows] += 1
    percent = np.zeros(n_rows, dtype=np.int32)
    split = np.flatnonzero((in_title > 0) & (beside > in_title))
    percent[split] = both[split] * 100 // max(most, 1)
    whole = np.flatnonzero(100 * titled >= _WHOLE_TITLE * most)
    if len(whole) and _is_title(query, words, whole, np.flatnonzero(percent >= RECALLED)):
        percent[:] = 0
    return percent, most


def _is_title(
    query: Query, words: VacancyWords, whole: NDArray[np.intp], split: NDArray[np.intp]
) -> bool:
    """Tell whether all that was typed is one title, and not the parts of a title and a name.

    Common words stand together in some title by chance; then they are no neighbours there.

    Args:
        whole: rows whose title holds it alone.
        split: rows whose title and employer hold it together.
    """
    if not len(split):
        return True
    side_by_side = _neighbours(query, words, whole, (TITLE,)).max()
    return bool(side_by_side >= _neighbours(query, words, split, NAMES).max())


def _holds_most(found: Iterable[FoundTerm], n_rows: int) -> NDArray[np.bool_]:
    """Give the vacancies that hold most words, by number and by rarity.

    One common syllable of a compound is not enough: "công" does not stand for "phi công". Words
    for a rank at the start do not count: "CNC" stands for "thợ CNC".
    """
    found = tuple(found)
    singles = [one for one in found if one.term.group != "typed" and " " not in one.term.text]
    titled = [fold(one.term.text) for one in singles if one.term.group == "title"]
    skipped = _rank_length(titled)
    weights, counts = np.zeros(n_rows, dtype=np.int32), np.zeros(n_rows, dtype=np.int32)
    whole = n_words = 0
    for one in singles[skipped:]:
        fields = [one.plain[name] for name in COVERING_FIELDS[one.term.group]]
        held, weight = _in_any(fields, n_rows), _phrase_weight(fields, n_rows)
        n_words, whole = n_words + 1, whole + weight
        counts += held
        weights += weight * held
    return (2 * counts > n_words) & (2 * weights >= whole)


def _rank_length(titled: Sequence[str]) -> int:
    """Give how many words at the start of a title only tell the rank: "thợ", "nhân viên"."""
    lengths = range(len(titled) - 1, 0, -1)
    return next((n for n in lengths if " ".join(titled[:n]) in _ranks()), 0)


@cache
def _ranks() -> frozenset[str]:
    return frozenset(fold(phrase) for phrase, _, place in head_words() if place != "after")


def _find(query: Query, words: VacancyWords) -> Iterable[FoundTerm]:
    """Give each term's rows in the fields that its group reads; one look-up a field."""
    own = {name: _rows(words, name, query.terms, False) for name in FIELDS}
    plain = {name: _with_others(own[name], query.terms, words, name) for name in FIELDS}
    marked = {name: _rows(words, name, query.terms, True) for name in words.marked}
    for place, term in enumerate(query.terms):
        fields = FIELD_WEIGHTS[term.group]
        yield FoundTerm(
            term,
            {name: plain[name][place] for name in fields},
            {name: marked[name][place] for name in fields if name in marked},
            {name: own[name][place] for name in fields} if term.others else {},
        )


def _rows(words: VacancyWords, name: str, terms: Sequence[Term], is_marked: bool) -> list[Rows]:
    keys = [term.marked if is_marked else term.plain for term in terms]
    found = (words.marked if is_marked else words.plain)[name]
    return found.find([-1 if key is None else key for key in keys])


def _with_others(
    found: Sequence[Rows], terms: Sequence[Term], words: VacancyWords, name: str
) -> list[Rows]:
    """Give the rows that hold each term or what may stand for it."""
    variants = dict.fromkeys(one.keys for term in terms for one in term.others)
    held = {keys: _holding_all(words.plain[name].find(keys)) for keys in variants}
    return [
        _united([rows, *(held[one.keys] for one in term.others)], words.n_rows)
        for rows, term in zip(found, terms, strict=True)
    ]


def _holding_all(lists: list[Rows]) -> Rows:
    """Give the rows that stand in every list. Cost: O(shortest × log of the others)."""
    shortest, *others = sorted(lists, key=len)
    for rows in others:
        if len(shortest):
            places = np.minimum(rows.searchsorted(shortest), len(rows) - 1)
            shortest = shortest[rows[places] == shortest]
    return shortest


def _united(lists: list[Rows], n_rows: int) -> Rows:
    """Give the rows that stand in any list, ascending. Cost: O(n_rows) bytes."""
    filled = [rows for rows in lists if len(rows)]
    if len(filled) < 2:
        return filled[0] if filled else lists[0]
    is_held = np.zeros(n_rows, dtype=np.bool_)
    for rows in filled:
        is_held[rows] = True
    return np.flatnonzero(is_held).astype(np.int32)


def _add(sums: Sums, one: FoundTerm, name: str, is_marked: bool) -> int:
    """Add a field's points of one term, and give the most that it can give."""
    weight = FIELD_WEIGHTS[one.term.group][name] * _size(one.term)
    n_rows, plain = len(sums), one.plain[name]
    if not len(plain) or (one.term.group == "typed" and _rare(plain, n_rows) < LEAST_TYPED_RARITY):
        return 0
    has_marks = is_marked and name != SKILLS and not (name == TEXT and " " in one.term.text)
    most = weight * (PLAIN if has_marks else PLAIN + MARKED) * _rare(plain, n_rows)
    sums[plain] += most
    if name in one.own:
        less = most * (100 - _VARIANT) // 100
        sums[plain] -= less
        sums[one.own[name]] += less
    if has_marks and len(one.marked[name]):
        more = weight * MARKED * _rare(one.marked[name], n_rows)
        sums[one.marked[name]] += more
        most += more
    return most


def _size(term: Term) -> int:
    """Give 2 for a lone word that is no Vietnamese syllable, and 1 for anything else.

    "Lập trình" counts by both its syllables and as a pair, so that "arduino" must count more.
    """
    is_whole = " " not in term.text and term.group != "typed" and not is_syllable(fold(term.text))
    return 2 if is_whole else 1


def _rare(rows: Rows, n_rows: int) -> int:
    return min(rarity(len(rows), n_rows), RAREST)


def _phrase_weight(fields: Sequence[Rows], n_rows: int) -> int:
    held = [len(rows) for rows in fields if len(rows)]
    return min(rarity(max(held), n_rows), RAREST) if held else UNKNOWN_RARITY


def _in_any(fields: Iterable[Rows], n_rows: int) -> NDArray[np.bool_]:
    held = np.zeros(n_rows, dtype=np.bool_)
    for rows in fields:
        held[rows] = True
    return held


def _typed(query: Query, found: Postings, n_rows: int) -> Sums:
    """Give the summed rarity of each name's words that were typed."""
    typed = np.zeros(n_rows, dtype=np.int32)
    for rows in found.find(query.singles):
        typed[rows] += rarity(len(rows), n_rows)
    return typed
