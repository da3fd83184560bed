"""From a match to a person at work: the referral, its follow-ups, its proof.

A jobseeker's own application is a referral whose origin says so (decision 0007): it goes the
same way and needs the same answers, but it does not count as an introduction.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanviec.apps.centres.models import Centre
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.models import Record
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.weights.models import WeightsVersion

from .enums import LIVE_STATES, WITH_EMPLOYER, FollowUpResult, ReferralOrigin, ReferralState
from .querysets import FollowUpQuerySet, ReferralQuerySet


class Referral(Record):
    """One person introduced to one vacancy."""

    later_columns = frozenset({"weights_version_id"})

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="referrals")
    jobseeker = models.ForeignKey(Jobseeker, on_delete=models.PROTECT, related_name="referrals")
    vacancy = models.ForeignKey(Vacancy, on_delete=models.PROTECT, related_name="referrals")
    origin = models.CharField(max_length=12, choices=ReferralOrigin.choices)
    state = models.CharField(
        max_length=14, choices=ReferralState.choices, default=ReferralState.PROPOSED
    )
    # What the engine said when the referral was made; replayed from here, never recomputed.
    score = models.PositiveSmallIntegerField(null=True)
    reasons = models.JSONField(default=list)
    # The weights that gave the points; none: the documented defaults.
    weights_version = models.ForeignKey(
        WeightsVersion, null=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(_("Ghi chú"), max_length=500, blank=True, default="")
    reason_code = models.CharField(_("Lý do"), max_length=14, blank=True, default="")
    reason_text = models.CharField(_("Nói rõ"), max_length=300, blank=True, default="")

    agreed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    # After this day silence is answered for the employer.
    answer_due_on = models.DateField(null=True)
    interview_at = models.DateTimeField(_("Giờ phỏng vấn"), null=True)
    interview_place = models.CharField(_("Nơi phỏng vấn"), max_length=300, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    hired_on = models.DateField(_("Ngày được nhận"), null=True)
    report_due_on = models.DateField(_("Hạn báo cáo tuyển dụng"), null=True)
    reported_on = models.DateField(_("Ngày báo cáo"), null=True)
    starts_on = models.DateField(_("Ngày đi làm"), null=True)
    contract_months = models.PositiveSmallIntegerField(_("Thời hạn hợp đồng (tháng)"), null=True)
    wage_vnd_month = models.PositiveBigIntegerField(_("Lương thỏa thuận"), null=True)
    start_confirmed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    # Nobody pays for a referral; the database itself says so.
    fee_vnd = models.PositiveIntegerField(default=0)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "id")
        indexes = [
            models.Index(fields=["centre", "state"], name="referral_by_state"),
            models.Index(fields=["state", "answer_due_on"], name="referral_silence"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(fee_vnd=0), name="referrals_no_fee"),
            models.UniqueConstraint(
                fields=["jobseeker", "vacancy"],
                condition=models.Q(state__in=sorted(LIVE_STATES)),
                name="referrals_one_live_a_pair",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["hired", "started"])
                | models.Q(hired_on__isnull=False),
                name="referrals_hire_has_a_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="started") | models.Q(starts_on__isnull=False),
                name="referrals_start_has_a_day",
            ),
        ]

    @property
    def is_awaited(self) -> bool:
        """Whether the employer is still asked to answer by ``answer_due_on``."""
        return self.state in WITH_EMPLOYER and self.answer_due_on is not None


class FollowUp(Record):
    """One planned look at how a placed person is doing."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="follow_ups")
    due_on = models.DateField(_("Hạn theo dõi"))
    done_on = models.DateField(_("Ngày theo dõi"), null=True)
    result = models.CharField(max_length=12, choices=FollowUpResult.choices, blank=True, default="")
    note = models.CharField(_("Ghi chú"), max_length=500, blank=True, default="")

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "id")
        constraints = [
            models.UniqueConstraint(fields=["referral", "due_on"], name="referrals_follow_up_once"),
            models.CheckConstraint(
                condition=models.Q(done_on__isnull=True) | ~models.Q(result=""),
                name="referrals_follow_up_has_result",
            ),
        ]


class KeptList(models.Model):
    """The best vacancies of a person who asked to be told; worked out, and thrown away at will.

    Nobody decides anything here, so its rows are not in the journal; what was told is.
    """

    jobseeker = models.OneToOneField(
        Jobseeker, on_delete=models.CASCADE, primary_key=True, related_name="kept_list"
    )
    made_on = models.DateField()
    # The weights that ranked it; none: the documented defaults.
    weights_version = models.ForeignKey(
        WeightsVersion, null=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        ordering = ("jobseeker_id",)
        indexes = [models.Index(fields=["made_on"], name="kept_list_by_day")]

    def __str__(self) -> str:
        return str(self.jobseeker_id)


class KeptMatch(models.Model):
    """One vacancy in a kept list, with the points that it had when the list was made."""

    kept_list = models.ForeignKey(KeptList, on_delete=models.CASCADE, related_name="matches")
    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("-score", "vacancy_id")
        constraints = [
            models.UniqueConstraint(fields=["kept_list", "vacancy"], name="referrals_kept_once")
        ]

    def __str__(self) -> str:
        return f"{self.kept_list_id} {self.vacancy_id}"


class KeptProgress(models.Model):
    """The last line of the audit chain that all kept lists know; one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.PositiveBigIntegerField(default=0)
    on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="referrals_one_progress")
        ]

    def __str__(self) -> str:
        return str(self.seq)
