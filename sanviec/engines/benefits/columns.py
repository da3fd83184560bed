"""Many claims at once: six figures of each, from tables that the plain rules filled.

The rules are not written a second time. Each depends on few things (the days on which the law
changed, the months of contribution, region and wage regime), so the plain functions are asked
once for each combination, and a claim is a look into their answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import product
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from sanviec.kernel.calendars import FIRST_YEAR, LAST_YEAR
from sanviec.kernel.compiled import is_available

from .amounts import CAP_DAYS, entitlement, find_cap
from .kinds import REGIONS, WAGE_REGIMES
from .law import Law
from .model import Facts
from .months import Month, first_day, month_of
from .record import read_record
from .reserve import kept_after
from .spell import day_after, run_spell
from .tracing import Case

Ints: TypeAlias = npt.NDArray[np.integer[Any]]
UNKNOWN: Final = -1
MOST_MONTHS: Final = 480
_BLOCK: Final = 16_384
FIRST_DAY: Final = date(FIRST_YEAR, 1, 1)
DAYS: Final = (date(LAST_YEAR, 1, 1) - FIRST_DAY).days
FIRST_MONTH: Final = month_of(FIRST_DAY)
MONTHS: Final = (LAST_YEAR - FIRST_YEAR) * 12
# Wage regime and region as one number; each may be unknown.
_KINDS: Final = tuple(product((None, *WAGE_REGIMES), (None, *REGIONS)))
_MOST: Final = {
    "decided_on": DAYS,
    "separated_on": DAYS,
    "filed_on": DAYS,
    "last_contribution_month": MONTHS,
    "kind": len(_KINDS) - 1,
    "contribution_months": MOST_MONTHS + 1,
    "average_wage_vnd": 10**15,
}
# Loading the compiler takes a second, which fewer claims never win back.
WORTH_COMPILING: Final = 100_000


@dataclass(frozen=True, slots=True)
class Columns:
    """Facts of n claims, a column each; the fact of a row may be unknown.

    Args:
        decided_on, separated_on, filed_on: int32[n], 1 for the first day of the calendar and so
            on, 0 unknown (`day_number`).
        last_contribution_month: int32[n], 1 for the first month of the calendar, 0 unknown.
        kind: int32[n], place in wage regimes × regions (`kind_number`).
        contribution_months: int32[n], from 0 to 480, 481 unknown (`months_number`).
        average_wage_vnd: int64[n], -1 unknown.
    """

    decided_on: Ints
    separated_on: Ints
    filed_on: Ints
    last_contribution_month: Ints
    kind: Ints
    contribution_months: Ints
    average_wage_vnd: Ints


@dataclass(frozen=True, slots=True)
class Figures:
    """Six figures of n claims, in the order of the columns; -1 (for a day 0) is open.

    Args:
        cap_vnd, monthly_amount_vnd, total_vnd: int64[n], đồng.
        entitlement_months, reserved_months: int16[n].
        starts_on: int32[n], numbered as in `Columns`.
    """

    cap_vnd: Ints
    monthly_amount_vnd: Ints
    entitlement_months: Ints
    reserved_months: Ints
    starts_on: Ints
    total_vnd: Ints


@dataclass(frozen=True, slots=True)
class Tables:
    """What the plain rules answer, by spell of days between two changes of the law.

    Spell 0 is “no law, or day unknown”. `caps` and `lowest` are int64[spells, wage spells, kinds]:
    the cap where it is known, and the lowest that it can be; without a day, the lowest ever.
    """

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


def day_number(day: date | None) -> int:
    """Give the number of a day for `Columns`, 0 when it is unknown or outside the calendar."""
    number = 0 if day is None else (day - FIRST_DAY).days + 1
    return number if 1 <= number <= DAYS else 0


def month_number(month: Month | None) -> int:
    """Give the number of a month for `Columns`, 0 when it is unknown or outside the calendar."""
    number = 0 if month is None else month - FIRST_MONTH + 1
    return number if 1 <= number <= MONTHS else 0


def months_number(months: int | None) -> int:
    """Give a number of months for `Columns`; more than there can be is unknown."""
    return months if months is not None and months <= MOST_MONTHS else MOST_MONTHS + 1


def kind_number(wage_regime: str | None, region: str | None) -> int:
    """Give the number of a wage regime and a region for `Columns`."""
    return _KINDS.index((wage_regime, region))


@lru_cache(maxsize=4)
def tables_of(law: Law) -> Tables:
    """Give the tables of a law.

    Cost: about half a second the first time for a law, nothing after.
    """
    spells = _starts_of(law, law.own.names(), law.own.history("regime")[0].valid_from)
    wage_keys = [key for key in law.names() if key.endswith("_vnd_month") or "minimum" in key]
    wages = _starts_of(law, wage_keys, FIRST_DAY)
    caps, lowest = _caps(law, spells, wages)
    months_given, reserved = _months(law, spells)
    days = [FIRST_DAY + timedelta(days=number) for number in range(DAYS)]
    firsts = [first_day(FIRST_MONTH + number) for number in range(MONTHS)]
    by_month = [CAP_DAYS[str(law.get("cap_rule", on).value)] != "separated_on" for on in spells]
    return Tables(
        spell_of_day=_places(days, spells),
        wages_of_day=_places(days, wages),
        wages_of_month=_places(firsts, wages),
        is_by_month=np.array([False, *by_month]),
        share_percent=np.array([0, *(law.get("share_percent", on).value for on in spells)]),
        caps=caps,
        lowest=lowest,
        entitlement=months_given,
        reserved=reserved,
        starts=_start_days(law, spells, days),
    )


def _starts_of(law: Law, keys: Any, begin: date) -> list[date]:
    """Give the days on which one of the parameters changes, from the first day on."""
    days = {value.valid_from for key in keys for value in law.history(key)}
    return sorted({begin} | {day for day in days if begin < day < date(LAST_YEAR, 1, 1)})


def _places(days: list[date], starts: list[date]) -> Ints:
    """Give for each day the spell that it lies in, from 1; place 0 is for the unknown day."""
    edges = [start.toordinal() for start in starts]
    found = np.searchsorted(edges, [day.toordinal() for day in days], side="right")
    return np.concatenate([[0], found]).astype(np.int32)


def _caps(law: Law, spells: list[date], wages: list[date]) -> tuple[Ints, Ints]:
    shape = (len(spells) + 1, len(wages) + 1, len(_KINDS))
    caps, lowest = (np.full(shape, UNKNOWN, dtype=np.int64) for _ in range(2))
    for (s, decided), (w, on), (k, kind) in product(
        enumerate(spells, 1), enumerate(wages, 1), enumerate(_KINDS)
    ):
        facts = Facts(
            decided_on=decided,
            separated_on=on,
            last_contribution_month=month_of(on),
            wage_regime=kind[0],
            region=kind[1],
        )
        case = Case(facts, law)
        if not _has_wages(law, on):
            continue
        cap = find_cap(case, read_record(case))
        multiple = case.number("cap_multiple")
        caps[s, w, k] = UNKNOWN if cap.vnd is None else cap.vnd
        lowest[s, w, k] = multiple * min(int(base.value) for base in cap.bases)
    for (s, decided), (k, kind) in product(enumerate(spells, 1), enumerate(_KINDS)):
        case = Case(Facts(decided_on=decided, wage_regime=kind[0], region=kind[1]), law)
        bases = find_cap(case, read_record(case)).bases
        lowest[s, 0, k] = case.number("cap_multiple") * min(int(base.value) for base in bases)
    return caps, lowest


def _has_wages(law: Law, on: date) -> bool:
    """Tell whether every wage is carried for a day; the base salary begins later than the rest."""
    return law.history("base_salary_vnd_month")[0].valid_from <= on


def _months(law: Law, spells: list[date]) -> tuple[Ints, Ints]:
    """Give allowance and reserve for each number of months; the last place is the unknown one."""
    shape = (len(spells) + 1, MOST_MONTHS + 2)
    given, kept = (np.full(shape, UNKNOWN, dtype=np.int16) for _ in range(2))
    for s, decided in enumerate(spells, 1):
        for count in range(MOST_MONTHS + 1):
            case = Case(Facts(decided_on=decided, contribution_months=count), law)
            record = read_record(case)
            granted = entitlement(case, record)
            reserve = kept_after(case, record.total, run_spell(case, granted), granted)
            assert granted is not None
            assert reserve is not None
            given[s, count], kept[s, count] = granted, reserve
    return given, kept


def _start_days(law: Law, spells: list[date], days: list[date]) -> Ints:
    """Give the first day of the allowance for each day of filing; 0 where the law is none."""
    starts = np.zeros((len(spells) + 1, DAYS + 1), dtype=np.int32)
    begin = law.own.history("is_waiting_in_working_days")[0].valid_from
    known: dict[int, Ints] = {}
    for s, decided in enumerate(spells, 1):
        case = Case(Facts(decided_on=decided), law)
        number = case.number("start_day")
        if number not in known:
            found = [0 if day < begin else day_number(day_after(case, day, number)) for day in days]
            known[number] = np.array([0, *found], dtype=np.int32)
        starts[s] = known[number]
    return starts


def decide_columns(columns: Columns, tables: Tables) -> Figures:
    """Give six figures of each claim: what `decide` gives for the same facts and no others.

    A claim under a law that takes the cap by the last month of contribution goes by that month
    alone: the day of the separation does not stand in for it.

    Raises:
        ValueError: a number is outside what its column can hold; machine code would read past
            the tables.
    Cost: O(n), about 10 ns a claim on one core compiled, 35 without a compiler.
    """
    _check(columns)
    count = len(columns.decided_on)
    figures = _empty_figures(count)
    if count >= WORTH_COMPILING and is_available():
        _fill_compiled(columns, tables, figures)
        return figures
    # In blocks that stay in the processor's cache.
    for start in range(0, count, _BLOCK):
        rows = slice(start, start + _BLOCK)
        parts = {name: getattr(columns, name)[rows] for name in Columns.__dataclass_fields__}
        block = _decide_block(Columns(**parts), tables)
        for name in Figures.__dataclass_fields__:
            getattr(figures, name)[rows] = getattr(block, name)
    return figures


def _check(columns: Columns) -> None:
    for name, most in _MOST.items():
        numbers = getattr(columns, name)
        if len(numbers) != len(columns.decided_on):
            raise ValueError(f"{name}: {len(numbers)} numbers for {len(columns.decided_on)} claims")
        least = UNKNOWN if name == "average_wage_vnd" else 0
        if len(numbers) and not (numbers.min() >= least and numbers.max() <= most):
            raise ValueError(f"{name}: a number is not within {least} and {most}")


def _fill_compiled(columns: Columns, tables: Tables, figures: Figures) -> None:
    # Loaded here: a command that decides one claim must not wait for the compiler.
    from .compiled_columns import Answers, Claims, Results, fill

    types = {"average_wage_vnd": np.int64}
    given: Iterator[Ints] = (
        np.ascontiguousarray(getattr(columns, name), dtype=types.get(name, np.int32))
        for name in Claims._fields
    )
    fill(
        Claims(*given),
        Answers(*(getattr(tables, name) for name in Answers._fields)),
        Results(*(getattr(figures, name) for name in Results._fields)),
    )


def _empty_figures(count: int) -> Figures:
    return Figures(
        cap_vnd=np.empty(count, dtype=np.int64),
        monthly_amount_vnd=np.empty(count, dtype=np.int64),
        entitlement_months=np.empty(count, dtype=np.int16),
        reserved_months=np.empty(count, dtype=np.int16),
        starts_on=np.empty(count, dtype=np.int32),
        total_vnd=np.empty(count, dtype=np.int64),
    )


def _decide_block(columns: Columns, tables: Tables) -> Figures:
    spell = tables.spell_of_day[columns.decided_on]
    wages = _wage_spells(columns, tables, tables.is_by_month[spell])
    _, wage_count, kind_count = tables.caps.shape
    place = (spell * wage_count + wages) * kind_count + columns.kind
    cap = tables.caps.ravel()[place]
    amount = _amounts(columns.average_wage_vnd, tables.share_percent[spell], cap, place, tables)
    months = spell * tables.entitlement.shape[1] + columns.contribution_months
    given = tables.entitlement.ravel()[months]
    return Figures(
        cap_vnd=cap,
        monthly_amount_vnd=amount,
        entitlement_months=given,
        reserved_months=tables.reserved.ravel()[months],
        starts_on=tables.starts.ravel()[spell * (DAYS + 1) + columns.filed_on],
        total_vnd=_totals(amount, given),
    )


def _wage_spells(columns: Columns, tables: Tables, by_month: npt.NDArray[np.bool_]) -> Ints:
    """Give the spell of wages that each cap goes by; a block of one law needs one look only."""
    if not by_month.any():
        return tables.wages_of_day[columns.separated_on]
    monthly = tables.wages_of_month[columns.last_contribution_month]
    if by_month.all():
        return monthly
    return np.where(by_month, monthly, tables.wages_of_day[columns.separated_on])


def _totals(amount: Ints, given: Ints) -> Ints:
    total: Ints = amount * given
    is_open = (amount < 0) | (given < 0)
    return np.where(is_open, UNKNOWN, total) if is_open.any() else total


def _amounts(wage: Ints, share: Ints, cap: Ints, place: Ints, tables: Tables) -> Ints:
    """Give the share of each wage within its cap, halves upwards; -1 where it is not determined."""
    hundredths = wage * share
    amount = (hundredths + 50) // 100
    known: Ints = np.minimum(amount, cap)
    is_open = cap < 0
    if is_open.any():
        lowest = tables.lowest.ravel()[place]
        is_asked = (lowest < 0) | (hundredths > lowest * 100)
        known = np.where(is_open, np.where(is_asked, UNKNOWN, amount), known)
    if (is_missing := wage < 0).any():
        known[is_missing] = UNKNOWN
    return known
