"""Who is told what, in which language, and only once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress

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


def verify_email(user: Any, address: str = "nhan.su@example.vn") -> Any:
    """Give the account an address that was shown to be its owner's."""
    user.email = address
    user.save(update_fields=["email"])
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    return user


def linked(topic: str) -> list[tuple[str, Any, str]]:
    """Channel, account and reference of the letters that carry a link."""
    told = [message for message in messages(topic) if "/nha-tuyen-dung/tra-loi/" in message.body]
    return [(message.channel, message.recipient, message.recipient_ref) for message in told]


class TestLink:
    def test_goes_to_the_verified_address_of_an_account(self) -> None:
        user = verify_email(make_user())
        employer = make_employer(user=user, email="van.thu@example.vn")
        person = make_seeker(employer.centre, full_name="Hoàng Thị Riêng", phone="0912345678")
        make_referral(person, make_vacancy(employer), until="sent")
        assert linked("sent") == [("email", user, "")]
        body = next(m.body for m in messages("sent") if m.body)
        assert "http://127.0.0.1:8000/nha-tuyen-dung/tra-loi/a" in body
        assert "đến hết ngày 30/11/2026" in body
        assert not any(secret in body for secret in ("Riêng", "0912"))

    @pytest.mark.parametrize(
        ("fields", "channels"),
        [
            ({"email": "van.thu@example.vn", "phone": "0912345678"}, ["email"]),
            ({"phone": "0912345678"}, ["sms"]),
            ({}, []),
        ],
    )
    def test_else_to_what_the_employer_registered(
        self, fields: dict[str, str], channels: list[str]
    ) -> None:
        user = make_user()
        user.email = "ai.do@example.vn"  # nobody has shown that it is theirs
        user.save(update_fields=["email"])
        employer = make_employer(user=user, **fields)
        make_referral(vacancy=make_vacancy(employer), until="sent")
        reference = f"employer:{employer.pk}"
        assert linked("sent") == [(channel, None, reference) for channel in channels]

    def test_only_what_asks_for_an_answer_carries_one(self) -> None:
        employer = make_employer(email="van.thu@example.vn")
        make_referral(vacancy=make_vacancy(employer), until="started")
        assert {m.topic for m in OutboxMessage.objects.exclude(body="")} == {"referral.sent"}


class TestReminder:
    @pytest.mark.parametrize(("days", "count"), [(4, 0), (5, 1), (7, 1), (8, 0)])
    def test_is_sent_once_two_days_before_the_answer_is_due(self, days: int, count: int) -> None:
        employer = make_employer(email="van.thu@example.vn")
        make_referral(vacancy=make_vacancy(employer), until="sent")
        later = NOW + timedelta(days=days)
        assert [services.remind_employers(now=later) for _round in range(2)] == [count, 0]
        assert linked("reminder") == [("email", None, f"employer:{employer.pk}")] * count

    def test_who_was_asked_today_is_left_alone(self, settings: Any) -> None:
        settings.SANVIEC_REFERRAL_SILENCE_DAYS = 1
        make_referral(vacancy=make_vacancy(make_employer(email="a@example.vn")), until="sent")
        assert services.remind_employers(now=NOW) == 0

    def test_who_answered_is_left_alone(self) -> None:
        make_referral(vacancy=make_vacancy(make_employer(email="a@example.vn")), until="hired")
        assert services.remind_employers(now=NOW + timedelta(days=6)) == 0


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
