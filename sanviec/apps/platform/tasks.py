"""Background entry points."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from . import queue, services


@task()
def deliver_message(message_id: str) -> str:
    return services.deliver(message_id, now=timezone.now()).state


@task()
def deliver_messages(message_ids: list[str]) -> int:
    return services.deliver_all(message_ids, now=timezone.now())


@task()
def sweep_outbox() -> int:
    return services.deliver_due(now=timezone.now())


queue.register("deliver_message", deliver_message)
queue.register("deliver_messages", deliver_messages)
queue.register("sweep_outbox", sweep_outbox)
