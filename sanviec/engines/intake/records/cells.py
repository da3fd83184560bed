"""One row's cells by field, collecting what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final, TypeVar

from sanviec.engines.intake.columns import ColumnMap
from sanviec.engines.intake.columns.vocabularies import Field, load_vocabulary
from sanviec.engines.intake.problems import Notice, RowError, notice, row_error
from sanviec.engines.intake.records.dates import parse_date
from sanviec.engines.intake.records.values import (
    Unreadable,
    is_blank,
    parse_count,
    parse_flag,
    split_list,
)
from sanviec.engines.intake.table import RawRow

_T = TypeVar("_T")
_HIDDEN: Final = "•••"


class FieldMap:
    """The columns of one table by field, worked out once for all its rows."""

    def __init__(self, columns: ColumnMap) -> None:
        self.indexes: Mapping[str, int] = columns.indexes()
        self.headings = {match.field: match.column for match in columns.matches}
        self.extra: Sequence[tuple[int, str]] = columns.extra
        self.units = dict(columns.wage_units)
        self.fields: Mapping[str, Field] = load_vocabulary(columns.kind).fields


class Cells:
    """The cells of one row; a value that cannot be used becomes an error and reads as None."""

    def __init__(self, row: RawRow, fields: FieldMap) -> None:
        self.number = row.number
        self.errors: list[RowError] = []
        self.notices: list[Notice] = []
        self.relative_dates: list[str] = []
        self._cells = row.cells
        self._fields = fields
        # Builders ask for some forty fields of which a file has ten: these are read once.
        self._texts = {
            field: cell
            for field, index in fields.indexes.items()
            if not is_blank(cell := row.cells[index])
        }

    def has(self, field: str) -> bool:
        """Tell whether the table has a column for the field."""
        return field in self._fields.indexes

    def raw(self, field: str) -> str:
        """Give the cell as it stands, empty when there is no such column."""
        index = self._fields.indexes.get(field)
        return "" if index is None else self._cells[index]

    def text(self, field: str) -> str:
        """Give the cell's text; what only says “không rõ” is empty."""
        return self._texts.get(field, "")

    def line(self, field: str) -> str:
        """Give the cell's text on one line."""
        text = self.text(field)
        return " ".join(text.split()) if "\n" in text or "  " in text else text

    def unit(self, field: str) -> str | None:
        """Give the unit in which the heading says that amounts are."""
        return self._fields.units.get(field)

    def everything(self) -> tuple[str, ...]:
        """Give all cells of the row, known or not."""
        return self._cells

    def extra(self) -> dict[str, str]:
        """Give the filled cells of the columns that no field is known for."""
        return {name: cell for index, name in self._fields.extra if (cell := self._cells[index])}

    def fail(self, code: str, field: str, **values: object) -> None:
        """Note why the row cannot be accepted."""
        heading = self._fields.headings.get(field)
        self.errors.append(row_error(code, self.number, heading, **self._shown(field, values)))

    def note(self, code: str, field: str, **values: object) -> None:
        """Note something that stops nothing."""
        heading = self._fields.headings.get(field)
        shown = self._shown(field, values)
        self.notices.append(notice(code, row=self.number, column=heading, **shown))

    def _shown(self, field: str, values: dict[str, object]) -> dict[str, object]:
        """Keep private values out of messages, which travel further than the file does."""
        entry = self._fields.fields.get(field)
        if entry is None or not entry.is_private or "value" not in values:
            return values
        return values | {"value": _HIDDEN}

    def require(self, field: str) -> str:
        """Give the text on one line; an empty one is an error."""
        text = self.line(field)
        if not text:
            entry = self._fields.fields[field]
            self.fail("required", field, label_vi=entry.label_vi, label_en=entry.label_en)
        return text

    def read(self, field: str, parse: Callable[[str], _T]) -> _T | None:
        """Give the parsed cell, None when it is blank or cannot be read."""
        text = self.text(field)
        if not text:
            return None
        try:
            return parse(text)
        except Unreadable as problem:
            self.fail(problem.code, field, **problem.values)
            return None

    def date(self, field: str, on: date, *, counts_left: bool = False) -> date | None:
        """Give the date of the cell."""
        found = self.read(field, lambda text: parse_date(text, on, counts_left=counts_left))
        if found is None:
            return None
        if found.is_relative:
            self.relative_dates.append(field)
        return found.value

    def count(self, field: str, lowest: int, highest: int) -> int | None:
        """Give the whole number of the cell; of a range its lower end, with a notice."""
        found = self.read(field, lambda text: parse_count(text, lowest, highest))
        if found is None:
            return None
        number, is_range = found
        if is_range:
            self.note("number_range", field, value=self.line(field), taken=number)
        return number

    def flag(self, field: str) -> bool | None:
        """Give yes or no; other words are left out with a notice."""
        text = self.raw(field)
        if not text:
            return None
        answer = parse_flag(text)
        if answer is None and not is_blank(text):
            self.note("value_unreadable", field, value=text)
        return answer

    def items(self, field: str) -> tuple[str, ...]:
        """Give the items of a list."""
        return split_list(self.text(field))
