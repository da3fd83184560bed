"""Every counter equals a count written by hand in SQL, and the parts add up to the whole."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from sanviec.apps.exchanges.counters import BY_CODE, COUNTERS, FUNNEL, Unit
from sanviec.apps.exchanges.models import Interview, Participant
from sanviec.apps.exchanges.selectors.figures import figures_of, problems_of, stand_rows
from sanviec.apps.ledger.enums import ServiceChannel, ServiceKind
from sanviec.apps.ledger.services import Delivery, enter
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.referrals.services import confirm_start
from tests.apps import factories as lower

from .factories import make_session
from .fair import AT, DAY, Fair, make_fair, scan

pytestmark = pytest.mark.django_db

_PEOPLE = "SELECT COUNT(*) FROM exchanges_participant p WHERE p.session_id = {s} AND p.{c} AND "
_TALKS = (
    "FROM exchanges_interview i JOIN exchanges_participant p ON p.id = i.participant_id "
    "WHERE i.session_id = {s} AND p.{c} AND "
)
_STANDS = "SELECT COUNT(*) FROM exchanges_stand p WHERE p.session_id = {s} AND p.{c} AND "
_OFFERS = (
    "FROM exchanges_standvacancy o JOIN exchanges_stand p ON p.id = o.stand_id "
    "WHERE p.session_id = {s} AND p.{c} AND p.state IN ('arrived', 'left')"
)
_CAME = "p.state IN ('registered', 'attended', 'absent')"
# Each counter once more, by hand; {c} narrows to a centre, or to nothing.
BY_HAND = {
    "employers": _STANDS + "p.kind = 'employer' AND p.state IN ('arrived', 'left')",
    "schools": _STANDS + "p.kind IN ('school', 'training_centre') AND p.state = 'arrived'",
    "other_exhibitors": _STANDS + "p.kind = 'other' AND p.state IN ('arrived', 'left')",
    "absent_exhibitors": _STANDS + "p.state = 'absent'",
    "vacancies": "SELECT COUNT(DISTINCT o.vacancy_id) " + _OFFERS,
    "openings": "SELECT COALESCE(SUM(o.openings), 0) " + _OFFERS,
    "openings_own": (
        f"SELECT COALESCE(SUM(o.openings), 0) {_OFFERS} AND interviewed_by = 'employer'"
    ),
    "openings_authorised": (
        f"SELECT COALESCE(SUM(o.openings), 0) {_OFFERS} AND interviewed_by = 'centre'"
    ),
    "registered": _PEOPLE + f"{_CAME} AND p.origin <> 'walk_in'",
    "registered_self": _PEOPLE + f"{_CAME} AND p.origin = 'self'",
    "registered_desk": _PEOPLE + f"{_CAME} AND p.origin = 'desk'",
    "registered_commune": _PEOPLE + f"{_CAME} AND p.origin = 'commune'",
    "registered_partner": _PEOPLE + f"{_CAME} AND p.origin = 'partner'",
    "walk_ins": _PEOPLE + f"{_CAME} AND p.origin = 'walk_in'",
    "attended": _PEOPLE + "p.state = 'attended'",
    "visits": (
        "SELECT COUNT(*) FROM exchanges_scan x JOIN exchanges_participant p "
        "ON p.id = x.participant_id WHERE x.session_id = {s} AND p.{c} "
        "AND x.kind = 'in' AND x.outcome = 'accepted'"
    ),
    "attended_women": (
        "SELECT COUNT(*) FROM exchanges_participant p JOIN jobseekers_jobseeker j "
        "ON j.id = p.jobseeker_id WHERE p.session_id = {s} AND p.{c} "
        "AND p.state = 'attended' AND j.sex = 'female'"
    ),
    "attended_priority": _PEOPLE + "p.state = 'attended' AND p.is_priority",
    "advised": (
        "SELECT COALESCE(SUM(p.visits), 0) FROM ledger_serviceline p "
        "WHERE p.kind = 'counselling' AND p.{c} AND p.person_id IN (SELECT q.jobseeker_id FROM "
        "exchanges_participant q WHERE q.session_id = {s} AND q.state = 'attended')"
    ),
    "interviews_planned": (
        f"SELECT COUNT(*) {_TALKS} i.origin = 'planned' AND i.state <> 'cancelled'"
    ),
    "interviews_held": f"SELECT COUNT(*) {_TALKS} i.state = 'held'",
    "interviews_walk_up": f"SELECT COUNT(*) {_TALKS} i.state = 'held' AND i.origin = 'walk_up'",
    "interviews_online": f"SELECT COUNT(*) {_TALKS} i.state = 'held'",
    "no_shows": f"SELECT COUNT(*) {_TALKS} i.state = 'no_show'",
    "interviewed": f"SELECT COUNT(DISTINCT i.participant_id) {_TALKS} i.state = 'held'",
    "passed": (
        f"SELECT COUNT(DISTINCT i.participant_id) {_TALKS} "
        "i.result IN ('passed', 'invited_later', 'hired')"
    ),
    "invited_later": f"SELECT COUNT(DISTINCT i.participant_id) {_TALKS} i.result = 'invited_later'",
    "hired": f"SELECT COUNT(DISTINCT i.participant_id) {_TALKS} i.result = 'hired'",
    "hires": f"SELECT COUNT(*) {_TALKS} i.result = 'hired'",
    "not_suitable": f"SELECT COUNT(*) {_TALKS} i.result = 'not_suitable'",
    "introductions": (
        f"SELECT COUNT(DISTINCT i.referral_id) {_TALKS} i.referral_id IS NOT NULL "
        "AND i.state = 'held'"
    ),
    "placed": (
        f"SELECT COUNT(DISTINCT i.participant_id) {_TALKS} i.result = 'hired' AND i.referral_id IN "
        "(SELECT r.id FROM referrals_referral r WHERE r.start_confirmed_at IS NOT NULL)"
    ),
}


def by_hand(code: str, fair: Fair, centre: Any = None) -> int:
    """The count of the database itself."""
    field = Participant._meta.pk
    plain = f"'{field.get_db_prep_value(fair.session.pk, connection)}'"
    mine = f"centre_id = '{field.get_db_prep_value(centre.pk, connection)}'" if centre else ""
    text = BY_HAND[code].replace("{s}", plain).replace("p.{c}", f"p.{mine}" if mine else "1 = 1")
    with connection.cursor() as cursor:
        cursor.execute(text)
        return int(cursor.fetchone()[0])


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
        assert figure.counted == by_hand(code, fair), code
        for centre in (fair.host, fair.partner):
            assert figure.parts[centre.pk].counted == by_hand(code, fair, centre), code
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
