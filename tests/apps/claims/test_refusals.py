"""Jobs not taken: the person is heard, people judge, the second one prepares the ending."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from sanviec.apps.claims import services
from sanviec.apps.claims.models import Claim, JobRefusal
from sanviec.apps.claims.services import RefusalData
from sanviec.kernel.errors import InputError
from tests.apps import factories as lower

from .factories import NOW, fresh, make_claim, officer_of, open_decision, sign_prepared

pytestmark = pytest.mark.django_db
FIRST = datetime(2026, 12, 14, 2, 0, tzinfo=UTC)
SOON = FIRST + timedelta(days=1)


def refused(act: Any, **facts: Any) -> str:
    with pytest.raises(InputError) as caught:
        act(**facts)
    return str(caught.value.code)


def note(claim: Claim, at: datetime = FIRST, **said: Any) -> JobRefusal:
    data = RefusalData(**{"refused_on": at.date(), "job": "Thợ may, Hợp tác xã Hồi"} | said)
    return services.note_refusal(claim=claim, data=data, actor=officer_of(claim), now=at)


def answered(claim: Claim, at: datetime = FIRST, **said: Any) -> JobRefusal:
    refusal = note(claim, at, **said)
    person = lower.as_jobseeker(claim.jobseeker)
    return services.answer_refusal(refusal=refusal, answer="Xa nhà", actor=person, now=at)


def judge(refusal: JobRefusal, *, is_good: bool, at: datetime = SOON) -> JobRefusal:
    actor = officer_of(refusal.claim)
    return services.judge_refusal(
        refusal=refusal, is_good=is_good, reason="Cách nhà 3 km", actor=actor, now=at
    )


def test_the_second_without_a_good_reason_prepares_the_ending() -> None:
    claim = make_claim(until="receiving")
    judge(answered(claim), is_good=False)
    assert not claim.decisions.open().exists()

    judge(answered(claim, SOON), is_good=False, at=SOON)

    decision = open_decision(claim)
    assert (decision.kind, decision.ground) == ("terminate", "refused_jobs")
    assert decision.proposed_by_id is None
    assert fresh(claim).state == "receiving"
    assert any("Điều 41" in line["article"] for line in decision.outcome["explanation"])
    sign_prepared(claim, SOON)
    assert fresh(claim).state == "ended"


def test_a_good_reason_does_not_count() -> None:
    claim = make_claim(until="receiving")
    judge(answered(claim), is_good=True)
    judge(answered(claim, SOON), is_good=False, at=SOON)

    assert not claim.decisions.open().exists()
    assert claim.reports.count() == 1


def test_nobody_is_judged_before_being_heard() -> None:
    refusal = note(make_claim(until="receiving"))
    # Three working days from Monday 14/12/2026.
    assert refusal.answer_by == date(2026, 12, 17)

    assert refused(judge, refusal=refusal, is_good=False) == "answer_awaited"
    late = datetime(2026, 12, 18, 2, 0, tzinfo=UTC)
    assert judge(refusal, is_good=False, at=late).verdict == "none"
    again = {"refusal": refusal, "answer": "Xa", "actor": None, "now": late}
    assert refused(services.answer_refusal, **again) == "refusal_judged"


def test_a_refusal_names_its_job_and_its_introduction_once() -> None:
    claim = make_claim(until="receiving")
    referral = lower.make_referral(claim.jobseeker, until="sent")

    refusal = note(claim, referral=referral, job="")

    assert refusal.job == referral.vacancy.title
    assert refused(note, claim=claim, at=SOON, referral=referral) == "refusal_exists"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"job": " "}, "job_needed"),
        ({"refused_on": date(2026, 12, 8)}, "refusal_day"),
        ({"refused_on": date(2026, 12, 16)}, "refusal_day"),
    ],
)
def test_what_cannot_be_is_refused(said: dict[str, Any], code: str) -> None:
    # The benefit of the made claim begins on 09/12/2026.
    assert refused(note, claim=make_claim(until="receiving"), **said) == code


def test_only_while_the_allowance_runs() -> None:
    claim = make_claim(until="granted")

    assert refused(note, claim=claim, at=NOW) == "not_in_benefit"
