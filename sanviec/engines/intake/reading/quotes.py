"""Delimited records out of lines, with broken quotation marks kept from spoiling other rows.

The C parser reads every sound record in strict mode. Where it fails, or where one record has
swallowed lines that look like rows of their own, the lines are given back and the first record
is read again by a forgiving rule: a quotation mark closes only before a delimiter or the end of
a line. If that fails too, the first line alone is given up and reading goes on below it.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_MIN_LOOK_AHEAD: Final = 20_000
_MAX_LOOSE_LINES: Final = 400
_MAX_CELL_LINES: Final = 1_000_000
# How many lines inside a record, and which share of them, must look like rows of their own
# before a sound record is doubted; one that is broken anyway is doubted sooner.
_SOUND_DOUBT: Final = (5, 1.0)
_BROKEN_DOUBT: Final = (1, 0.5)


@dataclass(frozen=True, slots=True)
class Record:
    """Cells of one record; `problem` is a code of `messages`, a repaired one was accepted."""

    number: int
    cells: list[str]
    problem: str | None = None
    is_repaired: bool = False


class Records:
    """Iterates over the records of delimited lines.

    Args:
        lines: Lines with their newline; a line over `max_chars` is reported, not parsed.
        delimiter: One character.
        width: Usual number of cells, 0 when not known; decides between two readings.
        max_chars: Bound on the characters of one record; shrinks with every failure, so that a
            file full of open quotation marks costs O(length × log failures).
    """

    def __init__(
        self, lines: Iterator[str], delimiter: str, *, width: int = 0, max_chars: int
    ) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._width = width
        self._max_chars = max_chars
        self._returned: deque[str] = deque()
        self._taken: list[str] = []
        self._failures = 0

    def __iter__(self) -> Iterator[Record]:
        number, reader = 0, self._reader()
        while True:
            self._taken.clear()
            number += 1
            is_long = False
            try:
                cells = next(reader, None)
            except csv.Error as error:
                cells, is_long = None, "larger than" in str(error)
            if cells is not None:
                yield self._checked(number, cells)
            elif self._taken:
                yield self._recover(number, is_long)
            else:
                return
            if cells is None or self._returned:
                reader = self._reader()

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(self._feed(), delimiter=self._delimiter, strict=True)

    def _next_line(self) -> str | None:
        return self._returned.popleft() if self._returned else next(self._lines, None)

    def _feed(self) -> Iterator[str]:
        """Give lines to the parser, but only so many characters for one record."""
        budget = max(_MIN_LOOK_AHEAD, self._max_chars // (1 + self._failures))
        used = 0
        while (line := self._next_line()) is not None:
            used = len(line) if not self._taken else used + len(line)
            self._taken.append(line)
            if used > (budget if len(self._taken) > 1 else self._max_chars):
                return
            yield line

    def _keep(self, count: int) -> None:
        """Keep the first lines as this record and return the others to the queue."""
        self._returned.extendleft(reversed(self._taken[count:]))
        self._taken.clear()

    def _checked(self, number: int, cells: list[str]) -> Record:
        """A sound record, unless it looks like one stray quotation mark that swallowed rows."""
        if len(self._taken) == 1 or not self._width:
            return Record(number, cells)
        fits_alone = self._taken[0].count(self._delimiter) == self._width - 1
        is_doubtful = fits_alone and (
            len(cells) != self._width or self._has_swallowed_rows(len(self._taken), _SOUND_DOUBT)
        )
        return self._first_line_alone(number) if is_doubtful else Record(number, cells)

    def _has_swallowed_rows(self, count: int, doubt: tuple[int, float]) -> bool:
        inner = self._taken[1:count]
        least, share = doubt
        if len(inner) < least or self._width < 3:
            return False
        row_like = sum(line.count(self._delimiter) == self._width - 1 for line in inner)
        return row_like >= len(inner) * share

    def _first_line_alone(self, number: int) -> Record:
        self._failures += 1
        cells = _split_plainly(self._taken[0], self._delimiter)
        self._keep(1)
        if self._width and len(cells) == self._width:
            return Record(number, cells, is_repaired=True)
        return Record(number, cells, problem="broken_quotes")

    def _recover(self, number: int, is_long: bool) -> Record:
        first = self._taken[0]
        if len(first) > self._max_chars:
            self._keep(1)
            return Record(number, [first[:200]], problem="row_too_long")
        cells, used = self._split_loosely(is_long)
        if cells is None or self._has_swallowed_rows(used, _BROKEN_DOUBT):
            return self._first_line_alone(number)
        self._keep(used)
        # A sound cell that is only longer than the C parser takes needed no repair.
        return Record(number, cells, is_repaired=not is_long)

    def _split_loosely(self, is_long: bool) -> tuple[list[str] | None, int]:
        """Read the taken lines by the forgiving rule.

        The C parser stops at the first wrong character, or at a cell over its own limit
        (`is_long`), so the lines where the cell ends may not have been taken yet.
        """
        splitter = LooseSplitter(self._delimiter)
        for used, line in enumerate(self._taken, start=1):
            if splitter.feed(line.rstrip("\n")):
                fits = not self._width or len(splitter.cells) == self._width
                return (splitter.cells if fits else None), used
        most_lines = _MAX_CELL_LINES if is_long else _MAX_LOOSE_LINES
        return self._pull_more(splitter, max(2, most_lines // (1 + self._failures)))

    def _pull_more(self, splitter: LooseSplitter, most_lines: int) -> tuple[list[str] | None, int]:
        used = sum(map(len, self._taken))
        while used <= self._max_chars and len(self._taken) < most_lines:
            if (line := self._next_line()) is None:
                break
            used += len(line)
            self._taken.append(line)
            if splitter.feed(line.rstrip("\n")):
                fits = not self._width or len(splitter.cells) == self._width
                return (splitter.cells if fits else None), len(self._taken)
        return None, 0


def _split_plainly(line: str, delimiter: str) -> list[str]:
    return [cell.strip().strip('"') for cell in line.rstrip("\n").split(delimiter)]


class LooseSplitter:
    """Splits a record line by line where a quotation mark closes only before a delimiter."""

    def __init__(self, delimiter: str) -> None:
        self._delimiter = delimiter
        self._marks_at_end = re.compile(rf'"+(?={re.escape(delimiter)}|$)')
        self._open: list[str] | None = None
        self.cells: list[str] = []

    def feed(self, line: str) -> bool:
        """Take one line; True when the record is complete."""
        place = 0 if self._open is None else self._go_on(self._open, line, 0)
        while 0 <= place <= len(line):
            place = self._take_cell(line, place)
        return self._open is None

    def _take_cell(self, line: str, place: int) -> int:
        if line.startswith('"', place):
            self._open = []
            return self._go_on(self._open, line, place + 1)
        end = line.find(self._delimiter, place)
        end = len(line) if end < 0 else end
        self.cells.append(line[place:end])
        return end + 1

    def _go_on(self, parts: list[str], line: str, place: int) -> int:
        """Go on inside quotation marks; -1 when the line ends there."""
        for marks in self._marks_at_end.finditer(line, place):
            # An even run is quotation marks of the text itself, each doubled.
            if len(marks.group()) % 2:
                parts.append(line[place : marks.end() - 1])
                self.cells.append("\n".join(parts).replace('""', '"').replace('\\"', '"'))
                self._open = None
                return marks.end() + 1
        parts.append(line[place:])
        return -1
