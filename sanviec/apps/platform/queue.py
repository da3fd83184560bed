"""Named background work that services may ask for without importing the tasks above them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q
from django_tasks import TaskResultStatus

_TASKS: dict[str, Any] = {}


def register(name: str, task: Any) -> Any:
    """Make ``task`` known under ``name``; called once by the tasks module when the app starts."""
    _TASKS[name] = task
    return task


def enqueue(name: str, *args: Any) -> None:
    """Write a task row in the caller's transaction: both are kept, or neither."""
    _TASKS[name].enqueue(*args)


def asked(name: str, *, since: datetime) -> set[str]:
    """The first arguments of the tasks under ``name`` that wait, or were written since then."""
    from django_tasks_db.models import DBTaskResult

    tasks = DBTaskResult.objects.filter(task_path=_TASKS[name].module_path)
    found = tasks.filter(Q(status=TaskResultStatus.READY) | Q(enqueued_at__gte=since))
    return {str(told["args"][0]) for told in found.values_list("args_kwargs", flat=True)}
