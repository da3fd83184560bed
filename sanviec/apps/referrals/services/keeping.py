"""Kept lists: the ten best vacancies of who asked to be told, kept up with what happens.

The audit chain says what happened, as it does for the index: each list goes on from the line that
all lists know. A new vacancy is compared with the last place of every list; a person whose file,
consent or listed vacancy changed is looked up anew. A step that is killed is done again: the rows
tell who was told already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sanviec.apps.employers.models import Employer
from sanviec.apps.jobseekers.models import Consent, Jobseeker
from sanviec.apps.platform.models import AuditEntry
from sanviec.apps.referrals.lists import entered_by, holding, listening
from sanviec.apps.referrals.models import KeptList, KeptProgress
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.vacancies.search_index import index_and_line, vacancy_index
from sanviec.apps.weights.selectors import version_with
from sanviec.engines.matching import VacancyIndex

from .keeping_rows import keep_lists

# People whose lists are written in one transaction.
_AT_ONCE = 100
# With more new vacancies at once it is quicker to look everybody up anew.
_MOST_COMPARED = 1_000
_NEWS = frozenset({"vacancy.published", "vacancy.imported", "vacancy.updated"})
_VACANCY, _EMPLOYER, _JOBSEEKER, _CONSENT = (
    model._meta.label_lower for model in (Vacancy, Employer, Jobseeker, Consent)
)


@dataclass
class _Named:
    """Ids that lines of the chain speak of."""

    vacancies: set[str] = field(default_factory=set)
    # Of them those that say something new; one that is back after a pause does not.
    news: set[str] = field(default_factory=set)
    people: set[UUID] = field(default_factory=set)


def follow_lists(*, now: datetime) -> int:
    """Bring the lists up to the newest line of the chain, and tell who gained a vacancy.

    Returns:
        How many lists were looked up anew.

    Cost: two tiny queries when nothing happened; with new vacancies also O(people who listen).
    """
    today = timezone.localdate(now)
    index, seq = index_and_line(today)
    progress = KeptProgress.objects.filter(pk=1).first()
    if progress is None or seq < progress.seq:
        # The lists themselves are made by `renew_lists`.
        _go_on(seq, today)
        return 0
    if (progress.seq, progress.on) == (seq, today):
        return 0
    named = _named(progress.seq, seq)
    came = {vacancy_id for vacancy_id in named.vacancies if vacancy_id in index}
    touched = named.people | set(holding(named.vacancies))
    if progress.on != today:
        touched |= set(holding(_closed_between(progress.on, today)))
    touched |= set(_entered(index, came, today))
    _look_up(touched, named.news, now)
    _go_on(seq, today)
    return len(touched)


def renew_lists(*, now: datetime, limit: int = 500) -> int:
    """Make the lists that are missing, of an earlier day or of other weights.

    A new vacancy changes how rare a word is, and with it the points of others a little: this
    brings all lists to the points of today. Nobody is told of what is not new.

    Returns:
        How many were made, at most ``limit``.
    """
    today = timezone.localdate(now)
    version = version_with(vacancy_index(today).weights)
    fresh = KeptList.objects.filter(made_on=today, weights_version=version).values("jobseeker")
    waiting = listening().exclude(pk__in=fresh).order_by("pk").values_list("pk", flat=True)
    ids = list(waiting[:limit])
    _look_up(ids, set(), now)
    return len(ids)


def _go_on(seq: int, today: date) -> None:
    KeptProgress.objects.update_or_create(pk=1, defaults={"seq": seq, "on": today})


def _look_up(people: Iterable[UUID], news: set[str], now: datetime) -> None:
    ids = sorted(people)
    for start in range(0, len(ids), _AT_ONCE):
        with transaction.atomic():
            keep_lists(ids[start : start + _AT_ONCE], news, now=now)


def _named(after: int, seq: int) -> _Named:
    named = _Named()
    employers: set[str] = set()
    consents: set[str] = set()
    lines = AuditEntry.objects.filter(
        seq__gt=after,
        seq__lte=seq,
        object_type__in=(_VACANCY, _EMPLOYER, _JOBSEEKER, _CONSENT),
    )
    columns = ("object_type", "object_id", "action")
    for kind, object_id, action in lines.order_by("seq").values_list(*columns).iterator():
        if kind == _VACANCY:
            named.vacancies.add(object_id)
            named.news |= {object_id} if action in _NEWS else set()
        elif kind == _JOBSEEKER:
            named.people.add(UUID(object_id))
        else:
            (employers if kind == _EMPLOYER else consents).add(object_id)
    for ids in _parts(employers):
        rows = Vacancy.objects.filter(employer_id__in=ids).order_by("id")
        named.vacancies |= {str(pk) for pk in rows.values_list("pk", flat=True)}
    for ids in _parts(consents):
        given = Consent.objects.filter(pk__in=ids).order_by("id")
        named.people |= set(given.values_list("jobseeker_id", flat=True))
    return named


def _entered(index: VacancyIndex, came: set[str], on: date) -> Iterator[UUID]:
    if not came:
        return iter(())
    if len(came) > _MOST_COMPARED:
        return iter(KeptList.objects.order_by("pk").values_list("pk", flat=True))
    return entered_by(index, sorted(came), on=on)


def _closed_between(before: date, on: date) -> set[str]:
    gone = Vacancy.objects.filter(closes_on__gte=before, closes_on__lt=on).order_by("id")
    return {str(pk) for pk in gone.values_list("pk", flat=True)}


def _parts(ids: set[str]) -> Iterator[Sequence[str]]:
    """SQLite bounds how long a list of a query is."""
    ordered = sorted(ids)
    return (ordered[start : start + 1_000] for start in range(0, len(ordered), 1_000))
