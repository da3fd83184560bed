"""Vacancies with words that look alike, for a question whose words too few vacancies hold.

"Fileserver" leads to "files server" and "junit" to "unit test"; such hits are loose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sanviec.engines.matching.index import VacancyIndex
from sanviec.engines.matching.understanding.repair import is_syllable
from sanviec.engines.matching.vacancy_words import SKILLS, TITLE
from sanviec.kernel.text import fold

from .points import POINTS
from .query import Query

Sums = NDArray[np.int32]
# Percent of the pairs of letters that must be shared, and the most words looked at for one word.
_LEAST_SHARED, _MOST_ALIKE = 50, 12
_SHORTEST = 4


def letter_points(query: Query, index: VacancyIndex) -> Sums:
    """Give the points of words in titles and skills that look like typed ones: int32[n].

    A Vietnamese syllable looks like too many others and leads nowhere; two typed words also count
    as one ("voice ip" looks like "voip"). A word leads to no vacancy that holds it.

    Cost: O(words of the vocabulary that share a pair of letters, and rows that hold those alike).
    """
    points = np.zeros(len(index), dtype=np.int32)
    speller = index.search_columns.speller
    said = _said(query)
    for word, parts in _looked_for(said):
        held = [index.words.lexicon.plain.get(one, -1) for one in (word, *parts)]
        alike = speller.alike(word, _LEAST_SHARED)[:_MOST_ALIKE]
        best = np.zeros(len(index), dtype=np.int32)
        for _, number, shared in reversed(alike):
            for name in (TITLE, SKILLS):
                best[index.words.plain[name].find([number])[0]] = shared
        for name in (TITLE, SKILLS):
            for rows in index.words.plain[name].find(held):
                best[rows] = 0
        points += POINTS.letters * len(parts) * best // (100 * len(said))
    return np.minimum(points, POINTS.letters)


def _said(query: Query) -> list[str]:
    return [fold(t.text) for t in query.terms if t.group != "typed" and " " not in t.text]


def _looked_for(said: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the words to look for, and those typed that each stands for."""
    foreign = {word for word in said if not is_syllable(word)}
    for word in said:
        if word in foreign and len(word) >= _SHORTEST:
            yield word, (word,)
    for one, other in pairwise(said):
        if not foreign.isdisjoint((one, other)):
            yield one + other, (one, other)
