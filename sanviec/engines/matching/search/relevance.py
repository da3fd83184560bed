"""Which vacancies answer the words of a question, and how well."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from sanviec.engines.matching.coding import Codes
from sanviec.engines.matching.index import VacancyIndex
from sanviec.engines.matching.lexicon import syllables
from sanviec.engines.matching.search_columns import SearchColumns
from sanviec.engines.matching.understanding.model import Understood
from sanviec.engines.matching.vacancy_words import EMPLOYER, TITLE
from sanviec.kernel.text import fold

from .letter_points import letter_points
from .points import POINTS
from .query import Query, build_query
from .trades import SAME_TRADE_DIGITS, is_residual, shared_digits
from .word_scores import RECALLED, WordScores, word_scores

Flags = NDArray[np.bool_]
Sums = NDArray[np.int32]
_OWN_TRADE_DIGITS = 4
_RECENT_DAYS = 30
# Percent of a name's rarity that must be typed for the name to be meant, and how rare the words
# of a name must be together: "bí mật" and "công ty" are no names.
_NAMED_TITLE, _NAMED_EMPLOYER, _WHOLE = 70, 80, 100
_NAME_OF_ITS_OWN = 12
# Percent of a title that must be typed, and of what was typed that must stand in it, for the
# title to be pasted.
_PASTED, _PASTED_FROM = 90, 75

_kept_recent: WeakKeyDictionary[SearchColumns, tuple[date, Sums]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Relevance:
    """How well each vacancy answers the words.

    Args:
        query: the words.
        words: their points.
        occupation: int32[n], points for the occupation.
        recent: int32[n], points for a young advertisement.
        answers: bool[n], same trade or most of the words.
        is_direct: bool[n], answers by its own trade or most of the words, not by a trade nearby;
            all that answers when nothing does so directly.
        touches: bool[n], at least one word or the wider trade.
        completeness: int32[n], points for titles that hold little else.
        has_employer: bool[n], the employer's name was typed.
        is_named: bool[n], title and employer's name were typed, or a title to compare with another.
        is_pasted: bool[n], the whole title was typed and little else.
        recalled: int32[n], points for titles and employers that hold most of what was typed.
        letters: int32[n], points for words that look alike; None where they are not asked for.
    """

    query: Query
    words: WordScores
    occupation: Sums
    recent: Sums
    answers: Flags
    is_direct: Flags
    touches: Flags
    completeness: Sums
    has_employer: Flags
    is_named: Flags
    is_pasted: Flags
    recalled: Sums
    letters: Sums | None = None

    def with_letters(self, index: VacancyIndex) -> Relevance:
        """Give the same with vacancies whose words only look alike; answers stay as they are."""
        letters = letter_points(self.query, index)
        letters[self.answers] = 0
        return replace(self, letters=letters, touches=self.touches | (letters > 0))

    def points(self) -> Sums:
        """Give the points of everything but filters: int32[n]."""
        points = self.words.points + self.completeness + self.occupation + self.recent
        points[self.has_employer] += POINTS.employer
        points[self.is_named] += POINTS.named
        points[self.is_pasted] += POINTS.pasted
        points += self.recalled
        if self.letters is not None:
            points += self.letters
        return points


def relevance(understood: Understood, index: VacancyIndex, on: date) -> Relevance:
    """Give how well each vacancy answers the words of a question."""
    columns = index.search_columns
    query = build_query(understood, index.words.lexicon, columns.speller)
    words = word_scores(query, index.words)
    shared = shared_digits(understood.occupation_codes, index)
    occupation = np.array(POINTS.occupation, dtype=np.int32)[shared]
    recent = _recent_on(on, columns)
    weights = columns.name_weights
    has_employer = _is_typed(words.typed[EMPLOYER], weights[EMPLOYER], _NAMED_EMPLOYER)
    has_employer &= weights[EMPLOYER] >= min(_NAME_OF_ITS_OWN, len(index).bit_length())
    is_named = has_employer & _is_typed(words.typed[TITLE], weights[TITLE], _NAMED_TITLE)
    is_named |= has_employer & (words.recalled >= RECALLED)
    if understood.intent == "compare":
        is_own = weights[TITLE] >= min(_NAME_OF_ITS_OWN, len(index).bit_length())
        whole = is_own & _is_typed(words.typed[TITLE], weights[TITLE], _WHOLE)
        is_named |= _longest(whole, index)
    typed = words.typed[TITLE]
    is_pasted = _is_typed(typed, weights[TITLE], _PASTED)
    is_pasted &= typed * 100 >= words.typed_most * _PASTED_FROM
    most = words.points + occupation
    if query.has_words or understood.occupation_codes:
        same = (shared >= SAME_TRADE_DIGITS) & _is_telling(understood, shared, words)
        answers = same | _mostly_covered(words) | is_named
        answers |= words.recalled >= RECALLED
        answers |= words.holds_most & (2 * most >= most.max(initial=0))
        touches = most > 0
        direct = (same & (shared >= _OWN_TRADE_DIGITS)) | _mostly_covered(words)
        direct |= is_named | is_pasted | (words.recalled >= RECALLED)
    else:
        answers = touches = direct = np.ones(len(index), dtype=np.bool_)
    return Relevance(
        query,
        words,
        occupation,
        recent,
        answers,
        direct if direct.any() else answers,
        touches,
        _completeness(typed, weights[TITLE]),
        has_employer,
        is_named,
        is_pasted,
        _recalled_points(words, weights[TITLE] + weights[EMPLOYER]),
    )


def _completeness(typed: Sums, weights: Sums) -> Sums:
    """Give the points of titles for how much of them was typed; dividing all rows costs most."""
    points = np.zeros(len(typed), dtype=np.int32)
    rows = np.flatnonzero(typed)
    points[rows] = typed[rows] * POINTS.complete_title // np.maximum(weights[rows], 1)
    return points


def _recalled_points(words: WordScores, weights: Sums) -> Sums:
    """Give points for what title and employer hold of all that was typed.

    Equal ones are told apart by neighbours that stay neighbours, and by how much else they hold.
    """
    points = np.zeros(len(weights), dtype=np.int32)
    rows = np.flatnonzero(words.recalled > POINTS.recalled_from)
    above = words.recalled[rows] - POINTS.recalled_from
    points[rows] = POINTS.recalled * above // (100 - POINTS.recalled_from)
    rows = np.flatnonzero(words.recalled >= RECALLED)
    typed = words.typed[TITLE][rows] + words.typed[EMPLOYER][rows]
    points[rows] += POINTS.together * words.together[rows] // 100
    points[rows] += POINTS.recalled_whole * typed // np.maximum(weights[rows], 1)
    return points


def _is_typed(typed: Sums, weights: Sums, percent: int) -> Flags:
    return (weights > 0) & (typed * 100 >= weights * percent)


def _longest(titles: Flags, index: VacancyIndex) -> Flags:
    """Give the titles that are no part of another: "kế toán" inside "kế toán kho" is not meant."""
    said = {row: frozenset(syllables(fold(index.facts[row].title))) for row in _rows(titles)}
    different = set(said.values())
    longest = titles & ~titles
    longest[[row for row, own in said.items() if not any(own < other for other in different)]] = (
        True
    )
    return longest


def _rows(flags: Flags) -> list[int]:
    rows: list[int] = np.flatnonzero(flags).tolist()
    return rows


def _is_telling(understood: Understood, shared: Codes, words: WordScores) -> Flags:
    """Give the vacancies whose code says enough, or that hold some of the words as well.

    A residual group ("not elsewhere classified") holds trades that have nothing in common.
    """
    if all(is_residual(code) for code in understood.occupation_codes):
        return words.covered > 0
    return shared > 0


def _mostly_covered(words: WordScores) -> Flags:
    return (words.covered > 0) & (2 * words.covered >= words.whole)


def _recent_on(on: date, columns: SearchColumns) -> Sums:
    """Give the points for young advertisements, the same for every question of a day."""
    kept = _kept_recent.get(columns)
    if kept is None or kept[0] != on:
        _kept_recent[columns] = kept = (on, _recent(columns.published, on))
    return kept[1]


def _recent(published: NDArray[np.int64], on: date) -> Sums:
    if not published.any():
        return np.zeros(len(published), dtype=np.int32)
    days = on.toordinal() - published
    left = np.where((published > 0) & (days >= 0), np.maximum(_RECENT_DAYS - days, 0), 0)
    return (POINTS.recent * left // _RECENT_DAYS).astype(np.int32)
