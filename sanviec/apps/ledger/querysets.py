"""Named sets of service lines."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models

if TYPE_CHECKING:
    from .models import ServiceLine


class ServiceLineQuerySet(models.QuerySet["ServiceLine"]):
    def in_centre(self, centre_id: UUID | None) -> ServiceLineQuerySet:
        return self.filter(centre_id=centre_id)

    def standing(self) -> ServiceLineQuerySet:
        """Lines that were not taken back."""
        return self.filter(reverses__isnull=True, serviceline__isnull=True)

    def between(self, first: date, last: date) -> ServiceLineQuerySet:
        return self.filter(delivered_on__gte=first, delivered_on__lte=last)
