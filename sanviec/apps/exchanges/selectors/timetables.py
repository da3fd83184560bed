"""Who is where at what time: for a person, for a stand, for the whole hall."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sanviec.apps.exchanges.models import ExchangeSession, Interview, Participant, Stand
from sanviec.apps.jobseekers.selectors import sharing_contact


@dataclass(frozen=True, slots=True)
class TimetableRow:
    """One time of a stand, with the interviews at its tables, and how many tables are free."""

    starts_at: datetime
    interviews: list[Interview]
    free_tables: int


@dataclass(frozen=True, slots=True)
class StandTimetable:
    """A stand's day.

    Args:
        sharing: files of people whose name the firm may still see.
    """

    stand: Stand
    rows: list[TimetableRow]
    sharing: frozenset[UUID]

    @property
    def interview_count(self) -> int:
        return sum(len(row.interviews) for row in self.rows)


def timetable_of_person(participant: Participant) -> list[Interview]:
    """A person's interviews in order of time."""
    own = Interview.objects.holding_slot().filter(participant=participant)
    return list(own.select_related("stand", "vacancy").order_by("starts_at", "id"))


def timetable_of_stand(stand: Stand) -> StandTimetable:
    """A stand's interviews time by time, times without anybody included."""
    return _timetables(stand.session, [stand])[0]


def timetables_of_session(session: ExchangeSession) -> list[StandTimetable]:
    """Every stand's day, in order of the stand numbers.

    Cost: three queries, however many stands.
    """
    stands = Stand.objects.taking_part().filter(session=session, employer__isnull=False)
    return _timetables(session, list(stands.order_by("stand_no", "name", "id")))


def timetables_of_people(session: ExchangeSession) -> list[tuple[Participant, list[Interview]]]:
    """Everybody who has an interview, in order of the queue number, with their interviews."""
    planned = Interview.objects.holding_slot().filter(session=session, slot__isnull=False)
    related = ("participant__jobseeker", "stand", "vacancy")
    people: dict[UUID, tuple[Participant, list[Interview]]] = {}
    for interview in planned.select_related(*related).order_by(
        "participant__queue_no", "slot", "id"
    ):
        person = interview.participant
        people.setdefault(person.pk, (person, []))[1].append(interview)
    return list(people.values())


def _timetables(session: ExchangeSession, stands: list[Stand]) -> list[StandTimetable]:
    planned = Interview.objects.holding_slot().filter(stand__in=stands, slot__isnull=False)
    related = ("participant__jobseeker", "vacancy")
    rows = list(planned.select_related(*related).order_by("slot", "table", "id"))
    sharing = sharing_contact(
        {row.participant.jobseeker_id for row in rows if row.participant.jobseeker_id}
    )
    by_cell: dict[tuple[UUID, int], list[Interview]] = defaultdict(list)
    for row in rows:
        by_cell[row.stand_id, row.slot or 0].append(row)
    return [StandTimetable(stand, _rows_of(session, stand, by_cell), sharing) for stand in stands]


def _rows_of(
    session: ExchangeSession, stand: Stand, by_cell: dict[tuple[UUID, int], list[Interview]]
) -> list[TimetableRow]:
    step = timedelta(minutes=session.slot_minutes)
    there = set(stand.slots or range(session.slots))
    return [
        TimetableRow(
            session.starts_at + slot * step,
            by_cell[stand.pk, slot],
            max(stand.tables - len(by_cell[stand.pk, slot]), 0),
        )
        for slot in range(session.slots)
        if slot in there or by_cell[stand.pk, slot]
    ]
