"""A workbook's ZIP container, judged by its directory before anything in it is unpacked."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import IO, Final

from sanviec.engines.intake.problems import refusal
from sanviec.engines.intake.reading.sources import Source
from sanviec.engines.intake.table import Limits

_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_MAX_COMMENT: Final = 65_535
_MAX_DIRECTORY: Final = 2_000_000
_ENCRYPTED: Final = 0x1


def open_archive(source: Source, limits: Limits) -> zipfile.ZipFile:
    """Give the container, or refuse it by its size and its directory alone.

    Python reads no more of an entry than the directory declares, so a directory that lies about
    sizes yields a truncated entry, not a flood.

    Raises:
        InputError: Too large, damaged, encrypted, too many entries, or unpacking suspiciously.
    Cost: reads the last 64 kB and the directory; O(entries).
    """
    size = source.size()
    if size > limits.max_workbook_bytes:
        size_mb, limit_mb = -(-size // 1_000_000), limits.max_workbook_bytes // 1_000_000
        raise refusal("file_too_large", source.name, size_mb=size_mb, limit_mb=limit_mb)
    entries, directory_bytes = _end_of_directory(source, size)
    if entries > limits.max_archive_entries or directory_bytes > _MAX_DIRECTORY:
        raise refusal("archive_broken", source.name, detail=f"{entries} entries")
    try:
        archive = zipfile.ZipFile(source.stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        raise refusal("archive_broken", source.name, detail=error) from error
    _check_entries(archive, source.name, size, limits)
    return archive


def _end_of_directory(source: Source, size: int) -> tuple[int, int]:
    """Give the number of entries and the bytes of the directory, both as the file declares."""
    tail = _tail(source.stream, size)
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < _END_SIZE:
        raise refusal("archive_broken", source.name, detail="no end of directory")
    _, _, _, _, entries, directory_bytes, _, _ = struct.unpack_from("<4s4H2LH", tail, place)
    return entries, directory_bytes


def _tail(stream: IO[bytes], size: int) -> bytes:
    stream.seek(max(0, size - _END_SIZE - _MAX_COMMENT), io.SEEK_SET)
    tail = stream.read()
    stream.seek(0)
    return tail


def _check_entries(archive: zipfile.ZipFile, name: str, size: int, limits: Limits) -> None:
    infos = archive.infolist()
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise refusal("old_workbook", name)
    unpacked = sum(info.file_size for info in infos)
    is_bomb = unpacked > limits.max_unpacked_bytes or (
        unpacked > limits.min_suspect_bytes and unpacked > size * limits.max_unpack_ratio
    )
    if is_bomb:
        raise refusal("archive_bomb", name, unpacked_mb=unpacked // 1_000_000)
