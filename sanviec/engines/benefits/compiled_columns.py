"""The figures of `columns`, one claim after another in machine code.

The same looks into the same tables as the NumPy path of `columns`, without an array between two
steps: the two are compared claim by claim in the tests.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from sanviec.kernel.compiled import Compiler

Ints: TypeAlias = npt.NDArray[np.integer[Any]]
_COMPILER = Compiler(Path(__file__))


class Claims(NamedTuple):
    """int32[n] each, wages int64[n]; see `columns.Columns`."""

    decided_on: Ints
    separated_on: Ints
    filed_on: Ints
    last_contribution_month: Ints
    kind: Ints
    contribution_months: Ints
    average_wage_vnd: Ints


class Answers(NamedTuple):
    """The tables of a law; see `columns.Tables`."""

    spell_of_day: Ints
    wages_of_day: Ints
    wages_of_month: Ints
    is_by_month: npt.NDArray[np.bool_]
    share_percent: Ints
    caps: Ints
    lowest: Ints
    entitlement: Ints
    reserved: Ints
    starts: Ints


class Results(NamedTuple):
    """Where the figures are written; see `columns.Figures`."""

    cap_vnd: Ints
    monthly_amount_vnd: Ints
    entitlement_months: Ints
    reserved_months: Ints
    starts_on: Ints
    total_vnd: Ints


@_COMPILER.inlined
def _amount(wage: int, share: int, cap: int, lowest: int) -> int:
    """The share of a wage within its cap, halves upwards; -1 where it is not determined."""
    if wage < 0:
        return -1
    hundredths = wage * share
    amount = (hundredths + 50) // 100
    if cap >= 0:
        return min(amount, cap)
    return -1 if lowest < 0 or hundredths > lowest * 100 else amount


@_COMPILER.compiled
def fill(claims: Claims, answers: Answers, results: Results) -> None:
    """Write the six figures of every claim. Cost: about 5 ns a claim on one core."""
    for n in range(len(claims.decided_on)):
        spell = answers.spell_of_day[claims.decided_on[n]]
        if answers.is_by_month[spell]:
            wages = answers.wages_of_month[claims.last_contribution_month[n]]
        else:
            wages = answers.wages_of_day[claims.separated_on[n]]
        kind, months = claims.kind[n], claims.contribution_months[n]
        cap = answers.caps[spell, wages, kind]
        amount = _amount(
            claims.average_wage_vnd[n],
            answers.share_percent[spell],
            cap,
            answers.lowest[spell, wages, kind],
        )
        given = answers.entitlement[spell, months]
        results.cap_vnd[n] = cap
        results.monthly_amount_vnd[n] = amount
        results.entitlement_months[n] = given
        results.reserved_months[n] = answers.reserved[spell, months]
        results.starts_on[n] = answers.starts[spell, claims.filed_on[n]]
        results.total_vnd[n] = -1 if amount < 0 or given < 0 else amount * given
