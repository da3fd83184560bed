"""A table as it was read: headings, an iterator of rows of text, and how it was read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Literal

from sanviec.engines.intake.problems import Notice, RowError

Format = Literal["csv", "tsv", "xlsx", "parquet", "jsonl"]

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may cost before it is refused.

    The defaults keep a worker under 300 MB: rows stream, so the row limits bound the memory and
    the file limits bound the time. A workbook is held smaller than text, because its strings
    are stored apart from its rows. `max_unpack_ratio` applies above `min_suspect_bytes` only,
    since a small file of blank cells may well shrink a thousandfold.
    """

    max_file_bytes: int = 400 * _MEGABYTE
    max_workbook_bytes: int = 40 * _MEGABYTE
    max_unpacked_bytes: int = 400 * _MEGABYTE
    min_suspect_bytes: int = 60 * _MEGABYTE
    max_unpack_ratio: int = 100
    max_archive_entries: int = 2_000
    max_rows: int = 1_000_000
    max_columns: int = 1_000
    max_cell_chars: int = 100_000
    max_row_chars: int = 2_000_000


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the person already knows about the file; everything left out is found out.

    `header_row` counts from 1; `encoding` is utf-8, utf-16, windows-1258, tcvn3 or vni.
    """

    sheet: str | None = None
    header_row: int | None = None
    delimiter: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Encoding:
    """How bytes became letters; `confidence` is 0–100, `is_guess` asks the person to look."""

    name: str
    label: str
    confidence: int
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row of text. With `errors` it could not be read whole, and `cells` may be too many."""

    number: int
    cells: tuple[str, ...]
    errors: tuple[RowError, ...] = ()


@dataclass(slots=True)
class Table:
    """Headings and rows of one file; use it as a context manager, or read it to its end.

    `rows` is a one-pass iterator. `notices` is complete for the head of the file at once and
    grows while the rows are read.
    """

    name: str
    format: Format
    columns: tuple[str, ...]
    rows: Iterator[RawRow]
    encoding: Encoding
    header_row: int = 1
    delimiter: str | None = None
    sheet: str | None = None
    notices: list[Notice] = field(default_factory=list)
    closing: Callable[[], None] = field(default=lambda: None, repr=False)

    def close(self) -> None:
        """Let go of the file; safe to call twice."""
        self.closing()

    def __enter__(self) -> Table:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
