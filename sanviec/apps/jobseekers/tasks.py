"""Background entry points."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from . import services


@task()
def expire_registrations() -> int:
    return services.expire_registrations(now=timezone.now())
