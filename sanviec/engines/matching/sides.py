"""Jobseekers or vacancies as columns of distinct values."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .change import Change
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

    def taken(self, rows: Sequence[int]) -> Side:
        """Give some rows, with the distinct values of all."""
        at = np.array(rows, dtype=np.intp)

        def column(one: Column) -> Column:
            return Column(Coded(one.rows.values, one.rows.codes[at]), one.encoded)

        return Side(
            len(rows),
            {key: column(one) for key, one in self.columns.items()},
            column(self.requirements),
            {group: Gather(one.codes[at], one.members) for group, one in self.gathers.items()},
        )


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


def living_side(old: Side, change: Change, terms: Terms) -> Side:
    """Give vacancies as columns after some left, moved and came; gathered as `old` is.

    Values that nobody has any more stay among the distinct ones: no row has their code.

    Cost: O(n) copies of codes; only what came is read.
    """
    columns = {
        key: _living_column(
            old.columns[key], change, map(term.offer_value, change.added), term.encode_offers
        )
        for key, term in terms.by_key.items()
    }
    requirements = _living_column(
        old.requirements, change, map(demand_of, change.added), encode_demands
    )
    gathers = {
        group: _living_gather(gather, change, [columns[key] for key in group], group)
        for group, gather in old.gathers.items()
    }
    return Side(change.size, columns, requirements, gathers)


def _living_column(
    old: Column,
    change: Change,
    added: Iterable[Hashable],
    encode: Callable[[tuple[Any, ...]], Any],
) -> Column:
    numbers = {value: number for number, value in enumerate(old.rows.values)}
    codes = [numbers.setdefault(value, len(numbers)) for value in added]
    rows = change.taken(old.rows.codes, np.array(codes, dtype=np.intp))
    is_new = len(numbers) > len(old.rows.values)
    values = tuple(numbers)
    return Column(Coded(values, rows), encode(values) if is_new else old.encoded)


def _living_gather(
    old: Gather, change: Change, columns: Sequence[Column], group: tuple[str, ...]
) -> Gather:
    """Give the combinations of before, which are sorted, and the new ones behind them."""
    sizes = [len(column.rows.values) for column in columns]
    before = _combined([old.members[key] for key in group], sizes)
    came = _combined([column.rows.codes[change.rows] for column in columns], sizes)
    new, firsts = np.unique(came[~np.isin(came, before)], return_index=True)
    at = np.searchsorted(before, came)
    is_old = np.isin(came, before)
    codes = np.where(is_old, at, len(before) + np.searchsorted(new, came)).astype(np.intp)
    fresh = np.flatnonzero(~is_old)[firsts]
    members = {
        key: np.concatenate([old.members[key], column.rows.codes[change.rows][fresh]])
        for key, column in zip(group, columns, strict=True)
    }
    return Gather(change.taken(old.codes, codes), members)


def _combined(codes: Sequence[Codes], sizes: Sequence[int]) -> Codes:
    """Give one number for each combination of codes; they sort as the combinations do."""
    combined = np.zeros(len(codes[0]), dtype=np.intp)
    for own, size in zip(codes, sizes, strict=True):
        combined = combined * size + own
    return combined


def _gathers(columns: dict[str, Column]) -> dict[tuple[str, ...], Gather]:
    groups = TRADE_GROUPS + WISH_GROUPS + DEMAND_GROUPS
    return {group: _gather([columns[key] for key in group], group) for group in groups}


def _gather(columns: Sequence[Column], group: tuple[str, ...]) -> Gather:
    combined = _combined(
        [column.rows.codes for column in columns], [len(column.rows.values) for column in columns]
    )
    _, firsts, codes = np.unique(combined, return_index=True, return_inverse=True)
    members = {key: column.rows.codes[firsts] for key, column in zip(group, columns, strict=True)}
    return Gather(codes.astype(np.intp), members)
