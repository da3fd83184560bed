"""Functions compiled to machine code where numba is there, plain Python where it is not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar, cast

Function = TypeVar("Function", bound=Callable[..., Any])

_HERE = Path(__file__).parent


@cache
def is_available() -> bool:
    """True when functions can be compiled on this machine."""
    return find_spec("numba") is not None


def compiled(function: Function) -> Function:
    """Give a function as machine code that runs without the interpreter's lock.

    It must make no array. In return no array is counted each time that it is handed on, which
    costs more than looking at a vacancy, and most when two threads count the same one.
    """
    return _kept(function, _nrt=False)


def inlined(function: Function) -> Function:
    """Give a compiled function whose machine code stands inside that of its callers."""
    return _kept(function, _nrt=False, forceinline=True)


def building(function: Function) -> Function:
    """Give a compiled function that makes arrays."""
    return _kept(function)


def _kept(function: Function, **options: bool) -> Function:
    """Compile, and keep the code on disk from one process to the next.

    numba looks only at the file of the outermost function to see whether kept code is stale, so
    it is kept under a digest of all files.
    """
    if not is_available():
        return function
    import numba

    config: Any = numba.config
    compile_to: Any = numba.njit
    before = config.CACHE_DIR
    config.CACHE_DIR = str(_HERE / "__pycache__" / f"compiled-{_digest()}")
    try:
        kept = compile_to(nogil=True, cache=True, **options)(function)
    except RuntimeError:
        # Neither the package nor the home folder may be written: compile anew in each process.
        kept = compile_to(nogil=True, **options)(function)
    finally:
        config.CACHE_DIR = before
    return cast(Function, kept)


@cache
def _digest() -> str:
    total = hashlib.sha256()
    for path in sorted(_HERE.rglob("*.py")):
        total.update(path.read_bytes())
    return total.hexdigest()[:16]
