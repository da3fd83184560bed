"""Many claims at once give what each gives alone."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from sanviec.engines.benefits import Facts, decide, load_law
from sanviec.engines.benefits import columns as columns_module
from sanviec.engines.benefits.columns import (
    DAYS,
    MONTHS,
    MOST_MONTHS,
    UNKNOWN,
    Columns,
    Figures,
    day_number,
    decide_columns,
    kind_number,
    month_number,
    months_number,
    tables_of,
)
from sanviec.engines.benefits.kinds import REGIONS, WAGE_REGIMES
from sanviec.engines.benefits.months import month_of
from sanviec.kernel.compiled import is_available
from tests.engines.benefits.claims import BORDERS, LENGTHS


def random_facts(rng: Random) -> Facts:
    """Give facts of the kind that columns hold, each sometimes unknown."""
    decided = rng.choice(BORDERS) + timedelta(days=rng.randint(0, 300))
    separated = decided - timedelta(days=rng.randint(0, 90))
    filed = max(date(2015, 1, 1), separated + timedelta(days=rng.randint(0, 60)))
    wage = rng.choice([25_583_333, 31_000_000, rng.randint(1, 60_000_000)])
    return Facts(
        decided_on=decided,
        separated_on=rng.choice([separated, separated, None]),
        filed_on=rng.choice([filed, None]),
        last_contribution_month=month_of(separated) - rng.randint(0, 1),
        wage_regime=rng.choice([*WAGE_REGIMES, None]),
        region=rng.choice([*REGIONS, None]),
        contribution_months=rng.choice([*LENGTHS, rng.randint(0, 480), None]),
        average_wage_vnd=rng.choice([wage, wage, wage, None]),
    )


def columns_of(claims: list[Facts]) -> Columns:
    """Give the facts as columns."""

    def numbers(values: list[int], kind: type = np.int32) -> Any:
        return np.array(values, dtype=kind)

    return Columns(
        decided_on=numbers([day_number(one.decided_on) for one in claims]),
        separated_on=numbers([day_number(one.separated_on) for one in claims]),
        filed_on=numbers([day_number(one.filed_on) for one in claims]),
        last_contribution_month=numbers([month_number(c.last_contribution_month) for c in claims]),
        kind=numbers([kind_number(one.wage_regime, one.region) for one in claims]),
        contribution_months=numbers([months_number(one.contribution_months) for one in claims]),
        average_wage_vnd=numbers(
            [UNKNOWN if c.average_wage_vnd is None else c.average_wage_vnd for c in claims],
            np.int64,
        ),
    )


def row(figures: Figures, number: int) -> list[int]:
    """Give one claim's figures."""
    names = [*Figures.__dataclass_fields__]
    return [int(getattr(figures, name)[number]) for name in names]


def alone(facts: Facts) -> list[int]:
    """Give the same figures as the plain rules have them, conditions left out."""
    decision = decide(facts, load_law())
    figures = [
        decision.cap_vnd,
        decision.monthly_amount_vnd,
        decision.entitlement_months,
        decision.reserved_months,
    ]
    plain = [UNKNOWN if value is None else value for value in figures]
    is_open = UNKNOWN in (plain[1], plain[2])
    total = UNKNOWN if is_open else plain[1] * plain[2]
    return [*plain, day_number(decision.starts_on), total]


def test_columns_agree_with_each_claim_alone() -> None:
    rng = Random(20_261_129)
    claims = [random_facts(rng) for _ in range(1_500)]
    figures = decide_columns(columns_of(claims), tables_of(load_law()))
    compared = 0
    for number, facts in enumerate(claims):
        if decide(facts, load_law()).eligible is False:
            continue  # conditions are no matter of the columns
        assert row(figures, number) == alone(facts), facts
        compared += 1
    assert compared > 1_000


@pytest.mark.parametrize("day", [date(2014, 12, 31), date(2012, 12, 31), date(2035, 1, 1)])
def test_a_day_without_a_law_leaves_all_open(day: date) -> None:
    facts = Facts(decided_on=day, contribution_months=50, average_wage_vnd=5_000_000)
    figures = decide_columns(columns_of([facts]), tables_of(load_law()))
    assert row(figures, 0) == [-1, -1, -1, -1, 0, -1]


def _random_columns(count: int, seed: int = 7) -> Columns:
    """Claims of every sort, unknown days, months and wages among them."""
    rng = np.random.default_rng(seed)

    def numbers(most: int) -> npt.NDArray[np.int32]:
        found = rng.integers(0, most, count, endpoint=True, dtype=np.int32)
        return np.where(rng.random(count) < 0.05, 0, found).astype(np.int32)

    return Columns(
        decided_on=numbers(DAYS),
        separated_on=numbers(DAYS),
        filed_on=numbers(DAYS),
        last_contribution_month=numbers(MONTHS),
        kind=rng.integers(0, kind_number("state", "IV"), count, endpoint=True, dtype=np.int32),
        contribution_months=numbers(MOST_MONTHS + 1),
        average_wage_vnd=np.where(
            rng.random(count) < 0.05, -1, rng.integers(0, 60_000_000, count)
        ).astype(np.int64),
    )


@pytest.mark.skipif(not is_available(), reason="no compiler here: there is one path only")
def test_the_compiled_path_gives_the_same_as_arrays(monkeypatch: pytest.MonkeyPatch) -> None:
    columns, tables = _random_columns(50_000), tables_of(load_law())
    plain = decide_columns(columns, tables)
    monkeypatch.setattr(columns_module, "WORTH_COMPILING", 1)
    compiled = decide_columns(columns, tables)
    for name in Figures.__dataclass_fields__:
        np.testing.assert_array_equal(getattr(plain, name), getattr(compiled, name), name)
    assert (compiled.total_vnd > 0).any()
    assert (compiled.total_vnd == UNKNOWN).any()


@pytest.mark.parametrize(
    ("column", "number"),
    [("decided_on", -1), ("kind", 99), ("contribution_months", MOST_MONTHS + 2)],
)
def test_a_number_outside_its_column_is_refused(column: str, number: int) -> None:
    columns = _random_columns(10)
    getattr(columns, column)[3] = number
    with pytest.raises(ValueError, match=column):
        decide_columns(columns, tables_of(load_law()))
