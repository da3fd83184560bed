"""Two people press at the same time: one act counts, the other is told; nobody waits for ever."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from sanviec.apps.ledger.models import ServiceLine
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.referrals import services
from sanviec.apps.referrals.enums import DeclineReason, ReferralOrigin
from sanviec.apps.referrals.models import Referral
from sanviec.apps.referrals.selectors import explain_pair
from sanviec.apps.vacancies import services as vacancies
from sanviec.apps.vacancies.models import Vacancy
from sanviec.kernel.errors import InputError
from tests.apps.factories import (
    ANY_VACANCY,
    NOW,
    TODAY,
    make_employer,
    make_referral,
    make_seeker,
    make_vacancy,
)

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
FACTS: dict[str, Any] = {"actor": SYSTEM, "now": NOW}
HIRE = services.Hire(hired_on=TODAY, starts_on=TODAY)
ROUNDS = 5


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Run the acts in threads that start together; the code of each refusal, "" for none."""
    gate, outcomes = threading.Barrier(len(acts)), [""] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            act()
        except InputError as error:
            outcomes[place] = error.code
        except Exception as error:  # noqa: BLE001  # shown by the assertion in the main thread
            outcomes[place] = repr(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(outcomes)


def test_a_button_pressed_twice_sends_once() -> None:
    for _round in range(ROUNDS):
        referral = make_referral(until="agreed")
        send = lambda row=referral: services.send_referral(referral=row, **FACTS)  # noqa: E731
        assert at_once(send, send) == ["", "transition_refused"]
    assert ServiceLine.objects.filter(kind="referral").count() == ROUNDS
    assert list(audit.verify()) == []


def test_two_officers_propose_one_pair_once() -> None:
    for _round in range(ROUNDS):
        person = make_seeker()
        vacancy = make_vacancy(make_employer(person.centre))
        explanation = explain_pair(person, vacancy, on=TODAY)
        proposal = services.Proposal(person, vacancy, ReferralOrigin.COUNSELLOR, explanation)
        propose = lambda p=proposal: services.propose_referral(proposal=p, **FACTS)  # noqa: E731
        assert at_once(propose, propose) == ["", "referral_exists"]
    assert Referral.objects.count() == ROUNDS


def test_the_last_opening_goes_to_one() -> None:
    for _round in range(ROUNDS):
        vacancy = make_vacancy()
        both = [
            make_referral(make_seeker(vacancy.centre), vacancy, until="sent") for _person in "ab"
        ]
        hires = [lambda row=row: services.hire(referral=row, facts=HIRE, **FACTS) for row in both]
        assert at_once(*hires) == ["", "vacancy_invalid"]
        assert Vacancy.objects.get(pk=vacancy.pk).hired_count == 1
    assert list(audit.verify()) == []


def test_two_employers_hire_one_person_once() -> None:
    for _round in range(ROUNDS):
        person = make_seeker()
        employer = make_employer(person.centre)
        both = [make_referral(person, make_vacancy(employer), until="sent") for _vacancy in "ab"]
        hires = [lambda row=row: services.hire(referral=row, facts=HIRE, **FACTS) for row in both]
        assert at_once(*hires) == ["", "transition_refused"]
        states = sorted(row.state for row in Referral.objects.for_jobseeker(person))
        assert states == ["hired", "obsolete"]
    assert list(audit.verify()) == []


def test_acts_on_one_vacancy_and_its_people_do_not_lock_each_other_out() -> None:
    for number in range(ROUNDS):
        person = make_seeker()
        vacancy = make_vacancy(make_employer(person.centre), openings=3)
        sent = make_referral(person, vacancy, until="sent")
        hired = make_referral(make_seeker(person.centre), vacancy, until="hired")
        fresh = Vacancy.objects.get(pk=vacancy.pk)
        data = {name: getattr(fresh, name) for name in ("closes_on", "openings")}
        changed = vacancies.VacancyData(
            title=f"Thợ may {number}", place_codes=ANY_VACANCY.place_codes, **data
        )
        outcomes = at_once(
            lambda row=sent: services.hire(referral=row, facts=HIRE, **FACTS),
            lambda row=hired: services.decline(
                referral=row, reason=DeclineReason.WAGE, text="", **FACTS
            ),
            lambda row=fresh, said=changed: vacancies.update_vacancy(
                vacancy=row, data=said, **FACTS
            ),
        )
        assert outcomes == ["", "", ""]
        assert Vacancy.objects.get(pk=vacancy.pk).hired_count == 1
    assert list(audit.verify()) == []
