"""The file of rejected rows: the person's own columns and why, to be corrected and sent again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sanviec.engines.intake.problems import RowError
from sanviec.engines.intake.records import Row
from sanviec.engines.intake.writing.files import Target, Written, write_table
from sanviec.engines.intake.writing.formats import Cell

ERRORS: Final = "Lỗi"
SURPLUS: Final = "Phần thừa"


def write_rejected(
    columns: Sequence[str],
    rows: Iterable[Row],
    target: Target,
    *,
    suffix: str | None = None,
) -> Written:
    """Write the rejected ones of the rows with their original cells and their errors.

    The columns are the table's own, then “Phần thừa” with cells beyond the last column, then
    “Lỗi”. Reading the file again passes over both, so that corrected rows need no other change.

    Args:
        columns: Headings of the table that the rows came from.
        rows: Rows of a conversion; accepted ones are passed over.
        target: As for `write_table`.
        suffix: As for `write_table`.
    """
    kept = [name for name in columns if name not in (ERRORS, SURPLUS)]
    places = [columns.index(name) for name in kept]
    return write_table(
        [*kept, SURPLUS, ERRORS], _rejected(rows, places, len(columns)), target, suffix=suffix
    )


def _rejected(rows: Iterable[Row], places: Sequence[int], width: int) -> Iterator[Sequence[Cell]]:
    for row in rows:
        if row.record is None:
            cells = [row.cells[place] if place < len(row.cells) else "" for place in places]
            surplus = " | ".join(filter(None, row.cells[width:]))
            yield [*cells, surplus, "; ".join(map(_reason, row.errors))]


def _reason(error: RowError) -> str:
    return f"{error.column}: {error.text_vi}" if error.column else error.text_vi
