"""Machines at the door: an officer prepares one for a session; its key opens nothing else."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from sanviec.apps.exchanges.enums import DOOR_STATES, DevicePurpose
from sanviec.apps.exchanges.models import Device, ExchangeSession
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.fields import blind_index
from sanviec.kernel.errors import InputError

from . import rows

KEY_BYTES = 32
# What a device kept may be sent so long after the session; then its key opens nothing.
SENDING_DAYS = timedelta(days=14)
# People's names leave the machine so long after the session.
NAMES_FOR = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A device with its key, which is told once and kept nowhere here."""

    device: Device
    key: str


@transaction.atomic
def prepare_device(
    *,
    session: ExchangeSession,
    name: str,
    purpose: DevicePurpose = DevicePurpose.DOOR,
    actor: Actor,
    now: datetime,
) -> Prepared:
    """Let a machine work at the door of one session.

    Raises:
        InputError: the session is not open for people, or the machine has no name.
    """
    held = rows.hold_session(session.pk)
    name = " ".join(name.split())[:80]
    if held.state not in DOOR_STATES or now > held.ends_at + NAMES_FOR:
        raise _wrong("", "Phiên này không còn mở cửa nên không chuẩn bị máy được.", "not open")
    if not name:
        raise _wrong("name", "Hãy đặt tên cho máy, ví dụ “Điện thoại của Hà”.", "no name")
    highest = Device.objects.filter(session=held).aggregate(n=Max("device_no"))["n"]
    key = secrets.token_urlsafe(KEY_BYTES)
    assert actor.user_id is not None, "an officer prepares it"
    device = Device(
        session=held,
        name=name,
        purpose=purpose,
        centre_id=actor.centre_id or held.centre_id,
        device_no=(highest or 0) + 1,
        prepared_by_id=actor.user_id,
        key_index=index_of(key),
        created_at=now,
        updated_at=now,
    )
    device.save(force_insert=True)
    act = audit.Act("device.prepared", device, {"purpose": purpose.value})
    audit.record(act, actor=actor, now=now)
    return Prepared(device, key)


@transaction.atomic
def revoke_device(*, device: Device, actor: Actor, now: datetime) -> Device:
    """Take a lost or finished machine out of work; what it still keeps is not taken any more."""
    held = Device.objects.select_for_update(of=("self",)).get(pk=device.pk)
    if held.revoked_at is None:
        held.revoked_at = held.updated_at = now
        held.save(update_fields=["revoked_at", "updated_at"])
        audit.record(audit.Act("device.revoked", held), actor=actor, now=now)
    return held


@transaction.atomic
def note_contact(
    *, device: Device, ahead: timedelta, has_snapshot: bool = False, now: datetime
) -> Device:
    """Write down when a machine last spoke to us and how wrong its clock is."""
    held = Device.objects.select_for_update(of=("self",)).get(pk=device.pk)
    held.clock_ahead_seconds = max(-(2**31), min(2**31 - 1, round(ahead.total_seconds())))
    columns = ["clock_ahead_seconds", "synced_at", "updated_at"]
    held.synced_at = held.updated_at = now
    if has_snapshot:
        held.snapshot_at = now
        columns.append("snapshot_at")
    held.save(update_fields=columns)
    audit.record(audit.Act("device.spoke", held), actor=actor_of_device(held), now=now)
    return held


def index_of(key: str) -> str:
    """What stands in the database for a key."""
    return blind_index(key, "exchanges.device")


def actor_of_device(device: Device) -> Actor:
    """The officer who prepared the machine answers for what it does; it has no role of staff."""
    return Actor(role=Role.SYSTEM, user_id=device.prepared_by_id, centre_id=device.centre_id)


def _wrong(field: str, text_vi: str, text_en: str) -> InputError:
    return InputError(text_vi, text_en, field=field or None, code="device_refused")
