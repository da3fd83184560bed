"""From a dossier to a signed decision: the gate, two people, one answer that can be replayed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from sanviec.apps.claims import services
from sanviec.apps.claims.enums import FlagKind, IntakeChannel, PaperKind
from sanviec.apps.claims.models import Claim, ClaimDecision
from sanviec.apps.claims.selectors import (
    deadline_queue,
    decisions_to_sign,
    get_claim_for,
    get_decision_for,
)
from sanviec.apps.claims.services.outcome import fingerprint
from sanviec.apps.counselling.services import Meeting, record_counselling
from sanviec.apps.jobseekers import services as jobseekers
from sanviec.apps.ledger.models import ServiceLine
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import OutboxMessage
from sanviec.apps.platform.transitions import TransitionRefused
from sanviec.kernel.errors import InputError
from tests.apps import factories as lower

from .factories import (
    DATA,
    NOW,
    SEPARATED_ON,
    TODAY,
    approver_of,
    fresh,
    hand_in_papers,
    make_claim,
    officer_of,
    open_claim,
    open_decision,
)

pytestmark = pytest.mark.django_db


def refusal(act: object, **facts: object) -> str:
    with pytest.raises(InputError) as caught:
        act(**facts)  # type: ignore[operator]  # any service
    return str(caught.value.code)


class TestIntake:
    def test_one_claim_a_separation(self) -> None:
        claim = open_claim()

        assert refusal(open_claim, person=claim.jobseeker) == "claim_exists"
        later = open_claim(claim.jobseeker, separated_on=SEPARATED_ON + timedelta(days=1))
        assert later.number != claim.number

    def test_the_database_itself_refuses_a_second_one(self) -> None:
        claim = open_claim()
        twin = Claim.objects.get(pk=claim.pk)
        twin.pk, twin.number = lower.make_centre().pk, "TN-khác"

        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save(force_insert=True)

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"separated_on": TODAY + timedelta(days=1)}, "separation_ahead"),
            ({"contributions": ({"from": "2023-07", "to": "2022-10", "paid": True},)}, None),
            ({"separation": "bỏ việc"}, None),
        ],
    )
    def test_impossible_facts_are_named(self, said: dict[str, object], code: str | None) -> None:
        with pytest.raises(InputError) as caught:
            open_claim(**said)

        assert code is None or caught.value.code == code
        assert caught.value.field
        assert not Claim.objects.exists()

    def test_the_clock_starts_with_a_whole_dossier(self) -> None:
        claim = open_claim()
        hand_in_papers(claim, PaperKind.REQUEST)
        actor = officer_of(claim)
        services.file_claim(claim=claim, filed_on=TODAY, actor=actor, now=NOW)

        assert refusal(services.accept_claim, claim=claim, actor=actor, now=NOW) == "papers_missing"
        hand_in_papers(claim)
        claim = services.accept_claim(claim=claim, actor=actor, now=NOW)

        assert claim.accepted_on == TODAY
        # Twenty working days from Monday 23/11/2026, the 24th being a holiday; then three days
        # to come and collect.
        assert claim.decide_by == date(2026, 12, 22)
        assert (claim.collect_from, claim.collect_by) == (date(2026, 12, 22), date(2026, 12, 24))

    @pytest.mark.parametrize(
        ("channel", "more"),
        [
            (IntakeChannel.COUNTER, set()),
            (IntakeChannel.PORTAL, set()),
            (IntakeChannel.POST, {PaperKind.HINDRANCE}),
            (IntakeChannel.PROXY, {PaperKind.HINDRANCE, PaperKind.PROXY_LETTER}),
        ],
    )
    def test_each_way_of_filing_has_its_papers(
        self, channel: IntakeChannel, more: set[PaperKind]
    ) -> None:
        claim = open_claim(channel=channel, proxy_name="Lý Thị Mẫu")

        common = {PaperKind.REQUEST, PaperKind.SEPARATION, PaperKind.BOOK}
        assert set(services.missing_papers(claim)) == common | more

    def test_a_returned_dossier_keeps_its_first_day(self) -> None:
        claim = make_claim(until="filed")
        actor, later = officer_of(claim), NOW + timedelta(days=2)
        nothing = {"claim": claim, "reason": " ", "actor": actor, "now": NOW}
        assert refusal(services.return_claim, **nothing) == "reason_needed"

        services.return_claim(claim=claim, reason="Thiếu dấu", actor=actor, now=NOW)
        assert fresh(claim).decide_by is None
        on = TODAY + timedelta(days=2)
        claim = services.file_claim(claim=claim, filed_on=on, actor=actor, now=later)

        assert (claim.state, claim.filed_on) == ("filed", TODAY)
        assert ServiceLine.objects.filter(kind="claim_intake").count() == 1

    def test_a_withdrawn_claim_makes_room_for_another(self) -> None:
        claim = make_claim(until="accepted")
        services.withdraw_claim(claim=claim, reason="Có việc", actor=officer_of(claim), now=NOW)

        assert open_claim(claim.jobseeker).state == "draft"
        again = {"claim": claim, "reason": "", "actor": officer_of(claim), "now": NOW}
        assert refusal(services.withdraw_claim, **again) == "transition_refused"

    def test_clashes_are_shown_and_answered_never_refused(self) -> None:
        first = make_claim(until="filed", separated_on=SEPARATED_ON - timedelta(days=5))
        second = make_claim(first.jobseeker, until="filed", pension="eligible")

        flags = list(second.flags.order_by("kind"))
        assert [flag.kind for flag in flags] == [FlagKind.OPEN_CLAIM, FlagKind.PENSION]
        nothing = {"flag": flags[0], "answer": " ", "actor": officer_of(second), "now": NOW}
        assert refusal(services.answer_flag, **nothing) == "answer_needed"
        answered = services.answer_flag(
            flag=flags[0], answer="Hồ sơ cũ đã rút", actor=officer_of(second), now=NOW
        )
        assert answered.answered_at == NOW
        assert second.state == "filed"


class TestGate:
    def test_nothing_is_proposed_before_counselling_and_introduction(self) -> None:
        claim = make_claim(until="accepted")
        propose = {"claim": claim, "actor": officer_of(claim), "now": NOW}

        with pytest.raises(InputError) as caught:
            services.propose_claim(**propose)
        assert "tư vấn việc làm và giới thiệu việc làm" in caught.value.text_vi
        assert fresh(claim).state == "accepted"

        record_counselling(
            jobseeker=claim.jobseeker,
            meeting=Meeting(TODAY, "Đã nói"),
            actor=officer_of(claim),
            now=NOW,
        )
        with pytest.raises(InputError) as caught:
            services.propose_claim(**propose)
        assert "cần giới thiệu việc làm" in caught.value.text_vi

        lower.make_referral(claim.jobseeker, until="sent")
        assert services.gate_of(claim).is_open
        assert services.propose_claim(**propose).kind == "grant"

    def test_a_reason_opens_it_and_stays_visible(self) -> None:
        claim = make_claim(until="accepted")
        nothing = {"claim": claim, "reason": "", "actor": officer_of(claim), "now": NOW}
        assert refusal(services.note_gate_reason, **nothing) == "reason_needed"

        actor = officer_of(claim)
        services.note_gate_reason(claim=claim, reason="Nằm viện", actor=actor, now=NOW)

        assert fresh(claim).gate_reason_by_id == actor.user_id
        assert services.gate_of(fresh(claim)).is_open

    def test_a_refusal_needs_no_introduction(self) -> None:
        claim = make_claim(until="accepted", separation="unlawful_resignation")

        decision = services.propose_claim(claim=claim, actor=officer_of(claim), now=NOW)

        assert decision.kind == "refuse"
        signed = services.sign_decision(decision=decision, actor=approver_of(claim), now=NOW)
        assert fresh(claim).state == "refused"
        assert signed.outcome["refusals"]
        assert fresh(claim).reserved_months == 40


class TestDeciding:
    def test_the_person_gets_what_the_law_says(self) -> None:
        claim = make_claim(until="granted")

        assert claim.monthly_amount_vnd == 4_800_000
        assert claim.entitlement_months == 3
        # The 11th working day from Monday 23/11/2026, the 24th being a holiday.
        assert claim.starts_on == date(2026, 12, 9)
        months = list(claim.months.order_by("number"))
        assert [month.amount_vnd for month in months] == [4_800_000] * 3
        assert months[0].notice_until is None
        assert (months[1].notice_from, months[1].notice_until) == (
            date(2027, 1, 9),
            date(2027, 1, 12),
        )
        decision = claim.decisions.get()
        assert decision.number == f"1/QĐ-{claim.centre.code}-2026"
        assert list(audit.verify()) == []

    def test_nobody_signs_their_own(self) -> None:
        claim = make_claim(until="accepted")
        both = lower.make_staff(Role.APPROVER, claim.centre).actor
        services.note_gate_reason(claim=claim, reason="Ốm", actor=both, now=NOW)
        decision = services.propose_claim(claim=claim, actor=both, now=NOW)

        sign = {"decision": decision, "actor": both, "now": NOW}
        assert refusal(services.sign_decision, **sign) == "self_approval"
        with pytest.raises(IntegrityError), transaction.atomic():
            ClaimDecision.objects.filter(pk=decision.pk).update(signed_by_id=both.user_id)

    def test_signing_twice_is_refused(self) -> None:
        claim = make_claim(until="granted")

        sign = {"decision": claim.decisions.get(), "actor": approver_of(claim), "now": NOW}
        assert refusal(services.sign_decision, **sign) == "transition_refused"

    def test_sent_back_it_can_be_put_right_and_proposed_again(self) -> None:
        claim = make_claim(until="proposed")
        decision = open_decision(claim)
        change = {"claim": claim, "data": replace(DATA, region="I"), "actor": officer_of(claim)}
        assert refusal(services.change_claim, **change, now=NOW) == "claim_not_editable"

        services.send_back(decision=decision, reason="Sai vùng", actor=approver_of(claim), now=NOW)
        services.change_claim(**change, now=NOW)
        again = services.propose_claim(claim=fresh(claim), actor=officer_of(claim), now=NOW)

        assert again.facts["region"] == "I"
        assert claim.decisions.count() == 2

    def test_a_claim_changed_behind_the_decision_is_not_signed(self) -> None:
        claim = make_claim(until="proposed")
        Claim.objects.filter(pk=claim.pk).update(region="IV")

        sign = {"decision": open_decision(claim), "actor": approver_of(claim), "now": NOW}
        assert refusal(services.sign_decision, **sign) == "claim_changed"
        assert fresh(claim).state == "proposed"

    def test_an_outcome_changed_by_sql_is_not_signed(self) -> None:
        claim = make_claim(until="proposed")
        decision = open_decision(claim)
        better = decision.outcome | {"monthly_amount_vnd": 9_000_000}
        digest = fingerprint(better)
        ClaimDecision.objects.filter(pk=decision.pk).update(outcome=better, outcome_sha256=digest)

        sign = {"decision": decision, "actor": approver_of(claim), "now": NOW}
        assert refusal(services.sign_decision, **sign) == "replay_differs"

    def test_a_signed_decision_replays_to_the_same_bytes(self) -> None:
        decision = make_claim(until="granted").decisions.get()

        again = services.replay(decision)

        assert again.law_digest == decision.law_digest
        assert again.record == decision.outcome
        assert again.sha256 == decision.outcome_sha256 == fingerprint(decision.outcome)

    def test_missing_facts_are_asked_for_not_guessed(self) -> None:
        # So much pay that the cap of the region decides the amount.
        record = ({"from": "2023-07", "to": "2026-10", "wage_vnd": 45_000_000, "paid": True},)
        claim = make_claim(until="accepted", region="", contributions=record)
        services.note_gate_reason(claim=claim, reason="Ốm", actor=officer_of(claim), now=NOW)

        propose = {"claim": claim, "actor": officer_of(claim), "now": NOW}
        assert refusal(services.propose_claim, **propose) == "facts_missing"
        assert fresh(claim).state == "accepted"

    def test_the_person_is_told_without_numbers(self) -> None:
        person = lower.make_seeker(identity_no=lower.citizen_id())
        make_claim(person, until="granted")

        said = [f"{m.subject} {m.body}" for m in OutboxMessage.objects.order_by("created_at")]
        assert any("Đã có quyết định hưởng" in text for text in said)
        assert not any(person.identity_no in text for text in said)


class TestDoors:
    def test_only_the_centre_and_the_person(self) -> None:
        claim = make_claim(until="granted")
        decision = claim.decisions.get()
        stranger = lower.make_staff(Role.CLAIMS_OFFICER).actor
        receptionist = lower.make_staff(Role.RECEPTIONIST, claim.centre).actor
        other = lower.as_jobseeker(lower.make_seeker(claim.centre))
        own = lower.as_jobseeker(claim.jobseeker)

        for actor in (stranger, receptionist, other):
            assert get_claim_for(actor, claim.pk) is None
            assert get_decision_for(actor, decision.pk) is None
        assert get_claim_for(own, claim.pk) == claim
        assert get_decision_for(own, decision.pk) == decision
        assert get_claim_for(approver_of(claim), "rác") is None

    def test_a_person_does_not_see_what_is_not_signed(self) -> None:
        claim = make_claim(until="proposed")

        own = lower.as_jobseeker(claim.jobseeker)
        assert get_decision_for(own, open_decision(claim).pk) is None

    def test_the_queue_begins_with_the_first_deadline(self) -> None:
        late = make_claim(until="accepted", at=NOW - timedelta(days=14))
        soon = make_claim(lower.make_seeker(late.centre), until="filed")
        actor = officer_of(late)

        assert list(deadline_queue(actor, on=TODAY)) == [late, soon]
        assert decisions_to_sign(approver_of(late)) == []


def test_a_kill_in_the_middle_of_signing_leaves_nothing_half_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    claim = make_claim(until="proposed")
    decision = open_decision(claim)

    def lose_power(*_args: object, **_facts: object) -> None:
        raise RuntimeError("mất điện")

    # The message comes last, after the months and the number were written.
    monkeypatch.setattr("sanviec.apps.claims.services.effects.tell", lose_power)
    with pytest.raises(RuntimeError):
        services.sign_decision(decision=decision, actor=approver_of(claim), now=NOW)

    assert fresh(claim).state == "proposed"
    assert not claim.months.exists()
    assert open_decision(claim).number == ""
    assert list(audit.verify()) == []


def test_states_cannot_be_jumped() -> None:
    claim = open_claim()

    with pytest.raises(TransitionRefused):
        services.accept_claim(claim=claim, actor=officer_of(claim), now=NOW)
    with pytest.raises(TransitionRefused):
        services.collect_decision(claim=claim, actor=officer_of(claim), now=NOW)
    assert fresh(claim).state == "draft"


class TestMerges:
    def test_a_claim_goes_with_the_person_and_comes_back(self) -> None:
        claim = make_claim(until="filed")
        kept = lower.make_seeker(claim.centre)

        merge = jobseekers.merge_jobseekers(
            kept=kept, merged=claim.jobseeker, reason="Trùng", actor=SYSTEM, now=NOW
        )
        assert fresh(claim).jobseeker == kept

        jobseekers.undo_merge(merge=merge, actor=SYSTEM, now=NOW)
        assert fresh(claim).jobseeker_id == claim.jobseeker_id
        assert list(audit.verify()) == []

    def test_two_claims_for_one_separation_are_left_to_an_officer(self) -> None:
        claim = make_claim(until="filed")
        kept = open_claim(lower.make_seeker(claim.centre)).jobseeker

        facts = {"kept": kept, "merged": claim.jobseeker, "reason": "Trùng"}
        act = jobseekers.merge_jobseekers
        assert refusal(act, **facts, actor=SYSTEM, now=NOW) == "two_claims"
