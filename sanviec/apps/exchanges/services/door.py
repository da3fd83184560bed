"""Checking people in: one way for the web page, the kiosk and a device that was without network.

The state of a person is never counted up: it is worked out from all of their scans (``presence``),
so that scans which come late, twice or in another order end in the same state.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.conf import settings
from django.db import IntegrityError, transaction

from sanviec.apps.exchanges.enums import (
    DOOR_STATES,
    ParticipantOrigin,
    ParticipantState,
    ScanKind,
    ScanOutcome,
    ScanVia,
)
from sanviec.apps.exchanges.models import Device, ExchangeSession, Participant, Scan
from sanviec.apps.exchanges.tickets import read_ticket, ticket_keys
from sanviec.apps.platform.actors import Actor

from .folding import hold_people, scans_of, settle

# How long before and after its hours a session's door may be open.
EARLY = LATE = timedelta(hours=3)
# What a clock may run ahead of ours for reasons of the way between; beyond, our own time counts.
TOLERANCE = timedelta(minutes=2)
# So many people are held at once: others at the door wait less than a tenth of a second.
CHUNK = 100


@dataclass(frozen=True, slots=True)
class ScanData:
    """One act at the door as it is handed in: a ticket, or a participant who was found by name.

    Args:
        scan_id: made where it was scanned; sent again, it is the same scan.
        device_at: by the device's own clock; None for now.
        ahead: by how much that clock ran ahead of ours when it was last compared.
        is_admitted: an officer lets the person in though they are on the waiting list.
        undoes_id: for ``ScanKind.UNDO``, the scan that is taken back.
    """

    scan_id: UUID
    via: ScanVia
    kind: ScanKind = ScanKind.IN
    ticket: str = ""
    participant_id: UUID | None = None
    undoes_id: UUID | None = None
    device_at: datetime | None = None
    ahead: timedelta = timedelta()
    is_admitted: bool = False
    was_offline: bool = False


@dataclass(frozen=True, slots=True)
class Door:
    """Where people are let in, by whom, and with which machine."""

    session: ExchangeSession
    actor: Actor
    device: Device | None = None


@dataclass(slots=True)
class ScanResult:
    """What became of one scan.

    ``participant`` holds the state after all scans known by now; None when nobody of this session
    was found. ``is_repeat`` says that the scan had been written before.
    """

    scan: Scan
    participant: Participant | None = None
    is_repeat: bool = False

    @property
    def name(self) -> str:
        """What the person is called; empty when nobody was found."""
        if self.participant is None:
            return ""
        return str(getattr(self.participant, "file_name", None) or self.participant.card_name)

    @property
    def outcome(self) -> ScanOutcome:
        """Accepted, or the reason why not."""
        return ScanOutcome(self.scan.outcome)


@dataclass(slots=True)
class _Batch:
    """The rows that the scans of one transaction meet, and the scans that are new."""

    people: dict[UUID, Participant]
    earlier: dict[UUID, list[Scan]]
    repeats: dict[UUID, Scan]
    fresh: list[Scan] = field(default_factory=list)


def check_in(*, door: Door, scans: Sequence[ScanData], now: datetime) -> list[ScanResult]:
    """Write scans and bring the people whom they concern up to date; one result each, in order.

    Safe to repeat: a scan that is known gives its present outcome and changes nothing. A refused
    scan is written too, with its reason. A scan under a known id that says something else is
    refused as replayed and leaves the first one alone.

    Returns:
        One result for each of ``scans``, in their order.
    Cost: one transaction of about ten queries for each 100 scans, and one for each person whose
        state changes.
    """
    results: list[ScanResult] = []
    for start in range(0, len(scans), CHUNK):
        results += _written(door, scans[start : start + CHUNK], now)
    return results


def _written(door: Door, scans: Sequence[ScanData], now: datetime) -> list[ScanResult]:
    read = [_scan_of(data, door, now) for data in scans]
    try:
        return _write(door, read, now)
    except IntegrityError:
        # The same scan came twice at once and the other one was first: now it is known.
        return _write(door, [_scan_of(data, door, now) for data in scans], now)


@transaction.atomic
def _write(door: Door, scans: list[Scan], now: datetime) -> list[ScanResult]:
    # Locks first: what is read after them is what nobody else is changing.
    people = hold_people(door.session, {s.participant_id for s in scans if s.participant_id})
    earlier, repeats = scans_of(people, [scan.pk for scan in scans])
    batch = _Batch(people, earlier, repeats)
    results = [_sort_in(batch, scan) for scan in scans]
    settle(batch.people, batch.earlier, batch.fresh, actor=door.actor, now=now)
    return results


def _sort_in(batch: _Batch, scan: Scan) -> ScanResult:
    """Put a new scan among the person's others; find a known one again."""
    person = batch.people.get(scan.participant_id) if scan.participant_id else None
    before = batch.repeats.get(scan.pk)
    if before is not None and person is not None and _was_nobodys(before):
        return _found_later(batch, before, scan, person)
    if before is not None and _says_the_same(before, scan, person):
        return ScanResult(before, person, is_repeat=True)
    if before is not None:
        return ScanResult(_replayed(batch, scan), person, is_repeat=True)
    if scan.participant_id and person is None:
        scan.participant_id, scan.outcome = None, ScanOutcome.UNKNOWN
    batch.repeats[scan.pk] = scan
    batch.fresh.append(scan)
    if person is not None:
        scan.outcome = _refusal_of(scan, person) or scan.outcome
        batch.earlier.setdefault(person.pk, []).append(scan)
    return ScanResult(scan, person)


def _was_nobodys(scan: Scan) -> bool:
    return scan.participant_id is None and scan.outcome == ScanOutcome.UNKNOWN


def _found_later(batch: _Batch, before: Scan, again: Scan, person: Participant) -> ScanResult:
    """A scan that came before the card of its person, and now comes again after it."""
    before.participant_id, before.outcome = person.pk, again.outcome
    before.outcome = _refusal_of(before, person) or before.outcome
    if not before._state.adding:
        before.updated_at = again.received_at
        before.save(update_fields=["participant", "outcome", "updated_at"])
    batch.earlier[person.pk].append(before)
    return ScanResult(before, person, is_repeat=True)


def _says_the_same(one: Scan, other: Scan, person: Participant | None) -> bool:
    """Whether two scans of one id are one scan.

    A refused one may have lost its person, and the scans of a card went to the entry that the
    person already had.
    """
    acts = [(scan.session_id, scan.kind, scan.undoes_id) for scan in (one, other)]
    was_merged = (
        person is not None
        and person.origin == ParticipantOrigin.WALK_IN
        and person.state == ParticipantState.CANCELLED
    )
    same_person = one.participant_id in {other.participant_id, None}
    return acts[0] == acts[1] and (same_person or was_merged)


def _replayed(batch: _Batch, scan: Scan) -> Scan:
    """A scan that another one already gave its id: logged under an id of its own, once."""
    said = f"{scan.session_id} {scan.participant_id} {scan.kind} {scan.undoes_id}"
    scan.pk = uuid5(scan.pk, said)
    scan.outcome, scan.participant_id = ScanOutcome.REPLAYED, None
    is_logged = any(other.pk == scan.pk for other in batch.fresh)
    if not is_logged and not Scan.objects.filter(pk=scan.pk).exists():
        batch.fresh.append(scan)
    return scan


def _scan_of(data: ScanData, door: Door, now: datetime) -> Scan:
    happened_at = now if data.device_at is None else data.device_at - data.ahead
    if happened_at > now + TOLERANCE:
        happened_at = now
    participant_id, refusal = _whose(data, door, happened_at)
    return Scan(
        id=data.scan_id,
        session=door.session,
        participant_id=participant_id,
        device=door.device,
        kind=data.kind,
        via=data.via,
        outcome=_closed(data, door, happened_at) or refusal or ScanOutcome.ACCEPTED,
        happened_at=happened_at,
        device_at=data.device_at,
        received_at=now,
        is_admitted=data.is_admitted,
        undoes_id=data.undoes_id,
        was_offline=data.was_offline,
        actor_id=door.actor.user_id,
        created_at=now,
        updated_at=now,
    )


def _whose(
    data: ScanData, door: Door, happened_at: datetime
) -> tuple[UUID | None, ScanOutcome | None]:
    """The person behind a scan, and what the ticket itself is refused for."""
    if not data.ticket:
        refusal = None if data.participant_id else ScanOutcome.UNKNOWN
        return data.participant_id, refusal
    keys = _keys(settings.SANVIEC_TICKET_KEYS)
    ticket = read_ticket(data.ticket, keys=keys, now=happened_at)
    if ticket.session_id is not None and ticket.session_id != door.session.pk:
        return None, ScanOutcome.WRONG_SESSION
    return ticket.participant_id, ticket.refusal


@functools.lru_cache(maxsize=4)
def _keys(_seeds: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """The public keys, worked out once for these seeds."""
    return ticket_keys()


def _closed(data: ScanData, door: Door, happened_at: datetime) -> ScanOutcome | None:
    """A mistake may be taken back at any hour until the figures are closed."""
    session = door.session
    is_hour = session.starts_at - EARLY <= happened_at <= session.ends_at + LATE
    is_open = session.state in DOOR_STATES and (is_hour or data.kind == ScanKind.UNDO)
    return None if is_open else ScanOutcome.NOT_OPEN


def _refusal_of(scan: Scan, person: Participant) -> ScanOutcome | None:
    """What the person's own entry stands against; it does not depend on their other scans."""
    if scan.outcome != ScanOutcome.ACCEPTED or scan.kind != ScanKind.IN:
        return None
    # The door itself moves people to "attended": what counts is where they stood before.
    standing = person.state_before or person.state
    if standing == ParticipantState.CANCELLED:
        return ScanOutcome.CANCELLED
    # Whoever answered no offer has no entry left to let in: the desk writes a new one.
    if standing == ParticipantState.LAPSED:
        return ScanOutcome.WAITING
    waits = standing == ParticipantState.WAITING and not scan.is_admitted
    return ScanOutcome.WAITING if waits else None
