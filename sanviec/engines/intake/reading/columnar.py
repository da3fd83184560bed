"""Parquet files, a batch at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from sanviec.engines.intake.problems import Notice, notice, refusal
from sanviec.engines.intake.reading.headers import Layout
from sanviec.engines.intake.reading.letters import find_layer
from sanviec.engines.intake.reading.rows import Finishing, GridRow, finish_rows
from sanviec.engines.intake.reading.sources import Source
from sanviec.engines.intake.table import Encoding, Limits, Table

_BATCH: Final = 1_000
_SAMPLE_ROWS: Final = 40


def read_parquet(source: Source, limits: Limits) -> Table:
    """Give a parquet file as a table; lists are joined with semicolons, the heading is row 1.

    Raises:
        InputError: Damaged, too many rows or columns, or unpacking suspiciously.
    """
    import pyarrow as arrow  # heavy: only those who read parquet pay for it
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(source.stream, pre_buffer=False)
        columns = tuple(file.schema_arrow.names)
        _check(file.metadata, len(columns), source, limits)
        sample = next(_texts(file, _SAMPLE_ROWS), [])
    except (arrow.ArrowException, OSError, ValueError) as error:
        raise refusal("parquet_broken", source.name, detail=error) from error
    finishing = Finishing(source.name, limits)
    finishing.layer = find_layer(cell for row in sample for cell in row)
    notices: list[Notice] = []
    if finishing.layer is not None:
        notices.append(notice("letters_converted", layer=finishing.layer.label))
    columns = tuple(map(finishing.text, columns))
    grid = _grid(file, source, arrow.ArrowException)
    layout = Layout(columns, 1, 2)
    return Table(
        name=source.name,
        format="parquet",
        columns=columns,
        rows=finish_rows(grid, layout, finishing, notices),
        encoding=Encoding("utf-8", "Unicode", 100),
        notices=notices,
        closing=source.close,
    )


def _check(metadata: Any, columns: int, source: Source, limits: Limits) -> None:  # untyped library
    name = source.name
    if columns > limits.max_columns:
        raise refusal("too_many_columns", name, count=columns, limit=limits.max_columns)
    if metadata.num_rows > limits.max_rows:
        raise refusal("too_many_rows", name, limit=limits.max_rows)
    groups = range(metadata.num_row_groups)
    unpacked = sum(metadata.row_group(group).total_byte_size for group in groups)
    if unpacked > limits.max_unpacked_bytes:
        raise refusal("archive_bomb", name, unpacked_mb=unpacked // 1_000_000)


def _texts(file: Any, size: int) -> Iterator[list[list[str]]]:  # untyped library
    for batch in file.iter_batches(batch_size=size):
        columns = [column.to_pylist() for column in batch.columns]
        yield [list(map(value_text, row)) for row in zip(*columns, strict=True)]


def _grid(
    file: Any, source: Source, broken: type[Exception]
) -> Iterator[GridRow]:  # untyped library
    number = 1
    try:
        for rows in _texts(file, _BATCH):
            for cells in rows:
                number += 1
                yield GridRow(number, cells)
    except (broken, OSError, ValueError) as error:
        raise refusal("parquet_broken", source.name, row=number + 1, detail=error) from error


def value_text(value: object) -> str:
    """Give a typed value as the text that a person would have written."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _float_text(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list | tuple):
        return "; ".join(text for item in value if (text := value_text(item)))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _float_text(value: float) -> str:
    if value != value:
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e18 else repr(value)
