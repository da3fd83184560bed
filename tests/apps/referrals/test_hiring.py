"""A hire takes an opening and ends the person's other introductions; who stays away frees it."""

from __future__ import annotations

from typing import Any

import pytest

from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.models import OutboxMessage
from sanviec.apps.referrals import services
from sanviec.apps.referrals.enums import DeclineReason
from sanviec.apps.referrals.models import Referral
from sanviec.apps.vacancies.models import Vacancy
from tests.apps.factories import (
    NOW,
    TODAY,
    make_employer,
    make_referral,
    make_seeker,
    make_user,
    make_vacancy,
)

pytestmark = pytest.mark.django_db
FACTS: dict[str, Any] = {"actor": SYSTEM, "now": NOW}
HIRE = services.Hire(hired_on=TODAY, starts_on=TODAY)


def state_of(referral: Referral) -> str:
    return Referral.objects.get(pk=referral.pk).state


class TestOthers:
    def test_that_are_open_become_obsolete_and_only_employers_who_knew_are_told(self) -> None:
        person, user = make_seeker(), make_user()
        employer = make_employer(person.centre, user=user)
        steps = ["proposed", "agreed", "sent", "interview"]
        others = [
            make_referral(person, make_vacancy(employer, title=f"Thợ may {step}"), until=step)
            for step in steps
        ]
        make_referral(person, make_vacancy(make_employer(person.centre)), until="hired")
        assert [state_of(other) for other in others] == ["obsolete"] * 4
        told = OutboxMessage.objects.filter(topic="referral.superseded", recipient=user)
        assert told.count() == 2
        assert list(audit.verify()) == []

    def test_that_are_over_or_of_somebody_else_stay(self) -> None:
        person = make_seeker()
        employer = make_employer(person.centre)
        declined = make_referral(person, make_vacancy(employer))
        services.decline(referral=declined, reason=DeclineReason.WAGE, text="", **FACTS)
        neighbour = make_referral(make_seeker(person.centre), make_vacancy(employer))
        make_referral(person, make_vacancy(employer), until="hired")
        assert (state_of(declined), state_of(neighbour)) == ("declined", "proposed")

    def test_that_are_hired_too_are_left_to_the_person(self) -> None:
        person = make_seeker()
        employer = make_employer(person.centre)
        first = make_referral(person, make_vacancy(employer), until="hired")
        make_referral(person, make_vacancy(employer), until="hired")
        assert state_of(first) == "hired"


class TestOpenings:
    def vacancy_of(self, referral: Referral) -> tuple[str, int]:
        vacancy = Vacancy.objects.get(pk=referral.vacancy_id)
        return vacancy.state, vacancy.hired_count

    def test_the_last_one_fills_the_vacancy_and_who_declines_frees_it(self) -> None:
        referral = make_referral(until="hired")
        assert self.vacancy_of(referral) == ("filled", 1)
        services.decline(referral=referral, reason=DeclineReason.HEALTH, text="", **FACTS)
        assert self.vacancy_of(referral) == ("published", 0)
        assert list(audit.verify()) == []

    def test_who_does_not_start_frees_it(self) -> None:
        referral = make_referral(until="hired")
        services.record_not_started(referral=referral, **FACTS)
        assert self.vacancy_of(referral) == ("published", 0)

    def test_who_declines_before_a_hire_frees_nothing(self) -> None:
        vacancy = make_vacancy(openings=2)
        make_referral(make_seeker(vacancy.centre), vacancy, until="hired")
        other = make_referral(make_seeker(vacancy.centre), vacancy, until="interview")
        services.decline(referral=other, reason=DeclineReason.WAGE, text="", **FACTS)
        assert self.vacancy_of(other) == ("published", 1)

    def test_who_starts_keeps_it_and_is_placed(self) -> None:
        referral = make_referral(until="started")
        assert self.vacancy_of(referral) == ("filled", 1)
        assert Jobseeker.objects.get(pk=referral.jobseeker_id).state == "placed"
