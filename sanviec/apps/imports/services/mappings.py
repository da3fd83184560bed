"""Saved layouts: what somebody once said about the columns of a partner's file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sanviec.apps.centres.models import Centre
from sanviec.apps.imports.facts import layout_of
from sanviec.apps.imports.models import ImportMapping
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.engines.intake import SavedMapping
from sanviec.engines.intake.columns.vocabularies import check_kind, load_vocabulary
from sanviec.kernel.errors import InputError

# What a person answers for a column that is to be passed over.
IGNORED = "-"


def mapping_from_answers(kind: str, answers: Sequence[tuple[str, str]]) -> SavedMapping:
    """What somebody says about each column of a file.

    Args:
        answers: heading and field; an empty field leaves the column to recognition, "-" passes
            it over.

    Raises:
        InputError: two columns hold one field, or there is no such field.
    """
    checked = check_kind(kind)
    fields = load_vocabulary(checked).fields
    columns: dict[str, str] = {}
    for heading, field in answers:
        if field in {"", IGNORED}:
            continue
        if field not in fields:
            raise _wrong(f"Không có trường “{field}”.", f"There is no field {field!r}.")
        if field in columns:
            raise _wrong(
                f"Cột “{columns[field]}” và cột “{heading}” cùng được chọn là "
                f"“{fields[field].label_vi}”. Hãy để một cột.",
                f"Columns {columns[field]!r} and {heading!r} are both {field!r}. Keep one.",
            )
        columns[field] = heading
    ignored = tuple(heading for heading, field in answers if field == IGNORED)
    return SavedMapping(kind=checked, columns=tuple(columns.items()), ignore=ignored)


@transaction.atomic
def save_mapping(
    *, centre: Centre, name: str, mapping: SavedMapping, actor: Actor, now: datetime
) -> ImportMapping:
    """Keep a layout under a name; the same name of the same kind is the same layout.

    Raises:
        InputError: it has no name, or says nothing about any column.
    """
    name = " ".join(name.split())[:80]
    if not name:
        raise _wrong("Hãy đặt tên cho mẫu cột.", "Give the layout a name.", field="name")
    layout = layout_of(mapping)
    if not layout:
        raise _wrong("Hãy chọn ý nghĩa của ít nhất một cột.", "Say what at least one column means.")
    same = ImportMapping.objects.select_for_update(of=("self",)).filter(
        centre=centre, kind=mapping.kind, name=name
    )
    row, is_new = same.first(), False
    if row is None:
        row, is_new = ImportMapping(centre=centre, kind=mapping.kind, name=name), True
        row.created_at = now
    row.layout, row.updated_at = layout, now
    row.save(force_insert=is_new, update_fields=None if is_new else ["layout", "updated_at"])
    audit.record(audit.Act("import_mapping.saved", row, {"kind": row.kind}), actor=actor, now=now)
    return row


def _wrong(text_vi: str, text_en: str, *, field: str | None = None) -> InputError:
    return InputError(text_vi, text_en, field=field, code="mapping_wrong")
