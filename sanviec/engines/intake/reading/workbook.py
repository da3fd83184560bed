"""Workbooks (.xlsx): which sheet is read, and its table; formulas are never evaluated."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import IO, Final, TypeVar

from sanviec.engines.intake.problems import Notice, notice, refusal
from sanviec.engines.intake.reading.archive import open_archive
from sanviec.engines.intake.reading.headers import PREVIEW_ROWS, known_count
from sanviec.engines.intake.reading.number_formats import Styles
from sanviec.engines.intake.reading.rows import Finishing, GridRow, read_head
from sanviec.engines.intake.reading.shared_strings import SharedStrings
from sanviec.engines.intake.reading.sources import Source
from sanviec.engines.intake.reading.worksheet import (
    MAX_MERGES,
    SheetContext,
    SheetReader,
    fill_merges,
    scan_merges,
)
from sanviec.engines.intake.reading.xml_stream import BrokenXml, ForbiddenXml, attribute, read_all
from sanviec.engines.intake.table import Encoding, Limits, ReadOptions, Table
from sanviec.kernel.errors import InputError

_T = TypeVar("_T")
_BROKEN: Final = (
    BrokenXml,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    struct.error,
    UnicodeError,
    RuntimeError,
    ValueError,
)
_MAX_PREVIEWS: Final = 20
_ENCODING: Final = Encoding("utf-8", "Unicode", 100)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's name and place; a hidden one is never read."""

    name: str
    path: str
    is_hidden: bool


@dataclass(slots=True)
class _Book:
    sheets: list[Sheet] = field(default_factory=list)
    is_1904: bool = False


class Workbook:
    """An opened workbook; every failure inside it becomes a refusal that names the file."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self._source = source
        self._limits = limits
        self._archive = open_archive(source, limits)
        self._names = frozenset(self._archive.namelist())
        self._strings: SharedStrings | None = None
        book = self.guarded(self._read_book)
        self.sheets = book.sheets
        self._context = self.guarded(lambda: self._read_context(book))

    def guarded(self, work: Callable[[], _T]) -> _T:
        """Do the work; a damaged part refuses the file."""
        try:
            return work()
        except InputError:
            raise
        except ForbiddenXml as error:
            raise refusal("xml_forbidden", self._source.name) from error
        except _BROKEN as error:
            raise refusal("archive_broken", self._source.name, detail=error) from error

    def rows(self, sheet: Sheet) -> Iterator[GridRow]:
        """Yield the rows of a sheet as they stand, merged cells not yet filled."""
        stream = self.guarded(lambda: self._open(sheet.path))
        rows = SheetReader(self._context).rows(stream)
        with stream:
            while (row := self.guarded(lambda: next(rows, None))) is not None:
                yield row

    def table(self, sheet: Sheet, options: ReadOptions, notices: list[Notice]) -> Table:
        """Give the sheet as a table."""
        with self.guarded(lambda: self._open(sheet.path)) as stream:
            merges, has_more = self.guarded(lambda: scan_merges(stream))
        if has_more:
            notices.append(notice("too_many_merges", limit=MAX_MERGES))
        grid = fill_merges(self.rows(sheet), merges)
        finishing = Finishing(self._source.name, self._limits)
        head = read_head(grid, finishing, merges=merges, header_row=options.header_row)
        head.notices[:0] = notices
        return Table(
            name=self._source.name,
            format="xlsx",
            columns=head.layout.columns,
            rows=head.rows,
            encoding=_ENCODING,
            header_row=head.layout.header_row,
            sheet=sheet.name,
            notices=head.notices,
            closing=self.close,
        )

    def close(self) -> None:
        """Let go of the file and of the strings kept beside it."""
        if self._strings is not None:
            self._strings.close()
        self._archive.close()
        self._source.close()

    def _open(self, path: str) -> IO[bytes]:
        if path not in self._names:
            raise BrokenXml(f"no part {path}")
        return self._archive.open(path)

    def _relations(self, path: str) -> dict[str, tuple[str, str]]:
        """Give id → (kind, target) of the relationships of a part."""
        folder, name = posixpath.split(path)
        found: dict[str, tuple[str, str]] = {}

        def start(element: str, attributes: dict[str, str]) -> None:
            if element == "Relationship":
                target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"]))
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes["Id"]] = (kind, target.lstrip("/"))

        with suppress(BrokenXml), self._open(posixpath.join(folder, "_rels", f"{name}.rels")) as s:
            read_all(s, start)
        return found

    def _book_path(self) -> str:
        targets = (t for kind, t in self._relations("").values() if kind == "officeDocument")
        return next(targets, "xl/workbook.xml")

    def _read_book(self) -> _Book:
        path = self._book_path()
        relations, book = self._relations(path), _Book()

        def start(element: str, attributes: dict[str, str]) -> None:
            if element == "sheet":
                kind, target = relations.get(attribute(attributes, "id") or "", ("", ""))
                if kind == "worksheet":
                    is_hidden = attributes.get("state", "visible") != "visible"
                    book.sheets.append(Sheet(attributes.get("name", ""), target, is_hidden))
            elif element == "workbookPr":
                book.is_1904 = attributes.get("date1904") in ("1", "true")

        with self._open(path) as stream:
            read_all(stream, start)
        return book

    def _read_context(self, book: _Book) -> SheetContext:
        kinds = dict(self._relations(self._book_path()).values())
        styles = Styles()
        if kinds.get("styles") in self._names:
            with self._open(kinds["styles"]) as stream:
                styles.read(stream)
        if kinds.get("sharedStrings") in self._names:
            self._strings = SharedStrings(self._limits.max_cell_chars)
            with self._open(kinds["sharedStrings"]) as stream:
                self._strings.read(stream)
        return SheetContext(self._strings, styles.shapes, book.is_1904, self._limits)


def read_workbook(source: Source, limits: Limits, options: ReadOptions) -> Table:
    """Give the sheet of a workbook that looks most like a table of ours.

    Hidden sheets are left out. A formula's stored result is used; a formula without one is an
    error of its row.

    Raises:
        InputError: Refused by size or container, damaged, or no such sheet.
    """
    book = Workbook(source, limits)
    try:
        notices: list[Notice] = []
        sheet = _choose(book, source.name, options, notices)
        return book.table(sheet, options, notices)
    except BaseException:
        book.close()
        raise


def _choose(book: Workbook, name: str, options: ReadOptions, notices: list[Notice]) -> Sheet:
    visible = [sheet for sheet in book.sheets if not sheet.is_hidden]
    hidden = [sheet.name for sheet in book.sheets if sheet.is_hidden]
    if not visible:
        raise refusal("no_visible_sheet", name)
    if hidden:
        notices.append(notice("sheets_hidden", sheets=", ".join(hidden)))
    if options.sheet is not None:
        return _named(visible, options.sheet, name)
    if len(visible) == 1:
        return visible[0]
    chosen = max(visible[:_MAX_PREVIEWS], key=lambda sheet: _promise(book, sheet))
    others = ", ".join(sheet.name for sheet in visible if sheet != chosen)
    notices.append(notice("sheet_chosen", sheet=chosen.name, others=others))
    return chosen


def _named(visible: list[Sheet], wanted: str, name: str) -> Sheet:
    for sheet in visible:
        if sheet.name.strip().lower() == wanted.strip().lower():
            return sheet
    listed = ", ".join(sheet.name for sheet in visible)
    raise refusal("sheet_missing", name, sheet=wanted, sheets=listed)


def _promise(book: Workbook, sheet: Sheet) -> tuple[int, int]:
    """Rank a sheet by the known headings at its top, then by whether it holds anything."""
    rows = list(islice(book.rows(sheet), PREVIEW_ROWS))
    return max((known_count(row.cells) for row in rows), default=0), len(rows)
