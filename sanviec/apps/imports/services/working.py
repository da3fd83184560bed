"""The background's part of an import: read the file, write it, keep what came of it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.conf import settings
from django.core.files.base import File
from django.db import transaction

from sanviec.apps.imports.enums import ImportState
from sanviec.apps.imports.facts import mapping_of
from sanviec.apps.imports.models import ImportRun
from sanviec.apps.imports.transitions import IMPORT_STATES
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import StoredFile
from sanviec.apps.platform.services import store_upload
from sanviec.engines.intake import Limits, read_table
from sanviec.kernel.errors import InputError

from .files import bring_in
from .job import Brought, FileOptions, Job
from .rejected import RejectedRows, rejected_rows
from .runs import beat, moved

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
_BROKEN_DOWN = InputError(
    "Việc đọc hoặc ghi tệp dừng giữa chừng vì lỗi hệ thống. Những dòng đã ghi vẫn còn; "
    "hãy gửi lại chính tệp này để ghi nốt, hoặc báo quản trị hệ thống.",
    "Reading or writing the file stopped half-way by an internal error. What was written stays; "
    "send the same file again to complete it, or tell the administrator.",
    code="import_broken",
)


def options_of(run: ImportRun) -> FileOptions:
    """What was decided about the file, as it was kept."""
    until = run.options.get("open_until")
    return FileOptions(
        source=run.source,
        is_vouched=bool(run.options.get("is_vouched")),
        open_until=date.fromisoformat(until) if until else None,
        mapping=mapping_of(run.options.get("layout", {}), run.kind),
        limits=Limits(max_file_bytes=settings.SANVIEC_MAX_UPLOAD_BYTES),
    )


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
    actor = _actor_of(run)
    job = Job(run.kind, run.centre, options_of(run), actor, now, name=run.file_name)
    try:
        with rejected_rows() as rejected:
            brought = bring_in(
                _path_of(run),
                job=job,
                is_applied=is_applied,
                on_rejected=rejected.add,
                progress=lambda _rows: beat(run),
            )
            refused = _rejected_file(run, rejected, now)
    except InputError as error:
        return _failed(run, error, actor, now)
    except Exception:
        _failed(run, _BROKEN_DOWN, actor, now)
        raise
    return _finished(run, event, brought, refused, actor=actor, now=now)


def _actor_of(run: ImportRun) -> Actor:
    """Whoever sent the file, or asked last for it to be written."""
    role = Role(run.options.get("role", Role.DEPARTMENT.value))
    return Actor(role=role, user_id=run.actor_id, centre_id=run.centre_id)


def _path_of(run: ImportRun) -> Path:
    assert run.file is not None, "a run that is read has its file"
    return Path(run.file.file.path)


def _failed(run: ImportRun, error: InputError, actor: Actor, now: datetime) -> ImportRun:
    headings = _headings_of(run)
    with transaction.atomic():
        run = moved(run, "fail")
        run.problem, run.problem_en = error.text_vi[:500], error.text_en[:500]
        run.updated_at = now
        # A file whose columns were not understood can be mapped by hand.
        run.sample = {"headings": headings} if headings else {}
        run.save(update_fields=["state", "problem", "problem_en", "sample", "updated_at"])
        audit.record(audit.Act("import.failed", run, {"code": error.code}), actor=actor, now=now)
    return run


def _headings_of(run: ImportRun) -> list[str]:
    try:
        with read_table(_path_of(run), name=run.file_name, limits=options_of(run).limits) as table:
            return list(table.columns[:200])
    except InputError:
        return []


def _rejected_file(run: ImportRun, rejected: RejectedRows, now: datetime) -> StoredFile | None:
    if not rejected.count:
        return None
    with TemporaryDirectory(dir=settings.SANVIEC_HOME) as folder:
        target = Path(folder) / "dong-sai.xlsx"
        try:
            rejected.write(target)
            with target.open("rb") as content:
                name = f"dong-sai-{Path(run.file_name).stem}.xlsx"
                return store_upload(upload=File(content, name=name), now=now)
        except InputError:
            # Too large to be handed back; the first reasons stand on the page.
            return None


def _finished(
    run: ImportRun,
    event: str,
    brought: Brought,
    rejected_file: StoredFile | None,
    *,
    actor: Actor,
    now: datetime,
) -> ImportRun:
    with transaction.atomic():
        run = moved(run, event)
        _note(run, brought)
        run.rejected_file, run.updated_at = rejected_file, now
        run.applied_at = now if run.state == ImportState.APPLIED else None
        run.save(update_fields=_FIGURES)
        counts = dict(brought.verdicts)
        audit.record(audit.Act(f"import.{run.state}", run, counts), actor=actor, now=now)
    return run


def _note(run: ImportRun, brought: Brought) -> None:
    run.rows_read = brought.rows_read
    for verdict in ("added", "changed", "unchanged", "rejected"):
        setattr(run, verdict, brought.verdicts[verdict])
    run.errors = [
        {"row": e.row, "column": e.column, "text_vi": e.text_vi, "text_en": e.text_en}
        for e in brought.errors
    ]
    run.sample = {
        "samples": brought.samples,
        "headings": brought.headings[:200],
        "columns": brought.columns,
        "unknown": brought.unknown_columns,
        "encoding": brought.encoding,
    }
