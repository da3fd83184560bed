"""Filters whose words stand in a vacancy's own title: what a title says of itself, it meets.

People paste whole titles, and titles name places, wages and types of work that the columns of the
same vacancy do not have.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from sanviec.engines.matching.index import VacancyIndex
from sanviec.engines.matching.lexicon import syllables
from sanviec.engines.matching.understanding.model import Filter, Understood
from sanviec.engines.matching.vacancy_words import TITLE

from .conditions import Condition, Flags, holding, phrase_keys

# Kinds of filters behind a condition of another name; what is refused is never met by words.
_KINDS = {"place": ("place", "region"), "overseas": ("overseas", "place")}
_MET_BY_WORDS = frozenset(
    {
        "shift",
        "employment_type",
        "education",
        "experience",
        "no_experience",
        "wage",
        "place",
        "overseas",
    }
)


def with_own_words(
    conditions: Iterable[Condition], understood: Understood, index: VacancyIndex
) -> tuple[Condition, ...]:
    """Give the conditions, met also by vacancies whose title holds the words of the filter."""
    return tuple(_met(one, understood, index) for one in conditions)


def _met(condition: Condition, understood: Understood, index: VacancyIndex) -> Condition:
    if condition.kind not in _MET_BY_WORDS:
        return condition
    kinds = _KINDS.get(condition.kind, (condition.kind,))
    said = _said(understood, [one for one in understood.filters if one.kind in kinds], index)
    if not said.any():
        return condition
    known = condition.is_known
    return replace(
        condition,
        passes=condition.passes | said,
        is_known=None if known is None else known | said,
        is_said=said if known is None else said & ~known,
    )


def _said(understood: Understood, filters: Iterable[Filter], index: VacancyIndex) -> Flags:
    held = np.zeros(len(index), dtype=np.bool_)
    for one in filters:
        words = syllables(understood.text[one.start : one.end])
        if words:
            here = np.ones(len(index), dtype=np.bool_)
            for key in phrase_keys(words, index):
                here &= holding(index, key, (TITLE,))
            held |= here
    return held
