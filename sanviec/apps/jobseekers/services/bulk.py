"""Many files from an import: found again by their source key, added, changed or left alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from sanviec.apps.centres.models import Centre
from sanviec.apps.jobseekers.checks import checked_columns
from sanviec.apps.jobseekers.data import FORM_FIELDS, JobseekerData
from sanviec.apps.jobseekers.enums import ConsentPurpose, Sex, Via, WorkStatus
from sanviec.apps.jobseekers.hooks import on_registered
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.jobseekers.querysets import JobseekerQuerySet
from sanviec.apps.jobseekers.transitions import LIVE
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.bulk import (
    BulkResult,
    RowOutcome,
    chunks,
    fingerprint_of,
    missing_key,
    repeated_key,
)
from sanviec.apps.platform.inserting import insert_many
from sanviec.apps.platform.services import next_numbers
from sanviec.kernel.errors import InputError
from sanviec.kernel.text import fold

from .consents import given, new_consent
from .registering import identity_taken, registration_number, series_key, validity
from .rows import assign

Key = tuple[str, str]
# What a file without the column says too.
_SILENCE: tuple[Any, ...] = (None, "", [], False, Sex.UNSTATED, WorkStatus.UNEMPLOYED)
# Column -> what it is searched by.
_SEARCH_FORMS = {
    "identity_no": "identity_index",
    "phone": "phone_index",
    "full_name": "name_folded",
}


@dataclass(slots=True)
class _Seen:
    """What stood in the earlier rows of the same file."""

    keys: set[Key] = field(default_factory=set)
    identities: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Planned:
    """One row and what is to become of it."""

    data: JobseekerData
    outcome: RowOutcome = field(default=RowOutcome("unchanged"))
    columns: dict[str, Any] = field(default_factory=dict)
    jobseeker: Jobseeker | None = None
    changed: list[str] = field(default_factory=list)


def bulk_upsert(
    *,
    rows: Sequence[JobseekerData],
    centre: Centre,
    actor: Actor,
    now: datetime,
    consents: Sequence[ConsentPurpose] = (),
) -> BulkResult:
    """Write the rows of a file: new ones are added, changed ones updated, the rest left alone.

    A row is found again by ``source`` and ``source_key``. An empty cell does not wipe what the
    file of a person says. Imported people allow nothing unless ``consents`` names the purposes
    for which the centre holds their signed papers. A bad row is rejected and the others go on.

    Args:
        rows: at most one for each source key; a later one with the same key is rejected.
    Cost: one transaction of about 15 queries for each 500 rows.
    """
    outcomes: list[RowOutcome] = []
    seen = _Seen()
    for chunk in chunks(rows):
        with transaction.atomic():
            files = Jobseeker.objects.select_for_update(of=("self",)).filter(centre=centre)
            plan = _plan(chunk, files, actor, now, seen)
            _add([p for p in plan if p.outcome.verdict == "added"], centre, actor, now, consents)
            _change([p for p in plan if p.outcome.verdict == "changed"], actor, now)
        outcomes += [planned.outcome for planned in plan]
    return BulkResult(tuple(outcomes))


def preview_upsert(
    *, rows: Sequence[JobseekerData], centre: Centre, actor: Actor, now: datetime
) -> BulkResult:
    """What ``bulk_upsert`` would do with the rows, without writing anything.

    Cost: three queries for each 500 rows.
    """
    outcomes: list[RowOutcome] = []
    seen = _Seen()
    for chunk in chunks(rows):
        plan = _plan(chunk, Jobseeker.objects.in_centre(centre.pk), actor, now, seen)
        outcomes += [planned.outcome for planned in plan]
    return BulkResult(tuple(outcomes))


def _plan(
    chunk: Sequence[JobseekerData],
    files: JobseekerQuerySet,
    actor: Actor,
    now: datetime,
    seen: _Seen,
) -> list[_Planned]:
    known = files.filter(
        source__in={data.source for data in chunk} - {""},
        source_key__in={data.source_key for data in chunk} - {""},
    )
    by_key = {(row.source, row.source_key): row for row in known.order_by("id")}
    plan = [_planned(data, by_key, now, seen) for data in chunk]
    _reject_taken_identities(plan, actor)
    return plan


def _planned(
    data: JobseekerData, by_key: dict[Key, Jobseeker], now: datetime, seen: _Seen
) -> _Planned:
    key = (data.source, data.source_key)
    own = by_key.get(key)
    fingerprint = data.fingerprint or fingerprint_of(data)
    try:
        _refuse_key(key, seen)
        if own is not None and _is_left_alone(own, fingerprint):
            seen.keys.add(key)
            return _Planned(data, RowOutcome("unchanged", own.pk))
        columns = checked_columns(data, on=timezone.localdate(now), via=Via.IMPORT)
        _refuse_identity(columns["identity_index"], seen)
    except InputError as error:
        return _Planned(data, RowOutcome("rejected", error=error))
    seen.keys.add(key)
    columns |= {"source": key[0], "source_key": key[1], "fingerprint": fingerprint}
    if own is None:
        return _Planned(data, RowOutcome("added"), columns)
    spoken = _spoken(columns)
    changed = [name for name, value in spoken.items() if getattr(own, name) != value]
    return _Planned(data, RowOutcome("changed", own.pk), spoken, own, changed)


def _refuse_key(key: Key, seen: _Seen) -> None:
    if not all(key):
        raise missing_key()
    if key in seen.keys:
        raise repeated_key(key[1])


def _refuse_identity(identity_index: str, seen: _Seen) -> None:
    if identity_index in seen.identities:
        raise InputError(
            "Số định danh này đã có ở một dòng trước trong tệp. Mỗi người chỉ có một dòng.",
            "identity number stands in an earlier row",
            field="identity_no",
            code="identity_taken",
        )
    seen.identities |= {identity_index} - {""}


def _is_left_alone(own: Jobseeker, fingerprint: str) -> bool:
    """The row is as it was last time, or its file was closed or merged away since."""
    return own.fingerprint == fingerprint or own.state not in LIVE


def _spoken(columns: dict[str, Any]) -> dict[str, Any]:
    """What the row says; a silent column goes together with its search form."""
    silent = {name for name in FORM_FIELDS if columns[name] in _SILENCE}
    silent |= {form for name, form in _SEARCH_FORMS.items() if name in silent}
    return {name: value for name, value in columns.items() if name not in silent}


def _reject_taken_identities(plan: list[_Planned], actor: Actor) -> None:
    """One identity number, one file, in whichever centre."""
    standing = [p for p in plan if p.columns.get("identity_index")]
    wanted = {p.columns["identity_index"] for p in standing}
    if not wanted:
        return
    living = Jobseeker.objects.living().select_related("centre")
    rows = living.filter(identity_index__in=wanted).order_by("id")
    holders = {row.identity_index: row for row in rows}
    for planned in standing:
        holder = holders.get(planned.columns["identity_index"])
        own = planned.jobseeker
        if holder is not None and (own is None or holder.pk != own.pk):
            planned.outcome = RowOutcome("rejected", error=identity_taken(holder, actor))


def _add(
    plan: list[_Planned],
    centre: Centre,
    actor: Actor,
    now: datetime,
    consents: Sequence[ConsentPurpose],
) -> None:
    if not plan:
        return
    today = timezone.localdate(now)
    numbers = next_numbers(series_key(centre, today), len(plan))
    for planned, number in zip(plan, numbers, strict=True):
        planned.jobseeker = Jobseeker(
            centre=centre,
            number=registration_number(centre, today, number),
            registered_via=Via.IMPORT,
            created_at=now,
            updated_at=now,
            **validity(today),
            **_named(planned.columns),
        )
        planned.outcome = RowOutcome("added", planned.jobseeker.pk)
    people = [p.jobseeker for p in plan if p.jobseeker is not None]
    given_by = [new_consent(person, c, Via.IMPORT, now) for person in people for c in consents]
    insert_many(people)
    insert_many(given_by)
    data = {"via": Via.IMPORT.value}
    acts = [audit.Act("jobseeker.registered", person, data) for person in people]
    audit.record_many([*acts, *map(given, given_by)], actor=actor, now=now)
    for _key, listener in on_registered:
        listener(people, Via.IMPORT, actor=actor, now=now)


def _named(columns: dict[str, Any]) -> dict[str, Any]:
    """A file without names still gives each person something to be called by."""
    if columns["full_name"]:
        return columns
    name = f"Người tìm việc {columns['source_key']}"[:120]
    return columns | {"full_name": name, "name_folded": fold(name)}


def _change(plan: list[_Planned], actor: Actor, now: datetime) -> None:
    people: list[Jobseeker] = []
    acts: list[audit.Act] = []
    for planned in plan:
        person = planned.jobseeker
        assert person is not None
        shown = [name for name in assign(person, planned.columns) if name in FORM_FIELDS]
        person.updated_at = now
        people.append(person)
        acts.append(audit.Act("jobseeker.updated", person, {"fields": shown, "via": "import"}))
    columns = {name for planned in plan for name in planned.changed}
    if not people:
        return
    # An upsert on the primary key: Django's bulk_update builds a CASE for every cell and is
    # ten times slower at 500 rows of 40 columns.
    Jobseeker.objects.bulk_create(
        people,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=sorted(columns | {"updated_at"}),
    )
    audit.record_many(acts, actor=actor, now=now)
