"""The rows of a file of claims: Parquet, CSV or JSON Lines; what is no row harms no other."""

from __future__ import annotations

import csv
import gzip
import json
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.csv
import pyarrow.json
import pyarrow.parquet

from sanviec.kernel.errors import InputError

from .encodings import in_utf8
from .json_reading import NotJson, parse_json

_READERS: Final[dict[str, Callable[[str], Any]]] = {
    ".parquet": pyarrow.parquet.read_table,
    ".csv": pyarrow.csv.read_csv,
    ".csv.gz": pyarrow.csv.read_csv,
    ".jsonl": pyarrow.json.read_json,
}
NAMES: Final = (
    "decided_on", "separated_on", "filed_on", "last_contribution_month", "wage_regime", "region",
    "contribution_months", "average_wage_vnd",
)  # fmt: skip
MOST_SHOWN: Final = 3
_ROW: Final = ("đúng số ô như dòng tiêu đề", "as many cells as the first line")
_LINE: Final = ("mỗi dòng một đối tượng JSON {…}", "one JSON object {…} a line")


@dataclass
class Unusable:
    """Rows of a file that are left out for one reason, and what was expected in their place.

    Args:
        count: How many.
        expected: What can be used, in Vietnamese and English.
        first: The first of them: number of the claim in the file from 1, and what it holds.
    """

    count: int
    expected: tuple[str, str]
    first: list[tuple[int, str]] = field(default_factory=list)

    def met(self, number: int, value: object) -> None:
        """Count one more."""
        self.count += 1
        if len(self.first) < MOST_SHOWN:
            self.first.append((number, str(value)[:40]))


def table_with_gaps(path: str) -> tuple[Any, Unusable]:
    """Give the rows of a file, and what became of those that are none.

    Raises:
        InputError: the file cannot be read.
    """
    name = path.lower()
    if name.endswith((".csv", ".csv.gz")):
        return _csv_table(path)
    try:
        return table_of(path), Unusable(0, _LINE)
    except InputError as error:
        if not name.endswith(".jsonl") or not isinstance(error.__cause__, pa.ArrowException):
            raise
    return _json_table(path)


def _csv_table(path: str) -> tuple[Any, Unusable]:
    """Give the rows of a CSV file as text: one odd cell must not decide the kind of a column."""
    unread = Unusable(0, _ROW)

    def skip(row: Any) -> str:
        unread.met(0, row.text)
        return "skip"

    parse = pyarrow.csv.ParseOptions(invalid_row_handler=skip)
    convert = pyarrow.csv.ConvertOptions(
        column_types=dict.fromkeys(NAMES, pa.string()), strings_can_be_null=True
    )
    try:
        return pyarrow.csv.read_csv(path, parse_options=parse, convert_options=convert), unread
    except (OSError, pa.ArrowException) as error:
        raise _unreadable(path, error) from error


def _json_table(path: str) -> tuple[Any, Unusable]:
    """Give the rows of JSON Lines one by one: slower, but what is no claim harms no other."""
    unread, rows = Unusable(0, _LINE), []
    with Path(path).open("rb") as source:
        for number, line in enumerate(source, start=1):
            if not line.strip():
                continue
            row = _object(line)
            if row is None:
                unread.met(number, line.strip().decode("utf-8", "replace"))
            else:
                rows.append(row)
    columns = {
        name: pa.array([_cell(row.get(name)) for row in rows], pa.string()) for name in NAMES
    }
    return pa.table(columns), unread


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        found = parse_json(line)
    except NotJson:
        return None
    return found if isinstance(found, dict) else None


def _cell(value: Any) -> str | None:
    """Give a value as a cell of text holds it."""
    if value is None or isinstance(value, str):
        return value if value is None else value.encode("utf-8", "replace").decode()
    return json.dumps(value)


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
        raise _unreadable(path, error) from error


def _unreadable(path: str, error: Exception) -> InputError:
    name = Path(path).name
    return InputError(
        f"Không đọc được tệp {name}. Hãy kiểm tra đường dẫn và nội dung tệp.",
        f"cannot read {name}: {error}",
        field="--claims",
        code="file",
    )


_NUMBERS: Final = frozenset({
    "contract_months", "contribution_months", "months_paid_in_window", "average_wage_vnd",
    "carried_in_months",
})  # fmt: skip
_NUMBER: Final = re.compile(r"(-?[0-9]{1,15})(\.0+)?", re.ASCII)


def rows_of(path: str) -> Iterator[tuple[int, dict[str, Any] | InputError]]:
    """Yield the claims of a table with their numbers from 1, empty cells left out.

    A row that has too many cells or too few is given as what is wrong with it.

    Raises:
        InputError: the file cannot be read.
    """
    is_csv = path.lower().endswith((".csv", ".csv.gz"))
    given = _cells_of_csv(path) if is_csv else table_of(path).to_pylist()
    for number, row in enumerate(given, start=1):
        yield number, row if isinstance(row, InputError) else _without_gaps(row)


def _without_gaps(row: dict[str, Any]) -> dict[str, Any]:
    cells = {name: value for name, value in row.items() if value is not None}
    return {
        n: value.isoformat() if isinstance(value, date) else value for n, value in cells.items()
    }


def _cells_of_csv(path: str) -> Iterator[dict[str, Any] | InputError]:
    opener: Any = gzip.open if path.lower().endswith(".gz") else open
    try:
        with opener(path, "rb") as source:
            text = (line.decode("utf-8-sig") for line in in_utf8(source))
            reader = csv.reader(text)
            names = next(reader, [])
            for cells in reader:
                if cells:
                    yield _row_of_cells(names, cells)
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error) as error:
        raise _unreadable(path, error) from error


def _row_of_cells(names: list[str], cells: list[str]) -> dict[str, Any] | InputError:
    if len(cells) != len(names):
        return InputError(
            f"Dòng này có {len(cells)} ô, dòng tiêu đề có {len(names)}. Hãy sửa cho đủ ô rồi gửi "
            "lại dòng này.",
            f"this row has {len(cells)} cells, the first line {len(names)}. Correct it and send "
            "this row again.",
            field="line",
            code="wrong_value",
        )
    return {name: _told(name, cell.strip()) for name, cell in zip(names, cells, strict=True)}


def _told(name: str, cell: str) -> str | int | None:
    """Give what a cell holds: a number where the field is one, None when it is empty."""
    number = _NUMBER.fullmatch(cell) if name in _NUMBERS else None
    return int(number[1]) if number else cell or None
