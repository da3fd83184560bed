"""One meeting with a counsellor: what it was about, what was said, what comes next."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanviec.apps.centres.models import Centre
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.models import Record

from .enums import CounsellingTopic, CounsellingWay


class CounsellingSession(Record):
    """A counselling meeting that took place."""

    centre = models.ForeignKey(
        Centre, on_delete=models.PROTECT, related_name="counselling_sessions"
    )
    jobseeker = models.ForeignKey(
        Jobseeker, on_delete=models.PROTECT, related_name="counselling_sessions"
    )
    counsellor_id = models.BigIntegerField(null=True)
    topic = models.CharField(_("Nội dung"), max_length=10, choices=CounsellingTopic.choices)
    way = models.CharField(
        _("Hình thức"),
        max_length=6,
        choices=CounsellingWay.choices,
        default=CounsellingWay.DESK,
    )
    held_on = models.DateField(_("Ngày tư vấn"))
    summary = models.CharField(_("Đã trao đổi"), max_length=1000)
    next_step = models.CharField(_("Việc làm tiếp theo"), max_length=500, blank=True, default="")

    class Meta:
        ordering = ("-held_on", "-created_at", "id")
        indexes = [models.Index(fields=["jobseeker", "held_on"], name="counselling_by_person")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(summary=""), name="counselling_says_what")
        ]
