"""Named filters over the platform's own tables."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models

from .enums import Channel, OutboxState

if TYPE_CHECKING:
    from .models import AuditEntry, OutboxMessage


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    def for_object(self, object_type: str, object_id: object) -> AuditQuerySet:
        return self.filter(object_type=object_type, object_id=str(object_id)).order_by("seq")


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    def due(self, now: datetime) -> OutboxQuerySet:
        return self.filter(state=OutboxState.PENDING, available_at__lte=now).order_by("created_at")

    def inbox_of(self, user: Any) -> OutboxQuerySet:
        """In-app messages of one user, newest first."""
        return self.filter(recipient=user, channel=Channel.IN_APP).order_by("-created_at", "id")
