"""Appending to the chain, and the two hashes that hold it together."""

from __future__ import annotations

import functools
import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction

from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.inserting import Changed, New, write_together
from sanviec.apps.platform.models import AuditEntry, AuditHead, Record
from sanviec.apps.platform.reading import read_rows

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Act:
    """What happened to which row; ``data`` holds ids and codes, never names or numbers."""

    action: str
    target: models.Model
    data: dict[str, Any] = field(default_factory=dict)


def record(act: Act, *, actor: Actor, now: datetime) -> AuditEntry:
    """Append one act to the chain inside the caller's transaction."""
    return record_many([act], actor=actor, now=now)[0]


def record_many(acts: Iterable[Act], *, actor: Actor, now: datetime) -> list[AuditEntry]:
    """Append several acts in order, with one lock of the chain's end.

    Each target must hold what its row holds: saved, or read under the caller's lock.

    Cost: one row lock, one insert; about 0.1 ms of hashing an act.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("an audit line belongs to a transaction")
    head = read_rows(AuditHead, {"id": [1]}, is_held=True)[0]
    entries: list[AuditEntry] = []
    previous, seq = head.last_hash or GENESIS, head.last_seq
    for act in acts:
        seq += 1
        entry = _entry(act, seq=seq, previous=previous, actor=actor, now=now)
        entries.append(entry)
        previous = entry.hash
    head.last_seq, head.last_hash = seq, previous
    write_together(New(entries), Changed([head], ["last_seq", "last_hash"]))
    return entries


def _entry(act: Act, *, seq: int, previous: str, actor: Actor, now: datetime) -> AuditEntry:
    data = act.data | ({"link_sent_to": actor.link_sent_to} if actor.link_sent_to else {})
    entry = AuditEntry(
        seq=seq,
        at=now,
        actor_id=actor.user_id,
        actor_role=actor.role.value,
        centre_id=actor.centre_id,
        action=act.action,
        object_type=act.target._meta.label_lower,
        object_id=str(act.target.pk),
        data=json.dumps(data, ensure_ascii=False, sort_keys=True, default=str),
        state_hash=_fingerprint(act),
        previous_hash=previous,
    )
    entry.hash = chain_hash(entry)
    return entry


def _fingerprint(act: Act) -> str:
    """The row's fingerprint, or nothing where there is no state to compare with.

    A deleted row has none. Only a ``Record`` is written by services alone; an account's row, for
    instance, is changed by the sign-in library at each sign-in.
    """
    has_state = isinstance(act.target, Record) and not act.action.endswith(".deleted")
    return state_hash(act.target) if has_state else ""


def chain_hash(entry: AuditEntry) -> str:
    """The keyed hash of a line's content and of the hash before it."""
    content = [
        entry.seq,
        entry.at.timestamp(),
        entry.actor_id,
        entry.actor_role,
        str(entry.centre_id or ""),
        entry.action,
        entry.object_type,
        entry.object_id,
        entry.data,
        entry.state_hash,
        entry.previous_hash,
    ]
    return _keyed(json.dumps(content, ensure_ascii=False))


def state_hash(target: models.Model) -> str:
    """A keyed fingerprint of a row's own columns, the same before the write and after a read.

    Cipher texts change at each write, so values are taken as Python sees them.
    """
    later: frozenset[str] = getattr(target, "later_columns", frozenset())
    values = [
        (name, _plain(column, getattr(target, name)))
        for name, column in _columns(type(target))
        if name not in later or getattr(target, name) not in (None, "")
    ]
    # PostgreSQL keeps the keys of a JSON object in an order of its own.
    return _keyed(json.dumps(values, ensure_ascii=False, default=str, sort_keys=True))


@functools.cache
def _columns(model: type[models.Model]) -> tuple[tuple[str, Any], ...]:
    return tuple((column.attname, column) for column in model._meta.concrete_fields)


def _plain(column: Any, value: Any) -> Any:
    """The value in the form in which it comes back from either database."""
    if value is None or isinstance(column, models.JSONField):
        return value
    if isinstance(column, models.FileField):
        return str(value)
    python = column.to_python(value)
    return python.timestamp() if isinstance(python, datetime) else python


def _keyed(text: str) -> str:
    return hmac.new(settings.SANVIEC_AUDIT_KEY, text.encode(), hashlib.sha256).hexdigest()
