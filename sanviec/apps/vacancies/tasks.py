"""Background entry points."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from . import services


@task()
def expire_vacancies() -> int:
    return services.expire_vacancies(now=timezone.now())
