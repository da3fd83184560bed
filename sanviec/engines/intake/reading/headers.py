"""Where the headings of a table are: title rows above, several rows of headings, merged cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from sanviec.engines.intake.columns import is_known_heading, is_part_heading
from sanviec.engines.intake.problems import Notice, notice

PREVIEW_ROWS: Final = 40

_ORDINAL: Final = re.compile(r"[\[(]?\s*(?:\d{1,3}|[A-Za-z])\s*[\])]?(?:\s*=.*)?")
_DIGIT: Final = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; rows count from 1 as in the sheet, columns from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row near the top of the file: its number there and its cleaned cells."""

    number: int
    cells: Sequence[str]


@dataclass(slots=True)
class Layout:
    """The headings, the number of their first row, and the first number that holds data."""

    columns: tuple[str, ...]
    header_row: int
    first_data_row: int
    notices: list[Notice] = field(default_factory=list)


def find_layout(
    preview: Sequence[PreviewRow], merges: Sequence[Merge] = (), header_row: int | None = None
) -> Layout | None:
    """Give where the headings are, None when there is no row with text.

    The heading row is the one with most names that the vocabulary knows; without any, the first
    row with two filled cells. Rows of parts below it ("Từ", "Đến" under "Mức lương") and group
    headings above it join it; a row that numbers the columns is skipped.

    Args:
        preview: The first rows of the file, blank ones left out or not.
        merges: Merged ranges of the sheet.
        header_row: The row number that the person named, which is then not searched for.
    """
    rows = [_filled(row, merges) for row in preview]
    best = _best_row(rows, header_row)
    if best is None:
        return None
    first, last = _extend_up(rows, best), _extend_down(rows, best, merges)
    width = max(len(row.cells) for row in rows[first:])
    names = [_name_of(rows[first : last + 1], index) for index in range(width)]
    data = _skip_ordinals(rows, last + 1)
    layout = Layout(
        columns=_unique(_trim(names, rows[data:])),
        header_row=rows[first].number,
        first_data_row=rows[data].number if data < len(rows) else rows[-1].number + 1,
    )
    _say_what_was_found(layout, rows[:first], rows[best], header_row)
    return layout


def known_count(cells: Sequence[str]) -> int:
    """Give how many different known headings stand in the cells."""
    return len({cell for cell in cells if cell and is_known_heading(cell)})


def _filled(row: PreviewRow, merges: Sequence[Merge]) -> PreviewRow:
    """Repeat the text of a cell merged across columns, so that each part sees its parent."""
    across = [m for m in merges if m.top == row.number and m.right > m.left]
    if not across:
        return row
    cells = list(row.cells)
    for merge in across:
        cells.extend([""] * (min(merge.right, 2_000) + 1 - len(cells)))
        for index in range(merge.left + 1, min(merge.right, 2_000) + 1):
            cells[index] = cells[index] or cells[merge.left]
    return PreviewRow(row.number, cells)


def _best_row(rows: Sequence[PreviewRow], header_row: int | None) -> int | None:
    if header_row is not None:
        return next((i for i, row in enumerate(rows) if row.number == header_row), None)
    counts = [known_count(row.cells) for row in rows]
    if not counts:
        return None
    widest = max(_distinct(row.cells) for row in rows)
    top = max(counts)
    if top >= 2 or (top == 1 and widest <= 2):
        return counts.index(top)
    wanted = min(2, widest)
    return next((i for i, row in enumerate(rows) if _distinct(row.cells) >= wanted > 0), None)


def _extend_down(rows: Sequence[PreviewRow], best: int, merges: Sequence[Merge]) -> int:
    last = best
    while last + 1 < len(rows) and _holds_parts(rows[last], rows[last + 1], merges):
        last += 1
    return last


def _holds_parts(above: PreviewRow, below: PreviewRow, merges: Sequence[Merge]) -> bool:
    """Tell whether the lower row holds parts of the headings above it."""
    if below.number != above.number + 1:
        return False
    filled = [(i, cell) for i, cell in enumerate(below.cells) if cell]
    if not filled or any(_DIGIT.search(cell) for _, cell in filled):
        return False
    parents = {
        index
        for merge in merges
        if merge.top == above.number == merge.bottom
        for index in range(merge.left, merge.right + 1)
    }
    if parents:
        return all(
            i in parents or _cell(above, i) == c or is_known_heading(c) or is_part_heading(c)
            for i, c in filled
        )
    has_part = any(is_part_heading(cell) for _, cell in filled)
    return has_part and all(is_part_heading(c) or is_known_heading(c) for _, c in filled)


def _extend_up(rows: Sequence[PreviewRow], best: int) -> int:
    """Take in the row of groups above when the best row itself holds parts ("Từ", "Đến")."""
    if best == 0 or rows[best - 1].number != rows[best].number - 1:
        return best
    parts = [i for i, cell in enumerate(rows[best].cells) if cell and is_part_heading(cell)]
    above = rows[best - 1].cells
    has_parent = any(i < len(above) and above[i] for i in parts)
    return best - 1 if has_parent and _distinct(above) > 1 else best


def _distinct(cells: Sequence[str]) -> int:
    """Count different texts, so that a title merged across the sheet counts once."""
    return len(set(filter(None, cells)))


def _cell(row: PreviewRow, index: int) -> str:
    return row.cells[index] if index < len(row.cells) else ""


def _name_of(block: Sequence[PreviewRow], index: int) -> str:
    """Join the labels of one column downwards, unless only the lowest one is a known name."""
    labels = [_label(block, level, index) for level in range(len(block))]
    labels = list(dict.fromkeys(label for label in labels if label))
    joined = " ".join(labels)
    if len(labels) > 1 and not is_known_heading(joined) and is_known_heading(labels[-1]):
        return labels[-1]
    return joined


def _label(block: Sequence[PreviewRow], level: int, index: int) -> str:
    """Give a label, for a blank over a part the nearest one to the left (merged, then saved)."""
    label = _cell(block[level], index)
    has_part = any(_cell(row, index) for row in block[level + 1 :])
    while not label and has_part and index > 0:
        index -= 1
        label = _cell(block[level], index)
    return label


def _skip_ordinals(rows: Sequence[PreviewRow], data: int) -> int:
    """Skip the row "(1) (2) (3)" that official forms put under the headings."""
    if data >= len(rows):
        return data
    filled = [cell for cell in rows[data].cells if cell]
    is_ordinal = len(filled) >= 3 and all(_ORDINAL.fullmatch(cell) for cell in filled)
    return data + 1 if is_ordinal and _is_rising(filled) else data


def _is_rising(cells: Sequence[str]) -> bool:
    numbers = [int(found.group()) for cell in cells if (found := re.search(r"\d+", cell))]
    return len(numbers) >= 2 and all(b == a + 1 for a, b in zip(numbers, numbers[1:], strict=False))


def _trim(names: list[str], data: Sequence[PreviewRow]) -> list[str]:
    """Drop columns at the end that have no heading and data in few rows.

    A cell beyond the headings in one row is a fault of that row, not a column.
    """
    width = len(names)
    while width and not names[width - 1]:
        filled = sum(bool(_cell(row, width - 1)) for row in data)
        if filled and filled * 2 > len(data):
            break
        width -= 1
    return names[:width]


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    """Give every column a name of its own: blank ones a number, repeated ones a counter."""
    unique: dict[str, None] = {}
    for index, name in enumerate(names, start=1):
        name = numbered = " ".join(name.split()) or f"Cột {index}"
        count = 1
        while numbered in unique:
            count += 1
            numbered = f"{name} ({count})"
        unique[numbered] = None
    return tuple(unique)


def _say_what_was_found(
    layout: Layout, above: Sequence[PreviewRow], best: PreviewRow, asked: int | None
) -> None:
    if asked is None and not known_count(best.cells):
        layout.notices.append(notice("header_unrecognised", row=layout.header_row))
    skipped = sum(any(row.cells) for row in above)
    if skipped:
        layout.notices.append(notice("header_found", row=layout.header_row, skipped=skipped))
