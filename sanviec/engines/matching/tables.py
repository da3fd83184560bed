"""The small terms of many pairs: tables over distinct values, and rows gathered from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .coding import Points, points_of
from .requirements import feasible_table
from .sides import Side
from .terms import DEMAND_GROUPS, TRADE_GROUPS, WISH_GROUPS, Terms


@dataclass(frozen=True, slots=True)
class SmallSums:
    """Points of the small terms along one side: int16[n] each, and bool[n] for feasible."""

    trade: Points
    wish: Points
    demand: Points
    is_feasible: NDArray[np.bool_]


class PairTables:
    """Tables of every small term between two sides.

    Args:
        wishes: jobseekers.
        offers: vacancies.
        terms: the terms and their weights.
        year: the year in which the match is made.
    """

    def __init__(self, wishes: Side, offers: Side, terms: Terms, year: int) -> None:
        self.wishes = wishes
        self.offers = offers
        self.cells = {
            key: term.table(wishes.columns[key].encoded, offers.columns[key].encoded)
            for key, term in terms.by_key.items()
        }
        self._feasible = feasible_table(
            wishes.requirements.encoded, offers.requirements.encoded, year
        )

    def along_offers(self, row: int) -> SmallSums:
        """Give one jobseeker's points over all vacancies."""
        lines = {
            key: points_of(cells[self.wishes.columns[key].rows.codes[row]])
            for key, cells in self.cells.items()
        }
        feasible = self._feasible[self.wishes.requirements.rows.codes[row]]
        return _gathered(lines, feasible, self.offers)

    def along_wishes(self, row: int) -> SmallSums:
        """Give one vacancy's points over all jobseekers."""
        lines = {
            key: points_of(cells[:, self.offers.columns[key].rows.codes[row]])
            for key, cells in self.cells.items()
        }
        feasible = self._feasible[:, self.offers.requirements.rows.codes[row]]
        return _gathered(lines, feasible, self.wishes)

    def told(self, key: str, wish_row: int, offer_row: int) -> tuple[int, Any, Any]:
        """Give one pair's cell of a term, and what it reads of either side."""
        wishes, offers = self.wishes.columns[key].rows, self.offers.columns[key].rows
        wish, offer = wishes.codes[wish_row], offers.codes[offer_row]
        return int(self.cells[key][wish, offer]), wishes.values[wish], offers.values[offer]


def _gathered(lines: dict[str, Points], feasible: NDArray[np.bool_], side: Side) -> SmallSums:
    return SmallSums(
        _sum_of(TRADE_GROUPS, lines, side),
        _sum_of(WISH_GROUPS, lines, side),
        _sum_of(DEMAND_GROUPS, lines, side),
        feasible[side.requirements.rows.codes],
    )


def _sum_of(groups: tuple[tuple[str, ...], ...], lines: dict[str, Points], side: Side) -> Points:
    total = np.zeros(side.size, dtype=np.int16)
    for group in groups:
        gather = side.gathers[group]
        line = sum(lines[key][codes] for key, codes in gather.members.items())
        total += np.asarray(line, dtype=np.int16)[gather.codes]
    return total
