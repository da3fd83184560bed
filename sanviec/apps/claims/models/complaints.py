"""A complaint against a decision or an act of the centre."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanviec.apps.centres.models import Centre
from sanviec.apps.claims.enums import (
    WAITING_COMPLAINT,
    ComplaintOutcome,
    ComplaintState,
    IntakeChannel,
)
from sanviec.apps.platform.models import Record

from .claims import Claim
from .decisions import ClaimDecision


class Complaint(Record):
    """What somebody holds to be wrong, by when it is answered, and the answer."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="complaints")
    # Whose decision or act it was; the same centre answers first.
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    # None: against an act, or against nothing being done.
    decision = models.ForeignKey(
        ClaimDecision, null=True, on_delete=models.PROTECT, related_name="complaints"
    )
    number = models.CharField(_("Số đơn"), max_length=24, unique=True)
    state = models.CharField(
        max_length=12, choices=ComplaintState.choices, default=ComplaintState.FILED
    )
    channel = models.CharField(
        _("Cách nộp"), max_length=8, choices=IntakeChannel.choices, default=IntakeChannel.COUNTER
    )
    # Empty: the claimant.
    filer_name = models.CharField(_("Người khiếu nại thay"), max_length=120, blank=True, default="")
    content = models.CharField(_("Nội dung khiếu nại"), max_length=2000)
    filed_on = models.DateField(_("Ngày nhận đơn"))
    is_late = models.BooleanField(_("Quá thời hiệu"), default=False)
    accept_by = models.DateField(_("Hạn thụ lý"))
    accepted_on = models.DateField(_("Ngày thụ lý"), null=True)
    answer_by = models.DateField(_("Hạn giải quyết"), null=True)
    answered_on = models.DateField(_("Ngày giải quyết"), null=True)
    outcome = models.CharField(
        _("Kết luận"), max_length=8, choices=ComplaintOutcome.choices, blank=True, default=""
    )
    answer = models.CharField(_("Trả lời"), max_length=2000, blank=True, default="")
    answered_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("-filed_on", "-created_at", "id")
        indexes = [models.Index(fields=["centre", "state", "answer_by"], name="complaint_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"],
                condition=models.Q(decision__isnull=False, state__in=sorted(WAITING_COMPLAINT)),
                name="claims_one_complaint_a_decision",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ComplaintState.ANSWERED)
                | ~models.Q(outcome="")
                & ~models.Q(answer="")
                & models.Q(answered_on__isnull=False),
                name="claims_answered_in_words",
            ),
        ]

    def __str__(self) -> str:
        return self.number
