"""The compiled side of an index: its arrays, and the best vacancies of a batch of jobseekers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sanviec.engines.matching.sides import Side
from sanviec.engines.matching.wish_words import WishWords

from .build import offers_of
from .encode_offers import columns_of, tokens_of
from .encode_wishes import Known, mutual_rules_of, rules_of, wishes_of
from .layout import Desk, Ints, Offers
from .search import best_vacancies, desk_of, rows_of, word_points

if TYPE_CHECKING:
    from sanviec.engines.matching.index import VacancyIndex


@dataclass(frozen=True, slots=True)
class FoundVacancies:
    """One jobseeker's best vacancies: rows, scores, and points of title, skills, description."""

    rows: NDArray[np.int32]
    scores: NDArray[np.int16]
    words: NDArray[np.int16]


class CompiledArrays(NamedTuple):
    """Everything that is read of the vacancies.

    Args:
        tokens: every demand; a token's place is its bit.
        offers: the arrays of the search.
        where: int32[n], where each vacancy stands in them, in the order of ids.
    """

    tokens: tuple[str, ...]
    offers: Offers
    where: Ints


class CompiledIndex:
    """An index as arrays.

    Args:
        index: the vacancies.
        arrays: what was made of them before; made now when not given.

    Raises:
        OverflowError: more distinct values than the arrays can hold.
    """

    def __init__(self, index: VacancyIndex, arrays: CompiledArrays | None = None) -> None:
        self._index = index
        self.arrays: CompiledArrays = arrays or _arrays_of(index)
        self._tokens, self.offers, self._where = self.arrays

    def best(
        self,
        side: Side,
        words: Sequence[WishWords],
        k: int,
        on: date,
        *,
        is_mutual: bool = False,
    ) -> list[FoundVacancies]:
        """Give each jobseeker's k best feasible vacancies, at least one.

        Args:
            side: the jobseekers' columns, gathered.
            words: their words.
            k: how many, at least 1.
            on: the day of the match.
            is_mutual: go by the mutual score, which is then what `scores` holds.
        """
        index = self._index
        known = Known(index.terms, self.offers, self._tokens)
        wishes = wishes_of(side, words, index.words, index.offers, known)
        rules = (mutual_rules_of if is_mutual else rules_of)(index.weights, on)
        most = min(k, max(len(index), 1))
        found = best_vacancies(self.offers, wishes, rules, most)
        desk = desk_of(self.offers, wishes, rules, 1)
        return [self._found(desk, at, found.rows[at], found.scores[at]) for at in range(side.size)]

    def _found(
        self, desk: Desk, at: int, rows: NDArray[np.int32], scores: NDArray[np.int16]
    ) -> FoundVacancies:
        kept = rows[rows >= 0]
        return FoundVacancies(kept, scores[: len(kept)], word_points(desk, at, self._where[kept]))


def _arrays_of(index: VacancyIndex) -> CompiledArrays:
    tokens = tokens_of(index)
    offers = offers_of(columns_of(index, tokens))[0]
    where = np.empty(len(index), dtype=np.int32)
    where[rows_of(offers)] = np.arange(len(index), dtype=np.int32)
    return CompiledArrays(tokens, offers, where)
