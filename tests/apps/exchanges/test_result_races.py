"""Firms, officers and the manager press at the same time: the rows stay true to one another."""

from __future__ import annotations

from functools import partial

import pytest

from sanviec.apps.exchanges.enums import ParticipantState, SessionState
from sanviec.apps.exchanges.models import Interview, SessionReport
from sanviec.apps.exchanges.services.closing import close_session
from sanviec.apps.exchanges.services.results import enter_result
from sanviec.apps.ledger.models import ServiceLine
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.referrals.models import Referral
from tests.apps.referrals.test_races import at_once

from .factories import make_interview, make_participant, make_session, make_stand
from .fair import ANSWERS, AT
from .test_results import HIRED

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROUNDS = 3
BY = {"actor": SYSTEM, "now": AT}


def an_interview(state: SessionState = SessionState.RUNNING) -> Interview:
    session = make_session(state=state)
    person = make_participant(session, state=ParticipantState.ATTENDED)
    return make_interview(person, make_stand(session))


def test_the_last_opening_goes_to_one_of_two_tables() -> None:
    for _round in range(ROUNDS):
        first = an_interview()
        other = make_participant(first.session, state=ParticipantState.ATTENDED)
        second = make_interview(other, first.stand, slot=1)
        hires = [
            partial(enter_result, interview=row, answer=HIRED, **BY) for row in (first, second)
        ]
        assert at_once(*hires) == ["", "vacancy_invalid"]
        first.vacancy.refresh_from_db()
        assert first.vacancy.hired_count == 1
    assert list(audit.verify()) == []


def test_two_firms_take_one_person_on_at_once() -> None:
    for _round in range(ROUNDS):
        first = an_interview()
        second = make_interview(first.participant, make_stand(first.session), slot=1)
        hires = [
            partial(enter_result, interview=row, answer=HIRED, **BY) for row in (first, second)
        ]
        assert at_once(*hires) == ["", ""]
    assert set(Referral.objects.values_list("state", flat=True)) == {"hired"}


def test_two_answers_of_one_meeting_leave_one_introduction() -> None:
    for _round in range(ROUNDS):
        row = an_interview()
        acts = [
            partial(enter_result, interview=row, answer=ANSWERS[name], **BY)
            for name in ("hired", "not", "passed")
        ]
        assert at_once(*acts) == ["", "", ""]
        row.refresh_from_db()
        states = {"hired": "hired", "not_suitable": "not_selected", "passed": "interview"}
        assert row.referral is not None
        assert row.referral.state == states[row.result]
        row.vacancy.refresh_from_db()
        assert row.vacancy.hired_count == (row.result == "hired")
    assert Referral.objects.count() == ROUNDS
    assert sum(ServiceLine.objects.filter(kind="interview").values_list("visits", flat=True)) == 3


def test_a_result_is_in_the_closed_figures_or_refused() -> None:
    for _round in range(ROUNDS):
        row = an_interview(SessionState.FINISHING)
        enter = partial(enter_result, interview=row, answer=ANSWERS["passed"], **BY)
        close = partial(close_session, session=row.session, reason="không chờ nữa", **BY)
        assert at_once(enter, close) in (["", ""], ["", "session_closed"])
        row.refresh_from_db()
        report = SessionReport.objects.get(session=row.session)
        counted = {item["code"]: item["value"] for item in report.figures["counters"]}
        assert counted["interviews_held"] == (row.state == "held")
    assert list(audit.verify()) == []
