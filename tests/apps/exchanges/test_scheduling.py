"""Plans of interviews from rows: who is planned, what is announced, what a repair leaves alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from sanviec.apps.exchanges.enums import InterviewState, ParticipantState, SessionState, StandState
from sanviec.apps.exchanges.models import (
    ExchangeSession,
    Interview,
    Participant,
    Stand,
    Wish,
)
from sanviec.apps.exchanges.selectors.drafts import ScheduleDraft, draft_schedule
from sanviec.apps.exchanges.services import registering, stands
from sanviec.apps.exchanges.services.scheduling import announce_schedule
from sanviec.apps.jobseekers.enums import ConsentPurpose
from sanviec.apps.jobseekers.services import withdraw_consent
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.models import AuditEntry, OutboxMessage
from sanviec.apps.referrals import services as referrals
from sanviec.apps.referrals.enums import DeclineReason, RefusalReason
from sanviec.kernel.errors import InputError
from tests.apps import factories as lower

from . import factories
from .factories import NOW, STARTS

pytestmark = pytest.mark.django_db


def announce(session: ExchangeSession, now: Any = NOW, **facts: Any) -> ScheduleDraft:
    return announce_schedule(session=session, actor=SYSTEM, now=now, **facts)


def planned(session: ExchangeSession) -> dict[tuple[Any, Any], int]:
    rows = session.interviews.filter(state=InterviewState.PLANNED).order_by("id")
    return {(row.participant_id, row.stand_id): row.slot for row in rows}


def hall(people: int = 3, firms: int = 2, **fields: Any) -> ExchangeSession:
    session = factories.make_session(**fields)
    for _ in range(firms):
        factories.make_stand(session)
    for _ in range(people):
        factories.make_participant(session)
    return session


def test_everybody_meets_every_firm_once_and_is_told_once():
    session = hall()
    draft = announce(session)
    assert (draft.plan.served, len(draft.plan.interviews), draft.plan.is_optimal) == (3, 6, True)
    session.refresh_from_db()
    assert session.state == SessionState.SCHEDULED
    rows = list(session.interviews.order_by("id"))
    assert len({(row.participant_id, row.slot) for row in rows}) == len(rows) == 6
    assert all(row.starts_at == STARTS + timedelta(minutes=15 * row.slot) for row in rows)
    assert all(row.vacancy.employer_id == row.stand.employer_id for row in rows)
    assert list(audit.verify()) == []


def test_a_draft_writes_nothing():
    session = hall()
    before = AuditEntry.objects.count()
    assert len(draft_schedule(session, now=NOW).added) == 6
    assert (Interview.objects.count(), AuditEntry.objects.count()) == (0, before)


def test_announcing_another_plan_than_was_looked_at_is_refused():
    session = hall()
    seen = draft_schedule(session, now=NOW).digest
    factories.make_participant(session)
    with pytest.raises(InputError) as refusal:
        announce(session, digest=seen)
    assert refusal.value.code == "schedule_changed"
    assert planned(session) == {}


@pytest.mark.parametrize("purpose", [ConsentPurpose.MATCHING, ConsentPurpose.SHARE_CONTACT])
def test_without_consent_nobody_is_planned(purpose: ConsentPurpose):
    session = hall(people=2, firms=1)
    person = session.participants.first().jobseeker
    withdraw_consent(jobseeker=person, purpose=purpose, actor=SYSTEM, now=NOW)
    draft = draft_schedule(session, now=NOW)
    assert draft.facts.left_out.without_consent == 1
    assert draft.plan.served == 1


def test_a_hard_requirement_that_is_missing_gives_no_pair():
    session = factories.make_session()
    employer = lower.make_employer(session.centre)
    vacancy = lower.make_vacancy(employer, certificates=["forklift"])
    factories.make_stand(session, employer, vacancies=(vacancy,))
    without = factories.make_participant(session)
    able = lower.make_seeker(session.centre, certificates=("forklift",))
    factories.make_participant(session, able)
    draft = draft_schedule(session, now=NOW)
    assert without.pk not in {person for person, _stand in draft.added}
    assert draft.plan.served == 1


def accountant_offer(session: ExchangeSession) -> Stand:
    employer = lower.make_employer(session.centre)
    fields = {"title": "Kế toán tổng hợp", "occupation_code": "2411"}
    return factories.make_stand(
        session, employer, vacancies=(lower.make_vacancy(employer, **fields),)
    )


def test_another_trade_is_met_only_when_it_is_wished():
    session = factories.make_session()
    stand = accountant_offer(session)
    sewer = factories.make_participant(session)
    assert draft_schedule(session, now=NOW).added == {}
    registering.choose_wishes(participant=sewer, stands=[stand], actor=SYSTEM, now=NOW)
    assert list(draft_schedule(session, now=NOW).added) == [(sewer.pk, stand.pk)]


def test_a_wish_decides_between_two_equal_firms():
    session = factories.make_session(ends_at=STARTS + timedelta(minutes=15))
    for _ in range(2):
        factories.make_stand(session)
    going = factories.make_participant(session, max_interviews=1)
    for stand in session.stands.all():
        Wish.objects.all().delete()
        registering.choose_wishes(participant=going, stands=[stand], actor=SYSTEM, now=NOW)
        assert list(draft_schedule(session, now=NOW).added) == [(going.pk, stand.pk)]


def test_priority_people_are_served_first_when_tables_are_few():
    session = factories.make_session(ends_at=STARTS + timedelta(minutes=15))
    factories.make_stand(session)
    factories.make_participant(session)
    first = factories.make_participant(session, is_priority=True)
    assert [person for person, _stand in draft_schedule(session, now=NOW).added] == [first.pk]


def test_times_of_people_and_firms_are_kept():
    session = factories.make_session()
    factories.make_stand(session, slots=[4, 5])
    going = factories.make_participant(session, slots=[0, 5])
    seats = draft_schedule(session, now=NOW).added
    assert [seat.slot for seat in seats.values()] == [5]
    going.slots = [0]
    going.save(update_fields=["slots"])
    assert draft_schedule(session, now=NOW).added == {}


def referred(session: ExchangeSession, until: str = "proposed") -> tuple[Participant, Any]:
    stand = factories.make_stand(session)
    going = factories.make_participant(session)
    vacancy = stand.offers.get().vacancy
    return going, lower.make_referral(going.jobseeker, vacancy, until=until)


@pytest.mark.parametrize(("reason", "pairs"), [(DeclineReason.WAGE, 0), (DeclineReason.FAMILY, 1)])
def test_who_refused_the_firm_does_not_meet_it(reason: DeclineReason, pairs: int):
    session = factories.make_session()
    _going, referral = referred(session)
    referrals.decline(referral=referral, reason=reason, text="", actor=SYSTEM, now=NOW)
    draft = draft_schedule(session, now=NOW)
    assert len(draft.added) == pairs
    assert [row.rule for row in draft.facts.warned] == ["refused_employer"][: 1 - pairs]


@pytest.mark.parametrize(
    ("rules", "pairs", "warned"),
    [({}, 0, 1), ({"rejected_before": "warn"}, 1, 1), ({"rejected_before": "ignore"}, 1, 0)],
)
def test_a_rule_blocks_warns_or_is_ignored(rules: dict[str, str], pairs: int, warned: int):
    session = factories.make_session(conflict_rules=rules)
    _going, referral = referred(session, "sent")
    facts = {"referral": referral, "actor": SYSTEM, "now": NOW}
    referrals.reject(reason=RefusalReason.SKILLS, text="", **facts)
    draft = draft_schedule(session, now=NOW)
    assert (len(draft.added), len(draft.facts.warned)) == (pairs, warned)


def test_a_rule_forgets_after_its_days():
    session = factories.make_session()
    _going, referral = referred(session, "sent")
    then = NOW - timedelta(days=181)
    type(referral).objects.filter(pk=referral.pk).update(
        state="not_selected", reason_code=RefusalReason.SKILLS, updated_at=then
    )
    assert len(draft_schedule(session, now=NOW).added) == 1


def test_an_interview_elsewhere_leaves_its_hour_free():
    session = factories.make_session(ends_at=STARTS + timedelta(hours=2))
    factories.make_stand(session)
    going = factories.make_participant(session)
    elsewhere = lower.make_referral(going.jobseeker, until="sent")
    referrals.invite_to_interview(
        referral=elsewhere, interview_at=STARTS, place="Cổng 2", actor=SYSTEM, now=NOW
    )
    seats = draft_schedule(session, now=NOW).added.values()
    # It takes an hour from the start; the first time after it is the fifth.
    assert [seat.slot >= 4 for seat in seats] == [True]


def test_few_openings_bound_the_meetings_only_when_asked():
    session = factories.make_session(conflict_rules={"few_openings": "block"}, capacity=30)
    factories.make_stand(session)
    for _ in range(12):
        factories.make_participant(session)
    assert len(draft_schedule(session, now=NOW).added) == 10
    session.conflict_rules = {}
    draft = draft_schedule(session, now=NOW)
    assert len(draft.added) == 12
    assert [row.rule for row in draft.facts.warned] == ["few_openings"]


def test_a_late_arrival_moves_nobody():
    session = hall()
    announce(session)
    before = planned(session)
    late = factories.make_participant(session)
    draft = announce(session, NOW + timedelta(minutes=5))
    after = planned(session)
    assert (len(draft.moved), len(draft.ended), len(draft.added)) == (0, 0, 2)
    assert before.items() <= after.items()
    assert {person for person, _ in after.keys() - before.keys()} == {late.pk}


def told(topic: str) -> int:
    return OutboxMessage.objects.filter(topic=topic).count()


def test_when_a_firm_leaves_only_its_people_are_told():
    session = factories.make_session(conflict_rules={"few_openings": "ignore"})
    leaving, staying = factories.make_stand(session), factories.make_stand(session)
    seekers = [lower.make_seeker(session.centre, phone=f"091234567{n}") for n in range(4)]
    for seeker in seekers[:3]:
        factories.make_participant(session, seeker)
    # The fourth never had anything to do with the firm that leaves.
    apart = factories.make_participant(session, seekers[3], slots=[15])
    Stand.objects.filter(pk=leaving.pk).update(slots=list(range(14)))
    announce(session)
    assert told("session.timetable") == 4
    stands.withdraw_stand(
        stand=Stand.objects.get(pk=leaving.pk), reason="Xe hỏng", actor=SYSTEM, now=NOW
    )
    draft = announce(session, NOW + timedelta(hours=1))
    assert len(draft.ended) == 3
    assert not draft.moved
    assert told("session.timetable_changed") == 3
    assert {stand for _person, stand in planned(session)} == {staying.pk}
    assert not OutboxMessage.objects.filter(
        topic="session.timetable_changed", recipient_ref=f"jobseeker:{apart.jobseeker_id}"
    ).exists()


def test_a_fixed_interview_stays_whatever_comes():
    session = hall(people=1, firms=1)
    going, stand = session.participants.get(), session.stands.get()
    factories.make_interview(going, stand, slot=9, is_fixed=True, score=1)
    for _ in range(3):
        factories.make_participant(session, is_priority=True)
    announce(session)
    assert planned(session)[going.pk, stand.pk] == 9


def test_who_has_not_come_gives_the_time_to_others():
    session = hall(people=2, firms=1)
    announce(session)
    absent, here = session.participants.order_by("queue_no")
    ExchangeSession.objects.filter(pk=session.pk).update(state=SessionState.RUNNING)
    Participant.objects.filter(pk=here.pk).update(
        state=ParticipantState.ATTENDED, first_in_at=STARTS
    )
    draft = announce(session, STARTS - timedelta(minutes=20), skip_absent=True)
    assert [row.participant_id for row in draft.ended] == [absent.pk]
    assert {person for person, _ in planned(session)} == {here.pk}


def test_a_running_session_plans_nothing_into_the_past_and_keeps_what_was_held():
    session = factories.make_session(state=SessionState.RUNNING)
    stand = factories.make_stand(session)
    held = factories.make_interview(
        factories.make_participant(session, state=ParticipantState.ATTENDED, first_in_at=STARTS),
        stand,
        state=InterviewState.HELD,
    )
    factories.make_participant(session, state=ParticipantState.ATTENDED, first_in_at=STARTS)
    now = STARTS + timedelta(minutes=41)
    draft = announce(session, now)
    held.refresh_from_db()
    assert (held.state, held.slot) == (InterviewState.HELD, 0)
    assert [seat.slot for seat in draft.added.values()] >= [4]
    assert session.interviews.count() == 2


def test_who_came_late_gets_another_time():
    session = factories.make_session(state=SessionState.RUNNING)
    stand = factories.make_stand(session)
    came = STARTS + timedelta(minutes=30)
    late = factories.make_participant(session, state=ParticipantState.ATTENDED, first_in_at=came)
    on_time = factories.make_participant(
        session, state=ParticipantState.ATTENDED, first_in_at=STARTS - timedelta(minutes=9)
    )
    missed = factories.make_interview(late, stand, slot=1)
    unnoted = factories.make_interview(on_time, stand, slot=0)
    announce(session, came + timedelta(minutes=1))
    missed.refresh_from_db()
    unnoted.refresh_from_db()
    assert missed.slot >= 3
    assert unnoted.slot == 0


def test_fewer_tables_move_only_who_has_none():
    session = factories.make_session()
    stand = factories.make_stand(session, tables=2)
    people = [factories.make_participant(session, slots=[0, 1]) for _ in range(3)]
    announce(session)
    Stand.objects.filter(pk=stand.pk).update(tables=1)
    draft = announce(session, NOW + timedelta(hours=1))
    rows = session.interviews.filter(state=InterviewState.PLANNED)
    assert {row.table for row in rows} == {0}
    assert sorted(row.slot for row in rows) == [0, 1]
    assert len(draft.ended) == 1
    assert len(people) == 3


def test_nobody_to_meet_is_said():
    session = factories.make_session()
    with pytest.raises(InputError) as refusal:
        announce(session)
    assert refusal.value.code == "nothing_to_schedule"


def test_a_stand_that_left_is_not_planned():
    session = hall(people=1, firms=2)
    gone = session.stands.order_by("id").first()
    Stand.objects.filter(pk=gone.pk).update(state=StandState.WITHDRAWN)
    assert gone.pk not in {stand for _person, stand in draft_schedule(session, now=NOW).added}
