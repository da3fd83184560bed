"""Who suits a vacancy among everybody whom employers may see: the generation, and who changed.

A process opens the generation in force and follows the audit chain from its line. Whom a line
speaks of since is looked at beside it; everybody found is read from the database again.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.conf import settings

from sanviec.apps.jobseekers.models import Consent, Jobseeker
from sanviec.apps.platform.models import AuditEntry
from sanviec.apps.vacancies.search_generations import chain_end
from sanviec.apps.weights.models import WeightsVersion

from .candidate_generations import (
    Candidates,
    build_candidates,
    newest_candidates,
    open_candidates,
)

# More are not looked at one by one; the worker makes a new generation long before.
MOST_CHANGED = 5_000
# With more the worker makes a new one; in a large country a hundredth of all.
_RENEWED_AFTER, _SHARE = 1_000, 100
_JOBSEEKER, _CONSENT, _WEIGHTS = (
    model._meta.label_lower for model in (Jobseeker, Consent, WeightsVersion)
)


@dataclass
class _Holder:
    found: Candidates | None = None
    seen_name: str | None = None
    seen_seq: int = 0
    changed: set[UUID] = field(default_factory=set)
    next_look: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


_holder = _Holder()


def candidates_now() -> tuple[Candidates, frozenset[UUID]] | None:
    """The generation in force, and the people who changed since; None when none is of use.

    Cost: free within the check interval; one tiny query after it.
    """
    with _holder.lock:
        if _holder.seen_name is None or time.monotonic() >= _holder.next_look:
            _keep_up()
            _holder.next_look = time.monotonic() + settings.SANVIEC_INDEX_CHECK_SECONDS
        found = _holder.found
        if found is None or len(_holder.changed) > MOST_CHANGED:
            return None
        return found, frozenset(_holder.changed)


def reset_candidates() -> None:
    """Forget the generation; the next reader opens it anew."""
    with _holder.lock:
        _holder.found, _holder.seen_name, _holder.changed = None, None, set()


def renew_candidates(on: date) -> str:
    """Make a new generation when there is none, a day has passed, or many people changed.

    Returns:
        Its name, "" when the one in force will do or there are few people.

    Raises:
        GenerationBusy: another process is doing so.
        OSError: the disk is full or closed.
    """
    now = candidates_now()
    if now is not None:
        found, changed = now
        most = max(_RENEWED_AFTER, len(found.people) // _SHARE)
        if found.made_for == on and len(changed) <= most:
            return ""
    return build_candidates(on)


def _keep_up() -> None:
    name = newest_candidates()
    if name != _holder.seen_name:
        _open(name)
    last_seq = chain_end()[0]
    if last_seq < _holder.seen_seq:
        _open(name)
    if _holder.found is not None and last_seq > _holder.seen_seq:
        _follow()
        _holder.seen_seq = last_seq


def _open(name: str) -> None:
    _holder.found = open_candidates() if name else None
    _holder.seen_name, _holder.changed = name, set()
    _holder.seen_seq = _holder.found.seq if _holder.found else 0


def _follow() -> None:
    kinds = (_JOBSEEKER, _CONSENT, _WEIGHTS)
    lines = AuditEntry.objects.filter(seq__gt=_holder.seen_seq, object_type__in=kinds)
    named = list(lines.order_by("seq").values_list("object_type", "object_id")[: MOST_CHANGED + 1])
    if any(kind == _WEIGHTS for kind, _object_id in named):
        # Points of titles are in the arrays: with other weights they say nothing.
        _holder.found = open_candidates()
    if len(named) > MOST_CHANGED:
        _holder.found = None
        return
    _holder.changed |= {UUID(object_id) for kind, object_id in named if kind == _JOBSEEKER}
    consents = [object_id for kind, object_id in named if kind == _CONSENT]
    for start in range(0, len(consents), 1_000):
        given = Consent.objects.filter(pk__in=consents[start : start + 1_000]).order_by("id")
        _holder.changed |= set(given.values_list("jobseeker_id", flat=True))
