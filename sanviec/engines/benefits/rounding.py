"""Amounts before they are rounded, and the one rule that rounds them."""

from __future__ import annotations

from typing import NamedTuple


class Exact(NamedTuple):
    """An amount that may not be whole: đồng, divided into so many equal parts (at least one).

    Two whole numbers are as exact as a fraction in its lowest terms, and nothing is cancelled.
    """

    vnd: int
    parts: int = 1

    def exceeds(self, most_vnd: int) -> bool:
        """Tell whether it is above a whole amount."""
        return self.vnd > most_vnd * self.parts

    @property
    def is_whole(self) -> bool:
        """Whether rounding changes nothing."""
        return self.vnd % self.parts == 0


def half_up(amount: Exact) -> int:
    """Give whole đồng, half a đồng upwards: the one rounding rule, used once for each output."""
    return (2 * amount.vnd + amount.parts) // (2 * amount.parts)
