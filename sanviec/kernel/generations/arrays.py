"""Named arrays end to end in one file: written through, fingerprinted, mapped without a copy."""

from __future__ import annotations

import hashlib
import mmap
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
# Where each array begins: [dtype, shape, first byte].
Table = dict[str, tuple[str, list[int], int]]

# A line of the processor's cache, so that no array shares one with its neighbour.
_ALIGNED = 64
_CHUNK = 1 << 24


def write_arrays(path: Path, arrays: Mapping[str, Array]) -> tuple[Table, int, str]:
    """Write arrays to a new file and have it on the disk when this returns.

    Returns:
        Where each array lies, the size of the file in bytes, and its SHA-256.
    """
    table: Table = {}
    digest, end = hashlib.sha256(), 0
    with path.open("xb") as file:
        for name, array in arrays.items():
            plain = np.ascontiguousarray(array)
            gap = -end % _ALIGNED
            _put(file, digest, memoryview(bytes(gap)))
            table[name] = (plain.dtype.str, list(plain.shape), end + gap)
            _put(file, digest, plain.reshape(-1).view(np.uint8).data)
            end += gap + plain.nbytes
        file.flush()
        os.fsync(file.fileno())
    return table, end, digest.hexdigest()


def _put(file: BinaryIO, digest: Any, content: memoryview) -> None:
    for start in range(0, len(content), _CHUNK):
        part = content[start : start + _CHUNK]
        file.write(part)
        digest.update(part)


def map_arrays(path: Path, table: Table) -> dict[str, Array]:
    """Give the arrays of a file as views of its pages, which all processes share.

    The mapping is private: the arrays count as writable, because compiled code is kept for
    writable ones, and a page that somebody wrote to would become that process's own. Nobody does.
    """
    with path.open("rb") as file:
        if not os.fstat(file.fileno()).st_size:
            return {name: np.zeros(shape, dtype) for name, (dtype, shape, _) in table.items()}
        pages = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
    return {name: _view(pages, *place) for name, place in table.items()}


def _view(pages: mmap.mmap, dtype: str, shape: list[int], first: int) -> Array:
    count = int(np.prod(shape, dtype=np.int64))
    if not count:
        return np.zeros(shape, dtype)
    return np.frombuffer(pages, dtype=dtype, count=count, offset=first).reshape(shape)


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file. Cost: reads it from end to end."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
