"""Named sets of vacancies."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models

from sanviec.apps.employers.enums import EmployerState

from .enums import VacancyState

if TYPE_CHECKING:
    from .models import Vacancy


class VacancyQuerySet(models.QuerySet["Vacancy"]):
    def open_on(self, on: date) -> VacancyQuerySet:
        """Published by a verified employer and not past the closing day."""
        return self.filter(
            models.Q(closes_on__isnull=True) | models.Q(closes_on__gte=on),
            state=VacancyState.PUBLISHED,
            employer__state=EmployerState.VERIFIED,
        )

    def in_centre(self, centre_id: UUID | None) -> VacancyQuerySet:
        return self.filter(centre_id=centre_id)

    def for_employer(self, employer_id: UUID | None) -> VacancyQuerySet:
        return self.filter(employer_id=employer_id)

    def awaiting_approval(self) -> VacancyQuerySet:
        return self.filter(state=VacancyState.SUBMITTED)

    def past_closing(self, on: date) -> VacancyQuerySet:
        return self.filter(state=VacancyState.PUBLISHED, closes_on__lt=on)

    def review_due(self, on: date, every_days: int) -> VacancyQuerySet:
        """Published and not looked at for ``every_days`` days."""
        return self.filter(
            state=VacancyState.PUBLISHED, reviewed_on__lte=on - timedelta(days=every_days)
        )
