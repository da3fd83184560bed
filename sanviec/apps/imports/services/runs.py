"""Imports from the browser: the file is kept, then asked to be read and to be written."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from sanviec.apps.centres.models import Centre
from sanviec.apps.imports.enums import ImportState
from sanviec.apps.imports.facts import layout_of
from sanviec.apps.imports.models import ImportRun
from sanviec.apps.imports.transitions import IMPORT_STATES
from sanviec.apps.platform import audit, queue
from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.apps.platform.services import store_upload
from sanviec.engines.intake import SavedMapping
from sanviec.kernel.errors import InputError

from .job import FileOptions, check_open_until

BUSY = (ImportState.WAITING, ImportState.APPLYING)
# A chunk takes seconds; a run that was silent for this long lost its worker.
SILENCE = timedelta(minutes=3)


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
        InputError: the file is larger than SANVIEC_MAX_UPLOAD_BYTES, or the closing day for
            rows without one cannot be.
    """
    check_open_until(options.open_until, timezone.localdate(now))
    stored = store_upload(upload=upload, now=now)
    run = ImportRun(
        centre=centre,
        kind=kind,
        file=stored,
        file_name=stored.original_name,
        source=options.source,
        options=_kept(options, actor),
        actor_id=actor.user_id,
        created_at=now,
        updated_at=now,
    )
    run.save(force_insert=True)
    audit.record(audit.Act("import.started", run, {"kind": kind}), actor=actor, now=now)
    queue.enqueue("preview_import", str(run.pk))
    return run


def _kept(options: FileOptions, actor: Actor) -> dict[str, Any]:
    until = options.open_until
    return {
        "is_vouched": options.is_vouched,
        "open_until": until.isoformat() if until else None,
        "layout": layout_of(options.mapping) if options.mapping else {},
        "role": actor.role.value,
    }


@transaction.atomic
def apply_run(*, run: ImportRun, actor: Actor, now: datetime) -> ImportRun:
    """Ask for a previewed file to be written, in the name of whoever asks."""
    run = moved(run, "apply")
    run.actor_id = actor.user_id
    run.options = run.options | {"role": actor.role.value}
    return _ask(run, "asked", ["actor_id", "options"], "apply_import", actor=actor, now=now)


@transaction.atomic
def remap_run(*, run: ImportRun, mapping: SavedMapping, actor: Actor, now: datetime) -> ImportRun:
    """Read a file once more with what somebody says about its columns."""
    run = moved(run, "remap")
    run.problem = run.problem_en = ""
    run.options = run.options | {"layout": layout_of(mapping)}
    return _ask(
        run,
        "remapped",
        ["problem", "problem_en", "options"],
        "preview_import",
        actor=actor,
        now=now,
    )


def is_stalled(run: ImportRun, now: datetime) -> bool:
    """Whether nobody works on a run that should be worked on."""
    is_old = run.state in BUSY and run.updated_at < now - SILENCE
    return is_old and cache.get(_pulse_key(run)) is None


def beat(run: ImportRun) -> None:
    """Say that a run is being worked on."""
    cache.set(_pulse_key(run), "alive", int(SILENCE.total_seconds()))


def _pulse_key(run: ImportRun) -> str:
    return f"import-pulse:{run.pk}"


@transaction.atomic
def resume_run(*, run: ImportRun, actor: Actor, now: datetime) -> ImportRun:
    """Ask again for the work of a run whose worker died; what was written is found unchanged.

    Raises:
        InputError: somebody is working on it.
    """
    run = locked(run)
    if not is_stalled(run, now):
        raise InputError(
            "Tệp này vẫn đang được xử lý. Hãy đợi thêm vài phút.",
            "This file is still being worked on. Wait some minutes.",
            code="import_busy",
        )
    task = "preview_import" if run.state == ImportState.WAITING else "apply_import"
    return _ask(run, "resumed", [], task, actor=actor, now=now)


def resume_stalled(*, now: datetime) -> int:
    """Take up every run that lost its worker; called when a worker starts, and each night.

    Returns:
        How many were taken up; 0 says that nothing is left.
    """
    busy = ImportRun.objects.filter(state__in=BUSY).order_by("created_at", "id")
    taken_up = 0
    for run in busy:
        # Another worker that starts now may be quicker.
        with suppress(InputError):
            resume_run(run=run, actor=SYSTEM, now=now)
            taken_up += 1
    return taken_up


def locked(run: ImportRun) -> ImportRun:
    """The run as it is now, held until the act is over."""
    held: ImportRun = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    return held


def moved(run: ImportRun, event: str) -> ImportRun:
    """The run, held, in the state that the table gives after ``event``."""
    run = locked(run)
    run.state = IMPORT_STATES.target(event, run.state)
    return run


def _ask(
    run: ImportRun, verb: str, columns: list[str], task: str, *, actor: Actor, now: datetime
) -> ImportRun:
    run.updated_at = now
    run.save(update_fields=["state", *columns, "updated_at"])
    audit.record(audit.Act(f"import.{verb}", run), actor=actor, now=now)
    queue.enqueue(task, str(run.pk))
    return run
