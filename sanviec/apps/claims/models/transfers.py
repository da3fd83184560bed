"""A benefit on its way from one centre to another: one dossier that both sides see."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanviec.apps.centres.models import Centre
from sanviec.apps.claims.enums import OPEN_TRANSFER, TransferState
from sanviec.apps.claims.querysets import BenefitTransferQuerySet
from sanviec.apps.platform.models import Record

from .claims import Claim


class BenefitTransfer(Record):
    """One wish to receive the allowance elsewhere, with what the giving centre handed over."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="transfers")
    from_centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    to_centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=12, choices=TransferState.choices, default=TransferState.ASKED
    )
    reason = models.CharField(_("Lý do chuyển"), max_length=300)
    asked_on = models.DateField(_("Ngày đề nghị"))
    hand_over_by = models.DateField(_("Hạn chuyển hồ sơ"))
    was_suspended = models.BooleanField(default=False)
    handed_over_on = models.DateField(_("Ngày chuyển hồ sơ"), null=True)
    take_over_by = models.DateField(_("Hạn đến nơi mới"), null=True)
    ended_at = models.DateTimeField(null=True)
    answer = models.CharField(_("Lý do trả lời"), max_length=300, blank=True, default="")

    # -- the account at the hand-over: paid, withheld, left and void make up what was granted
    months_paid = models.PositiveSmallIntegerField(_("Số tháng được chi trả"), default=0)
    months_withheld = models.PositiveSmallIntegerField(_("Số tháng không chi trả"), default=0)
    months_left = models.PositiveSmallIntegerField(_("Số tháng còn lại"), default=0)
    notice_count = models.PositiveSmallIntegerField(_("Số lần đã thông báo"), default=0)
    paid_vnd = models.PositiveBigIntegerField(_("Số tiền được chi trả"), default=0)

    objects = BenefitTransferQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_on", "-created_at", "id")
        indexes = [
            models.Index(fields=["from_centre", "state"], name="transfer_from"),
            models.Index(fields=["to_centre", "state"], name="transfer_to"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=models.Q(state__in=sorted(OPEN_TRANSFER)),
                name="claims_one_open_transfer",
            ),
            models.CheckConstraint(
                condition=~models.Q(from_centre=models.F("to_centre")),
                name="claims_transfer_elsewhere",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[TransferState.ASKED, TransferState.REFUSED, TransferState.WITHDRAWN]
                )
                | models.Q(handed_over_on__isnull=False, take_over_by__isnull=False),
                name="claims_transfer_has_its_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.from_centre_id} – {self.to_centre_id}"
