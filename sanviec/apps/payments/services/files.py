"""A list as a file: a small one while the officer waits, a large one by the worker, for a time."""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, transaction
from django.utils import timezone

from sanviec.apps.payments.enums import FileKind, PayFileState, PayListState
from sanviec.apps.payments.models import PayList, PayListFile
from sanviec.apps.payments.selectors import rows_version
from sanviec.apps.payments.transitions import FILE_STATES
from sanviec.apps.payments.writing import is_large, write_pay_list
from sanviec.apps.platform import queue
from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.apps.platform.services import drop_sealed_file, read_sealed_file, store_sealed_file
from sanviec.apps.reference.selectors import parameter
from sanviec.kernel.errors import InputError

from .rows import hold_list, insert, note_download, save

log = logging.getLogger("sanviec.payments")
TASK = "make_pay_file"
# So often a file is begun anew because its rows changed while it was written.
_TRIES = 3
_OF_CONTENT = ["stored", "sha256", "rows_version", "made_at", "remove_at", "problem"]


def take_file(
    *, pay_list: PayList, kind: str, is_new: bool = False, actor: Actor, now: datetime
) -> bytes | None:
    """The list as a file, and who took it, and when, is kept; it holds identity numbers.

    Args:
        kind: "csv" or "xlsx".
        is_new: a large list's file is made anew, although one is there.

    Returns:
        The file; None for a large list while it is being made, which this asks for, once.

    Raises:
        InputError: a large list was given up.
    """
    if is_large(pay_list, kind):
        return _take_made(pay_list.pk, FileKind(kind), is_new=is_new, actor=actor, now=now)
    note_download(pay_list, kind, actor=actor, now=now)
    return write_pay_list(pay_list, kind)


@transaction.atomic
def _take_made(
    list_id: UUID, kind: FileKind, *, is_new: bool, actor: Actor, now: datetime
) -> bytes | None:
    pay_list = hold_list(list_id)
    _check_not_given_up(pay_list)
    # The list is held: two who ask at once make one row and one task.
    made = PayListFile.objects.select_for_update(of=("self",)).filter(pay_list=pay_list, kind=kind)
    found = made.select_related("pay_list").first()
    content = None if is_new or found is None else _content_of(found, now)
    if content is not None:
        note_download(pay_list, kind.value, actor=actor, now=now)
        return content
    if found is None:
        found = PayListFile(pay_list=pay_list, kind=kind)
        insert(found, "pay_list.file_ordered", actor=actor, now=now)
    elif found.state == PayFileState.QUEUED:
        return None
    else:
        _empty(found, "order", "pay_list.file_ordered", actor=actor, now=now)
    queue.enqueue(TASK, str(found.pk))
    return None


def _check_not_given_up(pay_list: PayList) -> None:
    if pay_list.state == PayListState.CANCELLED:
        raise InputError(
            "Danh sách đã hủy nên không còn tệp. Hãy mở danh sách đã lập thay.",
            "The list was cancelled and has no file. Open the one that was made instead.",
            code="list_cancelled",
        )


def _content_of(made: PayListFile, now: datetime) -> bytes | None:
    """What was made, if it is whole and still says what the rows say; else None."""
    if made.state != PayFileState.MADE or made.stored is None:
        return None
    is_old = made.remove_at is None or made.remove_at <= now
    if is_old or made.rows_version != rows_version(made.pay_list):
        return None
    try:
        content = read_sealed_file(made.stored)
    except (OSError, ValueError, ImproperlyConfigured) as error:
        log.warning("pay list file unreadable id=%s error=%s", made.pk, type(error).__name__)
        return None
    return content if hashlib.sha256(content).hexdigest() == made.sha256 else None


def make_pay_file(file_id: str | UUID, *, now: datetime) -> PayFileState:
    """Write a file that was asked for; once it is there, nothing happens.

    Nothing is held while it is written. A process that is killed at any step leaves the file
    queued, with nothing to offer; the next one makes it anew under the same name.
    """
    for _try in range(_TRIES):
        made = PayListFile.objects.select_related("pay_list__centre").get(pk=file_id)
        if made.state != PayFileState.QUEUED:
            break
        version = rows_version(made.pay_list)
        try:
            content = write_pay_list(made.pay_list, made.kind)
        except (OSError, DatabaseError):
            # A full disk or a busy database passes; the keeper takes the file up again.
            raise
        except Exception as error:
            log.exception("pay list file failed id=%s", made.pk)
            return _fail(made.pk, type(error).__name__, now)
        if _keep(made.pk, content, version, now) != PayFileState.QUEUED:
            break
    return PayFileState(PayListFile.objects.values_list("state", flat=True).get(pk=file_id))


@transaction.atomic
def _keep(file_id: UUID, content: bytes, version: str, now: datetime) -> PayFileState:
    made = _hold(file_id)
    if made.state != PayFileState.QUEUED or rows_version(made.pay_list) != version:
        # Another worker was quicker or the list was given up; or what was written is old already.
        return PayFileState(made.state)
    made.state = FILE_STATES.target("make", made.state)
    name = f"{made.pay_list.number}.{made.kind}"
    made.stored = store_sealed_file(file_id=made.pk, name=name, content=content, now=now)
    made.sha256, made.rows_version = hashlib.sha256(content).hexdigest(), version
    hours = parameter("pay_file_hours", timezone.localdate(now))
    made.made_at, made.remove_at = now, now + timedelta(hours=hours)
    save(made, _OF_CONTENT, "pay_list.file_made", actor=SYSTEM, now=now)
    return PayFileState.MADE


@transaction.atomic
def _fail(file_id: UUID, code: str, now: datetime) -> PayFileState:
    made = _hold(file_id)
    if made.state == PayFileState.QUEUED:
        made.state = FILE_STATES.target("fail", made.state)
        made.problem = code[:40]
        save(made, ["problem"], "pay_list.file_failed", actor=SYSTEM, now=now)
    return PayFileState(made.state)


def _hold(file_id: UUID) -> PayListFile:
    """The file as it is now, held; its list is held before it."""
    list_id = PayListFile.objects.values_list("pay_list_id", flat=True).get(pk=file_id)
    pay_list = hold_list(list_id)
    held = PayListFile.objects.select_for_update(of=("self",)).get(pk=file_id)
    held.pay_list = pay_list
    return held


def _empty(made: PayListFile, event: str, action: str, *, actor: Actor, now: datetime) -> None:
    """Move a held file to where it has no content, and take its content off the disk."""
    made.state = FILE_STATES.target(event, made.state)
    made.stored, made.sha256, made.rows_version, made.problem = None, "", "", ""
    made.made_at = made.remove_at = None
    save(made, _OF_CONTENT, action, actor=actor, now=now)
    drop_sealed_file(made.pk)


def remove_files_of(pay_list: PayList, *, actor: Actor, now: datetime) -> None:
    """Take away what was made of a list that is given up, in the caller's transaction."""
    held = pay_list.files.select_for_update(of=("self",)).exclude(state=PayFileState.REMOVED)
    for made in held.order_by("kind"):
        _empty(made, "remove", "pay_list.file_removed", actor=actor, now=now)


def remove_old_files(*, now: datetime) -> int:
    """Take away files whose time is over: identity numbers do not lie about on the disk.

    Returns:
        How many were removed; doing it again removes none.
    """
    over = PayListFile.objects.filter(state=PayFileState.MADE, remove_at__lte=now)
    ids = list(over.order_by("id").values_list("pk", flat=True))
    return sum(_remove_old(file_id, now) for file_id in ids)


@transaction.atomic
def _remove_old(file_id: UUID, now: datetime) -> bool:
    made = _hold(file_id)
    if made.state != PayFileState.MADE or made.remove_at is None or made.remove_at > now:
        return False
    _empty(made, "remove", "pay_list.file_removed", actor=SYSTEM, now=now)
    return True


def unmade(*, before: datetime) -> list[str]:
    """Files that were asked for and have not moved since ``before``: their task was lost."""
    still = PayListFile.objects.filter(state=PayFileState.QUEUED, updated_at__lt=before)
    return [str(pk) for pk in still.order_by("id").values_list("pk", flat=True)]
