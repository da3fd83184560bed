"""What can be wrong with a file or a row, as values and as one exception."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sanviec.engines.intake.messages import FILE_MESSAGES, NOTICE_MESSAGES, ROW_MESSAGES
from sanviec.kernel.dong import format_vnd
from sanviec.kernel.errors import InputError

_EXCERPT_CHARS: Final = 60
_LIST_CHARS: Final = 400


@dataclass(frozen=True, slots=True)
class RowError:
    """Why a row was not accepted: a clause that starts in lower case and tells what to do.

    `row` counts as a spreadsheet does, from 1 and with the heading; `column` is the file's own
    heading, None when the whole row is meant. `line_vi` and `line_en` name the place as well.
    """

    row: int
    column: str | None
    code: str
    text_vi: str
    text_en: str

    @property
    def line_vi(self) -> str:
        where = f"Dòng {self.row}" + (f", cột “{self.column}”" if self.column else "")
        return f"{where}: {self.text_vi}"

    @property
    def line_en(self) -> str:
        where = f"row {self.row}" + (f", column {self.column}" if self.column else "")
        return f"{where}: {self.text_en}"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the person should know that stopped nothing; `row` None means the whole file."""

    code: str
    text_vi: str
    text_en: str
    row: int | None = None
    column: str | None = None


def excerpt(value: object, limit: int = _EXCERPT_CHARS) -> str:
    """Give the start of a value on one line, short enough for a message."""
    text = " ".join(str(value)[: limit * 2].split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def refusal(
    code: str, file: str, *, row: int | None = None, column: str | None = None, **values: object
) -> InputError:
    """Give the exception that refuses a whole file, with the file's name in its sentences."""
    text_vi, text_en = FILE_MESSAGES[code]
    filled = {key: excerpt(value, _LIST_CHARS) for key, value in values.items()}
    filled |= {"file": excerpt(file), "column": excerpt(column or "")}
    return InputError(text_vi % filled, text_en % filled, row=row, column=column, code=code)


def row_error(code: str, row: int, column: str | None = None, **values: object) -> RowError:
    """Give the error of one row or cell."""
    text_vi, text_en = ROW_MESSAGES[code]
    filled = {key: excerpt(value) for key, value in values.items()}
    bounds = ((key, values.get(key)) for key in ("lowest", "highest"))
    dotted = {key: format_vnd(bound) for key, bound in bounds if isinstance(bound, int)}
    return RowError(row, column, code, text_vi % (filled | dotted), text_en % filled)


def notice(
    code: str, *, row: int | None = None, column: str | None = None, **values: object
) -> Notice:
    """Give a notice; `row` and `column` also fill the placeholders of those names."""
    text_vi, text_en = NOTICE_MESSAGES[code]
    filled = {key: excerpt(value, _LIST_CHARS) for key, value in values.items()}
    filled |= {"row": str(row or ""), "column": excerpt(column or "")}
    return Notice(code, text_vi % filled, text_en % filled, row, column)
