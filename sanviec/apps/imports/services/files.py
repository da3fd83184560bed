"""One file into the registers: previewed or written, chunk by chunk, in bounded memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils import timezone

from sanviec.apps.centres.models import Centre
from sanviec.apps.employers import services as employers
from sanviec.apps.employers.models import Employer
from sanviec.apps.imports.facts import employer_data, employer_of, jobseeker_data, vacancy_data
from sanviec.apps.jobseekers import services as jobseekers
from sanviec.apps.jobseekers.enums import ConsentPurpose
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.bulk import BulkResult, RowOutcome
from sanviec.apps.reference.selectors import gazetteer, occupations, parameter
from sanviec.apps.reference.services import preview_aliases, upsert_aliases
from sanviec.apps.vacancies import services as vacancies
from sanviec.engines.intake import (
    Context,
    Conversion,
    EmployerRecord,
    JobseekerRecord,
    Limits,
    PlaceRecord,
    Row,
    RowError,
    SavedMapping,
    Table,
    VacancyRecord,
    convert,
    read_table,
)
from sanviec.kernel.errors import InputError

# Enough rows to make a write cheap, few enough to keep a page of text each in memory.
CHUNK = 1_000
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class FileOptions:
    """What somebody decides about a file.

    Args:
        source: the partner's name; the same source and id is the same row, today and next month.
        is_vouched: the centre vouches for the employers named in the file.
        open_until: the closing day for vacancies that name none or one that has passed.
        consents: purposes for which the centre holds signed papers of everybody in the file.
    """

    source: str = "tep"
    is_vouched: bool = False
    open_until: date | None = None
    consents: tuple[ConsentPurpose, ...] = ()
    mapping: SavedMapping | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(slots=True)
class Brought:
    """What a file held and what became (or would become) of it."""

    verdicts: Counter[str] = field(default_factory=Counter)
    rows_read: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    understood: Counter[str] = field(default_factory=Counter)
    columns: dict[str, str] = field(default_factory=dict)
    unknown_columns: list[str] = field(default_factory=list)
    encoding: str = ""
    errors: list[RowError] = field(default_factory=list)
    samples: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Job:
    """Whose file of which kind; ``name`` where the path's own does not fit."""

    kind: str
    centre: Centre
    options: FileOptions
    actor: Actor
    now: datetime
    name: str = ""
    is_applied: bool = False

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)


Rejected = Callable[[Table, Row], None]


def context_on(on: date) -> Context:
    """What the meaning of a file depends on besides itself."""
    return Context(
        on=on,
        usd_vnd=parameter("usd_vnd", on),
        gazetteer=gazetteer(),
        occupations=occupations(),
        rates_vnd={name: parameter(f"{name.lower()}_vnd", on) for name in ("JPY", "KRW", "TWD")},
    )


def bring_in(
    source: Path,
    *,
    job: Job,
    is_applied: bool,
    on_rejected: Rejected | None = None,
    progress: Callable[[int], None] | None = None,
) -> Brought:
    """Read a file and write it, or only say what would be written.

    Args:
        on_rejected: called with each row that cannot be taken, in the order of the file.
        progress: called with the number of rows done after each chunk.

    Raises:
        InputError: the file as a whole is refused; nothing was written.
    Cost: about 1 ms a row; a chunk of 1,000 rows at a time is held.
    """
    task = replace(job, is_applied=is_applied)
    brought = Brought()
    with read_table(source, name=job.name or None, limits=job.options.limits) as table:
        conversion = convert(
            table, task.kind, context=context_on(task.today), mapping=task.options.mapping
        )
        brought.encoding = table.encoding.label
        _describe(conversion, brought)
        while chunk := list(islice(conversion, CHUNK)):
            _bring_chunk(task, table, chunk, brought, on_rejected)
            if progress is not None:
                progress(conversion.summary.rows_read)
    brought.rows_read = conversion.summary.rows_read
    brought.given, brought.understood = conversion.summary.given, conversion.summary.understood
    return brought


def _describe(conversion: Conversion, brought: Brought) -> None:
    brought.columns = {match.field: match.column for match in conversion.columns.matches}
    brought.unknown_columns = [heading for _index, heading in conversion.columns.extra]


def _bring_chunk(
    task: Job, table: Table, chunk: list[Row], brought: Brought, on_rejected: Rejected | None
) -> None:
    good = [row for row in chunk if row.record is not None]
    outcomes = dict(zip((row.number for row in good), _write(task, good), strict=True))
    for row in chunk:
        outcome = outcomes.get(row.number)
        if outcome is None or outcome.error is not None:
            row = row if outcome is None else _with_error(row, outcome.error)
            _note_rejected(row, brought)
            if on_rejected is not None:
                on_rejected(table, row)
        else:
            brought.verdicts[outcome.verdict] += 1
            _note_sample(row, outcome, brought)


def _with_error(row: Row, error: InputError | None) -> Row:
    assert error is not None
    told = RowError(row.number, error.column, error.code, error.text_vi, error.text_en)
    return replace(row, record=None, errors=(told,))


def _note_rejected(row: Row, brought: Brought) -> None:
    brought.verdicts["rejected"] += 1
    brought.reasons.update({error.code for error in row.errors})
    room = MOST_SHOWN - len(brought.errors)
    brought.errors += row.errors[:room]


def _note_sample(row: Row, outcome: RowOutcome, brought: Brought) -> None:
    shown = brought.samples.setdefault(outcome.verdict, [])
    if len(shown) < 10:
        shown.append(f"{row.number}: {_title_of(row.record)}")


def _title_of(record: Any) -> str:
    """A line that names no person: titles and firms only."""
    if isinstance(record, JobseekerRecord):
        return ", ".join(record.wished_titles)
    return str(getattr(record, "title", "") or getattr(record, "name", ""))


def _write(task: Job, rows: list[Row]) -> tuple[RowOutcome, ...]:
    records: list[Any] = [row.record for row in rows]
    acts: dict[str, Callable[[Job, list[Any]], tuple[RowOutcome, ...]]] = {
        "vacancies": _write_vacancies,
        "jobseekers": _write_jobseekers,
        "employers": _write_employers,
        "places": _write_places,
    }
    return acts[task.kind](task, records)


def _write_jobseekers(task: Job, records: list[JobseekerRecord]) -> tuple[RowOutcome, ...]:
    data = [jobseeker_data(record, task.options.source) for record in records]
    facts: dict[str, Any] = {"centre": task.centre, "actor": task.actor, "now": task.now}
    if not task.is_applied:
        return jobseekers.preview_upsert(rows=data, **facts).outcomes
    return jobseekers.bulk_upsert(rows=data, consents=task.options.consents, **facts).outcomes


def _write_employers(task: Job, records: list[EmployerRecord]) -> tuple[RowOutcome, ...]:
    data = [employer_data(record, task.options.source) for record in records]
    return _upsert_employers(task, data).outcomes


def _upsert_employers(task: Job, data: list[employers.EmployerData]) -> BulkResult:
    if not task.is_applied:
        return employers.preview_upsert(rows=data, centre=task.centre)
    return employers.bulk_upsert(
        rows=data,
        centre=task.centre,
        actor=task.actor,
        now=task.now,
        is_verified=task.options.is_vouched,
    )


def _write_vacancies(task: Job, records: list[VacancyRecord]) -> tuple[RowOutcome, ...]:
    named = _employers_of(task, records)
    rows, places, outcomes = [], [], [RowOutcome("unchanged")] * len(records)
    for place, record in enumerate(records):
        employer, error = named[employer_of(record, task.options.source).source_key]
        if error is not None:
            outcomes[place] = RowOutcome("rejected", error=error)
            continue
        data = vacancy_data(
            record, task.options.source, open_until=task.options.open_until, on=task.today
        )
        rows.append(vacancies.ImportedVacancy(data, employer))
        places.append(place)
    if task.is_applied:
        facts: dict[str, Any] = {"centre": task.centre, "actor": task.actor, "now": task.now}
        result = vacancies.bulk_upsert(rows=rows, **facts)
    else:
        result = vacancies.preview_upsert(rows=rows, centre=task.centre)
    for place, outcome in zip(places, result.outcomes, strict=True):
        outcomes[place] = outcome
    return tuple(outcomes)


def _employers_of(
    task: Job, records: list[VacancyRecord]
) -> dict[str, tuple[Employer | None, InputError | None]]:
    """The employers that the rows name, each written once a chunk before its vacancies."""
    wanted: dict[str, employers.EmployerData] = {}
    for record in records:
        data = employer_of(record, task.options.source)
        wanted.setdefault(data.source_key, data)
    nameless = wanted.pop("", None)
    data_rows = list(wanted.values())
    result = _upsert_employers(task, data_rows)
    ids = [outcome.record_id for outcome in result.outcomes if outcome.record_id]
    rows = {row.pk: row for row in Employer.objects.filter(pk__in=ids).order_by("id")}
    named: dict[str, tuple[Employer | None, InputError | None]] = {
        data.source_key: (rows.get(outcome.record_id) if outcome.record_id else None, outcome.error)
        for data, outcome in zip(data_rows, result.outcomes, strict=True)
    }
    if nameless is not None:
        named[""] = (None, _nameless_employer())
    return named


def _nameless_employer() -> InputError:
    return InputError(
        "thiếu tên doanh nghiệp. Hãy ghi tên đơn vị tuyển dụng vào dòng này.",
        "the employer's name is missing; write it into this row.",
        code="employer_missing",
    )


def _write_places(task: Job, records: list[PlaceRecord]) -> tuple[RowOutcome, ...]:
    if task.is_applied:
        return upsert_aliases(
            records, source=task.options.source, actor=task.actor, now=task.now
        ).outcomes
    return preview_aliases(records).outcomes
