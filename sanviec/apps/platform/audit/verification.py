"""Walking the chain: which line, and which business row, was touched outside the system."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from sanviec.apps.platform.models import AuditEntry, AuditHead, Record

from .chain import GENESIS, chain_hash, state_hash

BATCH = 2_000
ROWS = 500
# What reading a row raises when SQL put into a column what does not belong there.
UNREADABLE = (AttributeError, ImproperlyConfigured, TypeError, ValidationError, ValueError)

Key = tuple[str, str]
Line = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken place: an audit line (``seq``) or the row it speaks of.

    ``code`` is for programs: line_changed, line_unreadable, line_unlinked, lines_missing,
    lines_added, end_cut, head_gone, row_changed, row_unreadable, row_gone, row_added.
    """

    seq: int
    object_type: str
    object_id: str
    problem: str
    code: str


def verify() -> Iterator[Finding]:
    """Walk the whole chain, then compare each row with the last line that speaks of it.

    People may go on working meanwhile: lines written after the start are left for the next run.

    Returns:
        One finding for each changed, missing or inserted line and each row that differs.
    Cost: one pass over the chain in batches of 2,000, one pass over the rows named in it.
    """
    # The head is read first: every line up to it was committed together with it.
    head = AuditHead.objects.filter(pk=1).first()
    walk = _Walk()
    for seq, entry in _lines_until(head.last_seq if head else _newest_seq()):
        yield from walk.step(seq, entry)
    if head is None:
        yield _of_chain("head_gone", walk.seq, _("Mốc cuối của nhật ký đã bị xóa."))
    elif (head.last_seq, head.last_hash or GENESIS) != (walk.seq, walk.previous):
        yield _of_chain("end_cut", walk.seq, _("Phần cuối của nhật ký đã bị cắt hoặc bị thay."))
    yield from _lines_beyond_end()
    yield from _changed_rows(walk.latest)
    yield from _added_rows(walk.named)


class _Walk:
    """What has been seen of the chain so far."""

    def __init__(self) -> None:
        self.seq = 0
        self.previous = GENESIS
        self.latest: dict[Key, Line] = {}
        # A line that was itself changed still names its row: that row is not a stranger.
        self.named: set[Key] = set()

    def step(self, seq: int, entry: AuditEntry | None) -> Iterator[Finding]:
        first_missing, self.seq = self.seq + 1, seq
        is_next = seq == first_missing
        if not is_next:
            text = _("Thiếu các dòng nhật ký từ %(first)d đến %(last)d.")
            yield _of_chain("lines_missing", seq, text % {"first": first_missing, "last": seq - 1})
        if entry is None:
            yield _of_chain("line_unreadable", seq, _("Dòng nhật ký này không còn đọc được."))
            return
        if is_next and entry.previous_hash != self.previous:
            yield _of_line(entry, "line_unlinked", _("Dòng này không nối với dòng trước nó."))
        self.previous = entry.hash
        self.named.add((entry.object_type, entry.object_id))
        if entry.hash == chain_hash(entry):
            self.latest[(entry.object_type, entry.object_id)] = (seq, entry.state_hash)
        else:
            # Nothing that it says is believed, not even which row it speaks of.
            yield _of_line(entry, "line_changed", _("Dòng nhật ký này đã bị sửa."))


def _lines_until(last_seq: int) -> Iterator[tuple[int, AuditEntry | None]]:
    done = 0
    while True:
        lines = AuditEntry.objects.filter(seq__gt=done, seq__lte=last_seq).order_by("seq")
        batch = _read(lines[:BATCH], "seq")
        if not batch:
            return
        yield from batch
        done = batch[-1][0]


def _lines_beyond_end() -> Iterator[Finding]:
    # Lines first, head second: an act that commits in between moves both.
    newest = _newest_seq()
    head = AuditHead.objects.filter(pk=1).first()
    if head is not None and newest > head.last_seq:
        yield _of_chain("lines_added", newest, _("Có dòng nhật ký được thêm từ bên ngoài."))


def _newest_seq() -> int:
    return AuditEntry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def _changed_rows(latest: dict[Key, Line]) -> Iterator[Finding]:
    by_type: dict[str, dict[str, Line]] = {}
    for (object_type, object_id), line in latest.items():
        if line[1]:
            by_type.setdefault(object_type, {})[object_id] = line
    # A model that a later release removed has no rows to compare.
    known = {model._meta.label_lower for model in apps.get_models()}
    for object_type in sorted(known & set(by_type)):
        lines = by_type[object_type]
        wanted = sorted(lines)
        for start in range(0, len(wanted), ROWS):
            ids = wanted[start : start + ROWS]
            yield from _changed_rows_of(object_type, {i: lines[i] for i in ids})


def _added_rows(named: set[Key]) -> Iterator[Finding]:
    """Rows that no line speaks of: nobody made them through the system."""
    for model in apps.get_models():
        if not issubclass(model, Record) or not model.has_audit_line:
            continue
        object_type = model._meta.label_lower
        for pk in model._default_manager.order_by("pk").values_list("pk", flat=True).iterator():
            object_id = str(pk)
            is_stranger = (object_type, object_id) not in named
            if is_stranger and not _has_newer_line(object_type, object_id, 0):
                text = _("Bản ghi được thêm ngoài hệ thống: không có dòng nhật ký nào.")
                yield Finding(0, object_type, object_id, text, "row_added")


def _changed_rows_of(object_type: str, lines: dict[str, Line]) -> Iterator[Finding]:
    rows = apps.get_model(object_type)._default_manager.filter(pk__in=lines).order_by("pk")
    found = {str(pk): row for pk, row in _read(rows, "pk")}
    for object_id, (seq, expected) in lines.items():
        code = _row_problem(found, object_id, expected)
        if code and not _has_newer_line(object_type, object_id, seq):
            yield Finding(seq, object_type, object_id, _row_text(code), code)


def _row_problem(rows: dict[str, Any], object_id: str, expected: str) -> str:
    if object_id not in rows:
        return "row_gone"
    if rows[object_id] is None:
        return "row_unreadable"
    return "" if state_hash(rows[object_id]) == expected else "row_changed"


def _row_text(code: str) -> str:
    return {
        "row_gone": _("Bản ghi đã bị xóa ngoài hệ thống."),
        "row_unreadable": _("Bản ghi không còn đọc được: có giá trị bị sửa ngoài hệ thống."),
        "row_changed": _("Bản ghi đã bị sửa ngoài hệ thống."),
    }[code]


def _has_newer_line(object_type: str, object_id: str, seq: int) -> bool:
    """Whether the system itself changed the row after the walk had begun."""
    newer = AuditEntry.objects.for_object(object_type, object_id).filter(seq__gt=seq)
    return bool(newer.exists())


def _read(rows: models.QuerySet[Any], key: str) -> list[tuple[Any, Any]]:
    """The key and the row of each; None for a row whose columns cannot be read."""
    try:
        return [(row.pk, row) for row in rows]
    except UNREADABLE:
        return [(pk, _read_one(rows.model, pk)) for pk in rows.values_list(key, flat=True)]


def _read_one(model: type[models.Model], pk: Any) -> models.Model | None:
    try:
        return model._default_manager.get(pk=pk)
    except UNREADABLE:
        return None


def _of_chain(code: str, seq: int, text: str) -> Finding:
    return Finding(seq, AuditEntry._meta.label_lower, str(seq), text, code)


def _of_line(entry: AuditEntry, code: str, text: str) -> Finding:
    return Finding(entry.seq, entry.object_type, entry.object_id, text, code)
