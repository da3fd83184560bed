"""What a merge changed, kept so that it can be taken back column by column.

A change holds the value before and the value that the merge wrote. Undoing puts the old value
back only where the merge's own value still stands, so what people changed since is kept.
Encrypted columns stay encrypted here too.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from sanviec.apps.platform.fields import EncryptedTextField, decrypt, encrypt

Change = dict[str, Any]
_CONTEXT = "jobseekers_merge.before"
# Column -> the one that is only right together with it.
FOLLOWERS = {"identity_no": "identity_index", "phone": "phone_index", "birth_date": "birth_year"}
_LEADERS = {follower: leader for leader, follower in FOLLOWERS.items()}


def change_of(row: models.Model, columns: dict[str, Any]) -> Change:
    """Set the columns that differ and describe it; an empty ``columns`` when none does."""
    changed: dict[str, Any] = {}
    for name, value in columns.items():
        old = getattr(row, name)
        if old != value:
            column = row._meta.get_field(name)
            changed[name] = {"before": _dump(column, old), "after": _dump(column, value)}
            setattr(row, name, value)
    return {"type": row._meta.label_lower, "id": str(row.pk), "columns": changed}


def row_of(change: Change) -> Any:
    """The changed row, locked; None when it is gone."""
    model = apps.get_model(change["type"])
    rows = model._default_manager.select_for_update(of=("self",))
    return rows.filter(pk=change["id"]).first()


def put_back(row: models.Model, change: Change) -> list[str]:
    """Set the old values where the merge's own still stand, and name those columns."""
    columns = change["columns"]
    restored: list[str] = []
    # Leaders first: where people changed the leader, its follower is theirs too.
    for name in sorted(columns, key=lambda name: name in _LEADERS):
        column, leader = row._meta.get_field(name), _LEADERS.get(name)
        is_free = leader not in columns or leader in restored
        if is_free and getattr(row, name) == _load(column, columns[name]["after"]):
            setattr(row, name, _load(column, columns[name]["before"]))
            restored.append(name)
    return restored


def _dump(column: Any, value: Any) -> Any:
    if isinstance(column, EncryptedTextField):
        return encrypt(value, _CONTEXT) if value else ""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _load(column: Any, value: Any) -> Any:
    if isinstance(column, EncryptedTextField):
        return decrypt(value, _CONTEXT) if value else ""
    if isinstance(column, models.JSONField):
        return value
    return column.to_python(value)
