"""From scans to people: what the fold of a person's scans changes in their rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sanviec.apps.exchanges.enums import ParticipantState, ScanKind, ScanOutcome, ScanVia
from sanviec.apps.exchanges.models import ExchangeSession, Participant, Scan
from sanviec.apps.exchanges.presence import Mark, Presence, presence_of
from sanviec.apps.exchanges.transitions import PARTICIPANT_STATES
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.ledger.enums import ServiceChannel, ServiceKind
from sanviec.apps.ledger.models import ServiceLine
from sanviec.apps.ledger.services import Delivery, enter_many, take_back
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.inserting import insert_many, update_many
from sanviec.apps.platform.reading import read_rows

Scans = dict[UUID, list[Scan]]
People = dict[UUID, Participant]
_NAME = ("id", "full_name")
_COLUMNS = ("is_inside", "first_in_at", "last_out_at")


def hold_people(session: ExchangeSession, ids: Collection[UUID]) -> People:
    """Those of the ids who belong to the session, held in one order whoever asks.

    Of a person's file only the name is read, as ``file_name``: the door shows no more.
    """
    rows = read_rows(Participant, {"id": ids, "session": [session.pk]}, is_held=True)
    people: People = {row.pk: row for row in rows}
    files = {row.jobseeker_id for row in rows} - {None}
    names = {f.pk: f.full_name for f in read_rows(Jobseeker, {"id": files}, columns=_NAME)}
    for person in people.values():
        person.session = session
        vars(person)["file_name"] = names.get(person.jobseeker_id or person.pk, "")
    return people


def scans_of(people: People, ids: Collection[UUID] = ()) -> tuple[Scans, dict[UUID, Scan]]:
    """The scans that are known of each person, and those of the ids that are known at all."""
    found: Scans = {pk: [] for pk in people}
    known: dict[UUID, Scan] = {}
    for scan in read_rows(Scan, {"participant": list(people), "id": ids}, is_any=True):
        known[scan.pk] = scan
        if scan.participant_id in found:
            found[scan.participant_id].append(scan)
    return found, {scan_id: known[scan_id] for scan_id in ids if scan_id in known}


def settle(
    people: People, scans: Scans, new: Sequence[Scan] = (), *, actor: Actor, now: datetime
) -> None:
    """Write the new scans and bring rows, outcomes, audit chain and ledger to what all say.

    Args:
        people: held by the caller.
        scans: all scans of each of them, the new ones included.
        new: scans that no row holds yet; those of nobody too.
    """
    folds = {pk: presence_of(map(_mark, scans[pk])) for pk in people}
    for pk, presence in folds.items():
        _write_outcomes(scans[pk], presence, now)
    insert_many(new)
    came: list[Participant] = []
    left: list[Participant] = []
    acts = []
    changed: list[Participant] = []
    for person in people.values():
        was_there = person.state == ParticipantState.ATTENDED
        verb = _bring_up_to_date(person, folds[person.pk], now)
        if verb:
            changed.append(person)
            acts.append(audit.Act(f"participant.{verb}", person, {"state": person.state}))
        is_there = person.state == ParticipantState.ATTENDED
        if is_there != was_there:
            (came if is_there else left).append(person)
    update_many(changed, ["state", "state_before", *_COLUMNS, "updated_at"])
    visits = [_visit(person, scans[person.pk]) for person in came]
    enter_many(visits, actor=actor, now=now)
    if acts:
        audit.record_many(acts, actor=actor, now=now)
    for person in left:
        _take_visit_back(person, actor, now)


def _bring_up_to_date(person: Participant, presence: Presence, now: datetime) -> str:
    """Take over what the fold changes; the verb of the audit line, empty when nothing changed."""
    was_inside, before = person.is_inside, _values(person)
    for name in _COLUMNS:
        setattr(person, name, getattr(presence, name))
    _move(person, has_come=presence.first_in_at is not None)
    if _values(person) == before:
        return ""
    person.updated_at = now
    if presence.first_in_at is None:
        return "visit_undone"
    if person.is_inside == was_inside:
        return "door_corrected"
    return "came_in" if person.is_inside else "went_out"


def _values(person: Participant) -> list[object]:
    return [getattr(person, name) for name in ("state", "state_before", *_COLUMNS)]


def _move(person: Participant, *, has_come: bool) -> None:
    is_there = person.state == ParticipantState.ATTENDED
    if has_come and not is_there:
        person.state_before = person.state
        person.state = PARTICIPANT_STATES.target("attend", person.state)
    elif is_there and not has_come:
        before = person.state_before or ParticipantState.REGISTERED.value
        person.state = PARTICIPANT_STATES.target(f"undo_to_{before}", person.state)
        person.state_before = ""


def _mark(scan: Scan) -> Mark:
    return Mark(
        scan.pk,
        ScanKind(scan.kind),
        scan.happened_at,
        ScanOutcome(scan.outcome),
        scan.undoes_id,
    )


def _write_outcomes(scans: list[Scan], presence: Presence, now: datetime) -> None:
    for scan in scans:
        outcome = presence.outcomes[scan.pk]
        if scan.outcome == outcome:
            continue
        scan.outcome, scan.updated_at = outcome, now
        if not scan._state.adding:
            scan.save(update_fields=["outcome", "updated_at"])


def _visit(person: Participant, scans: list[Scan]) -> Delivery:
    """One visit of the session, however often the person went in and out."""
    ins = [s for s in scans if s.kind == ScanKind.IN and s.outcome == ScanOutcome.ACCEPTED]
    is_online = bool(ins) and all(scan.via == ScanVia.ROOM for scan in ins)
    return Delivery(
        centre_id=person.centre_id,
        kind=ServiceKind.SESSION_VISIT,
        channel=ServiceChannel.WEB if is_online else ServiceChannel.DESK,
        target=person,
        person_id=person.jobseeker_id,
        place_code=person.session.commune_code,
        delivered_on=person.session.held_on,
    )


def visit_of(person: Participant) -> ServiceLine | None:
    """The line of the ledger that counts this person's visit."""
    lines = ServiceLine.objects.in_centre(person.centre_id).standing()
    return (
        lines.filter(
            kind=ServiceKind.SESSION_VISIT,
            delivered_on=person.session.held_on,
            object_id=str(person.pk),
        )
        .order_by("id")
        .first()
    )


def _take_visit_back(person: Participant, actor: Actor, now: datetime) -> None:
    line = visit_of(person)
    if line is not None:
        take_back(line, reason="the scan was taken back", actor=actor, now=now)


def count_visit_again(person: Participant, *, actor: Actor, now: datetime) -> None:
    """Count a visit under the file that the person turned out to have."""
    _take_visit_back(person, actor, now)
    scans = scans_of({person.pk: person})[0][person.pk]
    enter_many([_visit(person, scans)], actor=actor, now=now)
