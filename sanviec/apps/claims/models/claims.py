"""The dossier: who asks, on what grounds, with which papers, and what clashes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanviec.apps.centres.models import Centre
from sanviec.apps.claims.enums import (
    LIVE_CLAIM,
    ClaimState,
    ContractSort,
    FlagKind,
    GateReason,
    IntakeChannel,
    PaperKind,
    PaperState,
    Pension,
    Separation,
    WageRegime,
    WageRegion,
)
from sanviec.apps.claims.querysets import ClaimQuerySet
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.fields import EncryptedTextField
from sanviec.apps.platform.models import Record, StoredFile


class Claim(Record):
    """One person's request for the allowance after one separation."""

    later_columns = frozenset(
        {"insurance_no", "insurance_index", "collector_name", "gate_reason_kind"}
    )

    # Where the claim is dealt with now; a transfer changes it, so both sides see one dossier.
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="claims")
    filed_at_centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    jobseeker = models.ForeignKey(Jobseeker, on_delete=models.PROTECT, related_name="claims")
    number = models.CharField(_("Số hồ sơ"), max_length=24, unique=True)
    channel = models.CharField(
        _("Cách nộp"), max_length=8, choices=IntakeChannel.choices, default=IntakeChannel.COUNTER
    )
    state = models.CharField(max_length=12, choices=ClaimState.choices, default=ClaimState.DRAFT)
    state_reason = models.CharField(_("Lý do"), max_length=300, blank=True, default="")
    proxy_name = models.CharField(_("Người được ủy quyền"), max_length=120, blank=True, default="")

    # -- what is asked on, in the words of the engine
    separated_on = models.DateField(_("Ngày chấm dứt hợp đồng"))
    separation = models.CharField(_("Lý do chấm dứt"), max_length=24, choices=Separation.choices)
    pension = models.CharField(
        _("Lương hưu"), max_length=10, choices=Pension.choices, default=Pension.NONE
    )
    contract = models.CharField(_("Loại hợp đồng"), max_length=10, choices=ContractSort.choices)
    contract_months = models.PositiveSmallIntegerField(_("Thời hạn hợp đồng (tháng)"), null=True)
    wage_regime = models.CharField(
        _("Chế độ tiền lương"),
        max_length=8,
        choices=WageRegime.choices,
        default=WageRegime.EMPLOYER,
    )
    region = models.CharField(
        _("Vùng lương tối thiểu"), max_length=3, choices=WageRegion.choices, blank=True, default=""
    )
    workplace = models.CharField(_("Nơi làm việc"), max_length=200, blank=True, default="")
    # The record of contributions in the contract's format, as the agency or the book gives it.
    contributions = models.JSONField(_("Quá trình đóng"), default=list)
    contributions_from = models.CharField(max_length=60, blank=True, default="")
    # Where it is not the person's own identity number.
    insurance_no = EncryptedTextField(_("Mã số bảo hiểm xã hội"), null=True)
    insurance_index = models.UUIDField(null=True)
    carried_in_months = models.PositiveSmallIntegerField(_("Số tháng bảo lưu"), default=0)

    # -- the days that the law counts from and to
    filed_on = models.DateField(_("Ngày nộp"), null=True)
    accepted_on = models.DateField(_("Ngày nhận đủ hồ sơ"), null=True)
    decide_by = models.DateField(_("Hạn ra quyết định"), null=True)
    collect_from = models.DateField(_("Ngày hẹn nhận quyết định"), null=True)
    collect_by = models.DateField(_("Hạn nhận quyết định"), null=True)
    collected_on = models.DateField(_("Ngày nhận quyết định"), null=True)
    # Empty: the person came.
    collector_name = models.CharField(_("Người nhận thay"), max_length=120, blank=True, default="")
    ended_on = models.DateField(_("Ngày chấm dứt"), null=True)

    # -- what was granted
    monthly_amount_vnd = models.PositiveBigIntegerField(_("Mức hưởng một tháng"), null=True)
    entitlement_months = models.PositiveSmallIntegerField(_("Số tháng hưởng"), null=True)
    starts_on = models.DateField(_("Ngày bắt đầu hưởng"), null=True)
    reserved_months = models.PositiveSmallIntegerField(_("Số tháng bảo lưu sau"), null=True)

    # -- the gate: counselling and an introduction come before a decision, or a reason why not
    gate_reason = models.CharField(
        _("Vì sao chưa tư vấn, giới thiệu việc làm"), max_length=300, blank=True, default=""
    )
    gate_reason_kind = models.CharField(
        _("Loại lý do"), max_length=12, choices=GateReason.choices, blank=True, default=""
    )
    gate_reason_by_id = models.BigIntegerField(null=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "id")
        indexes = [
            models.Index(fields=["centre", "state", "decide_by"], name="claim_by_deadline"),
            models.Index(fields=["jobseeker", "separated_on"], name="claim_by_person"),
            models.Index(fields=["insurance_index"], name="claim_by_insurance"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["jobseeker", "separated_on"],
                condition=models.Q(state__in=sorted(LIVE_CLAIM)),
                name="claims_one_live_a_separation",
            ),
            models.CheckConstraint(
                condition=models.Q(filed_on__isnull=True)
                | models.Q(filed_on__gte=models.F("separated_on")),
                name="claims_filed_after_separation",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_on__isnull=True)
                | models.Q(accepted_on__gte=models.F("filed_on")),
                name="claims_accepted_after_filing",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ClaimPaper(Record):
    """One paper of the dossier, as handed in and as judged."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(_("Loại giấy tờ"), max_length=14, choices=PaperKind.choices)
    state = models.CharField(max_length=8, choices=PaperState.choices, default=PaperState.HANDED)
    # Nothing is stored of a paper that was only shown at the counter.
    stored = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("Ghi chú"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ("claim_id", "kind", "created_at", "id")


class ClaimFlag(Record):
    """Something that does not fit; a person looks at it and says what it means."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="flags")
    kind = models.CharField(max_length=16, choices=FlagKind.choices)
    detail = models.CharField(max_length=300)
    answer = models.CharField(_("Kết luận"), max_length=300, blank=True, default="")
    answered_by_id = models.BigIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("claim_id", "created_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["claim", "kind", "detail"], name="claims_flag_once"),
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True) | ~models.Q(answer=""),
                name="claims_flag_is_answered_in_words",
            ),
        ]
