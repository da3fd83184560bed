"""Named sets of employers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models

from .enums import EmployerState

if TYPE_CHECKING:
    from .models import Employer


class EmployerQuerySet(models.QuerySet["Employer"]):
    def in_centre(self, centre_id: UUID | None) -> EmployerQuerySet:
        return self.filter(centre_id=centre_id)

    def verified(self) -> EmployerQuerySet:
        return self.filter(state=EmployerState.VERIFIED)

    def awaiting_verification(self) -> EmployerQuerySet:
        return self.filter(state=EmployerState.SUBMITTED)
