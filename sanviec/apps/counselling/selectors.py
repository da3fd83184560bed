"""Reads of counselling."""

from __future__ import annotations

from datetime import date

from sanviec.apps.jobseekers.models import Jobseeker

from .models import CounsellingSession


def counselling_of(jobseeker: Jobseeker, *, limit: int = 20) -> list[CounsellingSession]:
    """A person's meetings, the latest first."""
    found = CounsellingSession.objects.filter(jobseeker=jobseeker)
    return list(found.order_by("-held_on", "-created_at", "id")[:limit])


def was_counselled_since(jobseeker: Jobseeker, on: date) -> bool:
    """Whether the person met a counsellor on that day or later."""
    return CounsellingSession.objects.filter(jobseeker=jobseeker, held_on__gte=on).exists()
