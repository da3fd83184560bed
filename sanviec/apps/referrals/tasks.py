"""Background entry points."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from . import services


@task()
def answer_silence() -> int:
    return services.answer_silence(now=timezone.now())
