"""What is due, frozen in a list; the sample; two people; the way to the agency."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import IntegrityError, transaction

from sanviec.apps.claims import services as claims
from sanviec.apps.claims.enums import ExemptGround, NoticeChannel
from sanviec.apps.claims.services import NoticeData
from sanviec.apps.payments import services
from sanviec.apps.payments.enums import SampleVerdict
from sanviec.apps.payments.models import PayList, PayRow
from sanviec.apps.payments.selectors import get_pay_list_for, get_pay_row_for, left_out
from sanviec.apps.payments.writing import write_pay_list
from sanviec.apps.platform import audit
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import OutboxMessage
from sanviec.apps.platform.services import deliver
from sanviec.integrations.social_insurance.sandbox import SandboxAgency
from sanviec.kernel.errors import InputError
from tests.apps import factories as lower
from tests.apps.claims.factories import make_claim, officer_of, sign_prepared
from tests.twin import NUMBER, twin

from .factories import DUE, accept_sample, approver, by, fresh, make_list, make_receiving, officer

__all__ = ["twin"]
pytestmark = pytest.mark.django_db
# The second month begins on 09/01/2027; its notice is due by the 12th, its money from the 15th.
NOTICED = datetime(2027, 1, 11, 2, 0, tzinfo=UTC)
TOO_LATE = datetime(2027, 1, 13, 2, 0, tzinfo=UTC)
SECOND = datetime(2027, 1, 15, 2, 0, tzinfo=UTC)


def code_of(act: Any) -> str:
    with pytest.raises(InputError) as caught:
        act()
    return str(caught.value.code)


def give_notice(claim: Any) -> None:
    data = NoticeData(found_work=False, note="Chưa có chỗ nhận")
    actor = lower.as_jobseeker(claim.jobseeker)
    claims.give_notice(claim=claim, data=data, channel=NoticeChannel.WEB, actor=actor, now=NOTICED)


def why_not(claim: Any, at: datetime) -> dict[int, str]:
    actor = by(Role.CLAIMS_OFFICER, claim.centre)
    on = at.date()
    found = left_out(actor, month=on.replace(day=1), on=on)
    return {row.month.number: str(row.why_not.value) for row in found if row.why_not}


class TestWhatIsDue:
    def test_the_first_month_once_the_decision_is_collected(self) -> None:
        centre = lower.make_centre()
        (claim,) = make_receiving(centre)

        pay_list = make_list(centre)

        row = pay_list.rows.get()
        assert (row.amount_vnd, row.month.number) == (4_800_000, 1)
        assert row.decision == claim.decisions.get(kind="grant")
        assert "Luật 74/2025/QH15" in row.article
        assert (pay_list.row_count, pay_list.total_vnd) == (1, 4_800_000)
        assert row.reference == f"CT-{centre.code}-202612-001/00001"
        assert list(audit.verify()) == []

    def test_nothing_before_that(self) -> None:
        centre = lower.make_centre()
        claim = make_claim(lower.make_seeker(centre), until="granted")

        assert code_of(lambda: make_list(centre)) == "nothing_due"
        assert why_not(claim, DUE) == {1: "not_collected"}

    def test_the_second_month_needs_its_notice_and_its_day(self) -> None:
        centre = lower.make_centre()
        (claim,) = make_receiving(centre)
        make_list(centre)
        assert why_not(claim, SECOND) == {2: "no_notice"}

        give_notice(claim)

        assert why_not(claim, NOTICED) == {2: "too_early"}
        assert make_list(centre, at=SECOND).rows.get().month.number == 2

    def test_an_exempt_month_is_paid_without_a_notice(self) -> None:
        centre = lower.make_centre()
        (claim,) = make_receiving(centre)
        make_list(centre)
        facts: dict[str, Any] = {"actor": officer_of(claim), "now": NOTICED}
        facts |= {"ground": ExemptGround.MATERNITY, "reason": "Sinh con, giấy của bệnh viện"}
        claims.exempt_month(month=claim.months.get(number=2), **facts)

        assert make_list(centre, at=SECOND).rows.get().month.number == 2

    def test_a_suspension_holds_the_money_already_while_it_is_prepared(self) -> None:
        centre = lower.make_centre()
        (claim,) = make_receiving(centre)
        make_list(centre)
        claims.prepare_suspensions(now=TOO_LATE)
        assert why_not(claim, SECOND) == {2: "decision_open"}

        sign_prepared(claim, TOO_LATE)

        assert why_not(claim, SECOND) == {2: "withheld"}
        assert code_of(lambda: make_list(centre, at=SECOND)) == "nothing_due"

    def test_a_month_stands_in_one_live_list(self) -> None:
        centre = lower.make_centre()
        make_receiving(centre)
        first = make_list(centre)
        assert code_of(lambda: make_list(centre)) == "nothing_due"

        services.cancel_pay_list(pay_list=first, reason="Lập nhầm", actor=officer(centre), now=DUE)

        assert make_list(centre).row_count == 1
        assert first.rows.get().state == "removed"

    def test_the_database_itself_refuses_a_month_twice(self) -> None:
        centre = lower.make_centre()
        make_receiving(centre)
        row = make_list(centre).rows.get()
        again = PayRow.objects.get(pk=row.pk)
        again.pk, again.number, again.reference = PayRow().pk, 2, "khác"

        with pytest.raises(IntegrityError), transaction.atomic():
            again.save(force_insert=True)

    def test_only_the_centre_s_own_people(self) -> None:
        centre, other = lower.make_centre(), lower.make_centre()
        make_receiving(other)
        make_receiving(centre)
        pay_list = make_list(centre)

        stranger = by(Role.APPROVER, other)
        assert get_pay_list_for(stranger, pay_list.pk) is None
        assert get_pay_row_for(stranger, pay_list.rows.get().pk) is None
        assert get_pay_list_for(officer(centre), pay_list.pk) == pay_list
        assert get_pay_list_for(by(Role.RECEPTIONIST, centre), pay_list.pk) is None


class TestTheSample:
    def test_a_rejected_row_leaves_with_its_reason(self) -> None:
        centre = lower.make_centre()
        make_receiving(centre, count=2)
        pay_list = make_list(centre)
        row = pay_list.rows.order_by("number")[0]
        facts: dict[str, Any] = {"row": row, "actor": officer(centre), "now": DUE}
        assert row.is_sampled
        judge = services.judge_row
        assert code_of(lambda: judge(verdict=SampleVerdict.REJECTED, reason=" ", **facts)) == (
            "reason_needed"
        )

        judge(verdict=SampleVerdict.REJECTED, reason="Chưa có chữ ký", **facts)

        assert (fresh(row).state, fresh(row).state_reason) == ("removed", "Chưa có chữ ký")
        counted = PayList.objects.get()
        assert (counted.row_count, counted.total_vnd) == (1, 4_800_000)
        assert make_list(centre).rows.get().claim == row.claim
        assert list(audit.verify()) == []

    def test_nothing_is_proposed_before_the_sample_was_looked_at(self) -> None:
        centre = lower.make_centre()
        make_receiving(centre)
        pay_list = make_list(centre)
        facts: dict[str, Any] = {"pay_list": pay_list, "actor": officer(centre), "now": DUE}
        assert code_of(lambda: services.propose_pay_list(**facts)) == "sample_open"

        accept_sample(pay_list)

        assert services.propose_pay_list(**facts).state == "proposed"

    def test_an_empty_list_is_not_proposed(self) -> None:
        centre = lower.make_centre()
        make_receiving(centre)
        pay_list = make_list(centre)
        facts: dict[str, Any] = {"actor": officer(centre), "now": DUE}
        services.remove_row(row=pay_list.rows.get(), reason="Trùng", **facts)

        code = code_of(lambda: services.propose_pay_list(pay_list=pay_list, **facts))
        assert code == "list_empty"


class TestApproval:
    def test_neither_the_maker_nor_the_proposer_approves(self) -> None:
        centre = lower.make_centre()
        make_receiving(centre)
        pay_list = make_list(centre, until="proposed")
        for user_id in (pay_list.made_by_id, pay_list.proposed_by_id):
            actor = lower.Actor(role=Role.APPROVER, user_id=user_id, centre_id=centre.pk)
            facts: dict[str, Any] = {"pay_list": pay_list, "actor": actor, "now": DUE}
            assert code_of(lambda f=facts: services.approve_pay_list(**f)) == "self_approval"
        with pytest.raises(IntegrityError), transaction.atomic():
            PayList.objects.update(approved_by_id=pay_list.made_by_id)

    def test_what_is_no_longer_due_stops_the_approval(self) -> None:
        centre = lower.make_centre()
        (claim,) = make_receiving(centre)
        pay_list = make_list(centre, until="proposed")
        report = claims.Report("new_job", DUE.date(), True, "Tự báo", 12)
        claims.report_status(claim=claim, report=report, actor=officer(centre), now=DUE)

        facts: dict[str, Any] = {"pay_list": pay_list, "actor": approver(centre), "now": DUE}
        assert code_of(lambda: services.approve_pay_list(**facts)) == "no_longer_due"

        services.send_back_pay_list(reason="Có việc làm", **facts)
        services.remove_row(
            row=pay_list.rows.get(), reason="Có việc", actor=officer(centre), now=DUE
        )
        assert PayList.objects.get().total_vnd == 0

    def test_approved_it_no_longer_changes(self) -> None:
        centre = lower.make_centre()
        make_receiving(centre)
        pay_list = make_list(centre, until="approved")
        facts: dict[str, Any] = {"reason": "x", "actor": officer(centre), "now": DUE}

        assert code_of(lambda: services.remove_row(row=pay_list.rows.get(), **facts)) == (
            "list_frozen"
        )
        assert code_of(lambda: services.cancel_pay_list(pay_list=pay_list, **facts)) == (
            "transition_refused"
        )
        assert pay_list.rows_sha256 == services.fingerprint(list(pay_list.rows.all()))

    def test_it_goes_to_the_agency_once(self, twin: SandboxAgency) -> None:
        centre = lower.make_centre()
        make_receiving(centre, insurance_no=NUMBER)
        pay_list = make_list(centre, until="approved")
        twin.faults.extend(["lost"])

        message = deliver(str(OutboxMessage.objects.get(topic="agency.pay_list").pk), now=DUE)

        assert (message.state, message.receipt) == ("sent", "BN-000001")
        sent = twin.taken[f"pay-lists/{pay_list.pk}"]["content"]
        assert (sent["total_vnd"], sent["month"]) == (4_800_000, "2026-12")
        assert sent["rows"][0]["insurance_no"] == NUMBER
        assert sent["rows"][0]["from"] == "2026-12-09"


class TestFiles:
    def test_text_that_looks_like_a_formula_stays_text(self) -> None:
        centre = lower.make_centre()
        person = lower.make_seeker(centre, full_name="=HYPERLINK(A1)")
        make_claim(person, until="receiving", insurance_no=NUMBER)
        pay_list = make_list(centre)

        text = write_pay_list(pay_list, "csv")
        book = openpyxl.load_workbook(BytesIO(write_pay_list(pay_list, "xlsx")))

        assert text.startswith(b"\xef\xbb\xbf")
        assert "'=HYPERLINK(A1)" in text.decode("utf-8-sig")
        cells = list(book.active.iter_rows())
        name = cells[1][1]
        assert (name.value, name.data_type) == ("=HYPERLINK(A1)", "s")
        assert cells[1][2].value == NUMBER
        assert cells[2][8].value == 4_800_000

    def test_the_same_list_gives_the_same_bytes(self) -> None:
        centre = lower.make_centre()
        make_receiving(centre)
        pay_list = make_list(centre)

        assert write_pay_list(pay_list, "xlsx") == write_pay_list(pay_list, "xlsx")
        assert date(2026, 12, 9).isoformat() in write_pay_list(pay_list, "csv").decode("utf-8-sig")
