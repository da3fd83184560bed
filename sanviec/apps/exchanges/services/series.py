"""A series such as "every Thursday": the days that it gives, and the sessions made of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from sanviec.apps.centres.models import Centre
from sanviec.apps.exchanges.data import (
    SeriesData,
    SessionData,
    VenueData,
    checked_series,
)
from sanviec.apps.exchanges.enums import SeriesState, SessionKind, SessionState
from sanviec.apps.exchanges.models import ExchangeSession, SessionSeries
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.reference.selectors import calendar
from sanviec.kernel.calendars import WorkCalendar
from sanviec.kernel.errors import InputError

from .planning import approve_session, draft_session, publish_session, submit_session

# Kinds that need more than a template tells: their sessions are drafted one by one.
_SINGLE = frozenset({SessionKind.MOBILE, SessionKind.THEMATIC})
_ACTS = {
    "submit": (SessionState.DRAFT, submit_session),
    "approve": (SessionState.SUBMITTED, approve_session),
    "publish": (SessionState.APPROVED, publish_session),
}


@dataclass(frozen=True, slots=True)
class SeriesDay:
    """One day of a series; a day off has the name of what is celebrated."""

    on: date
    holiday: str = ""

    @property
    def is_held(self) -> bool:
        return not self.holiday


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """What one act did to the sessions of a series."""

    done: int
    refused: tuple[tuple[ExchangeSession, InputError], ...] = ()


def series_days(series: SessionSeries, days_off: WorkCalendar) -> Iterator[SeriesDay]:
    """Every day that the rhythm gives, in order; holidays and swapped days off are named.

    The rhythm goes on over a day off: "every second Thursday" does not shift after Tết.
    """
    first = series.from_on + timedelta(days=(series.weekday - series.from_on.weekday()) % 7)
    day = first
    while day <= series.until_on:
        entry = days_off.entry(day)
        is_off = entry is not None and not entry.is_working
        yield SeriesDay(day, entry.name_vi if entry and is_off else "")
        day += timedelta(weeks=series.every_weeks)


@transaction.atomic
def draft_series(*, data: SeriesData, centre: Centre, actor: Actor, now: datetime) -> SessionSeries:
    """A new series of the centre, without sessions yet.

    Raises:
        InputError: something is missing or cannot be, or the kind is planned one by one.
    """
    columns = checked_series(data)
    if data.kind in _SINGLE:
        raise InputError(
            "Phiên lưu động và phiên chuyên đề được lập từng phiên, không theo loạt.",
            f"{data.kind} sessions are planned one by one",
            field="kind",
            code="kind_not_in_series",
        )
    series = SessionSeries(centre=centre, created_at=now, updated_at=now, **columns)
    series.save(force_insert=True)
    _record(series, "made", actor, now)
    return series


@transaction.atomic
def make_sessions(*, series: SessionSeries, actor: Actor, now: datetime) -> list[ExchangeSession]:
    """Draft a session for each day ahead that has none yet; moved and cancelled ones stay.

    A session that was moved keeps the day that it came from, so its day is not filled again.

    Raises:
        InputError: the series has ended.
    """
    series = SessionSeries.objects.select_for_update(of=("self",)).get(pk=series.pk)
    if series.state == SeriesState.ENDED:
        raise InputError("Loạt phiên này đã ngừng.", "the series has ended", code="series_ended")
    today = timezone.localdate(now)
    known = set(series.sessions.order_by("id").values_list("planned_on", flat=True))
    wanted = [
        day.on
        for day in series_days(series, calendar())
        if day.is_held and day.on > today and day.on not in known
    ]
    made = [
        draft_session(
            data=_session_of(series, on),
            centre=series.centre,
            actor=actor,
            now=now,
            of_series=(series, on),
        )
        for on in wanted
    ]
    series.state, series.updated_at = SeriesState.ACTIVE, now
    series.save(update_fields=["state", "updated_at"])
    _record(series, "sessions_made", actor, now)
    return made


def _session_of(series: SessionSeries, on: date) -> SessionData:
    where = VenueData(
        series.venue, series.address, series.commune_code, series.latitude, series.longitude
    )
    return SessionData(
        kind=series.kind,
        title=series.title,
        held_on=on,
        starts=series.starts,
        ends=series.ends,
        where=where,
        slot_minutes=series.slot_minutes,
        capacity=series.capacity,
    )


@transaction.atomic
def end_series(*, series: SessionSeries, actor: Actor, now: datetime) -> SessionSeries:
    """Make no further sessions; those that exist go on."""
    series = SessionSeries.objects.select_for_update(of=("self",)).get(pk=series.pk)
    series.state, series.updated_at = SeriesState.ENDED, now
    series.save(update_fields=["state", "updated_at"])
    _record(series, "ended", actor, now)
    return series


def act_on_series(*, series: SessionSeries, event: str, actor: Actor, now: datetime) -> BulkOutcome:
    """Submit, approve or publish all sessions of a series that wait for it.

    Each session is an act of its own: one that is refused does not hold up the others.
    """
    state, act = _ACTS[event]
    waiting = series.sessions.filter(state=state, starts_at__gt=now).order_by("held_on", "id")
    done, refused = 0, []
    for session in list(waiting):
        try:
            act(session=session, actor=actor, now=now)
            done += 1
        except InputError as error:
            refused.append((session, error))
    return BulkOutcome(done, tuple(refused))


def _record(series: SessionSeries, verb: str, actor: Actor, now: datetime) -> None:
    data = {"state": series.state}
    audit.record(audit.Act(f"session_series.{verb}", series, data), actor=actor, now=now)
