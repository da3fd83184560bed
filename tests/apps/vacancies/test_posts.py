"""A post is drafted, approved, published; what an employer changes is approved again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sanviec.apps.employers import services as employers
from sanviec.apps.ledger.models import ServiceLine
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.models import AuditEntry, OutboxMessage
from sanviec.apps.platform.transitions import TransitionRefused
from sanviec.apps.vacancies import services
from sanviec.apps.vacancies.models import Vacancy
from sanviec.kernel.errors import InputError
from tests.apps.factories import (
    ANY_VACANCY,
    NOW,
    TODAY,
    as_employer,
    make_employer,
    make_user,
    make_vacancy,
)

pytestmark = pytest.mark.django_db
FACTS: dict[str, Any] = {"actor": SYSTEM, "now": NOW}


def actions_of(vacancy: Vacancy) -> list[str]:
    lines = AuditEntry.objects.for_object("vacancies.vacancy", str(vacancy.pk))
    return list(lines.order_by("seq").values_list("action", flat=True))


class TestPublishing:
    def test_a_draft_is_submitted_and_published_for_thirty_days(self) -> None:
        vacancy = make_vacancy(openings=3)
        vacancy.refresh_from_db()
        assert (vacancy.state, vacancy.published_at) == ("published", NOW)
        assert (vacancy.reviewed_on, vacancy.closes_on) == (TODAY, TODAY + timedelta(days=30))
        assert actions_of(vacancy) == [
            "vacancy.drafted", "vacancy.submitted", "vacancy.published",
        ]  # fmt: skip
        assert list(audit.verify()) == []

    def test_the_demand_is_counted_once_with_its_openings(self) -> None:
        vacancy = make_vacancy(openings=3)
        changed = services.update_vacancy(
            vacancy=vacancy,
            data=replace(ANY_VACANCY, title="Thợ may"),
            actor=as_employer(vacancy.employer),
            now=NOW,
        )
        services.publish_vacancy(vacancy=changed, **FACTS)
        lines = ServiceLine.objects.filter(kind="vacancy_notified")
        assert [(line.openings, line.place_code, line.visits) for line in lines] == [
            (3, "05977", 1)
        ]

    def test_those_who_sign_in_for_the_employer_are_told(self) -> None:
        user = make_user()
        make_vacancy(make_employer(user=user))
        message = OutboxMessage.objects.get(topic="vacancy.published")
        assert (message.recipient, message.channel) == (user, "in_app")

    @pytest.mark.parametrize(
        ("make", "field"),
        [
            (lambda: make_vacancy(make_employer(is_verified=False), until="submitted"), "employer"),
            (lambda: overdue(make_vacancy(until="submitted")), "closes_on"),
            (lambda: taken(make_vacancy(until="submitted")), "openings"),
        ],
        ids=["an employer nobody verified", "a closing day in the past", "all openings taken"],
    )
    def test_what_may_not_be_public_is_refused(self, make: Any, field: str) -> None:
        vacancy = make()
        with pytest.raises(InputError) as caught:
            services.publish_vacancy(vacancy=vacancy, **FACTS)
        assert caught.value.field == field
        vacancy.refresh_from_db()
        assert (vacancy.state, vacancy.published_at) == ("submitted", None)

    def test_a_draft_is_not_published_without_being_submitted(self) -> None:
        with pytest.raises(TransitionRefused):
            services.publish_vacancy(vacancy=make_vacancy(until="draft"), **FACTS)


def overdue(vacancy: Vacancy) -> Vacancy:
    Vacancy.objects.filter(pk=vacancy.pk).update(closes_on=TODAY - timedelta(days=1))
    return vacancy


def taken(vacancy: Vacancy) -> Vacancy:
    Vacancy.objects.filter(pk=vacancy.pk).update(hired_count=1)
    return vacancy


class TestReturning:
    def test_says_what_to_change_and_may_be_submitted_again(self) -> None:
        user = make_user()
        vacancy = make_vacancy(make_employer(user=user), until="submitted")
        back = services.return_vacancy(vacancy=vacancy, reason=" Ghi rõ ca làm. ", **FACTS)
        assert (back.state, back.state_reason) == ("returned", "Ghi rõ ca làm.")
        assert OutboxMessage.objects.get(topic="vacancy.returned").body == "Ghi rõ ca làm."
        assert services.submit_vacancy(vacancy=back, **FACTS).state == "submitted"
        assert list(audit.verify()) == []

    def test_without_a_reason_is_refused(self) -> None:
        with pytest.raises(InputError) as caught:
            services.return_vacancy(vacancy=make_vacancy(until="submitted"), reason=" ", **FACTS)
        assert caught.value.field == "reason"


class TestChanging:
    def change(self, vacancy: Vacancy, actor: Any = SYSTEM, **fields: Any) -> Vacancy:
        data = replace(ANY_VACANCY, closes_on=vacancy.closes_on, **fields)
        return services.update_vacancy(vacancy=vacancy, data=data, actor=actor, now=NOW)

    @pytest.mark.parametrize("event", ["", "pause", "fill", "expire"])
    def test_an_employers_change_of_what_was_public_is_approved_again(self, event: str) -> None:
        vacancy = make_vacancy()
        if event == "expire":
            overdue(vacancy)
            services.expire_vacancies(now=NOW)
        elif event:
            services.change_state(vacancy=vacancy, event=event, **FACTS)
        vacancy.refresh_from_db()
        by_employer = as_employer(vacancy.employer)
        later = replace(ANY_VACANCY, title="Thợ may", closes_on=TODAY + timedelta(days=9))
        changed = services.update_vacancy(vacancy=vacancy, data=later, actor=by_employer, now=NOW)
        assert (changed.state, changed.title_folded) == ("submitted", "tho may")
        assert list(audit.verify()) == []

    def test_staff_change_it_in_place(self) -> None:
        changed = self.change(make_vacancy(), wage_min_vnd_month=9_000_000)
        assert (changed.state, changed.wage_min_vnd_month) == ("published", 9_000_000)

    def test_a_draft_stays_a_draft(self) -> None:
        vacancy = make_vacancy(until="draft")
        assert self.change(vacancy, as_employer(vacancy.employer), openings=2).state == "draft"

    def test_nothing_new_writes_nothing(self) -> None:
        vacancy = make_vacancy()
        lines = AuditEntry.objects.count()
        same = self.change(vacancy, as_employer(vacancy.employer))
        assert (same.state, AuditEntry.objects.count()) == ("published", lines)

    def test_the_journal_names_the_fields_and_not_what_they_say(self) -> None:
        vacancy = make_vacancy()
        self.change(vacancy, openings=2, address="Số 1 đường Mẫu")
        last = AuditEntry.objects.order_by("-seq").first()
        assert last is not None
        assert '"fields": ["openings", "address"]' in last.data
        assert "đường Mẫu" not in last.data

    def test_openings_cannot_fall_below_those_that_are_taken(self) -> None:
        vacancy = make_vacancy(openings=3)
        Vacancy.objects.filter(pk=vacancy.pk).update(hired_count=2)
        with pytest.raises(InputError) as caught:
            self.change(vacancy, openings=1)
        assert "Đã có 2 người" in caught.value.text_vi
        assert self.change(vacancy, openings=2).state == "filled"

    def test_a_closed_one_is_not_changed(self) -> None:
        vacancy = services.change_state(vacancy=make_vacancy(), event="close", **FACTS)
        with pytest.raises(InputError) as caught:
            self.change(vacancy, openings=2)
        assert "đã đóng" in caught.value.text_vi

    def test_a_new_closing_day_lies_ahead(self) -> None:
        vacancy = make_vacancy()
        data = replace(ANY_VACANCY, closes_on=TODAY - timedelta(days=1))
        with pytest.raises(InputError) as caught:
            services.update_vacancy(vacancy=vacancy, data=data, **FACTS)
        assert caught.value.field == "closes_on"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "\x01\u200b"}, "title"),
        ({"title": "m" * 251}, "title"),
        ({"place_codes": []}, "place_codes"),
        ({"place_codes": ["99999"]}, "place_codes"),
        ({"openings": 0}, "openings"),
        ({"openings": 10**12}, "openings"),
        ({"wage_min_vnd_month": 10**15}, "wage_min_vnd_month"),
        ({"wage_min_vnd_month": 9_000_000, "wage_max_vnd_month": 8_999_999}, "wage_max_vnd_month"),
        ({"experience_months": -1}, "experience_months"),
        ({"employment_type": "gig"}, "employment_type"),
        ({"shifts": ["dawn"]}, "shifts"),
        ({"skills": [str(n) for n in range(41)]}, "skills"),
        ({"description": "m" * 20_001}, "description"),
        ({"min_age": 18}, "age_source"),
        ({"min_age": 35, "max_age": 30, "age_source": "Chương trình"}, "max_age"),
        ({"min_age": 3, "age_source": "Chương trình"}, "min_age"),
        ({"closes_on": date(2026, 11, 22)}, "closes_on"),
        ({"closes_on": date(9999, 12, 31)}, "closes_on"),
    ],
)
def test_what_no_post_may_say_is_refused_in_its_field(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError) as caught:
        make_vacancy(until="draft", **fields)
    assert caught.value.field == field
    assert Vacancy.objects.count() == 0


def test_texts_are_composed_and_lists_hold_each_thing_once() -> None:
    data = {"title": " Công nhân may\0 ", "skills": ("may", "may", " ")}
    vacancy = make_vacancy(until="draft", closes_on=TODAY, **data)
    vacancy.refresh_from_db()
    assert (vacancy.title, vacancy.skills) == ("Công nhân may", ["may"])
    assert vacancy.title_folded == "cong nhan may"


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"jobseeker_fee_vnd": 1}, "no_fee"),
        ({"openings": 0}, "openings"),
        ({"hired_count": 2}, "hired_within_openings"),
        ({"wage_min_vnd_month": 2, "wage_max_vnd_month": 1}, "wage_order"),
        ({"max_age": 30}, "age_needs_source"),
    ],
)
def test_the_database_itself_refuses(columns: dict[str, Any], constraint: str) -> None:
    vacancy = make_vacancy(until="draft")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Vacancy.objects.filter(pk=vacancy.pk).update(**columns)


def test_a_suspended_employers_posts_are_not_open() -> None:
    vacancy = make_vacancy()
    employers.suspend_employer(employer=vacancy.employer, reason="Thu phí", **FACTS)
    assert not Vacancy.objects.open_on(TODAY).exists()
