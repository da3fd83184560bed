"""A table into a file: to a temporary name first, then renamed, so that no half file is left."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from sanviec.engines.intake.problems import refusal
from sanviec.engines.intake.writing.formats import (
    Cell,
    write_csv,
    write_csv_gz,
    write_jsonl,
    write_parquet,
    write_xlsx,
)

Target = Path | str | BinaryIO

Writer = Callable[[BinaryIO, Sequence[str], Iterable[Sequence[Cell]]], int]

_WRITERS: Final[Mapping[str, Writer]] = {
    ".csv": write_csv,
    ".csv.gz": write_csv_gz,
    ".xlsx": write_xlsx,
    ".parquet": write_parquet,
    ".jsonl": write_jsonl,
}
_MODE: Final = 0o666
_NAMELESS: Final = getattr(os, "O_TMPFILE", 0) if Path("/proc/self/fd").is_dir() else 0


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows were written, and how many cells had to be shortened to fit the format."""

    rows: int
    shortened: int = 0


def write_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    target: Target,
    *,
    suffix: str | None = None,
) -> Written:
    """Write rows to a file of the format that its suffix names.

    The same rows give the same bytes. Text is cleaned as in reading (composed, trimmed, without
    control characters). Text that a spreadsheet would take for a formula (it
    begins with = + - @, a tab or a return) stays text: as a text cell in .xlsx, behind an
    apostrophe in .csv, which reading takes off again. Other formats hold it as it is.

    Args:
        columns: Headings.
        rows: As many cells as headings; None is an empty cell.
        target: Path, written without a name or under a temporary one beside it and then renamed;
            or a binary stream, for which `suffix` is needed.
        suffix: .csv, .csv.gz, .xlsx, .parquet or .jsonl, where the target does not say it.

    Raises:
        InputError: Unknown suffix, too many rows for the format, or the disk refuses.
    Cost: one pass; rows are not kept.
    """
    name = str(target) if isinstance(target, Path | str) else "-"
    writer = _writer_for(suffix or name)
    if isinstance(target, Path | str):
        with _renamed_when_whole(Path(target)) as stream:
            return _counted(writer, stream, columns, rows)
    return _counted(writer, target, columns, rows)


def check_target(target: Path | str, *, is_table: bool = True) -> None:
    """Refuse a path that could not be written, before any work is done for it.

    Args:
        target: the path.
        is_table: `write_table` writes it, in a format that it knows.

    Raises:
        InputError: unknown suffix, a folder of that name, or no folder that can be written to.
    """
    path = Path(target)
    if is_table:
        _writer_for(path.name)
    folder = path.parent
    # A device or a pipe would be replaced by a file of its name.
    is_other = is_table and path.exists() and not path.is_file()
    if path.is_dir() or is_other or not folder.is_dir() or not os.access(folder, os.W_OK):
        raise refusal("write_failed", path.name, detail=f"folder {folder}")


def _writer_for(name: str) -> Writer:
    for suffix in sorted(_WRITERS, key=len, reverse=True):
        if name.lower().endswith(suffix):
            return _WRITERS[suffix]
    raise refusal("write_suffix", Path(name).name)


def _counted(
    writer: Writer,
    stream: BinaryIO,
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
) -> Written:
    count = 0

    def counting() -> Iterator[Sequence[Cell]]:
        nonlocal count
        for row in rows:
            count += 1
            yield row

    shortened = writer(stream, columns, counting())
    return Written(count, shortened)


@contextmanager
def _renamed_when_whole(named: Path) -> Iterator[BinaryIO]:
    """Give a stream to a file that has its name when it is whole, and the rights that it had.

    A link leads to its file.
    """
    path = named.resolve()
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        handle, is_nameless = _opened(temporary)
        with os.fdopen(handle, "w+b") as stream:
            if path.exists():
                os.fchmod(handle, stat.S_IMODE(path.stat().st_mode))
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            if is_nameless:
                _name(stream.fileno(), temporary)
        os.replace(temporary, path)
    except BrokenPipeError:
        _forget(temporary)
        raise
    except OSError as error:
        _forget(temporary)
        raise refusal("write_failed", path.name, detail=error) from error
    except BaseException:
        _forget(temporary)
        raise


def _opened(temporary: Path) -> tuple[int, bool]:
    """Open a file that has no name until it is whole, so that a killed process leaves nothing.

    Where the system or the disk knows no such files, it has the temporary name from the start:
    opened by hand for O_EXCL and for the rights that any new file gets here.
    """
    if _NAMELESS:
        with suppress(OSError):
            return os.open(temporary.parent, os.O_RDWR | _NAMELESS, _MODE), True
    return os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, _MODE), False


def _name(handle: int, temporary: Path) -> None:
    # Only with a directory does Python call linkat, which follows the link in /proc.
    folder = os.open(temporary.parent, os.O_RDONLY)
    try:
        os.link(f"/proc/self/fd/{handle}", temporary, src_dir_fd=folder, follow_symlinks=True)
    finally:
        os.close(folder)


def _forget(temporary: Path) -> None:
    with suppress(OSError):
        temporary.unlink()
