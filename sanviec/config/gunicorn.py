"""How gunicorn runs Sàn Việc."""

from __future__ import annotations

import gc
from typing import Any

# Objects made before the collector looks at the young ones, and how often it looks further: a page
# makes some ten thousand objects and hardly a cycle.
_THRESHOLDS = (20_000, 20, 100)

preload_app = True
worker_class = "sync"
timeout = 60
graceful_timeout = 30
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
# The most that gunicorn takes: a long question with marks needs six bytes a letter in an address.
# What is longer gets its bare 414, so the question box takes 300 characters at most.
limit_request_line = 8190
accesslog = None
errorlog = "-"
# The log level of access lines stays off: addresses may hold search words of a person.
loglevel = "warning"


def when_ready(server: Any) -> None:
    """Load words, index and compiled code once, before the workers are forked from this process."""
    from django.db import connections
    from django.utils import timezone

    from sanviec.apps.referrals.candidate_index import candidates_now
    from sanviec.apps.vacancies.search_generations import ensure_generation
    from sanviec.apps.vacancies.search_index import vacancy_index
    from sanviec.engines.matching.kernel.warm_up import warm_up

    warm_up()
    today = timezone.localdate()
    ensure_generation(today)
    # What a request would otherwise wait for.
    _ = vacancy_index(today).search_columns
    candidates_now()
    # A connection must not be shared by forked processes.
    connections.close_all()
    # Words and index stay for ever: looking through them would cost a tenth of a second now and
    # then, and copy their pages into each worker.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
