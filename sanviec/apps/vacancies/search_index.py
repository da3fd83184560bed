"""The living index of open vacancies: a shared generation, and what changed since in each process.

The database is the truth. A process opens the generation in force, or builds the index itself
where there is none, and then follows changes: at most once every ``SANVIEC_INDEX_CHECK_SECONDS``
it asks how far the audit chain has grown and applies what the new lines speak of. The chain is the
one feed that misses nothing: its numbers are given out under a lock that is held until the act is
committed, so a line never appears behind one that was read before, however long its transaction
took. When a newer generation is in force, the process goes on from that one; when other weights
have been adopted, it opens the generation anew with these.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings

from sanviec.apps.employers.models import Employer
from sanviec.apps.platform.models import AuditEntry
from sanviec.apps.weights.models import WeightsVersion
from sanviec.apps.weights.selectors import weights_in_force
from sanviec.engines.matching import VacancyFacts, VacancyIndex
from sanviec.engines.matching.living_index import LivingIndex

from .facts import to_facts
from .models import Vacancy
from .querysets import VacancyQuerySet
from .search_generations import Snapshot, build_snapshot, chain_end, newest_name, open_newest

# More changes than this are read as a whole: one pass is quicker, and SQLite bounds a list.
MOST_FOLLOWED = 5_000
# Following takes at most one part in this many of a process's time.
REST = 10
_VACANCY, _EMPLOYER = Vacancy._meta.label_lower, Employer._meta.label_lower
_WEIGHTS = WeightsVersion._meta.label_lower


@dataclass
class _Holder:
    index: VacancyIndex | None = None
    # Where the index began: a generation, or what this process built.
    name: str = ""
    # The generation in force at the last look, and whether one was opened here before.
    seen_name: str = ""
    was_opened: bool = False
    made_for: date | None = None
    built_for: date | None = None
    # The last line of the chain that the index knows.
    seen_seq: int = 0
    next_look: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


_holder = _Holder()


def vacancy_index(on: date) -> VacancyIndex:
    """The index of vacancies open on a day.

    Cost: free within the check interval; one tiny query after it; at the first call of a process
    the words of the generation are read, or without one seconds for 50,000 vacancies.
    """
    with _holder.lock:
        started = time.monotonic()
        if _holder.index is None or _holder.built_for is None or on < _holder.built_for:
            _start(on)
        elif _holder.built_for != on or started >= _holder.next_look:
            _keep_up(on)
        else:
            return _holder.index
        _look_again_later(time.monotonic() - started)
        assert _holder.index is not None
        return _holder.index


def index_and_line(on: date) -> tuple[VacancyIndex, int]:
    """The index of a day, and the last line of the audit chain that it knows for certain."""
    index = vacancy_index(on)
    with _holder.lock:
        # Another thread may have gone on meanwhile; the older index knows at least its own line.
        return (index, _holder.seen_seq) if _holder.index is index else (index, 0)


def reset_index() -> None:
    """Forget the index; the next reader opens the generation or builds it anew."""
    with _holder.lock:
        _holder.index, _holder.name, _holder.seen_name = None, "", ""


def changes_since_base() -> int:
    """How many vacancies came or left since the base of this process's index was made."""
    index = _holder.index
    return len(index.added) + len(index.gone) if isinstance(index, LivingIndex) else 0


def base_name() -> str:
    """The generation that this process reads on in, "" for an index that it built itself."""
    return _holder.name


def made_for() -> date | None:
    """The day that the base of this process's index was made for."""
    return _holder.made_for


def _start(on: date) -> None:
    name = newest_name()
    if name:
        # Once a process all of it is compared; what is put in force later was written by us.
        found = open_newest(is_thorough=not _holder.was_opened)
        _holder.was_opened = True
        if found is not None and found.made_for <= on:
            _take(found)
            _follow(on)
            _holder.seen_name = name
            return
    _build(on)
    _holder.seen_name = name


def _keep_up(on: date) -> None:
    if newest_name() != _holder.seen_name:
        _start(on)
    else:
        _follow(on)


def _build(on: date) -> None:
    _take(build_snapshot(on))


def _take(found: Snapshot) -> None:
    _holder.index, _holder.name = found.index, found.name
    _holder.made_for = _holder.built_for = found.made_for
    _holder.seen_seq = found.seq


def _follow(on: date) -> None:
    assert _holder.index is not None
    last_seq = chain_end()[0]
    lines = _lines_between(_holder.seen_seq, last_seq)
    if lines and _speak_of_other_weights(lines):
        # No array depends on them: the generation is opened anew, which takes no time.
        _start(on)
        return
    changed = _changed_by(lines)
    if changed is not None:
        changed |= _closed_since(on)
    if changed is None or changes_since_base() + len(changed) > MOST_FOLLOWED:
        _build(on)
        return
    if changed:
        _holder.index = _holder.index.with_changes(_facts_of(changed, on), changed)
    _holder.seen_seq, _holder.built_for = last_seq, on


def _lines_between(seq: int, last_seq: int) -> list[tuple[str, str]] | None:
    """Type and id of what new lines speak of, one more than are followed at most.

    None when the chain is another one: the demo was set up anew.
    """
    if last_seq <= seq:
        return [] if last_seq == seq else None
    followed = (_VACANCY, _EMPLOYER, _WEIGHTS)
    lines = AuditEntry.objects.filter(seq__gt=seq, object_type__in=followed)
    return list(lines.order_by("seq").values_list("object_type", "object_id")[: MOST_FOLLOWED + 1])


def _speak_of_other_weights(lines: list[tuple[str, str]]) -> bool:
    """Whether lines speak of weights, and those in force are not those of the index.

    Too many lines are read in part: the index is then built anew, with the weights in force.
    """
    assert _holder.index is not None
    is_spoken = any(object_type == _WEIGHTS for object_type, _object_id in lines)
    return is_spoken and weights_in_force().weights != _holder.index.weights


def _changed_by(lines: list[tuple[str, str]] | None) -> set[str] | None:
    """Vacancies that lines speak of, themselves or by their employer; None for too many."""
    if lines is None or len(lines) > MOST_FOLLOWED:
        return None
    changed = {object_id for object_type, object_id in lines if object_type == _VACANCY}
    employers = {object_id for object_type, object_id in lines if object_type == _EMPLOYER}
    if employers:
        changed |= _ids_of(Vacancy.objects.filter(employer_id__in=employers))
    return changed if len(changed) <= MOST_FOLLOWED else None


def _closed_since(on: date) -> set[str]:
    """Vacancies whose last day has passed since the index was made."""
    if _holder.built_for == on:
        return set()
    return _ids_of(Vacancy.objects.filter(closes_on__gte=_holder.built_for, closes_on__lt=on))


def _ids_of(vacancies: VacancyQuerySet) -> set[str]:
    return {str(pk) for pk in vacancies.order_by("id").values_list("pk", flat=True)}


def _facts_of(changed: set[str], on: date) -> list[VacancyFacts]:
    rows = Vacancy.objects.open_on(on).select_related("employer").filter(pk__in=changed)
    return [to_facts(row) for row in rows.order_by("id")]


def _look_again_later(seconds_spent: float) -> None:
    interval: int = settings.SANVIEC_INDEX_CHECK_SECONDS
    rest = max(interval, REST * seconds_spent) if interval else 0
    _holder.next_look = time.monotonic() + rest
