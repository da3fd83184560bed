"""One function for each format: headings and rows into a binary stream."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import chain, islice
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, Final, cast

from sanviec.engines.intake.problems import refusal
from sanviec.engines.intake.reading.cleaning import clean

Cell = str | int | float | bool | date | None

LIVE_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")

_SHEET_ROWS: Final = 1_048_575
_SHEET_CELL_CHARS: Final = 32_767
_MARK: Final = " …[cắt bớt]"
_IN_MEMORY: Final = 16 << 20
_BOOK_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}
_BATCH: Final = 5_000
# Files must not depend on the day on which they are written.
_FIXED: Final = datetime(2000, 1, 1, tzinfo=UTC)


def guarded(text: str) -> str:
    """Give the text behind an apostrophe if a spreadsheet would run it."""
    return f"'{text}" if text.startswith(LIVE_STARTS) else text


def _cleaned(rows: Iterable[Sequence[Cell]]) -> Iterator[list[Cell]]:
    """Yield the rows with composed text, free of what no file or reader can take (NUL)."""
    for row in rows:
        yield [clean(cell) if isinstance(cell, str) else cell for cell in row]


def as_text(cell: Cell) -> str:
    """Give a typed cell as text: ISO dates, true and false, nothing for None."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def write_csv(stream: BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Write UTF-8 with commas and plain newlines; give how many cells were shortened: none."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(map(guarded, columns))
    for row in _cleaned(rows):
        writer.writerow([guarded(c) if isinstance(c, str) else as_text(c) for c in row])
    text.detach()
    return 0


def write_csv_gz(stream: BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Write packed CSV without name and time, so that equal rows give equal bytes."""
    with gzip.GzipFile(filename="", fileobj=stream, mode="wb", mtime=0) as packed:
        return write_csv(cast(BinaryIO, packed), columns, rows)


def write_jsonl(stream: BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Write one object a line, with every column in each."""
    for row in _cleaned(rows):
        entry = {
            name: cell.isoformat() if isinstance(cell, date) else cell
            for name, cell in zip(columns, row, strict=True)
        }
        stream.write(json.dumps(entry, ensure_ascii=False).encode("utf-8") + b"\n")
    return 0


def write_xlsx(stream: BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Write one sheet in constant memory; give how many cells were cut at the sheet's limit.

    The library packs into a spool: on a full disk its archive, when it is forgotten, would
    still seek in a stream that is closed by then.
    """
    import xlsxwriter  # heavy: only those who write workbooks pay for it
    from xlsxwriter.exceptions import FileCreateError

    with SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        book = xlsxwriter.Workbook(spool, _BOOK_OPTIONS)
        book.set_properties({"created": _FIXED})
        try:
            shortened = _fill(book, columns, rows)
        finally:
            try:
                book.close()
            except FileCreateError as error:
                raise OSError(*error.args) from error
        spool.seek(0)
        shutil.copyfileobj(spool, stream)
    return shortened


def _fill(
    book: Any,  # untyped library
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
) -> int:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    heading = book.add_format({"bold": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    shortened = 0
    for index, name in enumerate(columns):
        sheet.write_string(0, index, name[:_SHEET_CELL_CHARS], heading)
    for number, row in enumerate(_cleaned(rows), start=1):
        if number > _SHEET_ROWS:
            raise refusal("write_too_many_rows", ".xlsx", limit=_SHEET_ROWS)
        for index, cell in enumerate(row):
            shortened += _put(sheet, number, index, cell, day)
    return shortened


def _put(sheet: Any, row: int, index: int, cell: Cell, day: object) -> bool:  # untyped library
    if isinstance(cell, str):
        is_long = len(cell) > _SHEET_CELL_CHARS
        text = cell[: _SHEET_CELL_CHARS - len(_MARK)] + _MARK if is_long else cell
        sheet.write_string(row, index, text)
        return is_long
    if isinstance(cell, bool):
        sheet.write_boolean(row, index, cell)
    elif isinstance(cell, int | float):
        sheet.write_number(row, index, cell)
    elif isinstance(cell, date):
        sheet.write_datetime(row, index, cell, day)
    return False


def write_parquet(stream: BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Write in batches; a column's type is that of its first cells, text when they differ."""
    import pyarrow as arrow  # heavy: only those who write parquet pay for it
    from pyarrow import parquet

    remaining = _cleaned(rows)
    first: list[Sequence[Cell]] = list(islice(remaining, _BATCH))
    casts = [_column_kind([row[i] for row in first]) for i in range(len(columns))]
    types = {int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_(), date: arrow.date32()}
    schema = arrow.schema(
        [(name, types.get(kind, arrow.string())) for name, kind in zip(columns, casts, strict=True)]
    )
    with parquet.ParquetWriter(stream, schema) as writer:
        everything = chain(first, remaining)
        while batch := list(islice(everything, _BATCH)):
            writer.write_table(_arrow_table(arrow, schema, batch, casts))
    return 0


def _arrow_table(
    arrow: Any,  # untyped library
    schema: object,
    batch: list[Sequence[Cell]],
    kinds: list[type],
) -> object:
    columns = [[_as_kind(row[index], kind) for row in batch] for index, kind in enumerate(kinds)]
    return arrow.table(columns, schema=schema)


def _column_kind(cells: Sequence[Cell]) -> type:
    kinds = {date if isinstance(cell, date) else type(cell) for cell in cells if cell is not None}
    if kinds == {int, float}:
        return float
    return kinds.pop() if len(kinds) == 1 else str


def _as_kind(cell: Cell, kind: type) -> Cell:
    if cell is None or kind is str:
        return None if cell is None else as_text(cell)
    converters: dict[type, Callable[[Any], Cell]] = {float: float, int: int}
    return converters[kind](cell) if kind in converters else cell
