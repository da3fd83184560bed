"""A file of claims as columns: Parquet, CSV or JSON Lines, the fields of the contract."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.json
import pyarrow.parquet

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
from sanviec.engines.benefits.values import MOST_WAGE_VND
from sanviec.kernel.errors import InputError

_READERS: Final[dict[str, Callable[[str], Any]]] = {
    ".parquet": pyarrow.parquet.read_table,
    ".csv": pyarrow.csv.read_csv,
    ".csv.gz": pyarrow.csv.read_csv,
    ".jsonl": pyarrow.json.read_json,
}
_EPOCH: Final = np.datetime64(FIRST_DAY, "D").astype(np.int64) - 1


@dataclass(frozen=True)
class ClaimFile:
    """The claims of a file.

    Args:
        columns: Their facts.
        region: int8[n], place in `REGIONS`, -1 unknown.
        bad: Rows with a value that cannot be used, by column; those rows are left out.
    """

    columns: Columns
    region: Any
    bad: dict[str, int]


def read_claims(path: str) -> ClaimFile:
    """Give the claims of a file; rows with an unusable value are counted and left out.

    Raises:
        InputError: the file cannot be read, or has no column `decided_on`.
    """
    table = table_of(path)
    if "decided_on" not in table.column_names:
        raise InputError(
            f"Tệp {Path(path).name} thiếu cột decided_on; luật được chọn theo ngày quyết định.",
            f"{Path(path).name} has no column decided_on; the law is chosen by it",
            field="--claims",
            column="decided_on",
            code="missing",
        )
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
        "contribution_months": taken.numbers("contribution_months", MOST_MONTHS, MOST_MONTHS + 1),
        "average_wage_vnd": taken.numbers("average_wage_vnd", MOST_WAGE_VND, UNKNOWN),
    }
    good = ~taken.is_bad
    columns = Columns(**{name: column[good] for name, column in found.items()})
    return ClaimFile(columns, region[good], taken.bad)


def table_of(path: str) -> Any:
    """Give the rows of a file, by its suffix.

    Raises:
        InputError: the suffix is unknown, or the file cannot be read.
    """
    name = Path(path).name
    suffix = next((s for s in sorted(_READERS, reverse=True) if name.lower().endswith(s)), None)
    if suffix is None:
        raise InputError(
            f"Không đọc được tệp {name}: cần {', '.join(_READERS)}.",
            f"cannot read {name}: expected {', '.join(_READERS)}",
            field="--claims",
            code="suffix",
        )
    try:
        return _READERS[suffix](path)
    except (OSError, pa.ArrowException) as error:
        raise InputError(
            f"Không đọc được tệp {name}. Hãy kiểm tra đường dẫn và nội dung tệp.",
            f"cannot read {name}: {error}",
            field="--claims",
            code="file",
        ) from error


class _Taken:
    """Columns taken out of a table, and which rows had a value that cannot be used."""

    def __init__(self, table: Any) -> None:
        self._table = table
        self.is_bad = np.zeros(len(table), dtype=bool)
        self.bad: dict[str, int] = {}

    def _column(self, name: str) -> Any:
        if name not in self._table.column_names:
            return pa.nulls(len(self._table), pa.string())
        return self._table[name].combine_chunks()

    def _mark(self, name: str, given: Any, used: Any) -> None:
        """Count rows that gave something of which nothing was understood."""
        lost = pc.and_(pc.is_valid(given), pc.is_null(used)).to_numpy(zero_copy_only=False)
        if lost.any():
            self.bad[name] = int(lost.sum())
            self.is_bad |= lost

    def days(self, name: str) -> Any:
        """Numbers of days, 0 unknown."""
        given = self._column(name)
        used = given if pa.types.is_temporal(given.type) else _days_of_text(given)
        used = pc.cast(pc.cast(used, pa.date32(), safe=False), pa.int32())
        used = pc.subtract(used, pa.scalar(int(_EPOCH), pa.int32()))
        used = _within(used, 1, DAYS)
        self._mark(name, given, used)
        return _filled(used, 0, np.int32)

    def months(self, name: str) -> Any:
        """Numbers of months, 0 unknown."""
        given = self._column(name)
        text = pc.cast(given, pa.string())
        is_month = pc.match_substring_regex(text, r"^[12][0-9]{3}-(0[1-9]|1[0-2])$")
        text = pc.if_else(is_month, text, pa.scalar(None, pa.string()))
        year = pc.cast(pc.utf8_slice_codeunits(text, 0, 4), pa.int32())
        month = pc.cast(pc.utf8_slice_codeunits(text, 5, 7), pa.int32())
        used = pc.add(pc.multiply(year, 12), pc.subtract(month, FIRST_MONTH))
        used = _within(used, 1, MONTHS)
        self._mark(name, given, used)
        return _filled(used, 0, np.int32)

    def numbers(self, name: str, most: int, unknown: int) -> Any:
        """Whole numbers from 0."""
        given = self._column(name)
        if pa.types.is_string(given.type) or pa.types.is_large_string(given.type):
            is_number = pc.match_substring_regex(given, r"^[0-9]{1,15}$")
            whole = pc.if_else(is_number, given, pa.scalar(None, given.type))
        elif pa.types.is_floating(given.type):
            whole = pc.if_else(pc.equal(pc.floor(given), given), given, None)
        else:
            whole = given
        used = _within(pc.cast(whole, pa.int64()), 0, most)
        self._mark(name, given, used)
        return _filled(used, unknown, np.int64)

    def words(self, name: str, known: tuple[str, ...]) -> Any:
        """Places in a list of words, -1 unknown."""
        given = pc.cast(self._column(name), pa.string())
        used = pc.index_in(given, value_set=pa.array(known))
        self._mark(name, given, used)
        return _filled(used, UNKNOWN, np.int8)


def _days_of_text(given: Any) -> Any:
    """Days of texts such as 2026-01-31; what is no real day is null."""
    text = pc.cast(given, pa.string())
    is_day = pc.match_substring_regex(text, r"^[12][0-9]{3}-[0-9]{2}-[0-9]{2}$")
    text = pc.if_else(is_day, text, pa.scalar(None, pa.string()))
    day = pc.cast(pc.strptime(text, "%Y-%m-%d", "s", error_is_null=True), pa.date32())
    return pc.if_else(pc.equal(pc.cast(day, pa.string()), text), day, pa.scalar(None, pa.date32()))


def _within(numbers: Any, least: int, most: int) -> Any:
    is_within = pc.and_(pc.greater_equal(numbers, least), pc.less_equal(numbers, most))
    return pc.if_else(is_within, numbers, pa.scalar(None, numbers.type))


def _filled(numbers: Any, unknown: int, kind: Any) -> Any:
    return pc.fill_null(numbers, unknown).to_numpy(zero_copy_only=False).astype(kind)
