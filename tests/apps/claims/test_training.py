"""Training that is paid for: by the engine's figures, by two people, and replayed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import resolve

from sanviec.apps.claims import services
from sanviec.apps.claims.models import TrainingSupport
from sanviec.apps.claims.selectors.training import get_training_for
from sanviec.apps.claims.services import CourseData
from sanviec.apps.claims.services.outcome import fingerprint
from sanviec.apps.employers.services import add_contact
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import OutboxMessage
from sanviec.kernel.errors import InputError
from tests.apps import factories as lower

from .factories import NOW, make_claim

pytestmark = pytest.mark.django_db
ONE_LATER = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
BEFORE_2026 = datetime(2025, 11, 24, 2, 0, tzinfo=UTC)
# Three months.
COURSE = CourseData(
    course="May công nghiệp",
    school="Trường Cao đẳng nghề",
    first_on=date(2026, 12, 1),
    last_on=date(2027, 2, 28),
    cost_vnd=6_000_000,
    study_days=60,
)


def refused(act: Any, **facts: Any) -> str:
    with pytest.raises(InputError) as caught:
        act(**facts)
    return str(caught.value.code)


def staff(row: TrainingSupport, role: Role) -> Any:
    return lower.make_staff(role, row.centre).actor


def asked(until: str = "receiving", **said: Any) -> TrainingSupport:
    claim = make_claim(until=until)
    return services.ask_worker_training(
        claim=claim,
        data=replace(COURSE, **said),
        actor=lower.as_jobseeker(claim.jobseeker),
        now=NOW,
    )


def by_employer(at: datetime = NOW, **facts: Any) -> TrainingSupport:
    data = replace(COURSE, cost_vnd=900_000, workers=10, study_days=0, employer_facts=facts)
    return services.ask_employer_training(
        employer=lower.make_employer(), data=data, actor=lower.make_staff().actor, now=at
    )


def proposed(row: TrainingSupport, at: datetime = NOW) -> TrainingSupport:
    actor = staff(row, Role.CLAIMS_OFFICER)
    return services.propose_training(support=row, actor=actor, now=at)


def signed(row: TrainingSupport, at: datetime = NOW) -> TrainingSupport:
    actor = staff(row, Role.APPROVER)
    return services.sign_training(support=row, actor=actor, now=at)


class TestWorker:
    def test_the_amount_is_the_engines_and_two_people_sign(self) -> None:
        row = signed(proposed(asked()))

        # Three months of 1,500,000 at most, and 50,000 for meals on each day of study.
        assert (row.state, row.fee_vnd, row.meals_vnd) == ("granted", 4_500_000, 3_000_000)
        assert row.outcome["article"]
        assert row.outcome["explanation"]
        assert row.decision_number.startswith("1/QĐ-ĐT-")
        again = services.training_outcome(row.facts)
        assert (again[0], fingerprint(again[1])) == (row.law_digest, row.outcome_sha256)
        assert list(audit.verify()) == []

    def test_no_more_is_paid_than_the_course_costs(self) -> None:
        assert signed(proposed(asked(cost_vnd=2_000_000))).fee_vnd == 2_000_000

    def test_who_does_not_receive_is_asked_for_the_conditions(self) -> None:
        row = asked(until="filed")
        assert row.claim is not None
        row.claim.separation = "unlawful_resignation"
        row.claim.save(update_fields=["separation"])

        row = signed(proposed(row))

        assert (row.state, row.fee_vnd) == ("refused", None)
        assert [refusal["rule"] for refusal in row.outcome["refusals"]] == ["unlawful_resignation"]

    def test_nobody_signs_what_they_proposed(self) -> None:
        row = asked()
        approver = staff(row, Role.APPROVER)
        services.propose_training(support=row, actor=approver, now=NOW)
        facts = {"support": row, "actor": approver, "now": NOW}

        assert refused(services.sign_training, **facts) == "self_approval"
        row.refresh_from_db()
        row.signed_by_id = row.proposed_by_id
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(update_fields=["signed_by_id"])

    def test_what_changed_since_is_not_signed(self) -> None:
        row = proposed(asked())
        TrainingSupport.objects.filter(pk=row.pk).update(cost_vnd=9_000_000)
        assert refused(signed, row=row) == "claim_changed"

        other = proposed(asked())
        richer = other.outcome | {"fee_vnd": 9_000_000}
        TrainingSupport.objects.filter(pk=other.pk).update(outcome=richer)
        assert refused(signed, row=other) == "replay_differs"

    def test_sent_back_it_is_proposed_again(self) -> None:
        row = proposed(asked())
        facts = {"support": row, "actor": staff(row, Role.APPROVER), "now": NOW}
        assert refused(services.send_training_back, reason=" ", **facts) == "reason_needed"

        back = services.send_training_back(reason="Thiếu hợp đồng đào tạo", **facts)

        assert back.state == "asked"
        assert proposed(back).state == "proposed"

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"last_on": date(2026, 11, 30)}, "wrong_order"),
            ({"cost_vnd": 0}, "amount_needed"),
            ({"workers": 0}, "amount_needed"),
        ],
    )
    def test_an_impossible_course_is_refused(self, said: dict[str, Any], code: str) -> None:
        assert refused(asked, until="draft", **said) == code
        assert not TrainingSupport.objects.exists()


class TestEmployer:
    def test_before_2026_the_month_has_a_most(self) -> None:
        facts = {
            "months_in_a_row": 12,
            "workers": 100,
            "workers_at_risk": 40,
            "has_cause": True,
            "lacks_money": True,
            "has_plan": True,
        }
        row = signed(proposed(by_employer(BEFORE_2026, **facts), BEFORE_2026), BEFORE_2026)

        # Three months of 900,000 (below the million) for ten workers.
        assert (row.state, row.fee_vnd, row.meals_vnd) == ("granted", 27_000_000, 0)

    def test_since_2026_the_amount_is_not_known_and_nothing_is_guessed(self) -> None:
        row = by_employer(months_in_window=12, has_cause=True, has_plan=True)

        with pytest.raises(InputError):
            proposed(row)
        row.refresh_from_db()
        assert (row.state, row.fee_vnd) == ("asked", None)

    def test_too_few_months_are_refused_with_the_article(self) -> None:
        row = signed(proposed(by_employer(months_in_window=11, has_cause=True, has_plan=True)))

        assert row.state == "refused"
        (refusal,) = row.outcome["refusals"]
        assert "Điều 42" in refusal["article"]

    def test_it_is_told_of_the_decision_and_of_what_was_returned(self) -> None:
        row = by_employer(months_in_window=11, has_cause=True, has_plan=True)
        assert row.employer is not None
        account = lower.make_user()
        add_contact(employer=row.employer, user=account, actor=SYSTEM, now=NOW)
        approver = staff(proposed(row), Role.APPROVER)
        services.send_training_back(support=row, reason="Thiếu phương án", actor=approver, now=NOW)
        signed(proposed(row, ONE_LATER), ONE_LATER)

        told = OutboxMessage.objects.inbox_of(account).order_by("created_at", "id")
        assert [message.subject for message in told] == [
            f"Đề nghị hỗ trợ đào tạo {row.number} chưa được ký, trung tâm xem lại: Thiếu phương án",
            f"Đề nghị hỗ trợ đào tạo {row.number}: Không được hỗ trợ.",
        ]
        assert resolve(told[0].link).view_name == "web:employer:trainings"

    def test_without_an_account_it_is_told_by_the_address_at_hand(self) -> None:
        row = by_employer(months_in_window=11, has_cause=True, has_plan=True)
        firm = row.employer
        assert firm is not None
        firm.email = "nhansu@example.vn"
        firm.save(update_fields=["email"])

        signed(proposed(row))

        (told,) = OutboxMessage.objects.filter(topic="training")
        assert (told.channel, told.recipient_ref) == ("email", f"employer:{firm.pk}")

    def test_what_was_not_said_is_asked_for(self) -> None:
        assert refused(proposed, row=by_employer(has_cause=True)) == "facts_missing"


def test_each_sees_their_own() -> None:
    row = asked()
    assert row.claim is not None
    person = lower.as_jobseeker(row.claim.jobseeker)

    assert get_training_for(person, row.pk) == row
    assert get_training_for(staff(row, Role.CLAIMS_OFFICER), row.pk) == row
    assert get_training_for(lower.make_staff(Role.CLAIMS_OFFICER).actor, row.pk) is None
    assert get_training_for(lower.as_jobseeker(lower.make_seeker()), row.pk) is None


def test_a_course_is_asked_for_once_until_it_is_taken_back() -> None:
    row = asked()
    facts: dict[str, Any] = {"actor": lower.make_staff().actor, "now": NOW}
    ask: dict[str, Any] = {"act": services.ask_worker_training, "claim": row.claim, **facts}
    again = replace(COURSE, course=COURSE.course.upper())
    assert refused(data=again, **ask) == "training_exists"

    services.withdraw_training(support=row, **facts)

    assert services.ask_worker_training(claim=row.claim, data=again, **facts).state == "asked"


LATER_COURSE = replace(
    COURSE, course="Pha chế", first_on=date(2027, 3, 1), last_on=date(2027, 7, 15), study_days=90
)


def also(row: TrainingSupport, data: CourseData) -> TrainingSupport:
    assert row.claim is not None
    return services.ask_worker_training(
        claim=row.claim, data=data, actor=staff(row, Role.CLAIMS_OFFICER), now=NOW
    )


def conclude(row: TrainingSupport) -> None:
    (flag,) = services.training_flags(row)
    services.answer_flag(
        flag=flag, answer="Hai khóa khác ngành", actor=staff(row, Role.CLAIMS_OFFICER), now=NOW
    )


def test_courses_at_the_same_time_are_for_a_person_to_decide() -> None:
    row = asked()
    second = also(row, replace(LATER_COURSE, first_on=date(2027, 2, 28)))

    (flag,) = services.training_flags(second)
    assert flag.kind == "training_overlap"
    assert row.number in flag.detail
    assert refused(proposed, row=second) == "training_flagged"
    assert services.training_flags(row) == [flag]
    conclude(second)
    assert proposed(second).state == "proposed"


def test_a_second_course_has_the_months_that_are_left() -> None:
    first = signed(proposed(asked()))
    second = also(first, LATER_COURSE)

    (flag,) = services.training_flags(second)
    assert flag.kind == "training_again"
    conclude(second)
    second = signed(proposed(second))

    # Four and a half months asked for; three of six are used.
    assert (second.outcome["months"], second.fee_vnd) == (3, 4_500_000)
    assert any("3 tháng đào tạo" in line["text_vi"] for line in second.outcome["explanation"])


def test_a_course_beyond_the_six_months_is_refused() -> None:
    first = signed(proposed(asked(last_on=date(2027, 5, 31))))
    second = also(first, replace(LATER_COURSE, first_on=date(2027, 6, 1)))
    conclude(second)

    second = signed(proposed(second))

    assert second.state == "refused"
    assert second.outcome["refusals"][0]["rule"] == "training_used_up"


def test_a_firm_asks_for_a_course_once() -> None:
    row = by_employer()
    data = replace(COURSE, workers=10, study_days=0)
    facts: dict[str, Any] = {"employer": row.employer, "data": data, "now": NOW}
    facts["actor"] = lower.make_staff().actor

    assert refused(services.ask_employer_training, **facts) == "training_exists"
