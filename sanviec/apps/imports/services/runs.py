"""Imports from the browser: the file is kept, read in the background, written on request."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import File
from django.db import transaction

from sanviec.apps.centres.models import Centre
from sanviec.apps.imports.enums import ImportState
from sanviec.apps.imports.models import ImportRun
from sanviec.apps.imports.transitions import IMPORT_STATES
from sanviec.apps.platform import audit, queue
from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import StoredFile
from sanviec.apps.platform.services import store_upload
from sanviec.engines.intake import Limits, Row, Table, write_rejected
from sanviec.kernel.errors import InputError

from .files import bring_in
from .job import Brought, FileOptions, Job

MOST_REJECTED = 50_000
_FIGURES = (
    "state",
    "rows_read",
    "added",
    "changed",
    "unchanged",
    "rejected",
    "errors",
    "sample",
    "rejected_file",
    "applied_at",
    "updated_at",
)


@transaction.atomic
def start_run(
    *,
    kind: str,
    upload: File[bytes],
    centre: Centre,
    options: FileOptions,
    actor: Actor,
    now: datetime,
) -> ImportRun:
    """Keep the file and ask for its preview.

    Raises:
        InputError: the file is larger than SANVIEC_MAX_UPLOAD_BYTES.
    """
    stored = store_upload(upload=upload, now=now)
    run = ImportRun(
        centre=centre,
        kind=kind,
        file=stored,
        file_name=stored.original_name,
        source=options.source,
        mapping=_kept(options),
        actor_id=actor.user_id,
        created_at=now,
        updated_at=now,
    )
    run.save(force_insert=True)
    audit.record(audit.Act("import.started", run, {"kind": kind}), actor=actor, now=now)
    queue.enqueue("preview_import", str(run.pk))
    return run


def _kept(options: FileOptions) -> dict[str, object]:
    until = options.open_until
    return {"is_vouched": options.is_vouched, "open_until": until.isoformat() if until else None}


def _options(run: ImportRun) -> FileOptions:
    until = run.mapping.get("open_until")
    return FileOptions(
        source=run.source,
        is_vouched=bool(run.mapping.get("is_vouched")),
        open_until=date.fromisoformat(str(until)) if until else None,
        limits=Limits(max_file_bytes=settings.SANVIEC_MAX_UPLOAD_BYTES),
    )


@transaction.atomic
def apply_run(*, run: ImportRun, actor: Actor, now: datetime) -> ImportRun:
    """Ask for a previewed file to be written."""
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    run.state = IMPORT_STATES.target("apply", run.state)
    run.updated_at = now
    run.save(update_fields=["state", "updated_at"])
    audit.record(audit.Act("import.asked", run), actor=actor, now=now)
    queue.enqueue("apply_import", str(run.pk))
    return run


BUSY = (ImportState.WAITING, ImportState.APPLYING)
# A chunk takes seconds; a run that was silent for this long lost its worker.
SILENCE = timedelta(minutes=3)


def is_stalled(run: ImportRun, now: datetime) -> bool:
    """Whether nobody works on a run that should be worked on."""
    is_old = run.state in BUSY and run.updated_at < now - SILENCE
    return is_old and cache.get(_pulse_key(run)) is None


def _pulse_key(run: ImportRun) -> str:
    return f"import-pulse:{run.pk}"


@transaction.atomic
def resume_run(*, run: ImportRun, actor: Actor, now: datetime) -> ImportRun:
    """Ask again for the work of a run whose worker died; what was written is found unchanged.

    Raises:
        InputError: somebody is working on it.
    """
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if not is_stalled(run, now):
        raise InputError(
            "Tệp này vẫn đang được xử lý. Hãy đợi thêm vài phút.",
            "This file is still being worked on. Wait some minutes.",
            code="import_busy",
        )
    run.updated_at = now
    run.save(update_fields=["updated_at"])
    audit.record(audit.Act("import.resumed", run), actor=actor, now=now)
    task = "preview_import" if run.state == ImportState.WAITING else "apply_import"
    queue.enqueue(task, str(run.pk))
    return run


def resume_stalled(*, now: datetime) -> int:
    """Take up every run that lost its worker; called when a worker starts."""
    stalled = [run for run in ImportRun.objects.filter(state__in=BUSY) if is_stalled(run, now)]
    for run in sorted(stalled, key=lambda row: str(row.pk)):
        resume_run(run=run, actor=SYSTEM, now=now)
    return len(stalled)


def run_preview(run_id: str, *, now: datetime) -> ImportRun:
    """Read the file without writing anything but the run's own figures."""
    return _work(run_id, "preview", now, is_applied=False)


def run_apply(run_id: str, *, now: datetime) -> ImportRun:
    """Write the file; a worker killed half-way leaves whole chunks, and the next try finds them
    unchanged."""
    return _work(run_id, "finish", now, is_applied=True)


def _work(run_id: str, event: str, now: datetime, *, is_applied: bool) -> ImportRun:
    run = ImportRun.objects.select_related("centre", "file").get(pk=UUID(run_id))
    if not IMPORT_STATES.allows(event, run.state):
        return run
    actor = Actor(role=Role.DEPARTMENT, user_id=run.actor_id, centre_id=run.centre_id)
    rejected: list[Row] = []
    columns: list[str] = []

    def keep(table: Table, row: Row) -> None:
        columns[:] = table.columns
        if len(rejected) < MOST_REJECTED:
            rejected.append(row)

    job = Job(run.kind, run.centre, _options(run), actor, now, name=run.file_name)
    assert run.file is not None
    try:
        brought = bring_in(
            Path(run.file.file.path),
            job=job,
            is_applied=is_applied,
            on_rejected=keep,
            progress=lambda _rows: cache.set(_pulse_key(run), "alive", SILENCE.seconds),
        )
    except InputError as error:
        return _failed(run, error, actor, now)
    return _finished(run, event, brought, _rejected_file(run, columns, rejected, now), actor, now)


def _failed(run: ImportRun, error: InputError, actor: Actor, now: datetime) -> ImportRun:
    with transaction.atomic():
        run.state = IMPORT_STATES.target("fail", run.state)
        run.problem, run.updated_at = error.text_vi[:500], now
        run.save(update_fields=["state", "problem", "updated_at"])
        audit.record(audit.Act("import.failed", run, {"code": error.code}), actor=actor, now=now)
    return run


def _rejected_file(
    run: ImportRun, columns: list[str], rejected: list[Row], now: datetime
) -> StoredFile | None:
    if not rejected:
        return None
    with TemporaryDirectory(dir=settings.SANVIEC_HOME) as folder:
        target = Path(folder) / "dong-sai.xlsx"
        write_rejected(columns, rejected, target)
        content = io.BytesIO(target.read_bytes())
    return store_upload(upload=File(content, name=f"dong-sai-{run.file_name}.xlsx"), now=now)


def _finished(
    run: ImportRun,
    event: str,
    brought: Brought,
    rejected_file: StoredFile | None,
    actor: Actor,
    now: datetime,
) -> ImportRun:
    run.state = IMPORT_STATES.target(event, run.state)
    run.rows_read = brought.rows_read
    for verdict in ("added", "changed", "unchanged", "rejected"):
        setattr(run, verdict, brought.verdicts[verdict])
    run.errors = [
        {"row": e.row, "column": e.column, "text_vi": e.text_vi, "text_en": e.text_en}
        for e in brought.errors
    ]
    run.sample = {
        "samples": brought.samples,
        "columns": brought.columns,
        "unknown": brought.unknown_columns,
        "encoding": brought.encoding,
    }
    run.rejected_file, run.updated_at = rejected_file, now
    run.applied_at = now if run.state == ImportState.APPLIED else None
    with transaction.atomic():
        run.save(update_fields=_FIGURES)
        counts = dict(brought.verdicts)
        audit.record(audit.Act(f"import.{run.state}", run, counts), actor=actor, now=now)
    return run
