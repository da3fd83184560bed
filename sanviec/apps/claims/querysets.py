"""Named sets of claims, decisions and months."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models

from .enums import (
    IN_BENEFIT,
    LIVE_CLAIM,
    OPEN_DECISION,
    OPEN_TRANSFER,
    WITH_CENTRE,
    DecisionState,
    DocumentState,
    MonthState,
    TransferState,
)

if TYPE_CHECKING:
    from .models import BenefitMonth, BenefitTransfer, Claim, ClaimDecision, DecisionDocument


class ClaimQuerySet(models.QuerySet["Claim"]):
    def in_centre(self, centre_id: UUID | None) -> ClaimQuerySet:
        return self.filter(centre_id=centre_id)

    def live(self) -> ClaimQuerySet:
        return self.filter(state__in=LIVE_CLAIM)

    def with_centre(self) -> ClaimQuerySet:
        """Waiting for an act of the centre."""
        return self.filter(state__in=WITH_CENTRE)

    def in_benefit(self) -> ClaimQuerySet:
        return self.filter(state__in=IN_BENEFIT)

    def decide_by(self, on: date) -> ClaimQuerySet:
        """To be decided on this day at the latest, or late already."""
        return self.with_centre().filter(decide_by__lte=on)


class ClaimDecisionQuerySet(models.QuerySet["ClaimDecision"]):
    def open(self) -> ClaimDecisionQuerySet:
        return self.filter(state__in=OPEN_DECISION)

    def waiting_to_be_signed(self) -> ClaimDecisionQuerySet:
        return self.filter(state=DecisionState.PROPOSED)

    def signed(self) -> ClaimDecisionQuerySet:
        return self.filter(state=DecisionState.SIGNED)

    def in_force(self) -> ClaimDecisionQuerySet:
        """Those that no signed decision has replaced."""
        replaced = models.Subquery(
            self.model.objects.filter(state=DecisionState.SIGNED, replaces__isnull=False).values(
                "replaces_id"
            )
        )
        return self.exclude(pk__in=replaced)


class DecisionDocumentQuerySet(models.QuerySet["DecisionDocument"]):
    def queued(self) -> DecisionDocumentQuerySet:
        """Waiting to be made and signed."""
        return self.filter(state=DocumentState.QUEUED)

    def made(self) -> DecisionDocumentQuerySet:
        return self.filter(state=DocumentState.MADE)

    def failed(self) -> DecisionDocumentQuerySet:
        return self.filter(state=DocumentState.FAILED)

    def untouched_since(self, at: datetime) -> DecisionDocumentQuerySet:
        return self.filter(updated_at__lte=at)


class BenefitMonthQuerySet(models.QuerySet["BenefitMonth"]):
    def running_on(self, on: date) -> BenefitMonthQuerySet:
        return self.filter(first_on__lte=on, last_on__gte=on)

    def without_notice_after(self, on: date) -> BenefitMonthQuerySet:
        """Months whose notice was due before this day and did not come."""
        late = models.Q(notice_until__lt=on, notice__isnull=True, is_exempt=False)
        return self.filter(late, state__in=[MonthState.PLANNED, MonthState.DUE])


class BenefitTransferQuerySet(models.QuerySet["BenefitTransfer"]):
    def open(self) -> BenefitTransferQuerySet:
        return self.filter(state__in=OPEN_TRANSFER)

    def for_centre(self, centre_id: UUID) -> BenefitTransferQuerySet:
        """Those that a centre gives, and those that lie before it or that it took over."""
        to_it = models.Q(
            to_centre_id=centre_id,
            state__in=[TransferState.HANDED_OVER, TransferState.TAKEN_OVER],
        )
        return self.filter(models.Q(from_centre_id=centre_id) | to_it)
