"""Series: the days of a rhythm, days off left out, moved and cancelled days kept."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from sanviec.apps.exchanges.data import SeriesData, VenueData
from sanviec.apps.exchanges.enums import SeriesState, SessionKind, SessionState
from sanviec.apps.exchanges.models import SessionSeries
from sanviec.apps.exchanges.services import planning, series
from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.apps.platform.enums import Role
from sanviec.kernel.calendars import CalendarDay, WorkCalendar
from sanviec.kernel.errors import InputError
from tests.apps.factories import make_centre

from .factories import NOW

pytestmark = pytest.mark.django_db
BY: dict[str, Any] = {"actor": SYSTEM, "now": NOW}
THURSDAY = 3


def make_series(**changes: Any) -> SessionSeries:
    facts: dict[str, Any] = {
        "kind": SessionKind.FIXED,
        "title": "Phiên thứ Năm",
        "weekday": THURSDAY,
        "starts": time(8),
        "ends": time(11),
        "from_on": date(2026, 11, 24),
        "until_on": date(2026, 12, 31),
        "where": VenueData("Hội trường"),
    } | changes
    return series.draft_series(data=SeriesData(**facts), centre=make_centre(), **BY)


def off(day: date, name: str = "Nghỉ lễ", *, works: bool = False) -> CalendarDay:
    return CalendarDay(day, works, name, "thông báo", False)


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({}, ["11-26", "12-03", "12-10", "12-17", "12-24", "12-31"]),
        ({"every_weeks": 2}, ["11-26", "12-10", "12-24"]),
        ({"weekday": 1, "until_on": date(2026, 12, 1)}, ["11-24", "12-01"]),
        ({"weekday": 0, "until_on": date(2026, 11, 29)}, []),
    ],
)
def test_days_of_a_rhythm(changes: dict[str, Any], days: list[str]):
    ordinary = WorkCalendar([], first_year=2026, last_year=2027)
    found = [day.on for day in series.series_days(make_series(**changes), ordinary)]
    assert [f"{day:%m-%d}" for day in found] == days


def test_days_off_are_named_and_do_not_shift_the_rhythm():
    swapped, worked = off(date(2026, 12, 10), "Nghỉ hoán đổi"), date(2026, 12, 12)
    days_off = WorkCalendar(
        [swapped, off(worked, "Làm bù", works=True)], first_year=2026, last_year=2027
    )
    found = list(series.series_days(make_series(every_weeks=2), days_off))
    assert [(f"{day.on:%m-%d}", day.holiday) for day in found] == [
        ("11-26", ""),
        ("12-10", "Nghỉ hoán đổi"),
        ("12-24", ""),
    ]


def test_a_saturday_series_is_held_on_saturdays():
    ordinary = WorkCalendar([], first_year=2026, last_year=2027)
    weekend = make_series(weekday=5, until_on=date(2026, 12, 5))
    assert [day.is_held for day in series.series_days(weekend, ordinary)] == [True, True]


def test_new_year_is_left_out_by_the_calendar_itself():
    new_year = make_series(weekday=4, from_on=date(2026, 12, 25), until_on=date(2027, 1, 8))
    made = series.make_sessions(series=new_year, **BY)
    assert [f"{row.held_on:%Y-%m-%d}" for row in made] == ["2026-12-25", "2027-01-08"]


def test_making_again_keeps_what_was_moved_and_cancelled():
    weekly = make_series()
    first, second, *_rest = series.make_sessions(series=weekly, **BY)
    facts: dict[str, Any] = {"reason": "Bão", **BY}
    planning.move_session(session=first, to=(date(2026, 11, 27), time(8)), **facts)
    planning.cancel_session(session=second, **facts)
    assert series.make_sessions(series=weekly, **BY) == []
    first.refresh_from_db()
    assert (first.planned_on, first.held_on) == (date(2026, 11, 26), date(2026, 11, 27))
    assert weekly.sessions.filter(state=SessionState.CANCELLED).count() == 1


def test_one_act_for_all_leaves_out_what_cannot_be():
    weekly = make_series(until_on=date(2026, 12, 10))
    made = series.make_sessions(series=weekly, actor=Actor(Role.SESSION_MANAGER, 1), now=NOW)
    bare = made[0]
    bare.venue = ""
    bare.save(update_fields=["venue"])
    facts: dict[str, Any] = {"series": weekly, "now": NOW}
    outcome = series.act_on_series(event="submit", actor=Actor(Role.SESSION_MANAGER, 1), **facts)
    assert (outcome.done, [row.pk for row, _error in outcome.refused]) == (2, [bare.pk])
    assert outcome.refused[0][1].code == "venue_missing"
    own = series.act_on_series(event="approve", actor=Actor(Role.DEPARTMENT, 1), **facts)
    assert own.done == 0
    other = series.act_on_series(event="approve", actor=Actor(Role.DEPARTMENT, 2), **facts)
    assert other.done == 2


def test_an_ended_series_makes_no_more():
    ended = series.end_series(series=make_series(), **BY)
    assert ended.state == SeriesState.ENDED
    with pytest.raises(InputError) as refusal:
        series.make_sessions(series=ended, **BY)
    assert refusal.value.code == "series_ended"


@pytest.mark.parametrize(
    "changes",
    [
        {"until_on": date(2026, 11, 1)},
        {"until_on": date(2028, 11, 1)},
        {"weekday": 7},
        {"every_weeks": 0},
        {"kind": SessionKind.MOBILE},
        {"ends": time(7)},
    ],
)
def test_what_cannot_be_a_series(changes: dict[str, Any]):
    with pytest.raises(InputError):
        make_series(**changes)
