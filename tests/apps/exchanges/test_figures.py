"""Every counter equals a count written by hand in SQL, and the parts add up to the whole."""

from __future__ import annotations

from typing import Any

import pytest

from sanviec.apps.exchanges.counters import BY_CODE, COUNTERS, FUNNEL, Unit
from sanviec.apps.exchanges.enums import (
    InterviewState,
    ParticipantState,
    SessionKind,
    SessionState,
)
from sanviec.apps.exchanges.models import Interview, Participant
from sanviec.apps.exchanges.selectors.figures import figures_of, problems_of, stand_rows
from sanviec.apps.ledger.enums import ServiceChannel, ServiceKind
from sanviec.apps.ledger.services import Delivery, enter
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.referrals.services import confirm_start
from tests.apps import factories as lower

from .by_hand import BY_HAND, by_hand
from .factories import make_interview, make_participant, make_session
from .fair import AT, DAY, Fair, make_fair, scan

pytestmark = pytest.mark.django_db


def a_fair() -> Fair:
    """With somebody at work, somebody counselled and a refused scan."""
    fair = make_fair()
    hired = Interview.objects.filter(result="hired").order_by("id").first()
    assert hired is not None
    assert hired.referral is not None
    start = {"starts_on": hired.referral.starts_on, "actor": SYSTEM}
    confirm_start(referral=hired.referral, now=lower.NOW.replace(day=30, month=12), **start)
    person = fair.people[0]
    counselled = Delivery(
        fair.host.pk,
        ServiceKind.COUNSELLING,
        ServiceChannel.DESK,
        person.session,
        person_id=person.jobseeker_id,
    )
    enter(counselled, actor=SYSTEM, now=AT)
    scan(person, "expired")
    return fair


@pytest.mark.slow  # a joint session with eleven people and all their answers
def test_every_counter_equals_a_count_written_by_hand() -> None:
    fair = a_fair()
    figures = figures_of(fair.session)
    assert sorted(BY_HAND) == sorted(BY_CODE)
    for figure in figures:
        code = figure.counter.code
        assert figure.counted == by_hand(code, fair.session), code
        for centre in (fair.host, fair.partner):
            assert figure.parts[centre.pk].counted == by_hand(code, fair.session, centre), code
        assert figure.counted == sum(part.counted for part in figure.parts.values()), code
    counted = {figure.counter.code: figure.counted for figure in figures}
    expected = {
        "employers": 2,
        "schools": 1,
        "registered": 7,
        "walk_ins": 2,
        "attended": 7,
        "visits": 10,
        "interviewed": 6,
        "passed": 5,
        "hired": 3,
        "hires": 4,
        "interviews_held": 9,
        "no_shows": 1,
        "placed": 1,
        "advised": 1,
    }
    assert {code: counted[code] for code in expected} == expected
    assert problems_of(fair.session, figures) == []


def test_a_session_partly_by_video_counts_the_rooms_that_both_entered() -> None:
    session = make_session(kind=SessionKind.HYBRID, state=SessionState.RUNNING)
    by_video = {"person_entered_at": AT, "firm_entered_at": AT}
    alone = {"person_entered_at": AT}
    for slot, entered in enumerate((by_video, {}, alone)):
        person = make_participant(session, state=ParticipantState.ATTENDED)
        make_interview(person, slot=slot, state=InterviewState.HELD, result="passed", **entered)
    counted = {f.counter.code: f.counted for f in figures_of(session)}
    assert (counted["interviews_online"], counted["interviews_held"]) == (1, 3)
    assert counted["interviews_online"] == by_hand("interviews_online", session)


def test_each_counter_is_told_in_both_languages_and_once() -> None:
    assert len(BY_CODE) == len(COUNTERS)
    for counter in COUNTERS:
        assert counter.title_vi
        assert counter.title_en
        assert counter.definition_vi.endswith(".")
        assert len(counter.code) <= 40
    for step in FUNNEL:
        units = {BY_CODE[code].unit for code in (step.part, *step.whole)}
        assert units == {Unit.PERSONS}


@pytest.mark.slow  # a whole session
def test_the_number_of_queries_does_not_grow_with_people(
    django_assert_num_queries: Any,
) -> None:
    empty = make_session()
    with django_assert_num_queries(17):
        assert len(figures_of(empty)) == len(COUNTERS)
    fair = make_fair()
    with django_assert_num_queries(17):
        assert len(figures_of(fair.session)) == len(COUNTERS)


@pytest.mark.slow  # a whole session
def test_whoever_was_interviewed_without_attending_is_named() -> None:
    fair = make_fair()
    Participant.objects.filter(pk=fair.people[2].pk).update(state="registered")
    problems = problems_of(fair.session, figures_of(fair.session))
    assert [(p.code, p.rows) for p in problems] == [
        ("funnel_interviewed", [f"số {fair.people[2].queue_no}"])
    ]


@pytest.mark.slow  # a whole session
def test_a_centre_that_takes_no_part_is_named_and_the_sum_does_not_hide_it() -> None:
    fair = make_fair()
    stranger = lower.make_centre()
    Participant.objects.filter(pk=fair.people[0].pk).update(centre=stranger)
    codes = {problem.code for problem in problems_of(fair.session, figures_of(fair.session))}
    assert {"stranger", "sum_attended", "sum_hired"} <= codes


@pytest.mark.slow  # a whole session
def test_rows_of_the_stands() -> None:
    fair = make_fair()
    rows = {row.stand.pk: (row.held, row.passed, row.hired) for row in stand_rows(fair.session)}
    assert rows[fair.stands[0].pk] == (5, 4, 2)
    assert rows[fair.stands[1].pk] == (4, 3, 2)
    assert rows[fair.stands[2].pk] == (0, 0, 0)
    assert fair.session.held_on == DAY
