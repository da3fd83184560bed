"""The engine against the plain law on random claims: few each time, 200,000 in the slow lane."""

from __future__ import annotations

import pytest

from tests.engines.benefits.comparing import compare


def test_a_few_random_claims_agree() -> None:
    kinds = compare(200, seed=20_261_129)
    assert {"True", "False", "None"} <= set(kinds)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_random_claims_agree(seed: int) -> None:
    kinds = compare(25_000, seed)
    assert kinds["True"] > 1_000
    assert kinds["False"] > 5_000
    assert kinds["contradiction"] < 1_000
