"""The small terms of one pair: the cells of `PairTables`, without its tables."""

from __future__ import annotations

from typing import Any

from .facts import JobseekerFacts, VacancyFacts
from .terms import Terms


class PairCells:
    """What the small terms say of one pair.

    Args:
        jobseeker: anybody.
        vacancy: any.
        terms: the terms and their weights.
    """

    def __init__(self, jobseeker: JobseekerFacts, vacancy: VacancyFacts, terms: Terms) -> None:
        self._pair = jobseeker, vacancy
        self._terms = terms

    def told(self, key: str, wish_row: int, offer_row: int) -> tuple[int, Any, Any]:
        """Give a term's cell and what it reads of either side; there is one row of each."""
        term = self._terms.by_key[key]
        jobseeker, vacancy = self._pair
        wish, offer = term.wish_value(jobseeker), term.offer_value(vacancy)
        return self._terms.cell(key, wish, offer), wish, offer
