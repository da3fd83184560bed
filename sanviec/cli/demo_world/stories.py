"""Referrals in every state, so that each page of the demo has something to show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.referrals import services
from sanviec.apps.referrals.enums import (
    DeclineReason,
    FollowUpResult,
    ReferralOrigin,
    RefusalReason,
)
from sanviec.apps.referrals.models import Referral
from sanviec.apps.referrals.selectors import explain_pair
from sanviec.apps.vacancies.models import Vacancy
from sanviec.engines.matching import Explanation

if TYPE_CHECKING:
    from .build import Stage

Telling = Callable[["Teller", Referral], Any]


class Teller:
    """Plays the acts of one referral on the days on which they would happen."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def at(self, days_ago: float) -> dict[str, Any]:
        now = self.stage.now - timedelta(days=days_ago)
        return {"actor": self.stage.counsellor, "now": now}

    def sent(self, referral: Referral, days_ago: float) -> Referral:
        services.agree_referral(referral=referral, **self.at(days_ago))
        return services.send_referral(referral=referral, **self.at(days_ago))

    def invited(self, referral: Referral, days_ago: float, interview_in: float) -> Referral:
        self.sent(referral, days_ago)
        when = self.stage.now + timedelta(days=interview_in, hours=1)
        place = referral.vacancy.employer.name
        return services.invite_to_interview(
            referral=referral, interview_at=when, place=place, **self.at(days_ago - 1)
        )

    def hired(self, referral: Referral, days_ago: int, starts_in: int) -> Referral:
        self.sent(referral, days_ago + 5)
        today = timezone.localdate(self.stage.now)
        facts = services.Hire(
            hired_on=today - timedelta(days=days_ago),
            starts_on=today + timedelta(days=starts_in),
            contract_months=12,
        )
        return services.hire(referral=referral, facts=facts, **self.at(days_ago))

    def started(self, referral: Referral, days_ago: int) -> Referral:
        self.hired(referral, days_ago + 4, -days_ago)
        first_day = timezone.localdate(self.stage.now) - timedelta(days=days_ago)
        return services.confirm_start(
            referral=referral, starts_on=first_day, **self.at(days_ago - 1)
        )


def _closed(teller: Teller, referral: Referral) -> None:
    teller.started(referral, 40)
    follow_up = referral.follow_ups.get()
    services.record_follow_up(
        follow_up=follow_up,
        result=FollowUpResult.WORKING,
        note="Đã quen việc, lương đúng hẹn.",
        **teller.at(5),
    )


def _not_started(teller: Teller, referral: Referral) -> None:
    teller.hired(referral, 8, -3)
    services.record_not_started(referral=referral, **teller.at(2))


def _missed(teller: Teller, referral: Referral) -> None:
    teller.invited(referral, 9, -3)
    services.record_no_show(referral=referral, **teller.at(2))


def _rejected(teller: Teller, referral: Referral) -> None:
    teller.sent(referral, 9)
    reason = RefusalReason.EXPERIENCE
    services.reject(referral=referral, reason=reason, text="", **teller.at(4))


def _declined(teller: Teller, referral: Referral) -> None:
    teller.sent(referral, 6)
    services.decline(referral=referral, reason=DeclineReason.DISTANCE, text="", **teller.at(3))


TALES: list[Telling] = [
    lambda teller, referral: None,
    lambda teller, referral: services.agree_referral(referral=referral, **teller.at(1)),
    lambda teller, referral: teller.sent(referral, 3),
    lambda teller, referral: teller.sent(referral, 45),
    lambda teller, referral: teller.invited(referral, 4, 2),
    lambda teller, referral: teller.hired(referral, 3, 4),
    lambda teller, referral: teller.started(referral, 20),
    _closed,
    _rejected,
    _declined,
    _missed,
    _not_started,
]
ROUNDS = 2


def tell_stories(stage: Stage) -> None:
    """Two rounds of every tale, and one person whose hire makes another referral obsolete."""
    teller = Teller(stage)
    pairs = _pairs(stage)
    for _round in range(ROUNDS):
        for tale in TALES:
            person, vacancy, explanation = next(pairs)
            tale(teller, _propose(stage, person, vacancy, explanation, days_ago=50))
    person, vacancy, explanation = next(pairs)
    other = next(pair for pair in _vacancies_for(stage, person) if pair[0].pk != vacancy.pk)
    teller.sent(_propose(stage, person, other[0], other[1], days_ago=12), 11)
    teller.hired(_propose(stage, person, vacancy, explanation, days_ago=12), 2, 5)
    # Employers who never answered: the night's round gives the answer.
    services.answer_silence(now=stage.now)


def _propose(
    stage: Stage,
    person: Jobseeker,
    vacancy: Vacancy,
    explanation: Explanation,
    *,
    days_ago: int,
) -> Referral:
    origin = ReferralOrigin.COUNSELLOR
    proposal = services.Proposal(person, vacancy, origin, explanation)
    now: datetime = stage.now - timedelta(days=days_ago)
    return services.propose_referral(proposal=proposal, actor=stage.counsellor, now=now)


def _pairs(stage: Stage) -> Iterator[tuple[Jobseeker, Vacancy, Explanation]]:
    """Each person once, with the vacancy of their trade that suits best."""
    for number, person in enumerate(stage.people):
        # The first ones stay free for the visitor; one in eight allowed nothing.
        if number < 12 or number % 8 == 0:
            continue
        found = next(_vacancies_for(stage, person), None)
        if found is not None:
            yield person, *found


def _vacancies_for(stage: Stage, person: Jobseeker) -> Iterator[tuple[Vacancy, Explanation]]:
    today = timezone.localdate(stage.now)
    same = [v for v in stage.vacancies if v.occupation_code in person.occupation_codes]
    # An earlier story may have filled a vacancy that had one opening.
    open_now = set(Vacancy.objects.open_on(today).values_list("pk", flat=True))
    ranked = [(v, explain_pair(person, v, on=today)) for v in same if v.pk in open_now]
    ranked.sort(key=lambda row: (-row[1].score, str(row[0].pk)))
    for vacancy, explanation in ranked:
        if explanation.is_feasible:
            yield vacancy, explanation
