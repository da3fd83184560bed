"""Named background work that services may ask for without importing the tasks above them."""

from __future__ import annotations

from typing import Any

_TASKS: dict[str, Any] = {}


def register(name: str, task: Any) -> Any:
    """Make ``task`` known under ``name``; called once by the tasks module when the app starts."""
    _TASKS[name] = task
    return task


def enqueue(name: str, *args: Any) -> None:
    """Write a task row in the caller's transaction: both are kept, or neither."""
    _TASKS[name].enqueue(*args)
