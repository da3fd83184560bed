"""What the file commands share: reading options, progress on a terminal, atomic output."""

from __future__ import annotations

import gc
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO, TypeVar
from zoneinfo import ZoneInfo

import click
from tqdm import tqdm

from sanviec.engines.intake import Context, Conversion, Row, convert, load_mapping, read_table
from sanviec.kernel.errors import InputError
from sanviec.kernel.occupations import load_occupations
from sanviec.kernel.parameters import load_general_parameters
from sanviec.kernel.places import load_gazetteer

from .spreading import spread
from .telling import tell_reading
from .wording import say, worded

T = TypeVar("T")
_YOUNG = 50_000
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def today() -> date:
    """The day in Vietnam; the only clock of the file commands."""
    return datetime.now(ZONE).date()  # noqa: TID251  # a command is where a clock is read


def context_on(on: date) -> Context:
    """What the meaning of a file depends on besides itself."""
    parameters = load_general_parameters()
    return Context(
        on=on,
        usd_vnd=parameters.integer("usd_vnd", on),
        gazetteer=load_gazetteer(),
        occupations=load_occupations(),
        rates_vnd={
            name: parameters.integer(f"{name.lower()}_vnd", on)
            for name in ("JPY", "KRW", "TWD", "EUR")
        },
    )


def records_of(
    path: str, kind: str, *, on: date, mapping: str | None = None
) -> tuple[list[Any], Conversion]:
    """The accepted records of a file, and the conversion with its summary and notices.

    Refused rows are told on standard error, the first twenty in full.
    """
    # A command that reads a file makes objects by the million and hardly a cycle.
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
    source: Any = sys.stdin.buffer if path == "-" else Path(path)
    saved = load_mapping(Path(mapping), kind) if mapping else None
    refused = 0
    records: list[Any] = []
    with read_table(source, name="-" if path == "-" else None) as table:
        conversion = convert(table, kind, context=context_on(on), mapping=saved, spread=spread)
        for row in progressing(conversion, Path(path).name):
            if row.record is not None:
                records.append(row.record)
                continue
            refused += 1
            if refused <= 20:
                tell_refused(row)
    if refused > 20:
        say(
            f"… và {refused - 20} dòng khác bị từ chối.", f"… and {refused - 20} more were refused."
        )
    tell_reading(table, conversion)
    return records, conversion


def write_text(path: Path, text: str) -> None:
    """Write a file whole: under a temporary name first, then renamed."""
    with _renamed_when_whole(path) as stream:
        stream.write(text)


@contextmanager
def _renamed_when_whole(path: Path) -> Iterator[TextIO]:
    """A file that has its name only when all of it is written, with the rights that it had.

    A link leads to its file. What is no file (a device, a pipe) is written as it is: renaming
    would put a file in its place.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        with target.open("w", encoding="utf-8") as stream:
            yield stream
        return
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with temporary.open("w", encoding="utf-8") as stream:
            if target.exists():
                os.fchmod(stream.fileno(), stat.S_IMODE(target.stat().st_mode))
            yield stream
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def writing(path: str) -> Iterator[TextIO]:
    """Standard output for `-`, else a file that has its name only when all of it is written.

    Raises:
        InputError: it cannot be written.
    """
    if path == "-":
        if sys.stdout is None:  # the shell closed it: `>&-`
            raise InputError(
                "Đầu ra chuẩn đã bị đóng nên không ghi được kết quả. Hãy dùng --out.",
                "standard output is closed; use --out",
                code="cannot_write",
            )
        yield sys.stdout
        return
    try:
        with _renamed_when_whole(Path(path)) as stream:
            yield stream
    except OSError as error:
        raise InputError(
            f"Không ghi được tệp “{path}”. Hãy kiểm tra thư mục và quyền ghi.",
            f"{path} cannot be written: {error.strerror}",
            code="cannot_write",
        ) from error


def write_told(path: Path, text: str) -> None:
    """Write a file whole, with a line break at its end.

    Raises:
        InputError: it cannot be written.
    """
    try:
        write_text(path, text + "\n")
    except OSError as error:
        raise InputError(
            f"Không ghi được tệp “{path}”. Hãy kiểm tra thư mục và quyền ghi.",
            f"{path} cannot be written: {error.strerror}",
            code="cannot_write",
        ) from error


def tell_refused(row: Row) -> None:
    """Each reason of a refused row, in the chosen language."""
    for error in row.errors:
        click.echo(worded(error.line_vi, error.line_en), err=True)


def progressing(rows: Iterable[T], title: str) -> Iterator[T]:
    """The rows with a progress bar, on a terminal only."""
    yield from tqdm(rows, desc=title, unit=" dòng", disable=not sys.stderr.isatty(), leave=False)
