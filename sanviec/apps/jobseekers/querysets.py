"""Named sets of jobseekers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef

from .enums import ConsentPurpose, JobseekerState

if TYPE_CHECKING:
    from .models import Consent, Jobseeker


class JobseekerQuerySet(models.QuerySet["Jobseeker"]):
    def living(self) -> JobseekerQuerySet:
        """Files that were not merged into another one."""
        return self.exclude(state=JobseekerState.MERGED)

    def in_centre(self, centre_id: UUID | None) -> JobseekerQuerySet:
        return self.filter(centre_id=centre_id)

    def seeking(self) -> JobseekerQuerySet:
        return self.filter(state=JobseekerState.SEEKING)

    def consenting_to(self, purpose: ConsentPurpose) -> JobseekerQuerySet:
        from django.apps import apps

        consents = apps.get_model("jobseekers", "Consent").objects
        given = consents.filter(
            jobseeker=OuterRef("pk"), purpose=purpose, withdrawn_at__isnull=True
        )
        return self.filter(Exists(given))


class ConsentQuerySet(models.QuerySet["Consent"]):
    def in_force(self) -> ConsentQuerySet:
        return self.filter(withdrawn_at__isnull=True)

    def for_jobseeker(self, jobseeker: Any) -> ConsentQuerySet:
        return self.filter(jobseeker=jobseeker).order_by("purpose", "given_at", "id")
