"""Many vacancies from an import: found again by source key, added, changed or left alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from sanviec.apps.centres.models import Centre
from sanviec.apps.employers.enums import EmployerState
from sanviec.apps.employers.models import Employer
from sanviec.apps.ledger.enums import ServiceChannel
from sanviec.apps.ledger.services import enter_many
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
from sanviec.apps.vacancies.data import ORIGIN_FIELDS, VacancyData, check_closing, checked_columns
from sanviec.apps.vacancies.enums import VacancyState
from sanviec.apps.vacancies.models import Vacancy
from sanviec.kernel.errors import InputError

from .rows import demand_of, move

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ImportedVacancy:
    """One row: what it says, and whose it is; without an employer only a preview is possible."""

    data: VacancyData
    employer: Employer | None


@dataclass(slots=True)
class _Planned:
    row: ImportedVacancy
    outcome: RowOutcome = field(default=RowOutcome("unchanged"))
    columns: dict[str, Any] = field(default_factory=dict)
    vacancy: Vacancy | None = None


def bulk_upsert(
    *, rows: Sequence[ImportedVacancy], centre: Centre, actor: Actor, now: datetime
) -> BulkResult:
    """Write the rows of a file: new ones are added, changed ones updated, the rest left alone.

    A new vacancy of a verified employer is public at once, one past its closing day is kept as
    expired, all others wait for approval. An expired one whose row names a later closing day is
    public again; a closed one stays as it is. A bad row is rejected and the others go on.

    Cost: one transaction of about 8 queries for each 500 rows.
    """
    outcomes: list[RowOutcome] = []
    seen: set[Key] = set()
    for chunk in chunks(rows):
        with transaction.atomic():
            known = Vacancy.objects.select_for_update(of=("self",)).filter(centre=centre)
            plan = _plan(chunk, _known(chunk, known), seen, timezone.localdate(now))
            _add([p for p in plan if p.outcome.verdict == "added"], centre, actor=actor, now=now)
            _change([p for p in plan if p.outcome.verdict == "changed"], actor=actor, now=now)
        outcomes += [planned.outcome for planned in plan]
    return BulkResult(tuple(outcomes))


def preview_upsert(*, rows: Sequence[ImportedVacancy], centre: Centre, now: datetime) -> BulkResult:
    """What ``bulk_upsert`` would do, without writing anything.

    Cost: one query for each 500 rows.
    """
    outcomes: list[RowOutcome] = []
    seen: set[Key] = set()
    for chunk in chunks(rows):
        known = _known(chunk, Vacancy.objects.in_centre(centre.pk))
        plan = _plan(chunk, known, seen, timezone.localdate(now))
        outcomes += [planned.outcome for planned in plan]
    return BulkResult(tuple(outcomes))


def _known(chunk: Sequence[ImportedVacancy], known: Any) -> dict[Key, Vacancy]:
    found = known.filter(
        source__in={row.data.source for row in chunk} - {""},
        source_key__in={row.data.source_key for row in chunk} - {""},
    )
    return {(row.source, row.source_key): row for row in found.order_by("id")}


def _plan(
    chunk: Sequence[ImportedVacancy], known: dict[Key, Vacancy], seen: set[Key], today: date
) -> list[_Planned]:
    plan = []
    for row in chunk:
        planned = _checked(row, seen, today)
        if planned.outcome.verdict != "rejected":
            _compare(planned, known.get((row.data.source, row.data.source_key)))
        plan.append(planned)
    return plan


def _checked(row: ImportedVacancy, seen: set[Key], today: date) -> _Planned:
    data = row.data
    key = (data.source, data.source_key)
    try:
        if not all(key):
            raise missing_key()
        if key in seen:
            raise repeated_key(data.source_key)
        columns = checked_columns(data)
        check_closing(data.closes_on, today)
    except InputError as error:
        return _Planned(row, RowOutcome("rejected", error=error))
    seen.add(key)
    origin = {name: getattr(data, name) for name in ORIGIN_FIELDS}
    origin["fingerprint"] = data.fingerprint or fingerprint_of(data)
    return _Planned(row, columns=columns | origin)


def _compare(planned: _Planned, vacancy: Vacancy | None) -> None:
    if vacancy is None:
        planned.outcome = RowOutcome("added")
        return
    planned.vacancy = vacancy
    # Openings that are taken cannot be taken back by a file.
    planned.columns["openings"] = max(planned.columns["openings"], vacancy.hired_count)
    is_left_alone = (
        vacancy.fingerprint == planned.columns["fingerprint"]
        or vacancy.state == VacancyState.CLOSED
    )
    is_changed = not is_left_alone and bool(_differing(planned, vacancy))
    planned.outcome = RowOutcome("changed" if is_changed else "unchanged", vacancy.pk)


def _differing(planned: _Planned, vacancy: Vacancy) -> list[str]:
    return [name for name, value in planned.columns.items() if getattr(vacancy, name) != value]


def _add(plan: list[_Planned], centre: Centre, *, actor: Actor, now: datetime) -> None:
    if not plan:
        return
    today = timezone.localdate(now)
    vacancies = [_new(planned, centre, today, now) for planned in plan]
    for planned, vacancy in zip(plan, vacancies, strict=True):
        planned.outcome = RowOutcome("added", vacancy.pk)
    insert_many(vacancies)
    acts = [
        audit.Act("vacancy.imported", vacancy, {"state": vacancy.state}) for vacancy in vacancies
    ]
    audit.record_many(acts, actor=actor, now=now)
    _count(vacancies, actor=actor, now=now)


def _count(vacancies: Iterable[Vacancy], *, actor: Actor, now: datetime) -> None:
    """One ledger line for each vacancy that became public for the first time just now."""
    fresh = [vacancy for vacancy in vacancies if vacancy.published_at == now]
    lines = [demand_of(vacancy, ServiceChannel.IMPORT) for vacancy in fresh]
    enter_many(lines, actor=actor, now=now)


def _new(planned: _Planned, centre: Centre, today: date, now: datetime) -> Vacancy:
    employer = planned.row.employer
    assert employer is not None, "an import writes its employers before its vacancies"
    state = VacancyState.SUBMITTED
    closes_on = planned.row.data.closes_on
    if closes_on is not None and closes_on < today:
        state = VacancyState.EXPIRED
    elif employer.state == EmployerState.VERIFIED:
        state = VacancyState.PUBLISHED
    is_public = state == VacancyState.PUBLISHED
    return Vacancy(
        centre=centre,
        employer=employer,
        state=state,
        published_at=now if is_public else None,
        reviewed_on=today if is_public else None,
        created_at=now,
        updated_at=now,
        **planned.columns,
    )


def _change(plan: list[_Planned], *, actor: Actor, now: datetime) -> None:
    vacancies: list[Vacancy] = []
    acts: list[audit.Act] = []
    columns = {"updated_at"}
    for planned in plan:
        vacancy = planned.vacancy
        assert vacancy is not None
        changed = _differing(planned, vacancy)
        for name in changed:
            setattr(vacancy, name, planned.columns[name])
        moved = _moved(planned, vacancy, now)
        vacancy.updated_at = now
        columns |= {*changed, *moved}
        vacancies.append(vacancy)
        data = {"fields": changed, "state": vacancy.state, "via": "import"}
        acts.append(audit.Act("vacancy.updated", vacancy, data))
    if not vacancies:
        return
    # An upsert on the primary key: Django's bulk_update builds a CASE for every cell.
    Vacancy.objects.bulk_create(
        vacancies, update_conflicts=True, unique_fields=["id"], update_fields=sorted(columns)
    )
    audit.record_many(acts, actor=actor, now=now)
    _count(vacancies, actor=actor, now=now)


def _moved(planned: _Planned, vacancy: Vacancy, now: datetime) -> list[str]:
    """The columns that change with the state: filled by fewer openings, or open once more."""
    today = timezone.localdate(now)
    is_full = vacancy.hired_count >= vacancy.openings
    if vacancy.state == VacancyState.PUBLISHED and is_full:
        move(vacancy, "fill")
        return ["state"]
    employer = planned.row.employer
    is_verified = employer is not None and employer.state == EmployerState.VERIFIED
    is_past = vacancy.closes_on is not None and vacancy.closes_on < today
    if vacancy.state != VacancyState.EXPIRED or is_past or is_full or not is_verified:
        return []
    move(vacancy, "resume")
    vacancy.reviewed_on = today
    vacancy.published_at = vacancy.published_at or now
    return ["state", "reviewed_on", "published_at"]
