"""Named sets of referrals and follow-ups."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models

from .enums import LIVE_STATES, OPEN_STATES, WAS_HIRED, WITH_EMPLOYER, ReferralState

if TYPE_CHECKING:
    from .models import FollowUp, Referral


class ReferralQuerySet(models.QuerySet["Referral"]):
    def in_centre(self, centre_id: UUID | None) -> ReferralQuerySet:
        return self.filter(centre_id=centre_id)

    def for_jobseeker(self, jobseeker: Any) -> ReferralQuerySet:
        return self.filter(jobseeker=jobseeker)

    def for_employer(self, employer_id: UUID | None) -> ReferralQuerySet:
        """What an employer may see: from the moment it was sent to them."""
        return self.filter(vacancy__employer_id=employer_id, sent_at__isnull=False)

    def open(self) -> ReferralQuerySet:
        return self.filter(state__in=OPEN_STATES)

    def live(self) -> ReferralQuerySet:
        return self.filter(state__in=LIVE_STATES)

    def with_employer(self) -> ReferralQuerySet:
        return self.filter(state__in=WITH_EMPLOYER)

    def silent_since(self, on: date) -> ReferralQuerySet:
        """With the employer and past the day by which an answer was promised."""
        return self.with_employer().filter(answer_due_on__lt=on)

    def answer_due(self, first: date, last: date) -> ReferralQuerySet:
        """With the employer, who is to answer on one of these days."""
        return self.with_employer().filter(answer_due_on__range=(first, last))

    def report_due(self) -> ReferralQuerySet:
        """Hires that were not reported; one that came to nothing need not be."""
        return self.filter(
            state__in=WAS_HIRED, report_due_on__isnull=False, reported_on__isnull=True
        )

    def awaiting_start(self) -> ReferralQuerySet:
        return self.filter(state=ReferralState.HIRED)


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def pending(self) -> FollowUpQuerySet:
        return self.filter(done_on__isnull=True)
