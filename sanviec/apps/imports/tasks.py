"""Background entry points."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from sanviec.apps.platform import queue

from . import services


@task()
def preview_import(run_id: str) -> str:
    return services.run_preview(run_id, now=timezone.now()).state


@task()
def apply_import(run_id: str) -> str:
    return services.run_apply(run_id, now=timezone.now()).state


queue.register("preview_import", preview_import)
queue.register("apply_import", apply_import)
