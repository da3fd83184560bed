"""The living index of open vacancies: one a process, kept up with the table.

The database is the truth. The index is built when it is first needed and then follows changes:
at most once every ``SANVIEC_INDEX_CHECK_SECONDS`` it asks for rows changed since the last look
(an indexed query) and applies them. Rows are looked at again for a while after their instant,
because a transaction may commit later than the instant that it writes.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from sanviec.apps.reference.selectors import gazetteer, occupations
from sanviec.engines.matching import VacancyIndex, build_index

from .facts import to_facts
from .models import Vacancy

LATE_COMMIT = timedelta(seconds=90)


@dataclass
class _Holder:
    index: VacancyIndex | None = None
    built_for: date | None = None
    seen_until: datetime | None = None
    seen: set[tuple[str, datetime]] = field(default_factory=set)
    next_look: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


_holder = _Holder()


def vacancy_index(on: date) -> VacancyIndex:
    """The index of vacancies open on a day.

    Cost: free within the check interval; one small query after it; a full build (seconds for
    50,000 vacancies) at the first call of a process and of a day.
    """
    with _holder.lock:
        if _holder.index is None or _holder.built_for != on:
            _build(on)
        elif time.monotonic() >= _holder.next_look:
            _follow(on)
        assert _holder.index is not None
        return _holder.index


def reset_index() -> None:
    """Forget the index; the next reader builds it anew."""
    with _holder.lock:
        _holder.index = None


def _build(on: date) -> None:
    started = timezone.now()
    rows = Vacancy.objects.open_on(on).select_related("employer").order_by("id")
    facts = [to_facts(row) for row in rows.iterator(chunk_size=2_000)]
    _holder.index = build_index(facts, gazetteer=gazetteer(), occupations=occupations())
    _holder.built_for, _holder.seen_until = on, started
    _holder.seen = set()
    _look_again_later()


def _follow(on: date) -> None:
    assert _holder.index is not None
    assert _holder.seen_until is not None
    started = timezone.now()
    since = _holder.seen_until - LATE_COMMIT
    changed_employer = Q(employer__updated_at__gte=since)
    rows = Vacancy.objects.filter(Q(updated_at__gte=since) | changed_employer)
    stamps = {
        (str(pk), max(own, of_employer)): str(pk)
        for pk, own, of_employer in rows.order_by("id").values_list(
            "pk", "updated_at", "employer__updated_at"
        )
    }
    fresh = {pk for stamp, pk in stamps.items() if stamp not in _holder.seen}
    if fresh:
        _apply(fresh, on)
    _holder.seen = set(stamps)
    _holder.seen_until = started
    _look_again_later()


def _apply(changed: set[str], on: date) -> None:
    assert _holder.index is not None
    rows = Vacancy.objects.open_on(on).select_related("employer").filter(pk__in=changed)
    facts = [to_facts(row) for row in rows.order_by("id")]
    _holder.index = _holder.index.with_changes(facts, changed)


def _look_again_later() -> None:
    _holder.next_look = time.monotonic() + settings.SANVIEC_INDEX_CHECK_SECONDS
