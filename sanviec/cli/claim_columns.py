"""A file of claims as columns: Parquet, CSV or JSON Lines, the fields of the contract."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sanviec.engines.benefits.columns import (
    DAYS,
    FIRST_DAY,
    FIRST_MONTH,
    MONTHS,
    MOST_MONTHS,
    UNKNOWN,
    Columns,
    kind_number,
)
from sanviec.engines.benefits.kinds import REGIONS, WAGE_REGIMES
from sanviec.engines.benefits.values import LEAST_WAGE_VND, MOST_WAGE_VND
from sanviec.kernel.errors import InputError

from .claim_rows import MOST_SHOWN, NAMES, Unusable, table_with_gaps

_EPOCH: Final = np.datetime64(FIRST_DAY, "D").astype(np.int64) - 1
_DAY: Final = ("ngày dạng 2026-01-31", "days such as 2026-01-31")
_MONTH: Final = ("tháng dạng 2026-01", "months such as 2026-01")
_HUGE: Final = 10**15


@dataclass(frozen=True)
class ClaimFile:
    """The claims of a file.

    Args:
        columns: Their facts.
        region: int8[n], place in `REGIONS`, -1 unknown.
        bad: What cannot be used, by column; those rows are left out. Under "" are rows that
            cannot be read at all.
    """

    columns: Columns
    region: Any
    bad: dict[str, Unusable]


def read_claims(path: str) -> ClaimFile:
    """Give the claims of a file; rows with an unusable value are counted and left out.

    Raises:
        InputError: the file cannot be read, has no column `decided_on`, or a column twice.
    """
    table, unread = table_with_gaps(path)
    _check_names(table.column_names, Path(path).name)
    taken = _Taken(table)
    regime = taken.words("wage_regime", WAGE_REGIMES)
    region = taken.words("region", REGIONS)
    kinds = np.array(
        [[kind_number(w, r) for r in (*REGIONS, None)] for w in (*WAGE_REGIMES, None)], np.int32
    )
    found = {
        "decided_on": taken.days("decided_on"),
        "separated_on": taken.days("separated_on"),
        "filed_on": taken.days("filed_on"),
        "last_contribution_month": taken.months("last_contribution_month"),
        "kind": kinds[regime, region],
        "contribution_months": taken.numbers(
            "contribution_months", (0, MOST_MONTHS), MOST_MONTHS + 1
        ),
        "average_wage_vnd": taken.numbers(
            "average_wage_vnd", (LEAST_WAGE_VND, MOST_WAGE_VND), UNKNOWN
        ),
    }
    good = ~taken.is_bad
    columns = Columns(**{name: column[good] for name, column in found.items()})
    bad = ({"": unread} if unread.count else {}) | taken.bad
    return ClaimFile(columns, region[good], bad)


def _check_names(names: list[str], file: str) -> None:
    """See that the columns can be told apart, and that the law can be chosen.

    Raises:
        InputError: a column is missing or there twice.
    """
    twice = next((name for name in NAMES if names.count(name) > 1), None)
    if twice is not None:
        raise InputError(
            f"Tệp {file} có hai cột {twice}. Hãy giữ một cột.",
            f"{file} has two columns {twice}; keep one",
            field="--claims",
            column=twice,
            code="contradiction",
        )
    if "decided_on" not in names:
        raise InputError(
            f"Tệp {file} thiếu cột decided_on; luật được chọn theo ngày quyết định.",
            f"{file} has no column decided_on; the law is chosen by it",
            field="--claims",
            column="decided_on",
            code="missing",
        )


class _Taken:
    """Columns taken out of a table, and which rows had a value that cannot be used."""

    def __init__(self, table: Any) -> None:
        self._table = table
        self.is_bad = np.zeros(len(table), dtype=bool)
        self.bad: dict[str, Unusable] = {}

    def _column(self, name: str) -> Any:
        if name not in self._table.column_names:
            return pa.nulls(len(self._table), pa.string())
        column = self._table[name].combine_chunks()
        if pa.types.is_dictionary(column.type):
            return pc.cast(column, column.type.value_type)
        return column

    def _mark(self, name: str, given: Any, used: Any, expected: tuple[str, str]) -> None:
        """Count rows that gave something of which nothing was understood."""
        lost = pc.and_(pc.is_valid(given), pc.is_null(used)).to_numpy(zero_copy_only=False)
        if lost.any():
            rows = np.flatnonzero(lost)
            first = [(int(row) + 1, str(given[row])[:40]) for row in rows[:MOST_SHOWN].tolist()]
            self.bad[name] = Unusable(len(rows), expected, first)
            self.is_bad |= lost

    def days(self, name: str) -> Any:
        """Numbers of days, 0 unknown."""
        given = self._column(name)
        is_day = pa.types.is_date(given.type) or pa.types.is_timestamp(given.type)
        used = given if is_day else _days_of_text(_text(given))
        used = pc.cast(pc.cast(used, pa.date32(), safe=False), pa.int32())
        used = pc.subtract(used, pa.scalar(int(_EPOCH), pa.int32()))
        used = _within(used, 1, DAYS)
        self._mark(name, given, used, _DAY)
        return _filled(used, 0, np.int32)

    def months(self, name: str) -> Any:
        """Numbers of months, 0 unknown."""
        given = self._column(name)
        text = _text(given)
        is_month = pc.match_substring_regex(text, r"^[12][0-9]{3}-(0[1-9]|1[0-2])$")
        text = pc.if_else(is_month, text, pa.scalar(None, pa.string()))
        year = pc.cast(pc.utf8_slice_codeunits(text, 0, 4), pa.int32())
        month = pc.cast(pc.utf8_slice_codeunits(text, 5, 7), pa.int32())
        used = pc.add(pc.multiply(year, 12), pc.subtract(month, FIRST_MONTH))
        used = _within(used, 1, MONTHS)
        self._mark(name, given, used, _MONTH)
        return _filled(used, 0, np.int32)

    def numbers(self, name: str, ends: tuple[int, int], unknown: int) -> Any:
        """Whole numbers between two."""
        given = self._column(name)
        least, most = ends
        used = _within(_whole(given), least, most)
        expected = (f"số nguyên từ {least} đến {most}", f"whole numbers from {least} to {most}")
        self._mark(name, given, used, expected)
        return _filled(used, unknown, np.int64)

    def words(self, name: str, known: tuple[str, ...]) -> Any:
        """Places in a list of words, -1 unknown."""
        given = self._column(name)
        used = pc.index_in(_text(given), value_set=pa.array(known))
        listed = ", ".join(known)
        self._mark(name, given, used, (f"một trong: {listed}", f"one of: {listed}"))
        return _filled(used, UNKNOWN, np.int8)


def _text(given: Any) -> Any:
    """Give a column as text; what has no one writing, such as a list, is null."""
    kind = given.type
    if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return pa.nulls(len(given), pa.string())
    return pc.utf8_trim_whitespace(pc.cast(given, pa.string()))


def _whole(given: Any) -> Any:
    """Give a column as whole numbers below 10^15; what is none is null."""
    kind = given.type
    if pa.types.is_integer(kind):
        if kind == pa.uint64():  # the only kind that holds what int64 does not
            is_small = pc.less_equal(given, pa.scalar(_HUGE, kind))
            given = pc.if_else(is_small, given, pa.scalar(None, kind))
        return pc.cast(given, pa.int64())
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        number = pc.cast(given, pa.float64(), safe=False)
        is_whole = pc.equal(pc.floor(number), number)
        return pc.cast(pc.if_else(is_whole, _within(number, -_HUGE, _HUGE), None), pa.int64())
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        return pa.nulls(len(given), pa.int64())
    text = _text(given)
    is_whole = pc.match_substring_regex(text, r"^[0-9]{1,15}(\.0+)?$")
    text = pc.if_else(is_whole, text, pa.scalar(None, pa.string()))
    return pc.cast(pc.replace_substring_regex(text, r"\..*", ""), pa.int64())


def _days_of_text(given: Any) -> Any:
    """Days of texts such as 2026-01-31; what is no real day is null."""
    is_day = pc.match_substring_regex(given, r"^[12][0-9]{3}-[0-9]{2}-[0-9]{2}$")
    text = pc.if_else(is_day, given, pa.scalar(None, pa.string()))
    day = pc.cast(pc.strptime(text, "%Y-%m-%d", "s", error_is_null=True), pa.date32())
    return pc.if_else(pc.equal(pc.cast(day, pa.string()), text), day, pa.scalar(None, pa.date32()))


def _within(numbers: Any, least: int, most: int) -> Any:
    is_within = pc.and_(pc.greater_equal(numbers, least), pc.less_equal(numbers, most))
    return pc.if_else(is_within, numbers, pa.scalar(None, numbers.type))


def _filled(numbers: Any, unknown: int, kind: Any) -> Any:
    return pc.fill_null(numbers, unknown).to_numpy(zero_copy_only=False).astype(kind)
