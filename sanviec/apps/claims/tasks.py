"""Background entry points."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django_tasks import task

from sanviec.apps.platform import queue

from . import services


def prepare_what_is_due(*, now: datetime) -> int:
    """Remind, prepare suspensions and cancellations for people to decide, end what ran out, and
    ask again for documents that are still not made.

    Returns:
        How many claims and documents were touched; doing it again touches none.
    """
    acts = (
        services.remind_of_notices,
        services.prepare_suspensions,
        services.prepare_cancellations,
        services.end_run_out,
        services.ask_again,
    )
    return sum(act(now=now) for act in acts)


@task()
def make_decision_document(document_id: str) -> str:
    return services.make_document(document_id, now=timezone.now())


queue.register("make_decision_document", make_decision_document)
