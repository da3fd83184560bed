"""Immutable generations of named arrays on disk, mapped by many processes, swapped at once."""

from .directory import (
    BrokenGeneration,
    Generation,
    GenerationBusy,
    Opened,
    current_name,
    open_current,
    write_generation,
)

__all__ = [
    "BrokenGeneration",
    "Generation",
    "GenerationBusy",
    "Opened",
    "current_name",
    "open_current",
    "write_generation",
]
