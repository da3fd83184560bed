"""JSON Lines: one object a line, whose keys are the columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from sanviec.engines.intake.problems import Notice, notice, refusal
from sanviec.engines.intake.reading.columnar import value_text
from sanviec.engines.intake.reading.delimited import decoding_of
from sanviec.engines.intake.reading.encodings import Decoding
from sanviec.engines.intake.reading.headers import Layout
from sanviec.engines.intake.reading.letters import find_layer
from sanviec.engines.intake.reading.lines import bounded_lines, open_text
from sanviec.engines.intake.reading.rows import CellProblem, Finishing, GridRow, finish_rows
from sanviec.engines.intake.reading.sources import Source
from sanviec.engines.intake.table import Limits, ReadOptions, Table

_SAMPLE_CELLS: Final = 400


def read_json_lines(source: Source, limits: Limits, options: ReadOptions) -> Table:
    """Give a JSON Lines file as a table; rows are numbered by their lines.

    The columns are the keys of all objects in the order in which they first appear, so the file
    is read twice.

    Raises:
        InputError: Binary content, too many keys, or no object at all.
    """
    decoding = decoding_of(source, options)
    columns, sample = _survey(source, decoding, limits)
    if not columns:
        raise refusal("header_missing", source.name)
    if len(columns) > limits.max_columns:
        raise refusal("too_many_columns", source.name, count=len(columns), limit=limits.max_columns)
    finishing = Finishing(source.name, limits, decoding.layer, decoding.layer is not None)
    finishing.layer = finishing.layer or find_layer(sample)
    notices: list[Notice] = []
    if finishing.layer is not None:
        notices.append(notice("letters_converted", layer=finishing.layer.label))
    text = open_text(source, decoding)
    grid = _grid(bounded_lines(text, limits.max_row_chars), columns, limits)
    names = _names(columns, finishing)
    return Table(
        name=source.name,
        format="jsonl",
        columns=names,
        rows=finish_rows(grid, Layout(names, 0, 1), finishing, notices),
        encoding=decoding.encoding,
        header_row=0,
        notices=notices,
        closing=text.close,
    )


def _survey(source: Source, decoding: Decoding, limits: Limits) -> tuple[list[str], list[str]]:
    """Give all keys, and some marked cells by which an old font shows."""
    keys: dict[str, None] = {}
    sample: list[str] = []
    text = open_text(source, decoding)
    for line in bounded_lines(text, limits.max_row_chars):
        entry = _parse(line, limits) or {}
        keys.update(dict.fromkeys(entry))
        if len(keys) > limits.max_columns:
            break
        if len(sample) < _SAMPLE_CELLS:
            sample += [v[:2_000] for v in entry.values() if isinstance(v, str) and not v.isascii()]
    text.detach()
    return list(keys), sample


def _parse(line: str, limits: Limits) -> dict[str, object] | None:
    if len(line) > limits.max_row_chars:
        return None
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) else None


def _names(columns: list[str], finishing: Finishing) -> tuple[str, ...]:
    return tuple(finishing.text(key) or f"Cột {i}" for i, key in enumerate(columns, start=1))


def _grid(lines: Iterator[str], columns: list[str], limits: Limits) -> Iterator[GridRow]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        entry = _parse(line, limits)
        if entry is None:
            code = "row_too_long" if len(line) > limits.max_row_chars else "json_broken"
            yield GridRow(number, [line[:200]], (CellProblem(None, code),))
        else:
            yield GridRow(number, [value_text(entry.get(key)) for key in columns])
