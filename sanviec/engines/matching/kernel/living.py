"""The compiled path over an index that changed a little: its base, and what came beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sanviec.engines.matching.balance import balanced
from sanviec.engines.matching.ranking import Scored
from sanviec.engines.matching.selection import best_rows
from sanviec.engines.matching.sides import Side, offer_side
from sanviec.engines.matching.tables import PairTables
from sanviec.engines.matching.wish_words import WishWords
from sanviec.engines.matching.word_points import over_vacancies

from .index import FoundVacancies

if TYPE_CHECKING:
    from sanviec.engines.matching.living_index import LivingIndex


class LivingCompiled:
    """What `CompiledIndex` gives, from the base's arrays and a plain look at what came.

    The words of a wish are weighed in the population of now, for the base as well, so that a
    score is that of an index built anew. Of what the base gives, vacancies that left are dropped;
    where too few are left the base is asked for more.

    Args:
        index: the vacancies.

    Raises:
        OverflowError: more distinct values than the arrays of the base can hold.

    Attributes:
        arrays: none of its own.
    """

    arrays = None

    def __init__(self, index: LivingIndex) -> None:
        self._index = index
        self._base = index.base.compiled
        added = tuple(index.added.values())
        self._offers: Side = offer_side(added, index.terms, gathered=True)

    def best(
        self,
        side: Side,
        words: Sequence[WishWords],
        k: int,
        on: date,
        *,
        is_mutual: bool = False,
    ) -> list[FoundVacancies]:
        """Give each jobseeker's k best feasible vacancies; see `CompiledIndex.best`."""
        came = self._came(side, words, k, on, is_mutual)
        found: list[FoundVacancies | None] = [None] * side.size
        waiting, more = list(range(side.size)), k
        while waiting:
            more = min(more, len(self._index.base))
            asked = side if len(waiting) == side.size else side.taken(waiting)
            said = [words[at] for at in waiting]
            held = self._base.best(asked, said, more, on, is_mutual=is_mutual)
            left = []
            for at, one in zip(waiting, held, strict=True):
                kept = self._staying(one)
                if len(kept.rows) < k and len(one.rows) == more < len(self._index.base):
                    left.append(at)
                else:
                    found[at] = _merged(kept, came[at], k)
            waiting, more = left, 2 * more
        return [one for one in found if one is not None]

    def _staying(self, found: FoundVacancies) -> FoundVacancies:
        """Give what is still there, by the rows of now."""
        now = self._index.change.new_rows[found.rows]
        stays = now >= 0
        return FoundVacancies(now[stays], found.scores[stays], found.words[stays])

    def _came(
        self, side: Side, words: Sequence[WishWords], k: int, on: date, is_mutual: bool
    ) -> list[FoundVacancies]:
        """Give the best of what came, by the rows of now."""
        index = self._index
        tables = PairTables(side, self._offers, index.terms, on.year)
        known, rows = index.came_words, index.change.rows
        is_classified = index.is_classified[rows]
        best = []
        for at in range(side.size):
            said = over_vacancies(words[at], known, is_classified, index.weights)
            scored = Scored(tables.along_offers(at), said)
            total = scored.scores()
            if is_mutual:
                total = balanced(scored, index.weights).both.astype(np.int16)
            places = best_rows(total, scored.is_feasible, k)
            columns = (said.title, said.skills, said.text)
            points: NDArray[np.int16] = np.stack([column[places] for column in columns], axis=1)
            best.append(FoundVacancies(rows[places], total[places], points))
        return best


def _merged(one: FoundVacancies, other: FoundVacancies, k: int) -> FoundVacancies:
    """Give the k best of both, descending by score, equal scores by row."""
    rows = np.concatenate([one.rows, other.rows])
    scores = np.concatenate([one.scores, other.scores])
    words = np.concatenate([one.words, other.words])
    order = np.lexsort((rows, -scores.astype(np.int32)))[:k]
    return FoundVacancies(rows[order], scores[order], words[order])
