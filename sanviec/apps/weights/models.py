"""Versions of the weights: what was learned, from what, who made it and who put it in force."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanviec.apps.platform.models import Record

from .enums import WeightsState


class WeightsVersion(Record):
    """Weights with a number. They hold for the whole installation; the points never change.

    No version in force means the documented defaults.
    """

    number = models.PositiveIntegerField(_("Số"), unique=True)
    state = models.CharField(
        max_length=10, choices=WeightsState.choices, default=WeightsState.PROPOSED
    )
    weights = models.JSONField()
    # Of the points alone, and of those that they were judged against.
    fingerprint = models.CharField(max_length=64)
    base_fingerprint = models.CharField(max_length=64)
    # The introductions that were learned from.
    outcomes_from = models.DateField(_("Từ ngày"))
    outcomes_to = models.DateField(_("Đến ngày"))
    outcomes_fingerprint = models.CharField(max_length=64)
    # Held-out checks, lists and figures by group, as they were when it was proposed.
    report = models.JSONField()

    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposal_reason = models.CharField(_("Lý do đề xuất"), max_length=500)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    adopted_at = models.DateTimeField(null=True)
    adoption_reason = models.CharField(_("Lý do áp dụng"), max_length=500, blank=True, default="")
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    retired_at = models.DateTimeField(null=True)
    retirement_reason = models.CharField(_("Lý do thôi"), max_length=500, blank=True, default="")

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(
                fields=["state"],
                condition=models.Q(state=WeightsState.ADOPTED.value),
                name="weights_one_adopted",
            ),
            models.CheckConstraint(
                condition=models.Q(adopted_by__isnull=True)
                | ~models.Q(adopted_by=models.F("proposed_by")),
                name="weights_two_people",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=WeightsState.ADOPTED.value)
                | models.Q(adopted_by__isnull=False, adopted_at__isnull=False),
                name="weights_adopted_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(proposal_reason=""), name="weights_have_a_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(outcomes_to__gte=models.F("outcomes_from")),
                name="weights_period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)
