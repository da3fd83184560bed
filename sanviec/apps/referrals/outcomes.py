"""Reads for learning and for the fairness report: outcomes, and the groups of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Min
from django.utils import timezone

from sanviec.apps.jobseekers.enums import ConsentPurpose
from sanviec.apps.jobseekers.facts import to_facts
from sanviec.apps.jobseekers.groups import fairness_groups
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.jobseekers.selectors import shown_to_employers
from sanviec.apps.vacancies.search_index import vacancy_index
from sanviec.apps.weights.selectors import weights_by_version
from sanviec.engines.matching.learning import Population, RecordedOutcome

from .facts import outcome_of
from .models import Referral

# Lists are tried on so many people, evenly spread over all.
MOST_TRIED = 5_000
_CHUNK = 500
_Groups = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Referrals of a period, of persons who allow statistics.

    Args:
        counted: all of them, open ones included.
        learnable: those made from a match, whose points are known, each as shares of the
            weights that gave them.
        without_consent: referrals that were left out because the person did not allow it.
    """

    counted: tuple[RecordedOutcome, ...]
    learnable: tuple[RecordedOutcome, ...]
    without_consent: int


def first_referral_on() -> date | None:
    """The day of the first referral of this installation."""
    first = Referral.objects.aggregate(first=Min("created_at"))["first"]
    return timezone.localdate(first) if first else None


def outcomes_between(first: date, last: date) -> Outcomes:
    """The referrals made on days from `first` to `last`, both included.

    Cost: four queries and one pass over the referrals.
    """
    after = last + timedelta(days=1)
    made = Referral.objects.filter(created_at__gte=_start(first), created_at__lt=_start(after))
    allowing = Jobseeker.objects.consenting_to(ConsentPurpose.STATISTICS)
    rows = made.filter(jobseeker__in=allowing).order_by("id")
    counted: list[RecordedOutcome] = []
    learnable: list[RecordedOutcome] = []
    weights = weights_by_version()
    for referral in rows.iterator(chunk_size=2_000):
        version = referral.weights_version_id
        outcome = outcome_of(referral, weights.get(version, weights[None]))
        counted.append(outcome)
        if referral.reasons and version in weights:
            learnable.append(outcome)
    return Outcomes(tuple(counted), tuple(learnable), made.count() - len(counted))


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def population_on(on: date, outcomes: Iterable[RecordedOutcome]) -> Population:
    """Who and what lists are tried on: open vacancies, and people whom employers may see.

    The groups also hold the people of the outcomes, who may have found work since.
    """
    people = shown_to_employers().consenting_to(ConsentPurpose.STATISTICS)
    ids = list(people.order_by("id").values_list("pk", flat=True))
    tried = ids[:: -(-len(ids) // MOST_TRIED) or 1]
    introduced = {UUID(outcome.jobseeker_id) for outcome in outcomes} - set(tried)
    groups: _Groups = defaultdict(dict)
    facts = []
    for person in _light(tried):
        facts.append(to_facts(person))
        _note(groups, person, on)
    for person in _light(sorted(introduced)):
        _note(groups, person, on)
    return Population(vacancy_index(on), tuple(facts), dict(groups), on)


def _light(ids: list[UUID]) -> Iterator[Jobseeker]:
    """People by id, without the numbers and addresses that are encrypted."""
    light = Jobseeker.objects.defer("identity_no", "phone", "email")
    for start in range(0, len(ids), _CHUNK):
        yield from light.filter(pk__in=ids[start : start + _CHUNK]).order_by("id")


def _note(groups: _Groups, person: Jobseeker, on: date) -> None:
    for dimension, group in fairness_groups(person, on=on).items():
        groups[dimension][str(person.pk)] = group
