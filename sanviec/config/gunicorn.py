"""How gunicorn runs Sàn Việc."""

from __future__ import annotations

from typing import Any

preload_app = True
worker_class = "sync"
timeout = 60
graceful_timeout = 30
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
accesslog = None
errorlog = "-"
# The log level of access lines stays off: addresses may hold search words of a person.
loglevel = "warning"


def when_ready(server: Any) -> None:
    """Load words, index and compiled code once, before the workers are forked from this process."""
    from django.db import connections
    from django.utils import timezone

    from sanviec.apps.vacancies.search_index import vacancy_index
    from sanviec.engines.matching.kernel.warm_up import warm_up

    warm_up()
    vacancy_index(timezone.localdate())
    # A connection must not be shared by forked processes.
    connections.close_all()
