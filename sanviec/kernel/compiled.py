"""Functions compiled to machine code where numba is there, plain Python where it is not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar, cast

Function = TypeVar("Function", bound=Callable[..., Any])


@cache
def is_available() -> bool:
    """True when functions can be compiled on this machine."""
    return find_spec("numba") is not None


class Compiler:
    """Compiles what belongs together, and keeps the code on disk from one process to the next.

    numba looks only at the file of the outermost function to see whether kept code is stale, so
    it is kept under a digest of all files that belong together.

    Args:
        source: the file, or the folder with all files, whose functions call one another.
    """

    def __init__(self, source: Path) -> None:
        self._source = source

    def compiled(self, function: Function) -> Function:
        """Give a function as machine code that runs without the interpreter's lock.

        It must make no array. In return no array is counted each time that it is handed on, which
        costs more than looking at a vacancy, and most when two threads count the same one.
        """
        return self._kept(function, _nrt=False)

    def inlined(self, function: Function) -> Function:
        """Give a compiled function whose machine code stands inside that of its callers."""
        return self._kept(function, _nrt=False, forceinline=True)

    def building(self, function: Function) -> Function:
        """Give a compiled function that makes arrays."""
        return self._kept(function)

    def _kept(self, function: Function, **options: bool) -> Function:
        if not is_available():
            return function
        import numba

        config: Any = numba.config
        compile_to: Any = numba.njit
        before = config.CACHE_DIR
        folder = self._source if self._source.is_dir() else self._source.parent
        config.CACHE_DIR = str(folder / "__pycache__" / f"compiled-{self._digest}")
        try:
            kept = compile_to(nogil=True, cache=True, **options)(function)
        except RuntimeError:
            # Neither the package nor the home folder may be written: compile anew each time.
            kept = compile_to(nogil=True, **options)(function)
        finally:
            config.CACHE_DIR = before
        return cast(Function, kept)

    @cached_property
    def _digest(self) -> str:
        total = hashlib.sha256()
        is_folder = self._source.is_dir()
        for path in sorted(self._source.rglob("*.py")) if is_folder else [self._source]:
            total.update(path.read_bytes())
        return total.hexdigest()[:16]
