"""Results entered at the table: each becomes an introduction and may be put right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from sanviec.apps.exchanges.enums import (
    InterviewState,
    ParticipantState,
    SessionState,
)
from sanviec.apps.exchanges.models import Interview
from sanviec.apps.exchanges.services.results import enter_result, introduce_result
from sanviec.apps.exchanges.services.walk_up import seat_walk_up
from sanviec.apps.ledger.enums import ServiceKind
from sanviec.apps.ledger.models import ServiceLine
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.models import AuditEntry
from sanviec.apps.referrals.enums import (
    MeetingOutcome,
    ReferralOrigin,
    ReferralState,
    RefusalReason,
)
from sanviec.apps.referrals.models import Referral
from sanviec.apps.referrals.services import Hire, MeetingAnswer, confirm_start
from sanviec.kernel.errors import InputError
from tests.apps import factories as lower

from .factories import STARTS, make_interview, make_participant, make_session, make_stand

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 26)
AT = STARTS + timedelta(hours=1)
PASSED = MeetingAnswer(MeetingOutcome.PASSED)
HIRED = MeetingAnswer(MeetingOutcome.HIRED, hire=Hire(DAY, DAY + timedelta(days=4)))
NOT_SUITABLE = MeetingAnswer(MeetingOutcome.NOT_SUITABLE, reason=RefusalReason.EXPERIENCE)
LATER = MeetingAnswer(
    MeetingOutcome.INVITED_LATER, later_at=AT + timedelta(days=3), later_place="Cổng số 2"
)
NO_SHOW = MeetingAnswer(MeetingOutcome.NO_SHOW)
ANSWERS = {"passed": PASSED, "later": LATER, "hired": HIRED, "not": NOT_SUITABLE, "away": NO_SHOW}


def enter(interview: Interview, answer: MeetingAnswer, **more: Any) -> Interview:
    return enter_result(interview=interview, answer=answer, actor=SYSTEM, now=AT, **more)


def an_interview(**person: Any) -> Interview:
    """Somebody who came to a session whose doors are open, and an appointment at a stand."""
    session = make_session(state=SessionState.RUNNING)
    facts = {"state": ParticipantState.ATTENDED} | person
    return make_interview(make_participant(session, **facts), make_stand(session))


def counted(kind: ServiceKind) -> int:
    return sum(ServiceLine.objects.filter(kind=kind).values_list("visits", flat=True))


@pytest.mark.parametrize(
    ("answer", "state", "lines"),
    [
        ("passed", ReferralState.INTERVIEW, (1, 1)),
        ("later", ReferralState.INTERVIEW, (1, 1)),
        ("hired", ReferralState.HIRED, (1, 1)),
        ("not", ReferralState.NOT_SELECTED, (1, 1)),
        ("away", ReferralState.NO_SHOW, (0, 0)),
    ],
)
def test_each_answer_becomes_an_introduction(
    answer: str, state: ReferralState, lines: tuple[int, int]
) -> None:
    entered = enter(an_interview(), ANSWERS[answer])
    referral = entered.referral
    assert referral is not None
    assert (referral.state, referral.origin) == (state, ReferralOrigin.SESSION)
    assert referral.sent_at == AT
    assert (counted(ServiceKind.INTERVIEW), counted(ServiceKind.REFERRAL)) == lines


def test_a_hire_is_not_a_placement_until_the_start_is_confirmed() -> None:
    referral = enter(an_interview(), HIRED).referral
    assert referral is not None
    assert (referral.hired_on, referral.start_confirmed_at) == (DAY, None)
    assert referral.report_due_on is not None
    assert referral.report_due_on > DAY
    assert counted(ServiceKind.PLACEMENT) == 0
    later = AT + timedelta(days=5)
    confirm_start(referral=referral, starts_on=DAY + timedelta(days=4), actor=SYSTEM, now=later)
    assert counted(ServiceKind.PLACEMENT) == 1


@pytest.mark.slow  # 25 corrections
@pytest.mark.parametrize("first", ANSWERS)
@pytest.mark.parametrize("second", ANSWERS)
def test_every_answer_may_be_put_right_into_every_other(first: str, second: str) -> None:
    interview = enter(an_interview(), ANSWERS[first])
    entered = enter(interview, ANSWERS[second])
    alone = enter(an_interview(), ANSWERS[second])
    assert entered.referral is not None
    assert alone.referral is not None
    columns = ("state", "hired_on", "starts_on", "reason_code", "report_due_on", "answer_due_on")
    for column in columns:
        assert getattr(entered.referral, column) == getattr(alone.referral, column), column
    assert Referral.objects.count() == 2
    assert entered.vacancy.referrals.count() == 1
    hires = 1 if second == "hired" else 0
    for row in (entered, alone):
        row.vacancy.refresh_from_db()
        assert row.vacancy.hired_count == hires
    met = 0 if second == "away" else 2
    assert (counted(ServiceKind.INTERVIEW), counted(ServiceKind.REFERRAL)) == (met, met)


def test_a_change_is_a_line_of_the_journal_and_the_chain_holds() -> None:
    interview = enter(an_interview(), HIRED)
    enter(interview, NOT_SUITABLE)
    line = AuditEntry.objects.filter(action="interview.result_corrected").get()
    assert '"before": "hired"' in line.data
    assert '"result": "not_suitable"' in line.data
    assert list(audit.verify()) == []


def test_a_meeting_is_recorded_even_if_the_engine_names_a_missing_requirement() -> None:
    session = make_session(state=SessionState.RUNNING)
    vacancy = lower.make_vacancy(lower.make_employer(session.centre), certificates=["driving_c"])
    stand = make_stand(session, vacancy.employer, vacancies=(vacancy,))
    person = make_participant(session, state=ParticipantState.ATTENDED)
    entered = enter(make_interview(person, stand), PASSED)
    assert entered.referral is not None
    assert entered.referral.state == ReferralState.INTERVIEW
    assert entered.referral.note.startswith("Điều kiện máy thấy còn thiếu: ")


@pytest.mark.parametrize("until", ["proposed", "agreed", "sent", "interview"])
def test_a_referral_under_way_goes_on(until: str) -> None:
    interview = an_interview()
    jobseeker = interview.participant.jobseeker
    known = lower.make_referral(jobseeker, interview.vacancy, until=until)
    entered = enter(interview, HIRED)
    assert entered.referral == known
    known.refresh_from_db()
    assert (known.state, known.origin) == (ReferralState.HIRED, ReferralOrigin.COUNSELLOR)
    assert counted(ServiceKind.REFERRAL) == 1


def test_who_was_hired_before_stays_hired_once() -> None:
    interview = an_interview()
    known = lower.make_referral(interview.participant.jobseeker, interview.vacancy, until="hired")
    entered = enter(interview, PASSED)
    assert entered.referral == known
    known.refresh_from_db()
    entered.vacancy.refresh_from_db()
    assert (known.state, entered.vacancy.hired_count) == (ReferralState.HIRED, 1)


def test_two_firms_may_take_one_person_on() -> None:
    interview = an_interview()
    other = make_interview(interview.participant, make_stand(interview.session), slot=3)
    enter(interview, HIRED)
    enter(other, HIRED)
    states = Referral.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == [ReferralState.HIRED, ReferralState.HIRED]


def test_openings_run_out_and_the_firm_may_take_one_more() -> None:
    session = make_session(state=SessionState.RUNNING)
    stand = make_stand(session)
    first, second = (
        make_interview(make_participant(session, state="attended"), stand, slot=slot)
        for slot in (0, 1)
    )
    enter(first, HIRED)
    with pytest.raises(InputError, match="openings are taken"):
        enter(second, HIRED)
    second.refresh_from_db()
    assert (second.state, second.referral) == (InterviewState.PLANNED, None)
    entered = enter(second, replace(HIRED, is_beyond_openings=True))
    entered.vacancy.refresh_from_db()
    assert (entered.vacancy.openings, entered.vacancy.hired_count) == (2, 2)


def test_another_vacancy_of_the_stand_takes_the_place_of_the_planned_one() -> None:
    session = make_session(state=SessionState.RUNNING)
    employer = lower.make_employer(session.centre)
    one, two = lower.make_vacancy(employer), lower.make_vacancy(employer)
    stand = make_stand(session, employer, vacancies=(one, two))
    interview = make_interview(make_participant(session, state="attended"), stand)
    planned = interview.vacancy
    other = two if planned == one else one
    enter(interview, HIRED)
    entered = enter(interview, HIRED, vacancy_id=other.pk)
    planned.refresh_from_db()
    assert entered.referral is not None
    assert (entered.vacancy, entered.referral.vacancy_id) == (other, other.pk)
    assert planned.hired_count == 0
    assert counted(ServiceKind.REFERRAL) == 1
    with pytest.raises(InputError, match="did not bring"):
        enter(interview, PASSED, vacancy_id=lower.make_vacancy().pk)


def test_whoever_sits_at_the_table_attended() -> None:
    entered = enter(an_interview(state=ParticipantState.REGISTERED), PASSED)
    entered.participant.refresh_from_db()
    entered.stand.refresh_from_db()
    assert entered.participant.state == ParticipantState.ATTENDED
    assert (entered.stand.state, entered.stand.arrived_at) == ("arrived", AT)
    assert counted(ServiceKind.SESSION_VISIT) == 1


def test_who_never_came_gets_no_introduction() -> None:
    entered = enter(an_interview(state=ParticipantState.REGISTERED), NO_SHOW)
    entered.participant.refresh_from_db()
    assert entered.participant.state == ParticipantState.REGISTERED
    assert (entered.state, entered.referral) == (InterviewState.NO_SHOW, None)


def test_a_walk_in_without_a_file_is_introduced_once_there_is_one() -> None:
    session = make_session(state=SessionState.RUNNING)
    card = {"card_name": "Vi Văn Sơn", "centre": session.centre, "origin": "walk_in"}
    person = make_participant(session, state="attended", **card)
    type(person).objects.filter(pk=person.pk).update(jobseeker=None)
    entered = enter(make_interview(person, make_stand(session)), HIRED)
    assert (entered.result, entered.referral) == ("hired", None)
    jobseeker = lower.make_seeker(session.centre)
    type(person).objects.filter(pk=person.pk).update(jobseeker=jobseeker)
    introduced = introduce_result(interview=entered, actor=SYSTEM, now=AT)
    assert introduced.referral is not None
    assert introduced.referral.starts_on == DAY + timedelta(days=4)


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (MeetingAnswer(MeetingOutcome.HIRED), "starts_on"),
        (MeetingAnswer(MeetingOutcome.NOT_SUITABLE), "reason"),
        (MeetingAnswer(MeetingOutcome.NOT_SUITABLE, reason=RefusalReason.OTHER), "reason_text"),
        (MeetingAnswer(MeetingOutcome.INVITED_LATER), "later_at"),
        (replace(LATER, later_at=STARTS - timedelta(days=1)), "later_at"),
        (replace(LATER, later_at=AT + timedelta(days=800)), "later_at"),
        (replace(HIRED, hire=Hire(DAY, DAY - timedelta(days=1))), "starts_on"),
    ],
)
def test_an_answer_that_lacks_something_is_refused(answer: MeetingAnswer, field: str) -> None:
    interview = an_interview()
    with pytest.raises(InputError) as refusal:
        enter(interview, answer)
    assert refusal.value.field == field
    assert Referral.objects.count() == 0


@pytest.mark.parametrize("state", [s for s in SessionState if s not in ("running", "finishing")])
def test_results_need_a_session_that_is_open_for_them(state: SessionState) -> None:
    interview = an_interview()
    type(interview.session).objects.filter(pk=interview.session_id).update(state=state)
    with pytest.raises(InputError):
        enter(interview, PASSED)
    with pytest.raises(InputError):
        seat_walk_up(stand=interview.stand, queue_no=1, actor=SYSTEM, now=AT)
    assert Referral.objects.count() == 0


def test_what_went_on_since_is_not_entered_anew() -> None:
    entered = enter(an_interview(), HIRED)
    assert entered.referral is not None
    later = AT + timedelta(days=5)
    start = DAY + timedelta(days=4)
    confirm_start(referral=entered.referral, starts_on=start, actor=SYSTEM, now=later)
    with pytest.raises(InputError, match="gone on since"):
        enter(entered, NOT_SUITABLE)
    assert ServiceLine.objects.filter(reverses__isnull=False).count() == 0


def test_a_walk_up_is_found_by_a_number_that_was_checked_in() -> None:
    session = make_session(state=SessionState.RUNNING)
    stand = make_stand(session)
    inside = make_participant(session, state=ParticipantState.ATTENDED)
    outside = make_participant(session)
    facts: dict[str, Any] = {"stand": stand, "actor": SYSTEM, "now": AT}
    made = seat_walk_up(queue_no=inside.queue_no, **facts)
    assert (made.participant, made.origin, made.slot) == (inside, "walk_up", None)
    assert seat_walk_up(queue_no=inside.queue_no, **facts) == made
    for number in (outside.queue_no, 999_999):
        with pytest.raises(InputError, match="has this number"):
            seat_walk_up(queue_no=number, **facts)


def test_the_same_pair_meets_again_at_the_next_session() -> None:
    first = an_interview()
    enter(first, PASSED)
    session = make_session(first.session.centre, state=SessionState.RUNNING)
    vacancy, jobseeker = first.vacancy, first.participant.jobseeker
    stand = make_stand(session, vacancy.employer, vacancies=(vacancy,))
    person = make_participant(session, jobseeker, state=ParticipantState.ATTENDED)
    entered = enter(make_interview(person, stand), HIRED)
    first.refresh_from_db()
    assert entered.referral == first.referral
    assert counted(ServiceKind.REFERRAL) == 1
    assert counted(ServiceKind.INTERVIEW) == 2
