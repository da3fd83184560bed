"""Any source as one seekable stream of known size, out of gzip, within the limits."""

from __future__ import annotations

import gzip
import io
import tempfile
import zlib
from pathlib import Path
from typing import IO, BinaryIO, Final, cast

from sanviec.engines.intake.problems import refusal
from sanviec.engines.intake.reading.signatures import GZIP
from sanviec.engines.intake.table import Limits

_BLOCK: Final = 1 << 20
_IN_MEMORY: Final = 16 << 20
_GZIP_ERRORS: Final = (OSError, EOFError, zlib.error)

AnySource = Path | str | bytes | BinaryIO


class Source:
    """A seekable stream that closes itself when it is forgotten."""

    def __init__(self, stream: IO[bytes], name: str) -> None:
        self.stream = stream
        self.name = name

    def head(self, count: int = 4096) -> bytes:
        """Give the first bytes and go back to the start."""
        self.stream.seek(0)
        data = self.stream.read(count)
        self.stream.seek(0)
        return data

    def size(self) -> int:
        """Give the number of bytes and go back to the start."""
        end = self.stream.seek(0, io.SEEK_END)
        self.stream.seek(0)
        return end

    def close(self) -> None:
        self.stream.close()

    def __del__(self) -> None:
        self.stream.close()


def open_source(source: AnySource, name: str | None, limits: Limits) -> Source:
    """Give the source as a `Source`, unpacked when it is gzip.

    A stream that cannot seek (standard input) is copied to a temporary file that vanishes when
    closed, in memory up to 16 MB.

    Raises:
        InputError: Missing, empty, too large, damaged gzip, or gzip that unpacks suspiciously.
    """
    opened = _open(source, name, limits)
    if not opened.head(1):
        raise _empty(opened)
    _check_size(opened, limits.max_file_bytes)
    if opened.head(2) != GZIP:
        return opened
    return _unpacked(opened, limits)


def _open(source: AnySource, name: str | None, limits: Limits) -> Source:
    if isinstance(source, bytes):
        return Source(io.BytesIO(source), name or "-")
    if isinstance(source, Path | str):
        return _from_path(Path(source), name, limits)
    return _copied(source, name or Path(getattr(source, "name", "-") or "-").name, limits)


def _from_path(path: Path, name: str | None, limits: Limits) -> Source:
    """Open a file; what lies behind a pipe is copied and, having no suffix, known by content."""
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("rb", buffering=0) as pipe:
                return _copied(cast(BinaryIO, pipe), name or "-", limits)
        return Source(path.open("rb"), name or path.name)
    except OSError as error:
        raise refusal("file_missing", name or path.name) from error


def _copied(stream: BinaryIO, name: str, limits: Limits) -> Source:
    copy = Source(spool(), name)
    total = 0
    while block := stream.read(_BLOCK):
        total += len(block)
        if total > limits.max_file_bytes:
            raise _too_large(copy, total, limits.max_file_bytes)
        copy.stream.write(block)
    return copy


def spool(in_memory: int = _IN_MEMORY) -> IO[bytes]:
    """Give a temporary file that is on disk only above a size; whoever holds it closes it."""
    return cast(IO[bytes], tempfile.SpooledTemporaryFile(max_size=in_memory))


def _check_size(opened: Source, limit: int) -> None:
    size = opened.size()
    if size > limit:
        raise _too_large(opened, size, limit)


def _too_large(opened: Source, size: int, limit: int) -> Exception:
    opened.close()
    size_mb, limit_mb = -(-size // 1_000_000), limit // 1_000_000
    return refusal("file_too_large", opened.name, size_mb=size_mb, limit_mb=limit_mb)


def _empty(opened: Source) -> Exception:
    opened.close()
    return refusal("file_empty", opened.name)


def _unpacked(packed: Source, limits: Limits) -> Source:
    plain = Source(spool(), packed.name)
    try:
        total = _unpack(packed, plain, limits)
    except _GZIP_ERRORS as error:
        plain.close()
        raise refusal("gzip_broken", packed.name, detail=error) from error
    finally:
        packed.close()
    if not total:
        raise _empty(plain)
    return plain


def _unpack(packed: Source, plain: Source, limits: Limits) -> int:
    packed_size, total = max(packed.size(), 1), 0
    with gzip.GzipFile(fileobj=cast(BinaryIO, packed.stream), mode="rb") as unzip:
        while block := unzip.read(_BLOCK):
            total += len(block)
            if _is_bomb(total, packed_size, limits):
                plain.close()
                raise refusal("archive_bomb", plain.name, unpacked_mb=f"> {total // 1_000_000}")
            plain.stream.write(block)
    return total


def _is_bomb(unpacked: int, packed: int, limits: Limits) -> bool:
    if unpacked > limits.max_unpacked_bytes:
        return True
    return unpacked > limits.min_suspect_bytes and unpacked > packed * limits.max_unpack_ratio
