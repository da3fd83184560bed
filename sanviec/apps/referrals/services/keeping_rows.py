"""The rows of kept lists, and the messages that come of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from sanviec.apps.jobseekers.facts import to_facts
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.referrals.letters import tell_new_matches
from sanviec.apps.referrals.lists import LIST_LENGTH, light, listening
from sanviec.apps.referrals.models import KeptList, KeptMatch, Referral
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.vacancies.search_index import vacancy_index
from sanviec.apps.vacancies.selectors import vacancies_by_id
from sanviec.apps.weights.selectors import version_with
from sanviec.engines.matching import Match, rank_many

# By person the points of each vacancy.
_Lists = dict[UUID, dict[str, int]]


def keep_lists(ids: Sequence[UUID], news: set[str], *, now: datetime) -> None:
    """Write the lists of some people as they are now, in the caller's transaction.

    Who does not listen any more has none. Who had a list before and gained a vacancy that is
    news is told, if one can go there and nothing is under way with it.
    """
    on = timezone.localdate(now)
    # Held, so that nobody is told in the moment in which a consent is withdrawn.
    asked = listening().filter(pk__in=ids).select_related("user")
    people = list(light(asked).select_for_update(of=("self",)).order_by("pk"))
    index = vacancy_index(on)
    ranked = rank_many(index, map(to_facts, people), LIST_LENGTH, on=on)
    best = dict(zip((person.pk for person in people), ranked, strict=True))
    before = _lists_of(ids)
    _write(best, before, {"made_on": on, "weights_version": version_with(index.weights)})
    KeptList.objects.filter(pk__in=set(ids) - set(best)).delete()
    least, fresh = index.weights.place_in_reach, dict[UUID, list[str]]()
    for person_id in before.keys() & best.keys():
        new = news - before[person_id].keys()
        found = (m for m in best[person_id] if m.vacancy_id in new and _is_in_reach(m, least))
        fresh[person_id] = [match.vacancy_id for match in found]
    rows = vacancies_by_id(sorted({pk for ids in fresh.values() for pk in ids}))
    acts = [act for p in people for act in _tell(p, fresh.get(p.pk, []), rows, now)]
    if acts:
        audit.record_many(acts, actor=SYSTEM, now=now)


def _lists_of(ids: Sequence[UUID]) -> _Lists:
    kept = KeptList.objects.filter(pk__in=ids).order_by("pk")
    lists: _Lists = {pk: {} for pk in kept.values_list("pk", flat=True)}
    rows = KeptMatch.objects.filter(kept_list_id__in=ids).order_by("id")
    for list_id, vacancy_id, score in rows.values_list("kept_list_id", "vacancy_id", "score"):
        lists[list_id][str(vacancy_id)] = score
    return lists


def _write(now_best: dict[UUID, list[Match]], before: _Lists, made: dict[str, Any]) -> None:
    """Write what differs, and of each list when and by which weights it was made."""
    kept = [KeptList(jobseeker_id=pk, **made) for pk in now_best]
    KeptList.objects.bulk_create(
        kept, update_conflicts=True, unique_fields=["jobseeker"], update_fields=list(made)
    )
    changed = {
        pk: best
        for pk, best in now_best.items()
        if before.get(pk) != {match.vacancy_id: match.score for match in best}
    }
    KeptMatch.objects.filter(kept_list_id__in=changed).delete()
    KeptMatch.objects.bulk_create(
        KeptMatch(kept_list_id=pk, vacancy_id=match.vacancy_id, score=match.score)
        for pk, best in changed.items()
        for match in best
    )


def _tell(
    person: Jobseeker, vacancy_ids: list[str], rows: dict[str, Vacancy], now: datetime
) -> Iterator[audit.Act]:
    """Put the message into the outbox and give its line for the journal."""
    under_way = Referral.objects.live().for_jobseeker(person).filter(vacancy_id__in=vacancy_ids)
    taken = {str(pk) for pk in under_way.order_by("id").values_list("vacancy_id", flat=True)}
    told = [rows[pk] for pk in vacancy_ids if pk in rows and pk not in taken]
    if told and tell_new_matches(person, told, now=now):
        data = {"vacancies": [str(vacancy.pk) for vacancy in told]}
        yield audit.Act("kept_list.told", KeptList(jobseeker=person), data)


def _is_in_reach(match: Match, least: int) -> bool:
    return sum(r.points for r in match.reasons if r.term == "place") >= least
