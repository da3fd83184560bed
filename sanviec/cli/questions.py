"""A file of questions: one `id` and one `question` a line, in any format that files come in."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click

from sanviec.engines.intake import RawRow, Table, read_table
from sanviec.kernel.errors import InputError
from sanviec.kernel.text import fold

from .wording import say, worded

_FIELDS: Final = ("id", "question")
_SHOWN: Final = 20


def questions_of(path: str) -> Iterator[tuple[str, str]]:
    """Each question with its id; lines that hold none are told, counted and passed over.

    Args:
        path: a file, or `-` for standard input.

    Raises:
        InputError: the file as a whole cannot be read or has no such columns.
    """
    source: Any = sys.stdin.buffer if path == "-" else Path(path)
    refused = 0
    with read_table(source, name="-" if path == "-" else None) as table:
        places = _places(table)
        for row in table.rows:
            number, text = (_cell(row, place) for place in places)
            if number and text and not any(error.column is None for error in row.errors):
                yield number, text
                continue
            refused += 1
            if refused <= _SHOWN:
                click.echo(_reason(row), err=True)
    if refused:
        say(f"{refused} dòng không có câu hỏi dùng được.", f"{refused} lines held no question.")


def _places(table: Table) -> list[int]:
    names = [fold(column) for column in table.columns]
    missing = [field for field in _FIELDS if field not in names]
    if missing:
        raise InputError(
            f"Tệp “{table.name}” không có cột {', '.join(missing)}. "
            "Mỗi dòng phải là một đối tượng JSON có “id” và “question”.",
            f"{table.name} has no {', '.join(missing)}; "
            'each line must be a JSON object with "id" and "question"',
            code="question_columns",
        )
    return [names.index(field) for field in _FIELDS]


def _cell(row: RawRow, place: int) -> str:
    return row.cells[place].strip() if place < len(row.cells) else ""


def _reason(row: RawRow) -> str:
    for error in row.errors:
        return worded(error.line_vi, error.line_en)
    return worded(
        f"Dòng {row.number}: cần có cả “id” và “question”.",
        f'row {row.number}: both "id" and "question" are needed',
    )
