"""Many employers from an import: found again by source key or tax code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from sanviec.apps.centres.models import Centre
from sanviec.apps.employers.data import FORM_FIELDS, EmployerData, checked_columns
from sanviec.apps.employers.enums import BusinessKind, EmployerState
from sanviec.apps.employers.hooks import on_registered
from sanviec.apps.employers.models import Employer
from sanviec.apps.employers.querysets import EmployerQuerySet
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
from sanviec.kernel.errors import InputError

Key = tuple[str, str]
# What a file without the column says too.
_SILENCE: tuple[Any, ...] = (None, "", BusinessKind.PRIVATE)


@dataclass(slots=True)
class _Seen:
    """What stood in the earlier rows of the same file."""

    keys: set[Key] = field(default_factory=set)
    tax_codes: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Planned:
    """One row and what is to become of it."""

    data: EmployerData
    outcome: RowOutcome = field(default=RowOutcome("unchanged"))
    columns: dict[str, Any] = field(default_factory=dict)
    employer: Employer | None = None


def bulk_upsert(
    *,
    rows: Sequence[EmployerData],
    centre: Centre,
    actor: Actor,
    now: datetime,
    is_verified: bool = False,
) -> BulkResult:
    """Write the rows of a file: new ones are added, changed ones updated, the rest left alone.

    A row is found again by ``source`` and ``source_key``, else by its tax code. An empty cell
    does not wipe what is known. New employers wait to be verified unless the centre vouches for
    the whole file. A bad row is rejected and the others go on.

    Cost: one transaction of about 10 queries for each 500 rows.
    """
    outcomes: list[RowOutcome] = []
    seen = _Seen()
    for chunk in chunks(rows):
        with transaction.atomic():
            known = Employer.objects.select_for_update(of=("self",)).filter(centre=centre)
            plan = _plan(chunk, known, seen)
            _add(list(_with("added", plan)), centre, is_verified, actor=actor, now=now)
            _change(list(_with("changed", plan)), actor, now)
        outcomes += [planned.outcome for planned in plan]
    return BulkResult(tuple(outcomes))


def preview_upsert(*, rows: Sequence[EmployerData], centre: Centre) -> BulkResult:
    """What ``bulk_upsert`` would do with the rows, without writing anything.

    Cost: one query for each 500 rows.
    """
    outcomes: list[RowOutcome] = []
    seen = _Seen()
    for chunk in chunks(rows):
        plan = _plan(chunk, Employer.objects.in_centre(centre.pk), seen)
        outcomes += [planned.outcome for planned in plan]
    return BulkResult(tuple(outcomes))


def _with(verdict: str, plan: Iterable[_Planned]) -> Iterator[_Planned]:
    return (planned for planned in plan if planned.outcome.verdict == verdict)


def _plan(chunk: Sequence[EmployerData], known: EmployerQuerySet, seen: _Seen) -> list[_Planned]:
    plan = [_checked(data, seen) for data in chunk]
    by_key, by_tax_code = _known(plan, known)
    for planned in plan:
        if planned.outcome.verdict != "rejected":
            own = by_key.get((planned.data.source, planned.data.source_key))
            twin = by_tax_code.get(planned.columns["tax_code"])
            _compare(planned, own, twin)
    return plan


def _checked(data: EmployerData, seen: _Seen) -> _Planned:
    key = (data.source, data.source_key)
    try:
        if not all(key):
            raise missing_key()
        if key in seen.keys:
            raise repeated_key(data.source_key)
        columns = checked_columns(data)
        if columns["tax_code"] in seen.tax_codes:
            raise _repeated_tax_code(columns["tax_code"])
    except InputError as error:
        return _Planned(data, RowOutcome("rejected", error=error))
    seen.keys.add(key)
    seen.tax_codes |= {columns["tax_code"]} - {""}
    columns["source"], columns["source_key"] = key
    columns["fingerprint"] = data.fingerprint or fingerprint_of(data)
    return _Planned(data, columns=columns)


def _repeated_tax_code(code: str) -> InputError:
    return InputError(
        f"Mã số thuế {code} đã có ở một dòng trước trong tệp. Mỗi đơn vị chỉ có một dòng.",
        f"tax code {code} stands in an earlier row",
        field="tax_code",
        code="tax_code_taken",
    )


def _known(
    plan: list[_Planned], known: EmployerQuerySet
) -> tuple[dict[Key, Employer], dict[str, Employer]]:
    by_key = Q(
        source__in={planned.data.source for planned in plan} - {""},
        source_key__in={planned.data.source_key for planned in plan} - {""},
    )
    codes = {planned.columns.get("tax_code", "") for planned in plan} - {""}
    rows = list(known.filter(by_key | Q(tax_code__in=codes)).order_by("id"))
    return (
        {(row.source, row.source_key): row for row in rows if row.source_key},
        {row.tax_code: row for row in rows if row.tax_code},
    )


def _compare(planned: _Planned, own: Employer | None, twin: Employer | None) -> None:
    if own is not None and twin is not None and own.pk != twin.pk:
        error = InputError(
            f"Mã số thuế {twin.tax_code} đang thuộc “{twin.name}”. Hãy sửa mã số thuế ở dòng này.",
            f"tax code {twin.tax_code} belongs to employer {twin.pk}",
            field="tax_code",
            code="tax_code_taken",
        )
        planned.outcome = RowOutcome("rejected", error=error)
        return
    employer = own or twin
    if employer is None:
        planned.outcome = RowOutcome("added")
        return
    planned.employer = employer
    is_same = own is not None and own.fingerprint == planned.columns["fingerprint"]
    planned.columns = {} if is_same else _spoken(planned.columns, employer)
    is_changed = any(getattr(employer, k) != v for k, v in planned.columns.items())
    planned.outcome = RowOutcome("changed" if is_changed else "unchanged", employer.pk)


def _spoken(columns: dict[str, Any], employer: Employer) -> dict[str, Any]:
    """What the row says; one that was entered elsewhere keeps its own origin."""
    spoken = {k: v for k, v in columns.items() if v not in _SILENCE}
    origin = (columns["source"], columns["source_key"])
    if employer.source_key and origin != (employer.source, employer.source_key):
        for name in ("source", "source_key", "fingerprint"):
            del spoken[name]
    return spoken


def _add(
    plan: list[_Planned], centre: Centre, is_verified: bool, *, actor: Actor, now: datetime
) -> None:
    if not plan:
        return
    state = EmployerState.VERIFIED if is_verified else EmployerState.SUBMITTED
    employers = [
        Employer(
            centre=centre,
            state=state,
            verified_at=now if is_verified else None,
            created_at=now,
            updated_at=now,
            **planned.columns,
        )
        for planned in plan
    ]
    for planned, employer in zip(plan, employers, strict=True):
        planned.employer, planned.outcome = employer, RowOutcome("added", employer.pk)
    insert_many(employers)
    data = {"via": "import", "state": state.value}
    acts = [audit.Act("employer.registered", employer, data) for employer in employers]
    audit.record_many(acts, actor=actor, now=now)
    for _key, listener in on_registered:
        listener(employers, is_import=True, actor=actor, now=now)


def _change(plan: list[_Planned], actor: Actor, now: datetime) -> None:
    employers: list[Employer] = []
    acts: list[audit.Act] = []
    columns = {"updated_at"}
    for planned in plan:
        employer = planned.employer
        assert employer is not None
        changed = [k for k, v in planned.columns.items() if getattr(employer, k) != v]
        for name in changed:
            setattr(employer, name, planned.columns[name])
        employer.updated_at = now
        columns |= set(changed)
        employers.append(employer)
        shown = [name for name in changed if name in FORM_FIELDS]
        data = {"fields": shown, "via": "import"}
        acts.append(audit.Act("employer.updated", employer, data))
    if employers:
        Employer.objects.bulk_create(
            employers,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=sorted(columns),
        )
        audit.record_many(acts, actor=actor, now=now)
