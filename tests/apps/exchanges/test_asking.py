"""One, three and seven days after: asked of whoever can tell, once, while something is open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from sanviec.apps.employers.services import add_contact
from sanviec.apps.exchanges.enums import ParticipantState, SessionState
from sanviec.apps.exchanges.models import Interview
from sanviec.apps.exchanges.services.asking import remind_after_sessions
from sanviec.apps.exchanges.services.results import enter_result
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.models import OutboxMessage
from sanviec.apps.referrals.services import confirm_start
from tests.apps import factories as lower

from .factories import STARTS, make_interview, make_participant, make_session, make_stand
from .fair import ANSWERS, AT, DAY

pytestmark = pytest.mark.django_db


def an_interview(**person: Any) -> Interview:
    """A firm with an account, and somebody with a telephone who sits at its table."""
    session = make_session(state=SessionState.RUNNING)
    stand = make_stand(session)
    assert stand.employer is not None
    add_contact(employer=stand.employer, user=lower.make_user(), actor=SYSTEM, now=lower.NOW)
    seeker = lower.make_seeker(session.centre, phone="0912345678")
    facts = {"state": ParticipantState.ATTENDED} | person
    return make_interview(make_participant(session, seeker, **facts), stand)


def told(days: int) -> list[tuple[str, str]]:
    """Run the round of a day and give what it wrote: link and subject."""
    before = set(OutboxMessage.objects.values_list("pk", flat=True))
    remind_after_sessions(now=STARTS + timedelta(days=days))
    new = OutboxMessage.objects.filter(topic="session.reminder").exclude(pk__in=before)
    return [(row.link, row.subject) for row in new.order_by("created_at", "id")]


def test_a_firm_is_asked_for_results_that_are_missing_on_each_of_the_days() -> None:
    interview = an_interview()
    link = f"employer:stand_results:{interview.stand_id}"
    assert told(0) == []
    for day in (1, 3, 7):
        assert [row[0] for row in told(day)] == [link], day
        assert told(day) == []
    assert told(8) == []
    assert list(audit.verify()) == []


def test_the_message_says_how_many_and_of_which_session() -> None:
    an_interview()
    subject = told(1)[0][1]
    said = "Phiên giao dịch việc làm thứ Năm ngày 26/11/2026: còn 1 người chưa có kết quả"
    assert said in subject


def test_people_who_passed_wait_for_an_answer() -> None:
    enter_result(interview=an_interview(), answer=ANSWERS["passed"], actor=SYSTEM, now=AT)
    assert "đạt đang chờ bạn trả lời" in told(1)[0][1]


def test_a_hired_person_is_asked_once_the_first_day_has_come() -> None:
    interview = an_interview()
    entered = enter_result(interview=interview, answer=ANSWERS["hired"], actor=SYSTEM, now=AT)
    assert told(1) == []
    assert told(3) == []
    assert entered.referral is not None
    rows = told(7)
    assert [row[0] for row in rows] == [f"jobseeker:referral:{entered.referral_id}"]
    assert "đã đi làm ở" in rows[0][1]


def test_nothing_is_asked_once_nothing_is_open() -> None:
    interview = an_interview()
    entered = enter_result(interview=interview, answer=ANSWERS["hired"], actor=SYSTEM, now=AT)
    assert entered.referral is not None
    begun = {"starts_on": DAY + timedelta(days=4), "now": AT + timedelta(days=5)}
    confirm_start(referral=entered.referral, actor=SYSTEM, **begun)
    assert told(7) == []


def test_a_missed_day_is_made_up_once_and_old_sessions_are_left_alone() -> None:
    an_interview()
    assert len(told(5)) == 1
    assert told(6) == []
    an_interview()
    assert told(40) == []


def test_a_look_without_sessions_is_three_small_queries(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):
        assert remind_after_sessions(now=AT) == 0
