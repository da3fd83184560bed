"""What speaks against a pair, read from referrals and from other sessions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from sanviec.apps.exchanges.enums import InterviewState
from sanviec.apps.exchanges.models import ExchangeSession, Interview, Participant
from sanviec.apps.reference.selectors import parameter
from sanviec.apps.referrals.enums import (
    LIVE_STATES,
    DeclineReason,
    ReferralState,
    RefusalReason,
)
from sanviec.apps.referrals.models import Referral

# What says nothing of the two: the person's life, or the firm's numbers.
_NOT_OF_THE_PAIR = (
    DeclineReason.OTHER_JOB,
    DeclineReason.FAMILY,
    DeclineReason.HEALTH,
    RefusalReason.FILLED,
    RefusalReason.UNREACHABLE,
)
# Around an interview elsewhere: the way there, and the talk itself.
_BEFORE, _AFTER = timedelta(minutes=30), timedelta(minutes=60)


@dataclass(frozen=True)
class Clashes:
    """What speaks against pairs of a session.

    Args:
        vacancies: (jobseeker, vacancy) -> rules of `conflicts.RULES`.
        employers: (jobseeker, employer) -> rules.
        busy: jobseeker -> times of the session that collide with an interview elsewhere.
    """

    vacancies: dict[tuple[UUID, UUID], frozenset[str]]
    employers: dict[tuple[UUID, UUID], frozenset[str]]
    busy: dict[UUID, frozenset[int]]

    @cached_property
    def named(self) -> frozenset[UUID]:
        """People of whom something is known at all; the others need no look."""
        return frozenset(one for one, _other in (*self.vacancies, *self.employers))


def clashes_of(session: ExchangeSession, *, now: datetime) -> Clashes:
    """What referrals and other interviews say about the people of a session.

    Cost: four queries, however many people.
    """
    people = Participant.objects.filter(session=session).values("jobseeker_id")
    days = parameter("session_conflict_days", timezone.localdate(now))
    known = Referral.objects.filter(jobseeker_id__in=people).order_by("id")
    recent = known.filter(updated_at__gte=now - timedelta(days=days))
    told = recent.exclude(reason_code__in=_NOT_OF_THE_PAIR)
    vacancies: dict[tuple[UUID, UUID], frozenset[str]] = {}
    employers: dict[tuple[UUID, UUID], frozenset[str]] = {}
    live = known.filter(state__in=LIVE_STATES)
    _note(vacancies, live, "vacancy_id", "under_way")
    rejected = told.filter(state=ReferralState.NOT_SELECTED)
    _note(vacancies, rejected, "vacancy_id", "rejected_before")
    declined = told.filter(state=ReferralState.DECLINED)
    _note(employers, declined, "vacancy__employer_id", "refused_employer")
    return Clashes(vacancies, employers, _busy(session, people))


def _note(
    found: dict[tuple[UUID, UUID], frozenset[str]],
    referrals: QuerySet[Referral],
    column: str,
    rule: str,
) -> None:
    for pair in referrals.values_list("jobseeker_id", column):
        found[pair] = found.get(pair, frozenset()) | {rule}


def _busy(session: ExchangeSession, people: QuerySet) -> dict[UUID, frozenset[int]]:
    found: dict[UUID, frozenset[int]] = {}
    for person_id, at in _elsewhere(session, people):
        found[person_id] = found.get(person_id, frozenset()) | frozenset(_slots(session, at))
    return found


def _elsewhere(session: ExchangeSession, people: QuerySet) -> Iterator[tuple[UUID, datetime]]:
    span = (session.starts_at - _AFTER, session.ends_at + _BEFORE)
    invited = Referral.objects.filter(
        jobseeker_id__in=people, state=ReferralState.INTERVIEW, interview_at__range=span
    )
    others = Interview.objects.filter(
        participant__jobseeker_id__in=people,
        state__in=(InterviewState.PLANNED, InterviewState.CALLED),
        starts_at__range=span,
    ).exclude(session=session)
    known = [
        *invited.order_by("id").values_list("jobseeker_id", "interview_at"),
        *others.order_by("id").values_list("participant__jobseeker_id", "starts_at"),
    ]
    yield from ((person_id, at) for person_id, at in known if at is not None)


def _slots(session: ExchangeSession, at: datetime) -> Iterator[int]:
    length = timedelta(minutes=session.slot_minutes)
    for slot in range(session.slots):
        begins = session.starts_at + slot * length
        if begins < at + _AFTER and at - _BEFORE < begins + length:
            yield slot
