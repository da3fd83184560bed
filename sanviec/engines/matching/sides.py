"""Jobseekers or vacancies as columns of distinct values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .coding import Coded, Codes, coded
from .facts import JobseekerFacts, VacancyFacts
from .requirements import demand_of, encode_demands, encode_holdings, holding_of
from .terms import DEMAND_GROUPS, TRADE_GROUPS, WISH_GROUPS, Terms


@dataclass(frozen=True, slots=True)
class Column:
    """One term's distinct values and who has which.

    Args:
        rows: distinct values and intp[n] codes.
        encoded: the distinct values as the term's table wants them.
    """

    rows: Coded[Any]
    encoded: Any


@dataclass(frozen=True, slots=True)
class Gather:
    """One group of terms: the distinct combinations of their values.

    Args:
        codes: intp[n], each row's combination.
        members: for each term, intp[n_combinations], its value in each combination.
    """

    codes: Codes
    members: dict[str, Codes]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the pairs.

    Args:
        size: number of rows.
        columns: by term.
        requirements: what is demanded, or held.
        gathers: by group of terms; empty for a batch that nothing is gathered over.
    """

    size: int
    columns: dict[str, Column]
    requirements: Column
    gathers: dict[tuple[str, ...], Gather]


def offer_side(vacancies: Sequence[VacancyFacts], terms: Terms, *, gathered: bool) -> Side:
    """Give vacancies as columns. Cost: O(n)."""
    columns = {}
    for key, term in terms.by_key.items():
        rows = coded(term.offer_value(vacancy) for vacancy in vacancies)
        columns[key] = Column(rows, term.encode_offers(rows.values))
    demands = coded(demand_of(vacancy) for vacancy in vacancies)
    requirements = Column(demands, encode_demands(demands.values))
    return Side(len(vacancies), columns, requirements, _gathers(columns) if gathered else {})


def wish_side(jobseekers: Sequence[JobseekerFacts], terms: Terms, *, gathered: bool) -> Side:
    """Give jobseekers as columns. Cost: O(n)."""
    columns = {}
    for key, term in terms.by_key.items():
        rows = coded(term.wish_value(jobseeker) for jobseeker in jobseekers)
        columns[key] = Column(rows, term.encode_wishes(rows.values))
    holdings = coded(holding_of(jobseeker) for jobseeker in jobseekers)
    requirements = Column(holdings, encode_holdings(holdings.values))
    return Side(len(jobseekers), columns, requirements, _gathers(columns) if gathered else {})


def _gathers(columns: dict[str, Column]) -> dict[tuple[str, ...], Gather]:
    groups = TRADE_GROUPS + WISH_GROUPS + DEMAND_GROUPS
    return {group: _gather([columns[key] for key in group], group) for group in groups}


def _gather(columns: Sequence[Column], group: tuple[str, ...]) -> Gather:
    combined = np.zeros(len(columns[0].rows.codes), dtype=np.intp)
    for column in columns:
        combined = combined * len(column.rows.values) + column.rows.codes
    _, firsts, codes = np.unique(combined, return_index=True, return_inverse=True)
    members = {key: column.rows.codes[firsts] for key, column in zip(group, columns, strict=True)}
    return Gather(codes.astype(np.intp), members)
