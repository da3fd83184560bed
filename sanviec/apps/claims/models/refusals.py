"""A job that the centre introduced and the person did not take; people judge the reason."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanviec.apps.claims.enums import RefusalVerdict
from sanviec.apps.platform.models import Record
from sanviec.apps.referrals.models import Referral

from .claims import Claim


class JobRefusal(Record):
    """One refusal, what the person says of it, and what the centre makes of it."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="refusals")
    referral = models.ForeignKey(Referral, null=True, on_delete=models.PROTECT, related_name="+")
    job = models.CharField(_("Việc được giới thiệu"), max_length=200)
    refused_on = models.DateField(_("Ngày từ chối"))
    said = models.CharField(_("Lý do khi từ chối"), max_length=300, blank=True, default="")
    answer_by = models.DateField(_("Hạn giải trình"))
    answer = models.CharField(_("Giải trình"), max_length=500, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    verdict = models.CharField(
        max_length=4, choices=RefusalVerdict.choices, default=RefusalVerdict.OPEN
    )
    verdict_reason = models.CharField(_("Nhận định"), max_length=300, blank=True, default="")
    judged_by_id = models.BigIntegerField(null=True)
    judged_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("claim_id", "refused_on", "id")
        constraints = [
            models.UniqueConstraint(fields=["claim", "refused_on"], name="claims_refusal_a_day"),
            models.UniqueConstraint(
                fields=["referral"],
                condition=models.Q(referral__isnull=False),
                name="claims_refusal_once",
            ),
            models.CheckConstraint(
                condition=models.Q(verdict=RefusalVerdict.OPEN)
                | models.Q(judged_at__isnull=False) & ~models.Q(verdict_reason=""),
                name="claims_refusal_judged_in_words",
            ),
        ]
