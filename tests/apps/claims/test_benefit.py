"""While the allowance runs: notices, suspension, resumption, new work, the end and the reserve."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from sanviec.apps.claims import services
from sanviec.apps.claims.enums import ExemptGround, NoticeChannel
from sanviec.apps.claims.models import BenefitMonth, Claim
from sanviec.apps.claims.services import NoticeData, Report
from sanviec.apps.ledger.models import ServiceLine
from sanviec.apps.platform import audit
from sanviec.apps.platform.models import OutboxMessage
from sanviec.kernel.errors import InputError
from tests.apps import factories as lower

from .factories import (
    NOW,
    fresh,
    make_claim,
    officer_of,
    open_decision,
    sign_prepared,
)

pytestmark = pytest.mark.django_db
# The months of the made claim begin on 09/12/2026, 09/01/2027 and 09/02/2027.
SECOND = datetime(2027, 1, 11, 2, 0, tzinfo=UTC)
TOO_LATE = datetime(2027, 1, 13, 2, 0, tzinfo=UTC)
ASKED = NoticeData(contacts=({"employer": "May Lạng Sơn", "job": "thợ may", "outcome": "chờ"},))


def notice(claim: Claim, at: datetime, data: NoticeData = ASKED) -> None:
    services.give_notice(
        claim=claim,
        data=data,
        channel=NoticeChannel.WEB,
        actor=lower.as_jobseeker(claim.jobseeker),
        now=at,
    )


def month(claim: Claim, number: int) -> BenefitMonth:
    return claim.months.get(number=number)


def refused(act: object) -> str:
    with pytest.raises(InputError) as caught:
        act()  # type: ignore[operator]  # any call
    return str(caught.value.code)


def suspended_claim() -> Claim:
    claim = make_claim(until="receiving")
    services.prepare_suspensions(now=TOO_LATE)
    sign_prepared(claim, TOO_LATE)
    return fresh(claim)


class TestNotices:
    def test_a_notice_makes_the_month_due(self) -> None:
        claim = make_claim(until="receiving")

        notice(claim, SECOND)

        assert month(claim, 2).state == "due"
        assert ServiceLine.objects.filter(kind="job_search_notice").count() == 1
        assert refused(lambda: notice(claim, SECOND)) == "notice_given"

    def test_an_empty_notice_is_refused(self) -> None:
        claim = make_claim(until="receiving")

        assert refused(lambda: notice(claim, SECOND, NoticeData())) == "notice_empty"

    def test_none_is_given_outside_the_benefit(self) -> None:
        claim = make_claim(until="receiving")

        assert refused(lambda: notice(claim, NOW)) == "no_month"
        other = make_claim(until="granted")
        assert refused(lambda: notice(other, SECOND)) == "not_in_benefit"

    def test_a_month_without_a_duty_takes_none(self) -> None:
        claim = make_claim(until="receiving")
        first = datetime(2026, 12, 10, 2, 0, tzinfo=UTC)

        with pytest.raises(InputError) as caught:
            notice(claim, first)

        assert caught.value.code == "no_duty"
        assert "Tháng hưởng thứ 1 không phải thông báo" in caught.value.text_vi
        assert "từ ngày 09/01/2027" in caught.value.text_vi
        assert not claim.notices.exists()
        exempt = {"month": month(claim, 2), "ground": ExemptGround.ILLNESS, "reason": "Giấy viện"}
        services.exempt_month(**exempt, actor=officer_of(claim), now=SECOND)
        assert refused(lambda: notice(claim, SECOND)) == "month_exempt"
        assert not ServiceLine.objects.filter(kind="job_search_notice").exists()

    def test_a_reminder_comes_once(self) -> None:
        claim = make_claim(until="receiving")

        assert services.remind_of_notices(now=SECOND) == 1
        assert services.remind_of_notices(now=SECOND) == 0
        told = OutboxMessage.objects.get(topic="claim.notice_due")
        assert "12/01/2027" in told.subject
        assert month(claim, 2).reminded_at == SECOND

    def test_an_exempt_month_brings_no_suspension(self) -> None:
        claim = make_claim(until="receiving")
        facts = {"month": month(claim, 2), "actor": officer_of(claim), "now": SECOND}
        facts["ground"] = ExemptGround.MATERNITY
        assert refused(lambda: services.exempt_month(reason="", **facts)) == "reason_needed"

        services.exempt_month(reason="Sinh con, giấy của bệnh viện", **facts)

        assert services.prepare_suspensions(now=TOO_LATE) == 0
        exempt = month(claim, 2)
        assert (exempt.state, exempt.exempt_ground) == ("due", "maternity")
        again = facts | {"month": exempt, "reason": "Sinh con"}
        assert refused(lambda: services.exempt_month(**again)) == "nothing_to_exempt"


class TestSuspension:
    def test_the_system_prepares_and_people_decide(self) -> None:
        claim = make_claim(until="receiving")

        assert services.prepare_suspensions(now=SECOND) == 0
        assert services.prepare_suspensions(now=TOO_LATE) == 1
        assert services.prepare_suspensions(now=TOO_LATE) == 0
        assert fresh(claim).state == "receiving"
        assert open_decision(claim).proposed_by_id is None

        sign_prepared(claim, TOO_LATE)

        assert fresh(claim).state == "suspended"
        assert month(claim, 2).state == "withheld"
        assert list(audit.verify()) == []

    def test_an_officer_may_drop_what_was_prepared(self) -> None:
        claim = make_claim(until="receiving")
        services.prepare_suspensions(now=TOO_LATE)

        services.drop_decision(
            decision=open_decision(claim),
            reason="Đã báo qua điện thoại, mạng hỏng",
            actor=officer_of(claim),
            now=TOO_LATE,
        )

        assert fresh(claim).state == "receiving"

    def test_a_late_notice_prepares_the_resumption(self) -> None:
        claim = suspended_claim()
        third = datetime(2027, 2, 10, 2, 0, tzinfo=UTC)

        notice(claim, third)
        decision = sign_prepared(claim, third)

        assert decision.kind == "resume"
        assert fresh(claim).state == "receiving"
        assert (month(claim, 2).state, month(claim, 3).state) == ("withheld", "due")

    def test_a_notice_in_the_suspended_month_does_not_pay_it_by_itself(self) -> None:
        claim = suspended_claim()

        notice(claim, TOO_LATE + timedelta(days=2))

        assert month(claim, 2).state == "withheld"
        assert open_decision(claim).kind == "resume"


class TestEnding:
    def test_new_work_ends_it_and_keeps_what_was_not_used(self) -> None:
        claim = make_claim(until="receiving")
        found = Report("new_job", date(2027, 1, 20), True, "Người lao động báo", 12)
        at = datetime(2027, 1, 21, 2, 0, tzinfo=UTC)

        services.report_status(claim=claim, report=found, actor=officer_of(claim), now=at)
        assert fresh(claim).state == "receiving"
        decision = sign_prepared(claim, at)

        ended = fresh(claim)
        assert (ended.state, ended.ended_on) == ("ended", date(2027, 1, 20))
        # 40 months of contribution, two months begun: 40 - 2 × 12 are kept.
        assert ended.reserved_months == 16
        assert month(claim, 3).state == "void"
        assert decision.ground == "new_job"
        assert services.replay(decision).sha256 == decision.outcome_sha256

    def test_work_that_was_hidden_keeps_only_the_odd_months(self) -> None:
        claim = make_claim(until="receiving")
        found = Report("new_job", date(2027, 1, 20), False, "Cơ quan bảo hiểm xã hội", 12)
        at = datetime(2027, 1, 25, 2, 0, tzinfo=UTC)

        services.report_status(claim=claim, report=found, actor=officer_of(claim), now=at)
        sign_prepared(claim, at)

        assert fresh(claim).reserved_months == 4

    def test_short_work_that_is_no_ground_ends_nothing(self) -> None:
        claim = make_claim(until="receiving")
        odd_job = Report("new_job", date(2027, 1, 20), True, "Người lao động báo", 0)
        at = datetime(2027, 1, 21, 2, 0, tzinfo=UTC)

        services.report_status(claim=claim, report=odd_job, actor=officer_of(claim), now=at)

        assert not claim.decisions.exclude(state="signed").exists()

    @pytest.mark.parametrize(
        ("report", "code"),
        [
            (Report("no_notice", date(2027, 1, 5), True, "x"), "kind_unknown"),
            (Report("military", date(2028, 1, 5), True, "x"), "report_day"),
            (Report("military", date(2020, 1, 5), True, "x"), "report_day"),
        ],
    )
    def test_impossible_reports_are_refused(self, report: Report, code: str) -> None:
        claim = make_claim(until="receiving")
        facts = {"claim": claim, "report": report, "actor": officer_of(claim), "now": SECOND}

        assert refused(lambda: services.report_status(**facts)) == code

    def test_it_runs_out_after_the_last_month(self) -> None:
        claim = make_claim(until="receiving")
        last_day = datetime(2027, 3, 8, 2, 0, tzinfo=UTC)

        assert services.end_run_out(now=last_day) == 0
        assert services.end_run_out(now=last_day + timedelta(days=1)) == 1

        ended = fresh(claim)
        assert (ended.state, ended.ended_on, ended.reserved_months) == (
            "ended",
            date(2027, 3, 8),
            4,
        )

    def test_a_decision_that_nobody_collects_is_cancelled_by_people(self) -> None:
        claim = make_claim(until="granted")
        assert claim.collect_by == date(2026, 12, 24)
        after = datetime(2026, 12, 25, 2, 0, tzinfo=UTC)

        assert services.prepare_cancellations(now=after - timedelta(days=1)) == 0
        assert services.prepare_cancellations(now=after) == 1
        decision = sign_prepared(claim, after)

        cancelled = fresh(claim)
        assert (decision.kind, cancelled.state) == ("cancel", "cancelled")
        assert cancelled.reserved_months == 40
        assert set(claim.months.values_list("state", flat=True)) == {"void"}
