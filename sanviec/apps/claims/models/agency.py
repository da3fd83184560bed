"""What came from the social-insurance agency: records of contributions and news of new work."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanviec.apps.claims.enums import NewsOutcome
from sanviec.apps.platform.fields import EncryptedTextField
from sanviec.apps.platform.models import Record

from .claims import Claim
from .decisions import ClaimDecision
from .months import StatusReport
from .transfers import BenefitTransfer


class InsuranceRecord(Record):
    """One record of contributions as it came, beside what had been declared until then."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="insurance_records")
    # "agency", or the name of the file.
    source = models.CharField(max_length=120)
    as_of = models.DateField(_("Số liệu đến ngày"))
    # The fields of the contract, without the person's number and name.
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    declared = models.JSONField(default=list)
    differences = models.JSONField(default=list)

    class Meta:
        ordering = ("claim_id", "-created_at", "id")


class AgencyCursor(Record):
    """How far a feed of the agency was read."""

    feed = models.CharField(max_length=40, unique=True)
    cursor = models.CharField(max_length=200, blank=True, default="")
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.feed


class AgencyNews(Record):
    """One entry of the feed of new work and what came of it; strangers are not kept."""

    event_id = models.CharField(max_length=80, unique=True)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="agency_news")
    employer = models.CharField(max_length=200)
    began_on = models.DateField()
    contract_months = models.PositiveSmallIntegerField(null=True)
    outcome = models.CharField(max_length=10, choices=NewsOutcome.choices)
    report = models.OneToOneField(
        StatusReport, null=True, on_delete=models.PROTECT, related_name="agency_news"
    )

    class Meta:
        ordering = ("claim_id", "began_on", "event_id")


class AgencyCopy(Record):
    """What the agency is told of a decision or a transfer, fixed when it was queued: every try
    sends the same bytes, whatever was put right in the dossier meanwhile."""

    decision = models.OneToOneField(
        ClaimDecision, null=True, on_delete=models.PROTECT, related_name="agency_copy"
    )
    transfer = models.OneToOneField(
        BenefitTransfer, null=True, on_delete=models.PROTECT, related_name="agency_copy"
    )
    # JSON in the fields of the contract; it holds the person's number and name.
    content = EncryptedTextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ("-created_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decision__isnull=False, transfer__isnull=True)
                | models.Q(decision__isnull=True, transfer__isnull=False),
                name="claims_copy_of_one",
            )
        ]
