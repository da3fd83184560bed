"""Points for words: one jobseeker over all vacancies, or one vacancy over all jobseekers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .coding import Points
from .facts import VacancyFacts
from .occupation import known_code
from .postings import FlatPostings, Postings
from .vacancy_words import TEXT, TITLE, VacancyWords, keys_of_vacancy
from .weights import Weights
from .wish_words import Weighted, WishWords, title_budget

_Sums = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class WordPoints:
    """Points by row for the title, for shared skills and for the description: int16[n] each."""

    title: Points
    skills: Points
    text: Points


@dataclass(frozen=True, slots=True)
class WeightedPostings:
    """Rows by key with the points that the row gives for the key."""

    found: FlatPostings
    points: NDArray[np.int32]

    def add_to(self, sums: _Sums, keys: Sequence[int]) -> None:
        """Add the points of every row that holds a key."""
        for start, end in self.found.spans(keys):
            sums[self.found.rows[start:end]] += self.points[start:end]


@dataclass(frozen=True, slots=True)
class JobseekerWords:
    """The wishes' words of a population of jobseekers."""

    n_rows: int
    is_classified: NDArray[np.bool_]
    title_most: NDArray[np.int64]
    marked: WeightedPostings
    plain: WeightedPostings
    skills: WeightedPostings
    text: WeightedPostings


def _weighted_postings(groups: Sequence[Weighted]) -> WeightedPostings:
    flat = sorted((key, row, points) for row, group in enumerate(groups) for key, points in group)
    table = np.array(flat, dtype=np.int64).reshape(-1, 3)
    keys, firsts = np.unique(table[:, 0], return_index=True)
    starts = np.append(firsts, len(table)).astype(np.int64)
    found = FlatPostings(keys, starts, table[:, 1].astype(np.int32))
    return WeightedPostings(found, table[:, 2].astype(np.int32))


def jobseeker_words(wishes: Sequence[WishWords]) -> JobseekerWords:
    """Give the words of many jobseekers in row order."""
    return JobseekerWords(
        len(wishes),
        np.array([wish.is_classified for wish in wishes], dtype=np.bool_),
        np.array([wish.title_most for wish in wishes], dtype=np.int64),
        _weighted_postings([wish.marked for wish in wishes]),
        _weighted_postings([wish.plain for wish in wishes]),
        _weighted_postings([wish.skills for wish in wishes]),
        _weighted_postings([wish.text for wish in wishes]),
    )


def over_vacancies(
    wish: WishWords, words: VacancyWords, is_classified: NDArray[np.bool_], weights: Weights
) -> WordPoints:
    """Give the points of one jobseeker's words in every vacancy.

    Args:
        wish: the jobseeker's words.
        words: the vacancies' words.
        is_classified: bool[n], the vacancy has an occupation code.
        weights: the points.
    """
    title = np.zeros(words.n_rows, dtype=np.int32)
    _add(title, wish.marked, words.marked[TITLE])
    _add(title, wish.plain, words.plain[TITLE])
    skills = np.zeros(words.n_rows if wish.skills else 0, dtype=np.int32)
    _add(skills, wish.skills, words.skill_phrases)
    text = np.zeros(words.n_rows if wish.text else 0, dtype=np.int32)
    _add(text, wish.text, words.plain[TEXT])
    whole = title_budget(weights, ())
    if wish.is_classified:
        title = np.where(is_classified, title, title * weights.title_unclassified)
        most: NDArray[np.int64] | int = np.where(
            is_classified, wish.title_most, weights.title_uncoded
        )
    else:
        most = whole
    return _capped(title, most, skills, text, weights)


def in_vacancy(
    wish: WishWords, words: VacancyWords, row: int, is_classified: bool, weights: Weights
) -> tuple[int, int, int]:
    """Give one pair's points of title, skills and description: one row of `over_vacancies`.

    Cost: O(words × log n), whatever the number of vacancies.
    """
    title = _in_row(wish.marked, words.marked[TITLE], row)
    title += _in_row(wish.plain, words.plain[TITLE], row)
    most = title_budget(weights, ())
    if wish.is_classified:
        most = wish.title_most if is_classified else weights.title_uncoded
        title *= 1 if is_classified else weights.title_unclassified
    skills = _in_row(wish.skills, words.skill_phrases, row)
    text = _in_row(wish.text, words.plain[TEXT], row)
    return min(title, most), min(skills, weights.skills_most), min(text, weights.text_most)


def _in_row(weighted: Weighted, found: Postings, row: int) -> int:
    held = found.held_by(row, [key for key, _ in weighted])
    return sum(points for is_held, (_, points) in zip(held, weighted, strict=True) if is_held)


def over_jobseekers(
    vacancy: VacancyFacts, words: VacancyWords, wishes: JobseekerWords, weights: Weights
) -> WordPoints:
    """Give the points of every jobseeker's words in one vacancy, one that `words` has learned."""
    keys = keys_of_vacancy(vacancy, words)
    title, skills, text = (np.zeros(wishes.n_rows, dtype=np.int32) for _ in range(3))
    wishes.marked.add_to(title, keys.marked_title)
    wishes.plain.add_to(title, keys.plain_title)
    wishes.skills.add_to(skills, keys.skills)
    wishes.text.add_to(text, keys.plain_text)
    whole = title_budget(weights, ())
    if known_code(vacancy.occupation):
        most: NDArray[np.int64] | int = np.where(wishes.is_classified, wishes.title_most, whole)
    else:
        title = np.where(wishes.is_classified, title * weights.title_unclassified, title)
        most = np.where(wishes.is_classified, weights.title_uncoded, whole)
    return _capped(title, most, skills, text, weights)


def _add(sums: _Sums, weighted: Weighted, found: Postings) -> None:
    for rows, (_, points) in zip(found.find([key for key, _ in weighted]), weighted, strict=True):
        sums[rows] += points


def _capped(
    title: _Sums, most: NDArray[np.int64] | int, skills: _Sums, text: _Sums, weights: Weights
) -> WordPoints:
    """Give the sums within their caps; an empty column stands for nothing at all."""
    return WordPoints(
        np.minimum(title, most).astype(np.int16),
        _column(skills, weights.skills_most, len(title)),
        _column(text, weights.text_most, len(title)),
    )


def _column(sums: _Sums, most: int, n_rows: int) -> Points:
    if not len(sums):
        return np.zeros(n_rows, dtype=np.int16)
    return np.minimum(sums, most).astype(np.int16)
