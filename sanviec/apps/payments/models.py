"""What is to be paid, what was paid, and what has to be paid back; each đồng has its row."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanviec.apps.centres.models import Centre
from sanviec.apps.claims.models import BenefitMonth, Claim, ClaimDecision
from sanviec.apps.platform.models import Record, StoredFile

from .enums import (
    LIVE_RECOVERY,
    LIVE_ROW,
    FileKind,
    PayFileState,
    PayListState,
    PayOutcome,
    PayRowState,
    RecoveryReason,
    RecoveryState,
    SampleVerdict,
)
from .querysets import PayListQuerySet, PayRowQuerySet, RecoveryQuerySet

_SENT_STATES = [PayListState.APPROVED, PayListState.ANSWERED, PayListState.CLOSED]


class PayList(Record):
    """The months of a centre that the agency is asked to pay, in one go."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="pay_lists")
    number = models.CharField(_("Số danh sách"), max_length=40, unique=True)
    # The first day of the calendar month that is paid.
    month = models.DateField(_("Tháng chi trả"))
    state = models.CharField(
        max_length=10, choices=PayListState.choices, default=PayListState.MAKING
    )
    state_reason = models.CharField(_("Lý do"), max_length=300, blank=True, default="")
    row_count = models.PositiveIntegerField(default=0)
    total_vnd = models.PositiveBigIntegerField(_("Tổng tiền"), default=0)
    # How far the making is, while it goes on in the background.
    months_seen = models.PositiveIntegerField(default=0)
    months_to_see = models.PositiveIntegerField(default=0)
    # Whoever has the seed and the references draws the same sample again.
    sample_seed = models.BigIntegerField()
    sample_percent = models.PositiveSmallIntegerField()
    sample_least = models.PositiveSmallIntegerField()
    made_by_id = models.BigIntegerField(null=True)
    proposed_by_id = models.BigIntegerField(null=True)
    proposed_at = models.DateTimeField(null=True)
    approved_by_id = models.BigIntegerField(null=True)
    approved_at = models.DateTimeField(null=True)
    # Of what was approved: the same rows give the same fingerprint.
    rows_sha256 = models.CharField(max_length=64, blank=True, default="")
    answers_cursor = models.CharField(max_length=200, blank=True, default="")

    objects = PayListQuerySet.as_manager()

    class Meta:
        ordering = ("-month", "-created_at", "id")
        indexes = [models.Index(fields=["centre", "state", "month"], name="pay_list_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved_by_id__isnull=True)
                | models.Q(proposed_by_id__isnull=False)
                & ~models.Q(approved_by_id=models.F("proposed_by_id"))
                & ~models.Q(approved_by_id=models.F("made_by_id")),
                name="payments_two_people_approve",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=_SENT_STATES)
                | models.Q(approved_at__isnull=False) & ~models.Q(rows_sha256=""),
                name="payments_sent_is_approved",
            ),
            models.UniqueConstraint(
                fields=["centre"],
                condition=models.Q(state=PayListState.MAKING),
                name="payments_one_list_in_the_making",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PayRow(Record):
    """One benefit month on one list, frozen as it was when the list was made."""

    pay_list = models.ForeignKey(PayList, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    reference = models.CharField(_("Mã dòng"), max_length=60, unique=True)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="pay_rows")
    month = models.ForeignKey(BenefitMonth, on_delete=models.PROTECT, related_name="pay_rows")
    decision = models.ForeignKey(ClaimDecision, on_delete=models.PROTECT, related_name="pay_rows")
    article = models.CharField(_("Căn cứ"), max_length=300)
    full_name = models.CharField(_("Họ và tên"), max_length=120)
    amount_vnd = models.PositiveBigIntegerField(_("Số tiền"))
    state = models.CharField(max_length=12, choices=PayRowState.choices, default=PayRowState.LISTED)
    state_reason = models.CharField(_("Lý do"), max_length=300, blank=True, default="")
    is_sampled = models.BooleanField(default=False)
    verdict = models.CharField(
        max_length=8, choices=SampleVerdict.choices, default=SampleVerdict.OPEN
    )
    judged_by_id = models.BigIntegerField(null=True)
    judged_at = models.DateTimeField(null=True)
    paid_vnd = models.PositiveBigIntegerField(default=0)
    answered_on = models.DateField(null=True)

    objects = PayRowQuerySet.as_manager()

    class Meta:
        ordering = ("pay_list_id", "number")
        constraints = [
            models.UniqueConstraint(fields=["pay_list", "number"], name="payments_row_once"),
            models.UniqueConstraint(
                fields=["month"],
                condition=models.Q(state__in=sorted(LIVE_ROW)),
                name="payments_month_in_one_list",
            ),
            models.CheckConstraint(condition=models.Q(amount_vnd__gt=0), name="payments_row_pays"),
            models.CheckConstraint(
                condition=~models.Q(verdict=SampleVerdict.REJECTED)
                | models.Q(state=PayRowState.REMOVED) & ~models.Q(state_reason=""),
                name="payments_rejected_leaves",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class PayListFile(Record):
    """A large list as one kind of file: asked for, made by the worker, sealed, removed in time."""

    pay_list = models.ForeignKey(PayList, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=4, choices=FileKind.choices)
    state = models.CharField(
        max_length=8, choices=PayFileState.choices, default=PayFileState.QUEUED
    )
    stored = models.OneToOneField(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    # Of what people get; the stored file is sealed and has another.
    sha256 = models.CharField(max_length=64, blank=True, default="")
    # What the rows said when it was made; while they say the same the file is true.
    rows_version = models.CharField(max_length=64, blank=True, default="")
    made_at = models.DateTimeField(null=True)
    remove_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        ordering = ("pay_list_id", "kind")
        indexes = [models.Index(fields=["state", "remove_at"], name="pay_file_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["pay_list", "kind"], name="payments_file_once_a_kind"),
            models.CheckConstraint(
                condition=models.Q(
                    state=PayFileState.MADE,
                    stored__isnull=False,
                    made_at__isnull=False,
                    remove_at__isnull=False,
                )
                & ~models.Q(sha256="")
                & ~models.Q(rows_version="")
                | ~models.Q(state=PayFileState.MADE) & models.Q(stored__isnull=True),
                name="payments_only_made_has_a_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pay_list_id}.{self.kind}"


class PayAnswer(Record):
    """One thing that the agency said of a row; kept for ever, the row's state follows from all."""

    pay_list = models.ForeignKey(PayList, on_delete=models.PROTECT, related_name="answers")
    # None: no row of this list has the reference.
    row = models.ForeignKey(PayRow, null=True, on_delete=models.PROTECT, related_name="answers")
    answer_id = models.CharField(max_length=120)
    reference = models.CharField(max_length=60)
    outcome = models.CharField(max_length=12, choices=PayOutcome.choices)
    amount_vnd = models.PositiveBigIntegerField()
    answered_on = models.DateField()
    reason = models.CharField(max_length=300, blank=True, default="")
    source = models.CharField(max_length=120)
    # A person has to say what it means: an unknown row, or one that was dealt with already.
    needs_look = models.BooleanField(default=False)
    remedy = models.CharField(_("Cách xử lý"), max_length=300, blank=True, default="")
    remedied_by_id = models.BigIntegerField(null=True)
    remedied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pay_list_id", "answered_on", "answer_id")
        constraints = [
            models.UniqueConstraint(fields=["pay_list", "answer_id"], name="payments_answer_once"),
            models.CheckConstraint(
                condition=models.Q(remedied_at__isnull=True) | ~models.Q(remedy=""),
                name="payments_remedy_in_words",
            ),
        ]


class OverpaymentRecovery(Record):
    """Money that was paid and was not due: why, how much, by which decision, what came back."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="recoveries")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="recoveries")
    row = models.ForeignKey(PayRow, null=True, on_delete=models.PROTECT, related_name="recoveries")
    decision = models.ForeignKey(
        ClaimDecision, null=True, on_delete=models.PROTECT, related_name="recoveries"
    )
    number = models.CharField(_("Số hồ sơ thu hồi"), max_length=40, unique=True)
    reason = models.CharField(max_length=14, choices=RecoveryReason.choices)
    note = models.CharField(_("Ghi chú"), max_length=300, blank=True, default="")
    state = models.CharField(
        max_length=12, choices=RecoveryState.choices, default=RecoveryState.PREPARED
    )
    state_reason = models.CharField(_("Lý do"), max_length=300, blank=True, default="")
    owed_vnd = models.PositiveBigIntegerField(_("Phải thu hồi"))
    recovered_vnd = models.PositiveBigIntegerField(_("Đã thu"), default=0)
    written_off_vnd = models.PositiveBigIntegerField(_("Đã xóa"), default=0)
    proposed_by_id = models.BigIntegerField(null=True)
    proposed_at = models.DateTimeField(null=True)
    confirmed_by_id = models.BigIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    written_off_by_id = models.BigIntegerField(null=True)

    objects = RecoveryQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "id")
        indexes = [models.Index(fields=["centre", "state"], name="recovery_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(owed_vnd__gt=0), name="payments_something_is_owed"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    owed_vnd__gte=models.F("recovered_vnd") + models.F("written_off_vnd")
                ),
                name="payments_recovered_at_most_owed",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[RecoveryState.REPAID, RecoveryState.WRITTEN_OFF])
                | models.Q(owed_vnd=models.F("recovered_vnd") + models.F("written_off_vnd")),
                name="payments_ended_owes_nothing",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by_id__isnull=True)
                | models.Q(proposed_by_id__isnull=False)
                & ~models.Q(confirmed_by_id=models.F("proposed_by_id")),
                name="payments_two_people_recover",
            ),
            models.CheckConstraint(
                condition=models.Q(written_off_vnd=0)
                | ~models.Q(state_reason="")
                & models.Q(written_off_by_id__isnull=False)
                & ~models.Q(written_off_by_id=models.F("proposed_by_id")),
                name="payments_written_off_with_reason",
            ),
            models.UniqueConstraint(
                fields=["row"],
                condition=models.Q(state__in=sorted(LIVE_RECOVERY)),
                name="payments_one_recovery_a_row",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def open_vnd(self) -> int:
        """What is still to come back."""
        return self.owed_vnd - self.recovered_vnd - self.written_off_vnd


class RecoveryInstalment(Record):
    """One payment back."""

    recovery = models.ForeignKey(
        OverpaymentRecovery, on_delete=models.PROTECT, related_name="instalments"
    )
    paid_on = models.DateField(_("Ngày nộp"))
    amount_vnd = models.PositiveBigIntegerField(_("Số tiền"))
    receipt = models.CharField(_("Số chứng từ"), max_length=60)
    noted_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("recovery_id", "paid_on", "created_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_vnd__gt=0), name="payments_instalment_pays"
            ),
            models.UniqueConstraint(fields=["recovery", "receipt"], name="payments_receipt_once"),
        ]
