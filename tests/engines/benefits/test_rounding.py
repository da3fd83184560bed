"""Amounts stay exact until the one rule rounds them."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from random import Random

import pytest

from sanviec.engines.benefits.rounding import Exact, half_up


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [
        (Exact(7), 7),
        (Exact(14, 2), 7),
        (Exact(13, 2), 7),
        (Exact(649, 100), 6),
        (Exact(650, 100), 7),
        (Exact(0, 6), 0),
        (Exact(10**18 + 1, 2), 5 * 10**17 + 1),  # a decimal number would lose the half
    ],
)
def test_half_a_dong_goes_upwards(amount: Exact, rounded: int) -> None:
    assert half_up(amount) == rounded


def test_an_amount_is_as_exact_as_a_fraction() -> None:
    rng = Random(31)
    for _ in range(2_000):
        amount = Exact(rng.randrange(10**10), rng.choice((1, 2, 6, 100, 600)))
        as_fraction = Fraction(amount.vnd, amount.parts)
        most = half_up(amount) + rng.randrange(-1, 2)
        assert half_up(amount) == floor(as_fraction + Fraction(1, 2))
        assert amount.exceeds(most) == (as_fraction > most)
        assert amount.is_whole == (as_fraction.denominator == 1)
