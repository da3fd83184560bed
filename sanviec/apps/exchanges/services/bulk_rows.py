"""Many rows of one act: written together, each with its audit line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sanviec.apps.exchanges.models import Interview, Participant
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.inserting import insert_many, update_many

_NOUNS = {Participant: "participant", Interview: "interview"}


def insert_all(rows: Sequence[Any], verb: str, *, actor: Actor, now: datetime) -> None:
    """Write new rows of one kind and their audit lines."""
    for row in rows:
        row.created_at = row.updated_at = now
    insert_many(rows)
    _record(rows, verb, actor, now)


def save_all(
    rows: Sequence[Any], columns: list[str], verb: str, *, actor: Actor, now: datetime
) -> None:
    """Write the named columns of rows that the caller holds, and their audit lines."""
    if not rows:
        return
    for row in rows:
        row.updated_at = now
    update_many(rows, [*columns, "updated_at"])
    _record(rows, verb, actor, now)


def _record(rows: Sequence[Any], verb: str, actor: Actor, now: datetime) -> None:
    acts = [audit.Act(f"{_NOUNS[type(row)]}.{verb}", row, {"state": row.state}) for row in rows]
    if acts:
        audit.record_many(acts, actor=actor, now=now)
