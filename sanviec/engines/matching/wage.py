"""Points for the wage: how far its two ends reach what the jobseeker wants."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sanviec.kernel.explanation import Reason

from .coding import Points, cell, split_cell, with_rule
from .facts import JobseekerFacts, VacancyFacts
from .weights import Weights

BELOW, UNKNOWN, PARTLY, MEETS = range(4)
_ABSENT = -1
_Sentence = tuple[str, str]
_MILLION = 1_000_000
_TENTH = 100_000
# A wage above this is a slip of the pen, and its square still fits in 64 bits.
_LARGEST = 1_000_000_000


class WageOffer(NamedTuple):
    """Lower and upper end in đồng a month; None when not named."""

    low: int | None
    high: int | None

    @property
    def reach(self) -> int | None:
        """Give what the wage certainly reaches up to; "from 10 million" reaches 10 million."""
        return self.low if self.high is None else self.high


def _sensible(amount: int | None) -> int | None:
    return amount if amount is not None and 0 < amount <= _LARGEST else None


def wage_of(vacancy: VacancyFacts) -> WageOffer:
    """Give both ends of a vacancy's wage in order, without amounts that nobody can mean."""
    low, high = _sensible(vacancy.wage_min), _sensible(vacancy.wage_max)
    if low is not None and high is not None:
        return WageOffer(min(low, high), max(low, high))
    return WageOffer(low, high)


class WageTerm:
    """The wage term of a score."""

    key = "wage"

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    def offer_value(self, vacancy: VacancyFacts) -> WageOffer:
        """Give what the term reads of a vacancy."""
        return wage_of(vacancy)

    def wish_value(self, jobseeker: JobseekerFacts) -> int:
        """Give what the term reads of a jobseeker: đồng a month, -1 when not known."""
        return _sensible(jobseeker.wage_min) or _ABSENT

    def encode_offers(self, values: Sequence[WageOffer]) -> NDArray[np.int64]:
        """Give the columns of distinct vacancy values: int64[n, 2]."""
        ends = [(offer.low or _ABSENT, offer.reach or _ABSENT) for offer in values]
        return np.array(ends, dtype=np.int64).reshape(-1, 2)

    def encode_wishes(self, values: Sequence[int]) -> NDArray[np.int64]:
        """Give the columns of distinct jobseeker values: int64[n]."""
        return np.array(values, dtype=np.int64)

    def table(self, wishes: NDArray[np.int64], offers: NDArray[np.int64]) -> Points:
        """Give the cells of every distinct pair: int16[n_wish, n_offer]."""
        weights = self._weights
        low, high, wish = offers[None, :, 0], offers[None, :, 1], wishes[:, None]
        points = self._share(high, wish, weights.wage_reach)
        points = points + self._share(low, wish, weights.wage_floor)
        rule = np.where(low >= wish, MEETS, np.where(high >= wish, PARTLY, BELOW))
        known = (high != _ABSENT) & (wish != _ABSENT)
        unknown = with_rule(weights.wage_unknown, UNKNOWN)
        return np.where(known, with_rule(points, 0) | rule, unknown).astype(np.int16)

    def cell(self, wish: int, offer: WageOffer) -> int:
        """Give one pair's cell of `table`, without the table."""
        low, high = offer.low or _ABSENT, offer.reach or _ABSENT
        if _ABSENT in (wish, high):
            return cell(self._weights.wage_unknown, UNKNOWN)
        points = self._one_share(high, wish, self._weights.wage_reach)
        points += self._one_share(low, wish, self._weights.wage_floor)
        return cell(points, MEETS if low >= wish else PARTLY if high >= wish else BELOW)

    def _one_share(self, amount: int, wish: int, most: int) -> int:
        lowest = self._weights.wage_lowest_percent
        above = max(min(amount, wish) * 100 - wish * lowest, 0)
        return most * above // max(wish * (100 - lowest), 1)

    def _share(
        self, amount: NDArray[np.int64], wish: NDArray[np.int64], most: int
    ) -> NDArray[np.int64]:
        """Give `most` at the wish, nothing at the lowest share of it, straight between."""
        lowest = self._weights.wage_lowest_percent
        above = np.maximum(np.minimum(amount, wish) * 100 - wish * lowest, 0)
        return most * above // np.maximum(wish * (100 - lowest), 1)


def million(amount: int) -> str:
    """Give đồng as Vietnamese millions, rounded to a tenth: "7,5"."""
    tenths = (amount * 10 + _MILLION // 2) // _MILLION
    whole, tenth = divmod(tenths, 10)
    return f"{whole},{tenth}" if tenth else str(whole)


def _english(number: str) -> str:
    return number.replace(",", ".")


def _range(offer: WageOffer) -> _Sentence:
    """Give the wage in millions: "8–10", "từ 8", "đến 10"."""
    low, high = (million(end) if end else "" for end in offer)
    if not low or not high:
        words = ("từ", "from") if low else ("đến", "up to")
        return f"{words[0]} {low or high}", f"{words[1]} {_english(low or high)}"
    both = high if low == high else f"{low}–{high}"
    return both, _english(both)


def wage_words(offer: WageOffer) -> _Sentence:
    """Give a wage in both languages; "not known" when it names no amount."""
    if offer.reach is None:
        return "Chưa rõ mức lương", "The wage is not known"
    range_vi, range_en = _range(offer)
    return f"Lương {range_vi} triệu", f"Wage {range_en} million"


def wage_reason(cell: int, wish: int, offer: WageOffer) -> Reason:
    """Give one cell of the wage term in words."""
    points, rule = split_cell(cell)
    if rule == UNKNOWN:
        return Reason(WageTerm.key, points, *_unknown(offer))
    wage_vi, wage_en = wage_words(offer)
    wish_vi, wish_en = million(wish), _english(million(wish))
    gap = million(max(wish - (offer.reach or 0), _TENTH))
    told_vi, told_en = {
        MEETS: (
            f"đạt mức mong muốn {wish_vi} triệu",
            f"meets the wished {wish_en} million",
        ),
        PARTLY: (
            f"có thể đạt mức mong muốn {wish_vi} triệu",
            f"can reach the wished {wish_en} million",
        ),
        BELOW: (
            f"thấp hơn mức mong muốn {gap} triệu",
            f"{_english(gap)} million below the wish",
        ),
    }[rule]
    return Reason(WageTerm.key, points, f"{wage_vi}, {told_vi}", f"{wage_en}, {told_en}")


def _unknown(offer: WageOffer) -> _Sentence:
    wage_vi, wage_en = wage_words(offer)
    if offer.reach is None:
        return wage_vi, wage_en
    return (
        f"{wage_vi}, chưa rõ mức mong muốn",
        f"{wage_en}; the wished wage is not known",
    )
