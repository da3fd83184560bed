"""From cells of any format to rows of a table: cleaned, as wide as the headings, checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from sanviec.engines.intake.problems import Notice, RowError, notice, refusal, row_error
from sanviec.engines.intake.reading.cleaning import REPLACEMENT, clean
from sanviec.engines.intake.reading.headers import (
    PREVIEW_ROWS,
    Layout,
    Merge,
    PreviewRow,
    find_layout,
)
from sanviec.engines.intake.reading.letters import LetterLayer, apply_layer, find_layer
from sanviec.engines.intake.table import Limits, RawRow

_LAYER_SAMPLES: Final = 400
_MOST_NOTICES: Final = 100


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong with one cell of a raw row; `index` None means the whole row."""

    index: int | None
    code: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row as a format's reader gives it: not yet cleaned, as wide as it happens to be."""

    number: int
    cells: Sequence[str]
    problems: tuple[CellProblem, ...] = ()
    notice_code: str | None = None


@dataclass(slots=True)
class Finishing:
    """Turns grid rows into rows of the table; one for each file.

    A layer found above decoded text applies to the cells that gain by it; one that is the
    file's own encoding applies to all (`is_whole_file`).
    """

    file: str
    limits: Limits
    layer: LetterLayer | None = None
    is_whole_file: bool = False

    def text(self, raw: str) -> str:
        """Give one cell's text cleaned, and out of an old font where the file has one."""
        if self.layer is not None and not raw.isascii():
            whole = self.is_whole_file
            raw = self.layer.convert(raw) if whole else apply_layer(self.layer, raw)
        return clean(raw)

    def finish(self, row: GridRow, columns: Sequence[str]) -> RawRow:
        """Give the row with as many cells as columns, and with what is wrong with it."""
        cells = tuple(map(self.text, row.cells))
        width = len(columns)
        if len(cells) > width and not any(cells[width:]):
            cells = cells[:width]
        elif len(cells) < width:
            cells += ("",) * (width - len(cells))
        errors = self._errors(row, cells, columns)
        return RawRow(row.number, cells, tuple(errors))

    def _errors(
        self, row: GridRow, cells: Sequence[str], columns: Sequence[str]
    ) -> Iterator[RowError]:
        for problem in row.problems:
            index = -1 if problem.index is None else problem.index
            column = columns[index] if 0 <= index < len(columns) else None
            limit = self.limits.max_row_chars
            yield row_error(problem.code, row.number, column, value=problem.value, limit=limit)
        if len(cells) > len(columns) and not row.problems:
            yield row_error("too_many_cells", row.number, count=len(cells), expected=len(columns))
        for index, cell in enumerate(cells[: len(columns)]):
            if len(cell) > self.limits.max_cell_chars:
                count, limit = len(cell), self.limits.max_cell_chars
                yield row_error(
                    "cell_too_long", row.number, columns[index], count=count, limit=limit
                )
            if REPLACEMENT in cell:
                yield row_error("bad_bytes", row.number, columns[index])


@dataclass(slots=True)
class Head:
    """The top of a grid, read once: where headings are, and all rows again from the start."""

    layout: Layout
    finishing: Finishing
    notices: list[Notice]
    rows: Iterator[RawRow]


def read_head(
    grid: Iterator[GridRow],
    finishing: Finishing,
    *,
    merges: Sequence[Merge] = (),
    header_row: int | None = None,
) -> Head:
    """Find the headings at the top of a grid and give the rows below them as they come.

    Raises:
        InputError: No row with text, or too many columns.
    """
    top = list(islice(grid, PREVIEW_ROWS if header_row is None else PREVIEW_ROWS + header_row))
    notices: list[Notice] = []
    if finishing.layer is None:
        finishing.layer = find_layer(_samples(top))
        if finishing.layer is not None:
            notices.append(notice("letters_converted", layer=finishing.layer.label))
    preview = [PreviewRow(row.number, list(map(finishing.text, row.cells))) for row in top]
    layout = find_layout(preview, merges, header_row)
    if layout is None or not any(any(row.cells) for row in preview):
        raise refusal("header_missing", finishing.file)
    _check_columns(layout, finishing)
    notices += layout.notices
    body = chain((row for row in top if row.number >= layout.first_data_row), grid)
    return Head(layout, finishing, notices, finish_rows(body, layout, finishing, notices))


def _samples(top: Iterable[GridRow]) -> Iterator[str]:
    cells = (cell[:2_000] for row in top for cell in row.cells if not cell.isascii())
    return islice(cells, _LAYER_SAMPLES)


def _check_columns(layout: Layout, finishing: Finishing) -> None:
    count, limit = len(layout.columns), finishing.limits.max_columns
    if count > limit:
        raise refusal("too_many_columns", finishing.file, count=count, limit=limit)


def finish_rows(
    body: Iterable[GridRow], layout: Layout, finishing: Finishing, notices: list[Notice]
) -> Iterator[RawRow]:
    """Yield the finished rows, blank ones left out, up to the limit of rows."""
    columns, count, said = layout.columns, 0, 0
    for row in body:
        finished = finishing.finish(row, columns)
        if not finished.errors and not any(finished.cells):
            continue
        count += 1
        if count > finishing.limits.max_rows:
            raise refusal(
                "too_many_rows", finishing.file, row=row.number, limit=finishing.limits.max_rows
            )
        if row.notice_code:
            said += 1
            if said <= _MOST_NOTICES:
                notices.append(notice(row.notice_code, row=row.number))
        yield finished
    if said > _MOST_NOTICES:
        notices.append(notice("quotes_repaired_more", count=said - _MOST_NOTICES))
