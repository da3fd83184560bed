"""Refused trades and words as filters.

"Không làm công nhân may" shuts out sewing under every code of the trade; "không tăng ca" keeps a
vacancy that says "không tăng ca" itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from sanviec.engines.matching.index import VacancyIndex
from sanviec.engines.matching.understanding.model import Filter, Understood
from sanviec.engines.matching.understanding.negation import is_said, is_stated, refusing_forms
from sanviec.engines.matching.understanding.reading import read
from sanviec.engines.matching.vacancy_words import SKILLS, TITLE
from sanviec.kernel.text import folded_words

from .conditions import Condition, Flags, holding, phrase_keys
from .trades import SAME_TRADE_DIGITS, shared_digits

_WORDED = ("refused_words", "refused_benefit")
_TRADE = "refused_occupation"


def refused_occupation(wanted: Understood, index: VacancyIndex, on: date) -> Condition | None:
    """Give vacancies outside refused trades.

    A trade is its group and the groups elsewhere that the table of related ones calls the same
    ("thợ may", "công nhân may"). What lies beside it in its minor group, or has no code, is of it
    when the title says so: credit officers are no accountants.
    """
    refused = wanted.refused_occupation_codes
    if not refused:
        return None
    rows = index.offers.columns["occupation"].rows
    inside = np.array(
        [bool(code) and code.startswith(refused) for code in rows.values], dtype=np.bool_
    )
    minor = tuple(code[:SAME_TRADE_DIGITS] for code in refused)
    beside = np.array([not code or code.startswith(minor) for code in rows.values], dtype=np.bool_)
    alike = shared_digits(refused, index) >= SAME_TRADE_DIGITS
    shut = inside[rows.codes] | (alike & ~beside[rows.codes])
    for phrase in _phrases(wanted.filters, _TRADE):
        shut |= beside[rows.codes] & _holding(phrase, (TITLE,), index)
    return Condition(_TRADE, ~shut)


def refused_words(wanted: Understood, index: VacancyIndex, on: date) -> Condition | None:
    """Give vacancies whose title and skills do not state refused words."""
    groups = tuple(_phrases(wanted.filters, *_WORDED))
    groups = groups or ((wanted.refused_words,) if wanted.refused_words else ())
    if not groups:
        return None
    shut = np.zeros(len(index), dtype=np.bool_)
    for group in groups:
        shut |= _stating(group, index)
    return Condition("refused_words", ~shut)


def _phrases(filters: Sequence[Filter], *kinds: str) -> Iterator[tuple[str, ...]]:
    return (one.terms for one in filters if one.kind in kinds and one.terms)


def _holding(phrase: Sequence[str], fields: tuple[str, ...], index: VacancyIndex) -> Flags:
    held = np.ones(len(index), dtype=np.bool_)
    for key in phrase_keys(tuple(phrase), index):
        held &= holding(index, key, fields)
    return held


def _stating(phrase: Sequence[str], index: VacancyIndex) -> Flags:
    """Give the vacancies that hold a phrase and do not refuse it themselves.

    Cost: O(rows that hold it), and the words of those that hold one that refuses as well.
    """
    held = _holding(phrase, (TITLE, SKILLS), index)
    forms = tuple(folded_words(" ".join(phrase)))
    refusing = np.zeros(len(index), dtype=np.bool_)
    for word in refusing_forms():
        for key in phrase_keys((word,), index):
            refusing |= holding(index, key, (TITLE, SKILLS))
    for row in np.flatnonzero(held & refusing).tolist():
        vacancy = index.facts[row]
        told = [read(text).tokens for text in (vacancy.title, *vacancy.skills)]
        told = [tokens for tokens in told if is_said(tokens, forms)]
        held[row] = not told or any(is_stated(tokens, forms) for tokens in told)
    return held
