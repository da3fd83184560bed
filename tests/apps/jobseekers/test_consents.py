"""People allow each purpose by itself and may take it back at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sanviec.apps.jobseekers import services
from sanviec.apps.jobseekers.enums import ConsentPurpose, Via
from sanviec.apps.jobseekers.models import Consent, Jobseeker
from sanviec.apps.jobseekers.selectors import consents_of, for_matching, shown_to_employers
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.models import AuditEntry
from sanviec.kernel.errors import InputError
from tests.apps.factories import NOW, make_centre, make_jobseeker

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
MATCHING = ConsentPurpose.MATCHING


def give(person: Jobseeker, purpose: ConsentPurpose = MATCHING) -> Consent:
    return services.give_consent(
        jobseeker=person, purpose=purpose, via=Via.DESK, actor=SYSTEM, now=NOW
    )


def withdraw(person: Jobseeker, purpose: ConsentPurpose = MATCHING) -> Consent | None:
    return services.withdraw_consent(jobseeker=person, purpose=purpose, actor=SYSTEM, now=LATER)


def test_silence_is_not_consent() -> None:
    make_jobseeker()
    assert list(for_matching()) == []


def test_giving_twice_keeps_one_line() -> None:
    person = make_jobseeker()
    assert give(person) == give(person)
    assert AuditEntry.objects.filter(action="consent.given").count() == 1


def test_a_withdrawal_takes_the_person_out_of_matching_at_once() -> None:
    person = make_jobseeker(consents=[MATCHING])
    assert list(for_matching()) == [person]
    withdraw(person)
    assert list(for_matching()) == []
    assert list(audit.verify()) == []


def test_the_withdrawn_line_stays_and_a_new_one_may_follow() -> None:
    person = make_jobseeker(consents=[MATCHING])
    withdraw(person)
    give(person)
    lines = [(line.purpose, line.withdrawn_at) for line in consents_of(person)]
    assert sorted(lines, key=str) == [("matching", None), ("matching", LATER)]


def test_withdrawing_what_was_not_given_does_nothing() -> None:
    person = make_jobseeker(consents=[MATCHING])
    assert withdraw(person, ConsentPurpose.MESSAGES) is None
    assert AuditEntry.objects.filter(action="consent.withdrawn").count() == 0


def test_a_closed_file_takes_no_consent_but_a_withdrawal() -> None:
    person = make_jobseeker(consents=[MATCHING])
    services.close_jobseeker(jobseeker=person, actor=SYSTEM, now=NOW)
    with pytest.raises(InputError):
        give(person, ConsentPurpose.MESSAGES)
    assert withdraw(person) is not None


def test_employers_see_those_who_allow_both_and_look_for_work() -> None:
    centre = make_centre()
    both = [MATCHING, ConsentPurpose.SHOW_TO_EMPLOYERS]
    shown = make_jobseeker(centre, consents=both)
    make_jobseeker(centre, consents=both[1:])
    paused = make_jobseeker(centre, consents=both)
    services.pause_jobseeker(jobseeker=paused, actor=SYSTEM, now=NOW)
    assert list(shown_to_employers()) == [shown]
    assert list(for_matching(make_centre().pk)) == []
