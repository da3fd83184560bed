"""Who is told what, in which language, and only once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from sanviec.apps.employers.services import add_contact
from sanviec.apps.jobseekers.services import link_account
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.models import OutboxMessage
from sanviec.apps.referrals import letters, services
from tests.apps.factories import (
    NOW,
    make_employer,
    make_referral,
    make_seeker,
    make_user,
    make_vacancy,
)

pytestmark = pytest.mark.django_db
FACTS: dict[str, Any] = {"actor": SYSTEM, "now": NOW}


def messages(topic: str) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(topic=f"referral.{topic}").order_by("key"))


class TestPerson:
    def test_with_an_account_reads_it_there(self) -> None:
        person, user = make_seeker(), make_user()
        link_account(jobseeker=person, user=user, **FACTS)
        make_referral(person)
        (message,) = messages("proposed")
        assert (message.channel, message.recipient, message.recipient_ref) == ("in_app", user, "")
        assert "Công nhân may" in message.subject

    def test_without_one_gets_an_sms_by_reference_and_never_by_number(self) -> None:
        person = make_seeker(phone="0912345678")
        make_referral(person)
        (message,) = messages("proposed")
        assert (message.channel, message.recipient) == ("sms", None)
        assert message.recipient_ref == f"jobseeker:{person.pk}"
        assert "0912" not in f"{message.subject}{message.body}"

    def test_without_account_and_phone_hears_it_at_the_desk(self) -> None:
        make_referral(make_seeker(), until="started")
        assert not OutboxMessage.objects.filter(recipient_ref__startswith="jobseeker:").exists()


class TestEmployer:
    def test_everybody_who_signs_in_is_told_and_reads_no_name_of_a_person(self) -> None:
        person = make_seeker(full_name="Hoàng Thị Riêng")
        employer = make_employer(person.centre)
        users = {make_user(), make_user()}
        for user in users:
            add_contact(employer=employer, user=user, **FACTS)
        make_referral(person, make_vacancy(employer), until="sent")
        told = messages("sent")
        assert {message.recipient for message in told} == users
        assert all("Riêng" not in message.subject for message in told)


class TestOnce:
    def test_telling_again_posts_nothing(self) -> None:
        referral = make_referral(make_seeker(phone="0912345678"), until="sent")
        before = OutboxMessage.objects.count()
        letters.tell_jobseeker(referral, "sent", now=NOW)
        letters.tell_employer(referral, "sent", now=NOW)
        assert OutboxMessage.objects.count() == before

    @pytest.mark.parametrize(
        ("days", "place", "count"), [(2, "Cổng số 2", 1), (3, "Cổng số 2", 2), (2, "Cổng số 3", 2)]
    )
    def test_an_interview_that_moves_is_told_again(self, days: int, place: str, count: int) -> None:
        referral = make_referral(make_seeker(phone="0912345678"), until="interview")
        services.invite_to_interview(
            referral=referral, interview_at=NOW + timedelta(days=days), place=place, **FACTS
        )
        assert len(messages("invited")) == count


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("topic", sorted(letters.TO_JOBSEEKER))
def test_every_letter_to_a_person_can_be_written(topic: str, language: str) -> None:
    person, user = make_seeker(), make_user()
    user.language = language
    user.save()
    link_account(jobseeker=person, user=user, **FACTS)
    letters.tell_jobseeker(make_referral(person, until="started"), topic, now=NOW)
    written = messages(topic)[-1].subject
    assert written
    assert "%(" not in written
