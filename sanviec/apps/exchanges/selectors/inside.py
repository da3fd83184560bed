"""Reads of the day: who is inside, who is found by name, what the hall and the kiosk show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models

from sanviec.apps.exchanges.enums import (
    DOOR_STATES,
    LIVE_PARTICIPANT,
    TAKING_PART,
    InterviewState,
    ScanKind,
    ScanOutcome,
)
from sanviec.apps.exchanges.models import (
    Device,
    ExchangeSession,
    Interview,
    Participant,
    Scan,
    Stand,
)
from sanviec.apps.platform.fields import blind_index
from sanviec.apps.platform.reading import read_rows
from sanviec.kernel.identifiers import normalise_phone
from sanviec.kernel.text import fold

MOST_FOUND = 20
MOST_CALLED, MOST_NEXT = 24, 5
PHONE_INDEX = "jobseeker.phone"
_NOT_REFUSED = (ScanOutcome.ACCEPTED, ScanOutcome.UNDONE)


@dataclass(frozen=True, slots=True)
class DoorFigures:
    """People, not scans: expected at the door, inside now, ever come, and scans refused."""

    expected: int
    inside: int
    came: int
    refused: int


@dataclass(frozen=True, slots=True)
class Called:
    """A number on the hall's screen; no name."""

    queue_no: int
    stand_no: int | None
    stand_name: str
    table_no: int
    called_at: datetime


def figures_of(session: ExchangeSession) -> DoorFigures:
    """How the door stands now; one query each over people and scans."""
    live = models.Q(state__in=sorted(LIVE_PARTICIPANT))
    people = Participant.objects.filter(session=session).aggregate(
        expected=models.Count("pk", filter=live),
        inside=models.Count("pk", filter=models.Q(is_inside=True)),
        came=models.Count("pk", filter=models.Q(first_in_at__isnull=False)),
    )
    return DoorFigures(**people, refused=refusals_of(session).count())


def refusals_of(session: ExchangeSession) -> models.QuerySet[Scan]:
    """Scans that let nobody in or out, newest first."""
    scans = Scan.objects.filter(session=session).exclude(outcome__in=_NOT_REFUSED)
    return scans.select_related("participant__jobseeker", "device").order_by("-happened_at", "-id")


def last_moves_of(session: ExchangeSession, most: int = 5) -> list[Scan]:
    """The last people who came in or went out, for a mistake to be taken back."""
    scans = Scan.objects.filter(session=session, outcome=ScanOutcome.ACCEPTED)
    moves = scans.exclude(kind=ScanKind.UNDO).select_related("participant__jobseeker")
    return list(moves.order_by("-happened_at", "-id")[:most])


def find_people(session: ExchangeSession, query: str) -> list[Participant]:
    """People of a session by name, phone or queue number, at most 20.

    Cost: one query; names on cards are encrypted and are compared here.
    """
    words = fold(query).split()
    if not words:
        return []
    people = Participant.objects.filter(session=session).select_related("jobseeker")
    if query.strip().isdecimal() and len(query.strip()) < 6:
        return list(people.filter(queue_no=int(query.strip())).order_by("queue_no"))
    phone = normalise_phone(query)
    if phone is not None:
        return people_by_phone(session, phone)
    by_file = models.Q(jobseeker__isnull=True)
    for word in words:
        by_file |= models.Q(jobseeker__name_folded__contains=word)
    found = (p for p in people.filter(by_file).order_by("queue_no") if _is_called(p, words))
    return [person for _n, person in zip(range(MOST_FOUND), found, strict=False)]


def _is_called(person: Participant, words: list[str]) -> bool:
    name = person.jobseeker.name_folded if person.jobseeker else person.card_name_folded
    return all(word in name for word in words)


def people_by_phone(session: ExchangeSession, text: str) -> list[Participant]:
    """People of a session who gave this phone number; a family may share one."""
    phone = normalise_phone(text)
    if phone is None:
        return []
    people = Participant.objects.filter(session=session, state__in=sorted(LIVE_PARTICIPANT))
    people = people.select_related("jobseeker").order_by("queue_no")
    ours = people.filter(jobseeker__phone_index=blind_index(phone, PHONE_INDEX))
    cards = people.filter(jobseeker__isnull=True)
    return [*ours, *(card for card in cards if card.card_phone == phone)]


def get_device_of(key: str, *, now: datetime, days: timedelta) -> Device | None:
    """The machine behind a key, until it is revoked or its session is long over.

    Asked at each scan, so by the quick way of reading.
    """
    if not key or len(key) > 100:
        return None
    index = blind_index(key, "exchanges.device")
    devices = read_rows(Device, {"key_index": [index]})
    if not devices or devices[0].revoked_at is not None:
        return None
    device = devices[0]
    device.session = read_rows(ExchangeSession, {"id": [device.session_id]})[0]
    return None if device.session.ends_at < now - days else device


def devices_of(session: ExchangeSession) -> models.QuerySet[Device]:
    """The machines of a session, in the order in which they were prepared."""
    return Device.objects.filter(session=session).order_by("device_no")


def get_device_for(session: ExchangeSession, device_id: Any) -> Device | None:
    """A machine of a session that the caller may manage."""
    return devices_of(session).filter(pk=device_id).first()


def snapshot_of(session: ExchangeSession, keys: Iterable[bytes]) -> dict[str, Any]:
    """What a device needs at a door without network, and no more: no phone, no address."""
    people = Participant.objects.filter(session=session).select_related("jobseeker")
    people = people.defer("jobseeker__identity_no", "jobseeker__phone", "jobseeker__email")
    return {
        "session": {
            "id": str(session.pk),
            "title": session.title,
            "venue": session.venue,
            "starts_at": session.starts_at.isoformat(),
            "ends_at": session.ends_at.isoformat(),
            "is_open": session.state in DOOR_STATES,
        },
        "ticket_keys": [key.hex() for key in keys],
        "people": [_in_snapshot(person) for person in people.order_by("queue_no")],
    }


def _in_snapshot(person: Participant) -> dict[str, Any]:
    known = person.jobseeker
    return {
        "id": str(person.pk),
        "no": person.queue_no,
        "name": person.full_name,
        "year": known.birth_year if known else person.card_birth_year,
        "state": person.state_before or person.state,
        "inside": person.is_inside,
    }


# -- the hall -------------------------------------------------------------------------------


def called_in(session_id: UUID) -> list[Called]:
    """Whom the tables call now, the newest first; numbers only."""
    called = Interview.objects.filter(session_id=session_id, state=InterviewState.CALLED)
    called = called.filter(called_at__isnull=False).select_related("participant", "stand")
    return [
        Called(
            interview.participant.queue_no,
            interview.stand.stand_no,
            interview.stand.name,
            (interview.called_table or 0) + 1,
            interview.called_at,
        )
        for interview in called.order_by("-called_at", "id")[:MOST_CALLED]
        if interview.called_at is not None
    ]


def waiting_numbers(session_id: UUID) -> dict[UUID, list[int]]:
    """The numbers that wait for each stand in the hall, in the order in which they are called.

    Cost: one query for all stands of the session.
    """
    inside = _waiting(Interview.objects.filter(session_id=session_id))
    numbers: dict[UUID, list[int]] = {}
    for stand_id, queue_no in inside.values_list("stand_id", "participant__queue_no"):
        numbers.setdefault(stand_id, []).append(queue_no)
    return numbers


def queue_of(stand_id: UUID) -> list[Interview]:
    """Those who wait for a stand and are in the hall, in the order in which they are called."""
    inside = _waiting(Interview.objects.filter(stand_id=stand_id))
    return list(inside.select_related("participant__jobseeker", "vacancy", "session"))


def _waiting(interviews: models.QuerySet[Interview]) -> models.QuerySet[Interview]:
    inside = interviews.filter(state=InterviewState.PLANNED, participant__is_inside=True)
    return inside.order_by(models.F("slot").asc(nulls_last=True), "created_at", "id")


def at_tables(stand_id: UUID) -> list[Interview]:
    """Whom the tables of a stand have called, by table."""
    called = Interview.objects.filter(stand_id=stand_id, state=InterviewState.CALLED)
    related = ("participant__jobseeker", "vacancy", "session")
    return list(called.select_related(*related).order_by("called_table", "id"))


def stands_of(session: ExchangeSession) -> list[Stand]:
    """The stands that receive people."""
    stands = Stand.objects.filter(session=session, state__in=sorted(TAKING_PART))
    return list(stands.order_by("stand_no", "id"))


def hall_version(session_id: UUID) -> str:
    """Changes whenever the hall's screen would; one small query."""
    calls = Interview.objects.filter(session_id=session_id)
    latest = calls.aggregate(at=models.Max("updated_at"), n=models.Count("pk"))
    queued = Participant.objects.filter(session_id=session_id).aggregate(
        at=models.Max("updated_at")
    )
    return f"{latest['at']}|{latest['n']}|{queued['at']}"


def next_interview_of(person: Participant) -> Interview | None:
    """Where a person who came goes first."""
    planned = person.interviews.filter(state__in=[InterviewState.PLANNED, InterviewState.CALLED])
    return (
        planned.select_related("stand")
        .order_by(models.F("slot").asc(nulls_last=True), "id")
        .first()
    )
