"""A directory of generations: a new one is written beside the others and then pointed at.

    home/CURRENT            name of the generation in force and the SHA-256 of its header
    home/LOCK               held by the one writer
    home/00000007/header.json   what the arrays are, where they lie, their SHA-256
    home/00000007/arrays.bin    the arrays

Nothing that is in force is ever changed. A writer that is killed leaves at most a directory that
nothing points at, which the next writer removes. Whoever has mapped a generation keeps it, also
when its files were removed since.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sanviec.kernel.errors import InputError

from .arrays import Array, digest_of, map_arrays, write_arrays

_FORMAT = 1
_POINTER, _LOCK, _HEADER, _ARRAYS = "CURRENT", "LOCK", "header.json", "arrays.bin"
_UNFINISHED = ".new-"
# The one in force and the one before, should the newer turn out to be damaged.
_KEPT = 2
# A home that is not there, or that this process may not look into, holds nothing for it.
_CLOSED = (FileNotFoundError, NotADirectoryError, PermissionError)


class BrokenGeneration(InputError):
    """A generation is cut short, damaged or of another format; nothing of it was used."""


class GenerationBusy(InputError):
    """Another process is writing a generation at this moment."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One generation, opened.

    Args:
        name: rises from one to the next.
        about: what its writer said of it, as JSON.
        arrays: by name, views of pages that all processes share; nobody writes to them.
        size_bytes: of the arrays.
    """

    name: str
    about: Mapping[str, Any]
    arrays: Mapping[str, Array]
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Opened:
    """The newest usable generation, if any, and what is wrong with newer ones."""

    generation: Generation | None
    problems: tuple[BrokenGeneration, ...]


def current_name(home: Path) -> str:
    """Give the name of the generation in force, "" when there is none. Cost: one small read."""
    return _pointer(home)[0]


def open_current(
    home: Path,
    *,
    accepts: Callable[[Mapping[str, Any]], bool] = lambda about: True,
    is_thorough: bool = False,
) -> Opened:
    """Open the generation in force; where it is damaged, the newest one that is whole.

    Args:
        home: the directory of the generations; it need not exist.
        accepts: judges what a writer said of a generation; others are passed over.
        is_thorough: also compare the fingerprint of the arrays, which reads them all. Without it
            sizes and the header's fingerprint are compared.
    """
    problems: list[BrokenGeneration] = []
    tried: set[str] = set()
    # What CURRENT names may be removed between the look and the opening when two writers follow
    # each other that fast; then CURRENT names another one.
    while (pointer := _pointer(home))[0] and pointer[0] not in tried:
        tried.add(pointer[0])
        found = _tried(home, pointer, is_thorough, problems)
        if found is not None:
            return Opened(found if accepts(found.about) else None, tuple(problems))
    for name in sorted(set(_names(home)) - tried, reverse=True):
        found = _tried(home, (name, ""), True, problems)
        if found is not None and accepts(found.about):
            return Opened(found, tuple(problems))
    return Opened(None, tuple(problems))


def write_generation(home: Path, arrays: Mapping[str, Array], about: Mapping[str, Any]) -> str:
    """Write a generation, put it in force, and remove those that are older than the one before.

    Args:
        home: the directory of the generations; made where it is missing.
        arrays: by name.
        about: what is to be known of them, as JSON.

    Returns:
        Its name.

    Raises:
        GenerationBusy: another process is writing one.
        OSError: the disk is full or closed; what was in force stays so.
    """
    home.mkdir(parents=True, exist_ok=True)
    with _alone(home):
        for unfinished in home.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(unfinished)
        name = f"{1 + max(map(int, _names(home)), default=0):08d}"
        fingerprint = _write(home, name, arrays, about)
        _point(home, name, fingerprint)
        for old in sorted(_names(home))[:-_KEPT]:
            shutil.rmtree(home / old)
    return name


def _write(home: Path, name: str, arrays: Mapping[str, Array], about: Mapping[str, Any]) -> str:
    """Write the files under another name, then give the directory its own. Gives the header's
    fingerprint."""
    unfinished = home / f"{_UNFINISHED}{name}"
    unfinished.mkdir()
    try:
        table, size, digest = write_arrays(unfinished / _ARRAYS, arrays)
        header = {
            "format": _FORMAT,
            "size": size,
            "sha256": digest,
            "arrays": table,
            "about": dict(about),
        }
        text = json.dumps(header, ensure_ascii=False).encode()
        _put(unfinished / _HEADER, text)
        _settle(unfinished)
        os.rename(unfinished, home / name)
    except OSError:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    _settle(home)
    return hashlib.sha256(text).hexdigest()


def _point(home: Path, name: str, fingerprint: str) -> None:
    new = home / f"{_POINTER}.new"
    new.unlink(missing_ok=True)
    _put(new, f"{name} {fingerprint}\n".encode())
    os.replace(new, home / _POINTER)
    _settle(home)


def _put(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(directory: Path) -> None:
    """Have the names in a directory on the disk."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Be the one writer; the lock goes with the process, however it ends."""
    with (home / _LOCK).open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise GenerationBusy(
                "Một tiến trình khác đang dựng chỉ mục. Hãy đợi nó xong rồi chạy lại.",
                f"another process is writing a generation in {home}",
                code="generation_busy",
            ) from None
        yield


def _names(home: Path) -> list[str]:
    try:
        return [path.name for path in home.iterdir() if path.name.isdecimal()]
    except _CLOSED:
        return []


def _pointer(home: Path) -> tuple[str, str]:
    """Give the name in CURRENT and its header's fingerprint; "" where there is none."""
    try:
        words = (home / _POINTER).read_text(encoding="utf-8", errors="replace").split()
    except _CLOSED:
        return "", ""
    is_whole = len(words) == 2 and words[0].isdecimal()
    return (words[0], words[1]) if is_whole else ("", "")


def _tried(
    home: Path, pointer: tuple[str, str], is_thorough: bool, problems: list[BrokenGeneration]
) -> Generation | None:
    try:
        return _open(home / pointer[0], pointer[1], is_thorough)
    except BrokenGeneration as error:
        problems.append(error)
        return None


def _open(path: Path, fingerprint: str, is_thorough: bool) -> Generation:
    try:
        text = (path / _HEADER).read_bytes()
        size = (path / _ARRAYS).stat().st_size
    except OSError as error:
        raise _broken(path, f"{error.strerror}: {error.filename}") from error
    if fingerprint and hashlib.sha256(text).hexdigest() != fingerprint:
        raise _broken(path, f"{_HEADER} is not what {_POINTER} names")
    try:
        header = json.loads(text)
        wanted, table, about = header["size"], header["arrays"], header["about"]
        is_known, digest = header["format"] == _FORMAT, header["sha256"]
    except (ValueError, TypeError, KeyError) as error:
        raise _broken(path, f"{_HEADER} cannot be read") from error
    if not is_known:
        raise _broken(path, "another format")
    if size != wanted:
        raise _broken(path, f"{_ARRAYS} has {size} bytes, not {wanted}")
    if is_thorough and digest_of(path / _ARRAYS) != digest:
        raise _broken(path, f"{_ARRAYS} was changed after it was written")
    try:
        return Generation(path.name, about, map_arrays(path / _ARRAYS, table), size)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise _broken(path, f"{_ARRAYS} cannot be mapped") from error


def _broken(path: Path, why: str) -> BrokenGeneration:
    return BrokenGeneration(
        f"Bản chỉ mục {path.name} bị hỏng ({why}). "
        "Hệ thống dùng bản trước hoặc dựng lại từ cơ sở dữ liệu; "
        "muốn dựng lại ngay, hãy chạy: sanviec index build",
        f"generation {path} is broken: {why}; run: sanviec index build",
        code="generation_broken",
    )
