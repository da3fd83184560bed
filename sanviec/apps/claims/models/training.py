"""Training that the insurance pays for: a worker's course, or an employer's to keep workers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanviec.apps.centres.models import Centre
from sanviec.apps.claims.enums import TrainingState
from sanviec.apps.employers.models import Employer
from sanviec.apps.platform.models import Record

from .claims import Claim


class TrainingSupport(Record):
    """One request with what the engine said of it; immutable once signed."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    # A worker asks on the dossier of the lost job; an employer for its own workers.
    claim = models.ForeignKey(
        Claim, null=True, on_delete=models.PROTECT, related_name="training_supports"
    )
    employer = models.ForeignKey(
        Employer, null=True, on_delete=models.PROTECT, related_name="training_supports"
    )
    state = models.CharField(
        max_length=10, choices=TrainingState.choices, default=TrainingState.ASKED
    )
    number = models.CharField(_("Số đề nghị"), max_length=24, unique=True)
    asked_on = models.DateField(_("Ngày đề nghị"))
    course = models.CharField(_("Khóa học"), max_length=200)
    school = models.CharField(_("Cơ sở đào tạo"), max_length=200)
    first_on = models.DateField(_("Ngày khai giảng"))
    last_on = models.DateField(_("Ngày bế giảng"))
    # Of the whole course for a worker; a month and a worker for an employer.
    cost_vnd = models.PositiveBigIntegerField(_("Học phí"))
    study_days = models.PositiveSmallIntegerField(_("Số ngày thực học"), default=0)
    workers = models.PositiveIntegerField(_("Số lao động được đào tạo"), default=1)
    # What an employer says of itself, in the words of the engine.
    employer_facts = models.JSONField(default=dict)

    # -- the decision: what the engine was told and said, and the two who made it
    facts = models.JSONField(default=dict)
    law_digest = models.CharField(max_length=64, blank=True, default="")
    outcome = models.JSONField(default=dict)
    outcome_sha256 = models.CharField(max_length=64, blank=True, default="")
    decision_number = models.CharField(_("Số quyết định"), max_length=40, blank=True, default="")
    fee_vnd = models.PositiveBigIntegerField(_("Học phí được hỗ trợ"), null=True)
    meals_vnd = models.PositiveBigIntegerField(_("Tiền ăn được hỗ trợ"), null=True)
    proposed_by_id = models.BigIntegerField(null=True)
    proposed_at = models.DateTimeField(null=True)
    signed_by_id = models.BigIntegerField(null=True)
    signed_at = models.DateTimeField(null=True)
    sent_back_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ("-asked_on", "-created_at", "id")
        indexes = [models.Index(fields=["centre", "state", "asked_on"], name="training_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(claim__isnull=False, employer__isnull=True)
                | models.Q(claim__isnull=True, employer__isnull=False),
                name="claims_training_of_one",
            ),
            models.CheckConstraint(
                condition=models.Q(last_on__gte=models.F("first_on")),
                name="claims_course_order",
            ),
            models.CheckConstraint(
                condition=models.Q(signed_by_id__isnull=True)
                | models.Q(proposed_by_id__isnull=False)
                & ~models.Q(signed_by_id=models.F("proposed_by_id")),
                name="claims_two_people_train",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=TrainingState.GRANTED)
                | models.Q(fee_vnd__isnull=False, signed_at__isnull=False)
                & ~models.Q(decision_number=""),
                name="claims_training_granted_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.number
