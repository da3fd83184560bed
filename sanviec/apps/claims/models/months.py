"""The time of the allowance: months, monthly notices, and what happened to the person."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanviec.apps.centres.models import Centre
from sanviec.apps.claims.enums import ExemptGround, MonthState, NoticeChannel
from sanviec.apps.claims.querysets import BenefitMonthQuerySet
from sanviec.apps.platform.models import Record

from .claims import Claim


class JobSearchNotice(Record):
    """What a person told of their search for work in one benefit month."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="notices")
    channel = models.CharField(max_length=4, choices=NoticeChannel.choices)
    made_on = models.DateField()
    # Who was asked for work and what came of it: [{"employer", "job", "outcome"}].
    contacts = models.JSONField(default=list)
    found_work = models.BooleanField(default=False)
    note = models.CharField(_("Ghi chú"), max_length=500, blank=True, default="")

    class Meta:
        ordering = ("claim_id", "made_on", "id")


class BenefitMonth(Record):
    """One month of the allowance, from its first to its last day."""

    later_columns = frozenset({"centre_id", "exempt_ground"})

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="months")
    # The one centre that counts it; None until a transfer: where the claim was filed.
    centre = models.ForeignKey(Centre, null=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    first_on = models.DateField()
    last_on = models.DateField()
    amount_vnd = models.PositiveBigIntegerField()
    state = models.CharField(max_length=8, choices=MonthState.choices, default=MonthState.PLANNED)
    # No notice is asked for in the first month: the person comes for the decision.
    notice_from = models.DateField(null=True)
    notice_until = models.DateField(null=True)
    notice = models.OneToOneField(
        JobSearchNotice, null=True, on_delete=models.PROTECT, related_name="month"
    )
    is_exempt = models.BooleanField(default=False)
    exempt_ground = models.CharField(
        _("Căn cứ miễn"), max_length=14, choices=ExemptGround.choices, blank=True, default=""
    )
    exempt_reason = models.CharField(max_length=300, blank=True, default="")
    reminded_at = models.DateTimeField(null=True)

    objects = BenefitMonthQuerySet.as_manager()

    class Meta:
        ordering = ("claim_id", "number")
        indexes = [models.Index(fields=["notice_until", "state"], name="month_by_notice")]
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="claims_month_once"),
            models.UniqueConstraint(fields=["claim", "first_on"], name="claims_month_first_once"),
            models.CheckConstraint(
                condition=models.Q(last_on__gt=models.F("first_on")), name="claims_month_order"
            ),
            models.CheckConstraint(
                condition=models.Q(is_exempt=False) | ~models.Q(exempt_reason=""),
                name="claims_exempt_with_reason",
            ),
        ]


class StatusReport(Record):
    """Something that happened to a person in benefit: new job, army, study …"""

    later_columns = frozenset({"struck_at"})

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=20)
    happened_on = models.DateField()
    contract_months = models.PositiveSmallIntegerField(null=True)
    # Told by the person, which keeps the reserve in most cases; else found by the centre.
    is_notified = models.BooleanField()
    source = models.CharField(max_length=120)
    # A complaint showed that it did not happen so: it is kept, and counts no more.
    struck_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("claim_id", "happened_on", "created_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "kind", "happened_on"], name="claims_report_once"
            )
        ]
