"""One sheet of a workbook as grid rows, streamed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import IO, Final

from sanviec.engines.intake.reading.headers import Merge
from sanviec.engines.intake.reading.number_formats import Shape, number_text, serial_text
from sanviec.engines.intake.reading.rows import CellProblem, GridRow
from sanviec.engines.intake.reading.shared_strings import SharedStrings, unescaped
from sanviec.engines.intake.reading.xml_stream import BrokenXml, XmlFeed
from sanviec.engines.intake.table import Limits

MAX_MERGES: Final = 20_000

_LAST_COLUMN: Final = 16_384
_BLOCK: Final = 1 << 20
_OVERLAP: Final = 256
_MERGE: Final = re.compile(rb'mergeCell\s[^<>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_DIGITS: Final = "0123456789"


@dataclass(frozen=True, slots=True)
class SheetContext:
    """What the cells of every sheet of one workbook refer to."""

    strings: SharedStrings | None
    shapes: Mapping[str, Shape]
    is_1904: bool
    limits: Limits


@lru_cache(maxsize=2_048)
def column_index(letters: str) -> int:
    """Give the index from 0 of a column's letters: A is 0, Z 25, AA 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    if not 0 < index <= _LAST_COLUMN:
        raise ValueError(f"no column {letters}")
    return index - 1


class SheetReader:
    """Collects rows from the events of a sheet's XML."""

    def __init__(self, context: SheetContext) -> None:
        self._context = context
        self._ready: list[GridRow] = []
        self._number = 0
        self._cells: dict[int, str] = {}
        self._problems: list[CellProblem] = []
        self._chars = 0
        self._column = -1
        self._type = "n"
        self._style = ""
        self._parts: list[str] = []
        self._part_chars = 0
        self._has_formula = False
        self._is_text = False
        self._phonetic = 0

    def rows(self, stream: IO[bytes]) -> Iterator[GridRow]:
        """Yield the rows that hold anything, in the order of the sheet."""
        feed = XmlFeed(self._start, self._end, self._text)
        is_open = True
        while is_open:
            is_open = feed.feed(stream)
            ready, self._ready = self._ready, []
            yield from ready

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name in ("v", "t"):
            self._is_text = not self._phonetic
        elif name == "f":
            self._has_formula = True
        elif name == "row":
            self._number = int(attributes.get("r", self._number + 1))
            self._cells, self._problems, self._column, self._chars = {}, [], -1, 0
        elif name == "rPh":
            self._phonetic += 1

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        letters = reference.rstrip(_DIGITS) if reference else ""
        self._column = column_index(letters) if letters else self._column + 1
        if self._column >= _LAST_COLUMN:
            raise BrokenXml("too many cells in a row")
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._parts, self._part_chars, self._has_formula = [], 0, False

    def _text(self, text: str) -> None:
        if self._is_text and self._part_chars <= self._context.limits.max_cell_chars:
            self._parts.append(text)
            self._part_chars += len(text)

    def _end(self, name: str) -> None:
        if name == "c":
            self._end_cell()
        elif name in ("v", "t"):
            self._is_text = False
        elif name == "rPh":
            self._phonetic -= 1
        elif name == "row":
            self._end_row()

    def _end_cell(self) -> None:
        raw = "".join(self._parts)
        if not raw:
            if self._has_formula and self._type != "str":
                self._problems.append(CellProblem(self._column, "formula_without_value"))
            return
        text = self._value(raw)
        self._chars += len(text)
        if self._chars > self._context.limits.max_row_chars:
            self._problems.append(CellProblem(None, "row_too_long"))
        elif text:
            self._cells[self._column] = text

    def _value(self, raw: str) -> str:
        """Give what the cell shows, by its type."""
        if self._type == "s":
            return self._shared(int(raw))
        if self._type == "n":
            return self._number_or_date(raw)
        if self._type == "b":
            return "TRUE" if raw.strip() == "1" else "FALSE"
        if self._type == "e":
            self._problems.append(CellProblem(self._column, "cell_error_value", raw))
            return raw
        return unescaped(raw) if self._type in ("inlineStr", "str") else raw

    def _shared(self, number: int) -> str:
        if self._context.strings is None or number < 0:
            raise BrokenXml("a shared string that does not exist")
        return self._context.strings[number]

    def _number_or_date(self, raw: str) -> str:
        shape = self._context.shapes.get(self._style)
        if shape != "date":
            return number_text(raw, shape)
        text = serial_text(raw, is_1904=self._context.is_1904)
        if text is None:
            self._problems.append(CellProblem(self._column, "serial_out_of_range", raw))
            return raw
        return text

    def _end_row(self) -> None:
        if not self._cells and not self._problems:
            return
        width = (
            max(
                [*self._cells, *(p.index for p in self._problems if p.index is not None)], default=0
            )
            + 1
        )
        cells = [""] * width
        for index, text in self._cells.items():
            cells[index] = text
        self._ready.append(GridRow(self._number, cells, tuple(self._problems)))


def scan_merges(stream: IO[bytes]) -> tuple[list[Merge], bool]:
    """Give the merged ranges of a sheet, and whether there were more than the limit.

    They stand behind the rows in the file but are needed before them, hence a search of its own.
    Cost: one pass over the unpacked sheet, without parsing.
    """
    merges: dict[Merge, None] = {}
    rest = b""
    while block := stream.read(_BLOCK):
        block = rest + block
        for found in _MERGE.finditer(block):
            merges[_merge(found)] = None
            if len(merges) > MAX_MERGES:
                return list(merges)[:MAX_MERGES], True
        rest = block[-_OVERLAP:]
    return list(merges), False


def _merge(found: re.Match[bytes]) -> Merge:
    left, top, right, bottom = (part.decode("ascii") for part in found.groups())
    try:
        return Merge(int(top), column_index(left), int(bottom), column_index(right))
    except ValueError as error:
        raise BrokenXml(str(error)) from error


def fill_merges(rows: Iterable[GridRow], merges: Sequence[Merge]) -> Iterator[GridRow]:
    """Repeat the text of a cell merged over several rows in each of them that holds anything."""
    starting: dict[int, list[Merge]] = defaultdict(list)
    for merge in merges:
        if merge.bottom > merge.top:
            starting[merge.top].append(merge)
    active: list[tuple[Merge, str]] = []
    for row in rows:
        active = [(merge, text) for merge, text in active if merge.bottom >= row.number]
        yield _filled(row, active) if active else row
        active += [(m, _at(row, m.left)) for m in starting.get(row.number, ()) if _at(row, m.left)]


def _at(row: GridRow, index: int) -> str:
    return row.cells[index] if index < len(row.cells) else ""


def _filled(row: GridRow, active: Sequence[tuple[Merge, str]]) -> GridRow:
    cells = list(row.cells)
    for merge, text in active:
        cells.extend([""] * (merge.left + 1 - len(cells)))
        cells[merge.left] = cells[merge.left] or text
    return GridRow(row.number, cells, row.problems, row.notice_code)
