"""The compiler of this package: its functions call one another and are kept together."""

from __future__ import annotations

from pathlib import Path

from sanviec.kernel.compiled import Compiler, is_available

_COMPILER = Compiler(Path(__file__).parent)
compiled = _COMPILER.compiled
inlined = _COMPILER.inlined
building = _COMPILER.building

__all__ = ["building", "compiled", "inlined", "is_available"]
