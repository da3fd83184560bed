"""The queue's rows, written without building a statement each time.

Nearly every act leaves a message, and every message a task: the row was an eighth of handing in a
claim.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django_tasks_db import DatabaseBackend as PlainBackend
from django_tasks_db.compat import normalize_json

from .inserting import insert_many


class DatabaseBackend(PlainBackend):
    """The same rows as the library writes."""

    def _task_to_db_task(self, task: Any, args: Any, kwargs: Any) -> Any:
        from django_tasks_db.models import DBTaskResult, get_date_max

        row: Any = DBTaskResult(
            id=self._get_id(),
            enqueued_at=timezone.now(),
            args_kwargs=normalize_json({"args": args, "kwargs": kwargs}),
            priority=task.priority,
            task_path=task.module_path,
            queue_name=task.queue_name,
            run_after=task.run_after or get_date_max(),
            backend_name=self.alias,
        )
        insert_many([row])
        return row
