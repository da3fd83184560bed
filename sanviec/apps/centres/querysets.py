"""Named filters of centres."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from .models import Membership


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active_of(self, user: Any) -> MembershipQuerySet:
        return (
            self.filter(user=user, is_active=True, user__is_active=True)
            .exclude(centre__is_active=False)
            .select_related("centre")
            .order_by("created_at", "id")
        )
