"""Writes of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.inserting import insert_many

from .enums import ServiceChannel, ServiceKind
from .models import ServiceLine


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was delivered to whom; on the day of the act unless another day is named."""

    centre_id: UUID
    kind: ServiceKind
    channel: ServiceChannel
    target: models.Model
    person_id: UUID | None = None
    employer_id: UUID | None = None
    place_code: str = ""
    openings: int = 0
    delivered_on: date | None = None


def enter(delivery: Delivery, *, actor: Actor, now: datetime) -> ServiceLine:
    """Write one line in the caller's transaction."""
    return enter_many([delivery], actor=actor, now=now)[0]


def enter_many(deliveries: Sequence[Delivery], *, actor: Actor, now: datetime) -> list[ServiceLine]:
    """Write a line for each delivery."""
    lines = lines_of(deliveries, actor=actor, now=now)
    insert_many(lines)
    return lines


def lines_of(deliveries: Sequence[Delivery], *, actor: Actor, now: datetime) -> list[ServiceLine]:
    """The lines of some deliveries, for whoever writes them together with other rows."""
    return [_line(delivery, actor, now) for delivery in deliveries]


def _line(delivery: Delivery, actor: Actor, now: datetime) -> ServiceLine:
    return ServiceLine(
        centre_id=delivery.centre_id,
        kind=delivery.kind,
        channel=delivery.channel,
        delivered_on=delivery.delivered_on or timezone.localdate(now),
        person_id=delivery.person_id,
        employer_id=delivery.employer_id,
        object_type=delivery.target._meta.label_lower,
        object_id=str(delivery.target.pk),
        place_code=delivery.place_code,
        openings=delivery.openings,
        actor_id=actor.user_id,
        created_at=now,
        updated_at=now,
    )


def take_back(line: ServiceLine, *, reason: str, actor: Actor, now: datetime) -> ServiceLine:
    """A second line that cancels a wrong one; both stay readable."""
    copied: dict[str, Any] = {
        name: getattr(line, name)
        for name in ("centre_id", "kind", "channel", "delivered_on", "person_id", "employer_id")
    }
    back = ServiceLine(
        **copied,
        object_type=line.object_type,
        object_id=line.object_id,
        place_code=line.place_code,
        visits=-1,
        reverses=line,
        actor_id=actor.user_id,
        created_at=now,
        updated_at=now,
    )
    back.save(force_insert=True)
    audit.record(audit.Act("ledger.taken_back", back, {"reason": reason}), actor=actor, now=now)
    return back
