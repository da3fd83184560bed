"""Reads of kept lists: who listens, whose list holds a vacancy, whose list a vacancy may enter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from uuid import UUID

import numpy as np
from django.db.models import Count, Min

from sanviec.apps.jobseekers.enums import ConsentPurpose
from sanviec.apps.jobseekers.facts import to_facts
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.jobseekers.querysets import JobseekerQuerySet
from sanviec.apps.jobseekers.selectors import for_matching
from sanviec.apps.weights.selectors import version_with
from sanviec.engines.matching import JobseekerIndex, VacancyIndex
from sanviec.engines.matching.entering import entering

from .models import KeptList, KeptMatch

LIST_LENGTH = 10
# People compared at a time; 5,000 take about half a second to make ready.
_BLOCK = 5_000
_PART = 1_000


def listening() -> JobseekerQuerySet:
    """People who look for work and allow both the search and messages of new vacancies."""
    return for_matching().consenting_to(ConsentPurpose.MESSAGES)


def light(people: JobseekerQuerySet) -> JobseekerQuerySet:
    """Without the encrypted columns, which the engine is not told."""
    return people.defer("identity_no", "phone", "email")


def holding(vacancy_ids: Iterable[str]) -> Iterator[UUID]:
    """The people whose list holds one of some vacancies."""
    ids = sorted(vacancy_ids)
    for start in range(0, len(ids), _PART):
        held = KeptMatch.objects.filter(vacancy_id__in=ids[start : start + _PART])
        yield from held.order_by("id").values_list("kept_list_id", flat=True)


def entered_by(index: VacancyIndex, vacancy_ids: list[str], *, on: date) -> Iterator[UUID]:
    """The people in whose list one of some vacancies may stand now.

    Points of a list that other weights ranked say nothing: such a list may be entered by any.

    Cost: O(people with a list) reads, in blocks.
    """
    version = version_with(index.weights)
    lists = KeptList.objects.annotate(n=Count("matches"), last=Min("matches__score"))
    columns = ("pk", "weights_version_id", "n", "last")
    rows = iter(lists.order_by("pk").values_list(*columns).iterator())
    while block := list(islice(rows, _BLOCK)):
        least = {
            pk: last if n >= LIST_LENGTH and by == (version and version.pk) else -1
            for pk, by, n, last in block
        }
        people = JobseekerIndex(map(to_facts, _people(least)), index)
        last = np.array([least[UUID(fact.id)] for fact in people.facts], dtype=np.int32)
        for ids in entering(people, vacancy_ids, last, on=on):
            yield from map(UUID, ids)


def _people(ids: Iterable[UUID]) -> Iterator[Jobseeker]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), _PART):
        part = ordered[start : start + _PART]
        yield from light(listening().filter(pk__in=part)).order_by("pk")
