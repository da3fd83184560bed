"""What is refused leaves everything as it was and says what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sanviec.apps.employers import services as employers
from sanviec.apps.jobseekers import services as jobseekers
from sanviec.apps.jobseekers.enums import ConsentPurpose
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.models import AuditEntry, OutboxMessage
from sanviec.apps.platform.transitions import TransitionRefused
from sanviec.apps.referrals import services
from sanviec.apps.referrals.enums import (
    DeclineReason,
    FollowUpResult,
    ReferralOrigin,
    RefusalReason,
)
from sanviec.apps.referrals.models import Referral
from sanviec.apps.referrals.transitions import REFERRAL_STATES
from sanviec.apps.vacancies import services as vacancies
from sanviec.engines.matching import Explanation, Missing
from sanviec.kernel.errors import InputError
from tests.apps.factories import (
    NOW,
    TODAY,
    make_employer,
    make_referral,
    make_seeker,
    make_vacancy,
)

pytestmark = pytest.mark.django_db
FACTS: dict[str, Any] = {"actor": SYSTEM, "now": NOW}
DAY = timedelta(days=1)
HIRE = services.Hire(hired_on=TODAY, starts_on=TODAY)


def code_of(act: Callable[[], Any]) -> str:
    """The code of the refusal; the journal and the outbox are as before."""
    before = AuditEntry.objects.count(), OutboxMessage.objects.count()
    with pytest.raises(InputError) as caught:
        act()
    assert (AuditEntry.objects.count(), OutboxMessage.objects.count()) == before
    return caught.value.code


def propose(referral: Referral, **changes: Any) -> Referral:
    """Propose the pair of a referral once more."""
    feasible = Explanation("p", "v", 1, (), ())
    facts = {"explanation": feasible, "origin": ReferralOrigin.COUNSELLOR} | changes
    proposal = services.Proposal(referral.jobseeker, referral.vacancy, **facts)
    return services.propose_referral(proposal=proposal, **FACTS)


class TestProposing:
    @pytest.mark.parametrize("until", ["proposed", "agreed", "sent", "interview", "hired"])
    def test_a_pair_has_one_referral_under_way(self, until: str) -> None:
        referral = make_referral(
            vacancy=make_vacancy(openings=2), jobseeker=make_seeker(), until=until
        )
        assert code_of(lambda: propose(referral)) == "referral_exists"

    def test_after_an_end_the_pair_may_try_again(self) -> None:
        referral = make_referral()
        services.decline(referral=referral, reason=DeclineReason.WAGE, text="", **FACTS)
        assert propose(referral).state == "proposed"

    def test_the_database_itself_keeps_one_live_referral_a_pair(self) -> None:
        referral = make_referral()
        twin = Referral(
            centre=referral.centre,
            jobseeker=referral.jobseeker,
            vacancy=referral.vacancy,
            origin="counsellor",
            created_at=NOW,
            updated_at=NOW,
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save(force_insert=True)
        twin.state = "declined"
        twin.save(force_insert=True)

    def test_a_missing_requirement_is_named(self) -> None:
        missing = Missing("certificate", "thiếu bằng lái hạng C", "no licence C")
        explanation = Explanation("p", "v", 0, (), (missing,))
        referral = make_referral()
        with pytest.raises(InputError) as caught:
            propose(referral, explanation=explanation)
        assert caught.value.code == "requirement_missing"
        assert "thiếu bằng lái hạng C" in caught.value.text_vi

    @pytest.mark.parametrize("event", ["pause", "close", "place"])
    def test_who_does_not_look_for_work_is_not_proposed(self, event: str) -> None:
        referral = make_referral()
        services.decline(referral=referral, reason=DeclineReason.WAGE, text="", **FACTS)
        # The officer's page still shows the person as seeking.
        jobseekers.change_state(jobseeker=referral.jobseeker, event=event, **FACTS)
        assert code_of(lambda: propose(referral)) == "not_seeking"

    @pytest.mark.parametrize("event", ["pause", "fill", "close", "suspend"])
    def test_a_vacancy_that_is_not_open_takes_nobody(self, event: str) -> None:
        referral = make_referral()
        services.decline(referral=referral, reason=DeclineReason.WAGE, text="", **FACTS)
        take_off(referral, event)
        assert code_of(lambda: propose(referral)) == "vacancy_not_open"


def take_off(referral: Referral, event: str) -> None:
    employer = referral.vacancy.employer
    if event == "suspend":
        employers.suspend_employer(employer=employer, reason="Thu phí", **FACTS)
    else:
        vacancies.change_state(vacancy=referral.vacancy, event=event, **FACTS)


class TestSending:
    def test_needs_the_persons_consent(self) -> None:
        referral = make_referral(until="agreed")
        jobseekers.withdraw_consent(
            jobseeker=referral.jobseeker, purpose=ConsentPurpose.SHARE_CONTACT, **FACTS
        )
        send = lambda: services.send_referral(referral=referral, **FACTS)  # noqa: E731
        assert code_of(send) == "consent_missing"
        assert Referral.objects.get(pk=referral.pk).state == "agreed"

    def test_a_vacancy_that_closed_meanwhile_gets_no_file(self) -> None:
        referral = make_referral(until="agreed")
        take_off(referral, "close")
        assert code_of(lambda: services.send_referral(referral=referral, **FACTS)) == (
            "vacancy_not_open"
        )


def invite(referral: Referral, at: Any) -> Any:
    return services.invite_to_interview(referral=referral, interview_at=at, place="", **FACTS)


def hire(referral: Referral, **changes: Any) -> Any:
    return services.hire(referral=referral, facts=replace(HIRE, **changes), **FACTS)


def start(referral: Referral, on: Any) -> Any:
    return services.confirm_start(referral=referral, starts_on=on, **FACTS)


def reject(referral: Referral, text: str) -> Any:
    return services.reject(referral=referral, reason=RefusalReason.OTHER, text=text, **FACTS)


def decline(referral: Referral, text: str) -> Any:
    return services.decline(referral=referral, reason=DeclineReason.OTHER, text=text, **FACTS)


@pytest.mark.parametrize(
    ("until", "act", "code"),
    [
        ("sent", lambda r: invite(r, NOW), "interview_past"),
        ("sent", lambda r: hire(r, starts_on=TODAY - DAY), "start_before_hire"),
        ("sent", lambda r: hire(r, hired_on=TODAY + DAY, starts_on=TODAY + DAY), "hire_ahead"),
        ("sent", lambda r: hire(r, contract_months=0), "contract_length"),
        ("sent", lambda r: reject(r, " "), "reason_needed"),
        ("sent", lambda r: decline(r, ""), "reason_needed"),
        (
            "interview",
            lambda r: services.record_no_show(referral=r, **FACTS),
            "interview_ahead",
        ),
        ("hired", lambda r: start(r, TODAY + DAY), "start_ahead"),
        ("hired", lambda r: start(r, TODAY - DAY), "start_before_hire"),
        ("sent", lambda r: services.report_hire(referral=r, **FACTS), "no_report_due"),
    ],
)
def test_impossible_days_and_missing_reasons(until: str, act: Any, code: str) -> None:
    referral = make_referral(until=until)
    assert code_of(lambda: act(referral)) == code
    assert Referral.objects.get(pk=referral.pk).state == referral.state


@pytest.mark.parametrize("until", ["proposed", "agreed", "sent", "interview", "hired", "started"])
def test_every_act_that_the_table_forbids_is_refused(until: str) -> None:
    referral = make_referral(until=until)
    facts = {"referral": referral} | FACTS
    acts: dict[str, Callable[[], Any]] = {
        "agree": lambda: services.agree_referral(**facts),
        "send": lambda: services.send_referral(**facts),
        "invite": lambda: invite(referral, NOW + DAY),
        "hire": lambda: hire(referral),
        "reject": lambda: reject(referral, "x"),
        "decline": lambda: decline(referral, "x"),
        "miss": lambda: services.record_no_show(**facts),
        "confirm_start": lambda: start(referral, TODAY),
        "miss_start": lambda: services.record_not_started(**facts),
    }
    forbidden = [e for e in acts if not REFERRAL_STATES.allows(e, referral.state)]
    assert forbidden
    for event in forbidden:
        with pytest.raises(TransitionRefused):
            acts[event]()
    assert Referral.objects.get(pk=referral.pk).state == referral.state
    assert list(audit.verify()) == []


def test_the_same_act_twice_counts_once() -> None:
    referral = make_referral(until="agreed")
    services.send_referral(referral=referral, **FACTS)
    with pytest.raises(TransitionRefused):
        services.send_referral(referral=referral, **FACTS)
    assert AuditEntry.objects.filter(action="referral.sent").count() == 1


def test_a_follow_up_is_recorded_once() -> None:
    follow_up = make_referral(until="started").follow_ups.get()
    facts: dict[str, Any] = {"follow_up": follow_up, "note": "", **FACTS}
    services.record_follow_up(result=FollowUpResult.LEFT, **facts)
    again = lambda: services.record_follow_up(result=FollowUpResult.WORKING, **facts)  # noqa: E731
    assert code_of(again) == "follow_up_done"


def test_nobody_pays() -> None:
    referral = make_referral()
    with pytest.raises(IntegrityError, match="no_fee"), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(fee_vnd=1)


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"state": "hired"}, "hire_has_a_day"),
        ({"state": "started", "hired_on": TODAY}, "start_has_a_day"),
    ],
)
def test_the_database_itself_wants_the_days(columns: dict[str, Any], constraint: str) -> None:
    referral = make_referral()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(**columns)


def test_nobody_is_hired_beyond_the_openings() -> None:
    employer = make_employer()
    vacancy = make_vacancy(employer, openings=1)
    first, second = (
        make_referral(make_seeker(employer.centre), vacancy, until="sent") for _person in range(2)
    )
    hire(first)
    with pytest.raises(InputError) as caught:
        hire(second)
    assert "đã tuyển đủ 1 người" in caught.value.text_vi
    assert Referral.objects.get(pk=second.pk).state == "sent"
    assert list(audit.verify()) == []


def test_days_more_than_a_year_ahead_are_slips() -> None:
    referral = make_referral(until="sent")
    far = NOW + 400 * DAY
    assert code_of(lambda: invite(referral, far)) == "interview_far"
    terms = replace(HIRE, starts_on=TODAY + 400 * DAY)
    assert code_of(lambda: services.hire(referral=referral, facts=terms, **FACTS)) == "start_far"
