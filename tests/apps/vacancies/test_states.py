"""A public post is paused, reviewed, filled, expires, is closed; openings are counted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from sanviec.apps.employers import services as employers
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.models import AuditEntry, OutboxMessage
from sanviec.apps.platform.transitions import TransitionRefused
from sanviec.apps.vacancies import services
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.vacancies.tasks import expire_vacancies as expire_task
from sanviec.kernel.errors import InputError
from tests.apps.factories import NOW, TODAY, make_employer, make_user, make_vacancy

pytestmark = pytest.mark.django_db
FACTS: dict[str, Any] = {"actor": SYSTEM, "now": NOW}
DAY = timedelta(days=1)


def act(vacancy: Vacancy, event: str, **options: Any) -> Vacancy:
    return services.change_state(vacancy=vacancy, event=event, **FACTS | options)


@pytest.mark.parametrize(
    ("event", "state", "action"),
    [
        ("pause", "paused", "vacancy.paused"),
        ("fill", "filled", "vacancy.filled"),
        ("close", "closed", "vacancy.closed"),
    ],
)
def test_each_act_moves_the_post_and_says_so(event: str, state: str, action: str) -> None:
    vacancy = act(make_vacancy(), event, reason=" Đủ người ")
    vacancy.refresh_from_db()
    assert (vacancy.state, vacancy.state_reason) == (state, "Đủ người")
    assert AuditEntry.objects.filter(action=action, object_id=vacancy.pk).count() == 1
    assert list(audit.verify()) == []


class TestResume:
    def test_makes_it_public_again(self) -> None:
        vacancy = act(act(make_vacancy(), "pause"), "resume", now=NOW + 2 * DAY)
        assert (vacancy.state, vacancy.reviewed_on) == ("published", TODAY + 2 * DAY)
        assert vacancy.closes_on == TODAY + timedelta(days=30)

    def test_after_the_closing_day_it_stays_open_thirty_more_days(self) -> None:
        vacancy = act(act(make_vacancy(), "pause"), "resume", now=NOW + timedelta(days=31))
        assert vacancy.closes_on == TODAY + timedelta(days=61)

    def test_of_a_suspended_employer_is_refused(self) -> None:
        vacancy = act(make_vacancy(), "pause")
        employers.suspend_employer(employer=vacancy.employer, reason="Thu phí", **FACTS)
        with pytest.raises(InputError):
            act(vacancy, "resume")

    def test_with_all_openings_taken_is_refused(self) -> None:
        vacancy = services.count_hire(vacancy=make_vacancy(), **FACTS)
        with pytest.raises(InputError) as caught:
            act(vacancy, "resume")
        assert caught.value.field == "openings"
        vacancy.refresh_from_db()
        assert vacancy.state == "filled"

    def test_of_a_closed_one_is_refused(self) -> None:
        with pytest.raises(TransitionRefused):
            act(act(make_vacancy(), "close"), "resume")


def test_an_unknown_event_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        act(make_vacancy(), "publish")


class TestExpiring:
    @pytest.mark.parametrize(("days", "count"), [(0, 0), (1, 0), (2, 1)])
    def test_happens_on_the_day_after_the_closing_day(self, days: int, count: int) -> None:
        vacancy = make_vacancy(make_employer(user=make_user()), closes_on=TODAY + DAY)
        assert services.expire_vacancies(now=NOW + days * DAY) == count
        vacancy.refresh_from_db()
        assert vacancy.state == ("expired" if count else "published")
        assert OutboxMessage.objects.filter(topic="vacancy.expired").count() == count
        assert list(audit.verify()) == []

    def test_a_second_round_finds_nothing(self) -> None:
        make_vacancy()
        later = NOW + timedelta(days=60)
        assert (services.expire_vacancies(now=later), services.expire_vacancies(now=later)) == (
            1,
            0,
        )

    def test_is_open_through_its_closing_day(self) -> None:
        make_vacancy(closes_on=TODAY + DAY)
        days = [TODAY, TODAY + DAY, TODAY + 2 * DAY]
        assert [Vacancy.objects.open_on(on).count() for on in days] == [1, 1, 0]

    def test_the_task_does_a_round(self, monkeypatch: pytest.MonkeyPatch) -> None:
        make_vacancy(closes_on=TODAY)
        monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + 2 * DAY)
        assert expire_task.func() == 1


class TestReview:
    @pytest.mark.parametrize(("days", "is_due"), [(29, False), (30, True), (31, True)])
    def test_is_due_every_thirty_days(self, days: int, is_due: bool) -> None:
        make_vacancy(closes_on=TODAY + timedelta(days=90))
        every = services.review_every_days(TODAY)
        assert Vacancy.objects.review_due(TODAY + days * DAY, every).exists() is is_due

    def test_is_confirmed_by_somebody_who_looked(self) -> None:
        vacancy = services.confirm_review(
            vacancy=make_vacancy(), actor=SYSTEM, now=NOW + timedelta(days=20)
        )
        assert vacancy.reviewed_on == TODAY + timedelta(days=20)
        assert list(audit.verify()) == []

    def test_of_what_is_not_public_is_refused(self) -> None:
        with pytest.raises(InputError):
            services.confirm_review(vacancy=make_vacancy(until="draft"), **FACTS)


class TestOpenings:
    def test_the_last_hire_fills_the_post(self) -> None:
        vacancy = make_vacancy(openings=2)
        assert services.count_hire(vacancy=vacancy, **FACTS).state == "published"
        filled = services.count_hire(vacancy=vacancy, **FACTS)
        assert (filled.state, filled.hired_count) == ("filled", 2)
        assert list(audit.verify()) == []

    def test_no_more_than_its_openings_are_hired(self) -> None:
        vacancy = services.count_hire(vacancy=make_vacancy(), **FACTS)
        with pytest.raises(InputError) as caught:
            services.count_hire(vacancy=vacancy, **FACTS)
        assert "đã tuyển đủ 1 người" in caught.value.text_vi

    def test_who_does_not_start_frees_the_opening(self) -> None:
        vacancy = services.count_hire(vacancy=make_vacancy(), **FACTS)
        free = services.uncount_hire(vacancy=vacancy, **FACTS)
        assert (free.state, free.hired_count) == ("published", 0)

    def test_a_post_filled_by_hand_stays_filled(self) -> None:
        vacancy = services.count_hire(vacancy=make_vacancy(openings=3), **FACTS)
        act(vacancy, "fill")
        assert services.uncount_hire(vacancy=vacancy, **FACTS).state == "filled"

    @pytest.mark.parametrize("event", ["pause", "close"])
    def test_a_hire_after_the_post_was_taken_off_leaves_it_off(self, event: str) -> None:
        vacancy = act(make_vacancy(), event)
        after = services.count_hire(vacancy=vacancy, **FACTS)
        assert (after.state, after.hired_count) == (vacancy.state, 1)
