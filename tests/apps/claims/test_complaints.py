"""Complaints: in time, taken up, answered by somebody else, and put right where they are right."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from sanviec.apps.claims import services
from sanviec.apps.claims.enums import ComplaintOutcome
from sanviec.apps.claims.models import Claim, ClaimDecision, Complaint
from sanviec.apps.claims.selectors.complaints import get_complaint_for, waiting_complaints
from sanviec.apps.claims.services import ComplaintData, Report
from sanviec.apps.platform import audit
from sanviec.apps.platform.enums import Role
from sanviec.kernel.errors import InputError
from tests.apps import factories as lower

from .factories import (
    NOW,
    TODAY,
    approver_of,
    fresh,
    make_claim,
    officer_of,
    open_decision,
    sign_prepared,
)
from .test_benefit import TOO_LATE, suspended_claim

pytestmark = pytest.mark.django_db
LATER = datetime(2027, 1, 20, 2, 0, tzinfo=UTC)


def refused(act: Any, **facts: Any) -> str:
    with pytest.raises(InputError) as caught:
        act(**facts)
    return str(caught.value.code)


def complain(
    claim: Claim, decision: ClaimDecision | None = None, at: datetime = NOW, **said: Any
) -> Complaint:
    facts = {"content": "Tôi có lý do", "filed_on": at.date(), "decision": decision} | said
    person = lower.as_jobseeker(claim.jobseeker)
    data = ComplaintData(**facts)
    return services.file_complaint(claim=claim, data=data, actor=person, now=at)


def uphold(complaint: Complaint, at: datetime = NOW) -> Complaint:
    actor = approver_of(complaint.claim)
    services.accept_complaint(complaint=complaint, actor=actor, now=at)
    return services.answer_complaint(
        complaint=complaint,
        outcome=ComplaintOutcome.UPHELD,
        answer="Giấy của bệnh viện",
        actor=actor,
        now=at,
    )


def upheld(claim: Claim, at: datetime = NOW) -> Claim:
    """The last signed decision of the claim is complained of, upheld and replaced."""
    wrong = claim.decisions.signed().latest("signed_at", "created_at")
    uphold(complain(claim, wrong, at), at)
    decision = open_decision(claim)
    assert (decision.kind, decision.replaces_id) == ("replace", wrong.pk)
    sign_prepared(claim, at)
    return fresh(claim)


def refused_claim() -> Claim:
    claim = make_claim(until="proposed", separation="unlawful_resignation")
    services.sign_decision(decision=open_decision(claim), actor=approver_of(claim), now=NOW)
    return fresh(claim)


class TestDays:
    def test_days_are_those_of_the_law(self) -> None:
        complaint = complain(make_claim(until="filed"))
        assert complaint.accept_by == TODAY + timedelta(days=10)

        taken = services.accept_complaint(
            complaint=complaint, actor=officer_of(complaint.claim), now=NOW
        )

        assert taken.answer_by == TODAY + timedelta(days=30)
        assert list(waiting_complaints(officer_of(complaint.claim))) == [complaint]

    @pytest.mark.parametrize(("days", "is_late"), [(90, False), (91, True)])
    def test_what_comes_late_is_marked_and_not_refused(self, days: int, is_late: bool) -> None:
        claim = refused_claim()
        at = NOW + timedelta(days=days)

        complaint = complain(claim, claim.decisions.get(), at)

        assert (complaint.state, complaint.is_late) == ("filed", is_late)


class TestWhoAnswers:
    def test_neither_who_proposed_nor_who_signed(self) -> None:
        claim = make_claim(until="proposed", separation="unlawful_resignation")
        signer = approver_of(claim)
        decision = services.sign_decision(decision=open_decision(claim), actor=signer, now=NOW)
        complaint = complain(claim, decision)
        services.accept_complaint(complaint=complaint, actor=signer, now=NOW)
        facts: dict[str, Any] = {
            "complaint": complaint,
            "outcome": ComplaintOutcome.REJECTED,
            "answer": "Đúng luật",
            "now": NOW,
        }

        assert refused(services.answer_complaint, actor=signer, **facts) == "own_decision"
        another = approver_of(claim)
        silent = facts | {"answer": " ", "actor": another}
        assert refused(services.answer_complaint, **silent) == "reason_needed"
        answered = services.answer_complaint(actor=another, **facts)

        assert (answered.state, answered.outcome) == ("answered", "rejected")
        assert not claim.decisions.open().exists()

    def test_another_centre_does_not_see_it(self) -> None:
        complaint = complain(make_claim(until="filed"))

        stranger = lower.make_staff(Role.APPROVER).actor
        assert get_complaint_for(stranger, complaint.pk) is None
        assert get_complaint_for(approver_of(complaint.claim), complaint.pk) == complaint


class TestPuttingRight:
    def test_a_refused_dossier_is_looked_at_again(self) -> None:
        claim = upheld(refused_claim())

        assert (claim.state, claim.reserved_months) == ("accepted", None)
        assert claim.decide_by == date(2026, 12, 22)
        assert list(audit.verify()) == []

    def test_a_suspension_is_lifted_and_counts_no_more(self) -> None:
        claim = upheld(suspended_claim(), TOO_LATE)

        assert claim.state == "receiving"
        assert claim.months.get(number=2).state == "due"
        outcome = services.outcome_in_benefit(claim, on=TOO_LATE.date())
        assert "status_events" not in outcome.facts

    def test_a_wrong_ending_is_undone_with_what_was_reported_wrongly(self) -> None:
        claim = make_claim(until="receiving")
        report = Report("new_job", date(2026, 12, 20), False, "Cơ quan bảo hiểm", 12)
        services.report_status(claim=claim, report=report, actor=officer_of(claim), now=TOO_LATE)
        sign_prepared(claim, TOO_LATE)
        assert fresh(claim).state == "ended"

        claim = upheld(fresh(claim), LATER)

        assert (claim.state, claim.ended_on, claim.reserved_months) == ("receiving", None, None)
        # The second month's notice could not be given while the benefit was ended.
        assert [month.state for month in claim.months.order_by("number")] == [
            "due",
            "due",
            "planned",
        ]
        assert claim.reports.get().struck_at == LATER
        outcome = services.outcome_in_benefit(claim, on=LATER.date())
        assert outcome.record["ended_on"] is None

    def test_a_cancelled_decision_can_be_collected_again(self) -> None:
        claim = make_claim(until="granted")
        services.prepare_cancellations(now=LATER)
        sign_prepared(claim, LATER)

        claim = upheld(fresh(claim), LATER)

        assert (claim.state, claim.collect_from) == ("granted", LATER.date())
        assert set(claim.months.values_list("state", flat=True)) == {"planned"}

    def test_not_when_another_claim_took_its_place(self) -> None:
        claim = refused_claim()
        make_claim(claim.jobseeker, until="filed")

        uphold(complain(claim, claim.decisions.get()))

        assert refused(sign_prepared, claim=claim, at=NOW) == "claim_exists"
        assert fresh(claim).state == "refused"

    def test_a_wrong_decision_is_replaced_once(self) -> None:
        claim = upheld(suspended_claim(), TOO_LATE)
        wrong = claim.decisions.get(kind="suspend")

        uphold(complain(claim, wrong, TOO_LATE), TOO_LATE)

        assert not claim.decisions.open().exists()


class TestWhatIsRefused:
    def test_only_a_signed_decision_of_the_claim_once_at_a_time(self) -> None:
        claim = refused_claim()
        decision = claim.decisions.get()
        proposed = make_claim(until="proposed")
        assert refused(complain, claim=claim, decision=open_decision(proposed)) == "decision_needed"
        assert refused(complain, claim=claim, content=" ") == "content_needed"
        ahead = TODAY + timedelta(days=1)
        assert refused(complain, claim=claim, filed_on=ahead) == "complaint_ahead"

        first = complain(claim, decision)
        assert refused(complain, claim=claim, decision=decision) == "complaint_open"
        services.withdraw_complaint(
            complaint=first, actor=lower.as_jobseeker(claim.jobseeker), now=NOW
        )
        assert complain(claim, decision).state == "filed"
