"""The engine against the plain law on random claims: few each time, 200,000 in the slow lane."""

from __future__ import annotations

import pytest

from tests.engines.benefits import comparing
from tests.engines.benefits.comparing import compare, difference


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


def test_a_last_month_from_before_the_base_salary_is_known() -> None:
    """Found by the ten million: the plain law asked for a salary that the cap does not need."""
    paid = {"from": "2012-04", "to": "2013-03", "paid": True, "wage_vnd": 29_800_000}
    facts = {"decided_on": "2026-01-26", "separated_on": "2026-01-06", "contributions": [paid]}
    for said in ({"wage_regime": "employer", "region": "I"}, {"region": "I"}, {}):
        assert difference(facts | said)[0] == {}


def test_a_claim_that_breaks_one_of_them_down_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_facts: object) -> None:
        raise TypeError("no base salary")

    monkeypatch.setattr(comparing, "decide_plainly", broken)
    with pytest.raises(AssertionError, match=r"claim 0 of seed 7: TypeError\('no base salary'\)"):
        compare(1, seed=7)
