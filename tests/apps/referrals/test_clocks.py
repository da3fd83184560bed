"""Days that count: the answer, the report of a hire, the look after a month or three."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.models import OutboxMessage
from sanviec.apps.reference.selectors import calendar
from sanviec.apps.referrals import services
from sanviec.apps.referrals.enums import DeclineReason, FollowUpResult
from sanviec.apps.referrals.models import Referral
from sanviec.apps.referrals.tasks import answer_silence as silence_task
from sanviec.kernel.errors import InputError
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
DAY = timedelta(days=1)


def noon(day: date) -> datetime:
    """Noon in Việt Nam."""
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


class TestSilence:
    @pytest.mark.parametrize(("days", "count"), [(6, 0), (7, 0), (8, 1)])
    def test_is_answered_after_seven_days_and_both_sides_are_told(
        self, days: int, count: int
    ) -> None:
        person = make_seeker(phone="0912345678")
        user = make_user()
        vacancy = make_vacancy(make_employer(person.centre, user=user))
        referral = make_referral(person, vacancy, until="sent")
        assert referral.answer_due_on == TODAY + 7 * DAY
        assert services.answer_silence(now=NOW + days * DAY) == count
        referral.refresh_from_db()
        assert referral.state == ("no_answer" if count else "sent")
        told = OutboxMessage.objects.filter(topic="referral.unanswered")
        readers = {(message.recipient, message.recipient_ref) for message in told}
        assert readers == ({(user, ""), (None, f"jobseeker:{person.pk}")} if count else set())
        assert list(audit.verify()) == []

    def test_an_interview_starts_the_days_anew(self) -> None:
        make_referral(until="interview")  # the interview is in two days
        assert services.answer_silence(now=NOW + 9 * DAY) == 0
        assert services.answer_silence(now=NOW + 10 * DAY) == 1

    @pytest.mark.parametrize("until", ["proposed", "agreed", "hired", "started"])
    def test_nobody_else_is_answered_for(self, until: str) -> None:
        make_referral(until=until)
        assert services.answer_silence(now=NOW + 90 * DAY) == 0

    def test_a_second_round_finds_nothing(self) -> None:
        make_referral(until="sent")
        later = NOW + 30 * DAY
        assert [services.answer_silence(now=later) for _round in range(2)] == [1, 0]

    def test_the_days_can_be_set(self, settings: Any) -> None:
        settings.SANVIEC_REFERRAL_SILENCE_DAYS = 3
        assert make_referral(until="sent").answer_due_on == TODAY + 3 * DAY

    def test_an_answer_that_came_meanwhile_stands(self, monkeypatch: pytest.MonkeyPatch) -> None:
        referral = make_referral(until="sent")
        from sanviec.apps.referrals.services import answering

        hold = answering.hold

        def answered_first(row: Referral) -> Referral:
            Referral.objects.filter(pk=row.pk).update(state="not_selected")
            return hold(row)

        monkeypatch.setattr(answering, "hold", answered_first)
        assert services.answer_silence(now=NOW + 30 * DAY) == 0
        referral.refresh_from_db()
        assert referral.state == "not_selected"

    def test_the_task_does_a_round(self, monkeypatch: pytest.MonkeyPatch) -> None:
        make_referral(until="sent")
        monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + 30 * DAY)
        assert silence_task.func() == 1


class TestReport:
    @pytest.mark.parametrize(
        ("hired_on", "due_on"),
        [
            # Twenty working days after a Monday, after a Friday and after a Saturday.
            (date(2026, 10, 5), date(2026, 11, 2)),
            (date(2026, 10, 9), date(2026, 11, 6)),
            (date(2026, 10, 10), date(2026, 11, 6)),
            # A day off in between moves it on.
            (date(2026, 11, 16), date(2026, 12, 15)),
        ],
    )
    def test_is_due_after_twenty_working_days(self, hired_on: date, due_on: date) -> None:
        facts = services.Hire(hired_on=hired_on, starts_on=TODAY)
        referral = services.hire(referral=make_referral(until="sent"), facts=facts, **FACTS)
        assert referral.report_due_on == due_on
        assert calendar().working_days_between(hired_on, due_on) == 20

    def test_is_made_once(self) -> None:
        referral = make_referral(until="hired")
        assert Referral.objects.report_due().get() == referral
        reported = services.report_hire(referral=referral, actor=SYSTEM, now=NOW + DAY)
        assert reported.reported_on == TODAY + DAY
        assert not Referral.objects.report_due().exists()
        assert list(audit.verify()) == []

    @pytest.mark.parametrize("end", ["decline", "not_started"])
    def test_of_a_hire_that_came_to_nothing_is_not_asked_for(self, end: str) -> None:
        referral = make_referral(until="hired")
        if end == "decline":
            services.decline(referral=referral, reason=DeclineReason.FAMILY, text="", **FACTS)
        else:
            services.record_not_started(referral=referral, **FACTS)
        assert not Referral.objects.report_due().exists()


class TestFollowUp:
    @pytest.mark.parametrize(
        ("starts_on", "contract_months", "due_on"),
        [
            # Until 2025 three months, from 2026 one month.
            (date(2025, 12, 31), None, date(2026, 3, 31)),
            (date(2026, 1, 1), None, date(2026, 2, 1)),
            # The contract's length when that is shorter.
            (date(2025, 12, 31), 2, date(2026, 2, 28)),
            (date(2025, 12, 31), 3, date(2026, 3, 31)),
            (date(2025, 12, 31), 4, date(2026, 3, 31)),
            (date(2026, 1, 1), 1, date(2026, 2, 1)),
            (date(2026, 1, 1), 36, date(2026, 2, 1)),
            # The last day of a shorter month.
            (date(2026, 1, 31), None, date(2026, 2, 28)),
            (date(2025, 11, 30), None, date(2026, 2, 28)),
        ],
    )
    def test_is_due_as_the_law_of_the_first_day_says(
        self, starts_on: date, contract_months: int | None, due_on: date
    ) -> None:
        assert services.follow_up_due_on(starts_on, contract_months) == due_on

    @pytest.mark.parametrize(
        ("contract_months", "started_on", "too_early", "due"),
        [
            (None, date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1)),
            (None, date(2025, 12, 31), date(2026, 3, 30), date(2026, 3, 31)),
            (1, date(2025, 12, 31), date(2026, 1, 30), date(2026, 1, 31)),
            (36, date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1)),
        ],
    )
    @pytest.mark.parametrize("result", [FollowUpResult.WORKING, FollowUpResult.UNREACHABLE])
    def test_is_not_recorded_before_its_day(
        self,
        contract_months: int | None,
        started_on: date,
        too_early: date,
        due: date,
        result: FollowUpResult,
    ) -> None:
        follow_up = make_referral(until="started").follow_ups.get()
        follow_up.due_on = services.follow_up_due_on(started_on, contract_months)
        follow_up.save(update_fields=["due_on"])
        facts: dict[str, Any] = {"follow_up": follow_up, "note": "", "actor": SYSTEM}
        for day in (started_on, too_early):
            with pytest.raises(InputError, match=f"{due:%d/%m/%Y}") as caught:
                services.record_follow_up(result=result, now=noon(day), **facts)
            assert caught.value.code == "follow_up_ahead"
        assert Referral.objects.get().state == "started"
        services.record_follow_up(result=result, now=noon(due), **facts)
        assert Referral.objects.get().state == "closed"

    def test_who_left_is_recorded_at_once(self) -> None:
        follow_up = make_referral(until="started").follow_ups.get()
        services.record_follow_up(
            follow_up=follow_up, result=FollowUpResult.LEFT, note="", actor=SYSTEM, now=NOW + DAY
        )
        assert Referral.objects.get().state == "closed"

    def test_is_planned_with_the_start_and_closes_the_referral(self) -> None:
        referral = make_referral(until="started")
        follow_up = referral.follow_ups.get()
        assert (follow_up.due_on, follow_up.done_on) == (date(2026, 12, 23), None)
        done = services.record_follow_up(
            follow_up=follow_up,
            result=FollowUpResult.LEFT,
            note=" Xa nhà ",
            actor=SYSTEM,
            now=NOW + 30 * DAY,
        )
        assert (done.done_on, done.result, done.note) == (TODAY + 30 * DAY, "left", "Xa nhà")
        referral.refresh_from_db()
        assert (referral.state, referral.closed_at) == ("closed", NOW + 30 * DAY)
        assert list(audit.verify()) == []
