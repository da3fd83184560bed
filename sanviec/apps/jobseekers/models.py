"""A person who looks for work, what they allow, and what they handed in.

The fields follow the registration forms 01 and 01a; the forms' text was not at hand when this
was written, so the list is provisional (docs/law/services.md).
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanviec.apps.centres.models import Centre
from sanviec.apps.platform.fields import EncryptedTextField
from sanviec.apps.platform.models import Record, StoredFile

from .enums import ConsentPurpose, DocumentKind, JobseekerState, Sex, Via, WorkStatus
from .querysets import ConsentQuerySet, JobseekerQuerySet


class Jobseeker(Record):
    """A registration at a centre: who the person is, what they can do, what they want."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="jobseekers")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="jobseeker"
    )
    number = models.CharField(_("Số phiếu"), max_length=24, unique=True)
    state = models.CharField(
        max_length=10, choices=JobseekerState.choices, default=JobseekerState.SEEKING
    )
    registered_via = models.CharField(max_length=10, choices=Via.choices, default=Via.DESK)
    registered_on = models.DateField(_("Ngày đăng ký"))
    valid_until = models.DateField(_("Có giá trị đến"))

    # -- who
    full_name = models.CharField(_("Họ và tên"), max_length=120)
    name_folded = models.CharField(max_length=120)
    birth_date = models.DateField(_("Ngày sinh"), null=True)
    birth_year = models.PositiveSmallIntegerField(_("Năm sinh"), null=True)
    sex = models.CharField(_("Giới tính"), max_length=10, choices=Sex.choices, default=Sex.UNSTATED)
    identity_no = EncryptedTextField(_("Số định danh cá nhân"), blank=True, default="")
    identity_index = models.CharField(max_length=64, blank=True, default="")
    phone = EncryptedTextField(_("Số điện thoại"), blank=True, default="")
    phone_index = models.CharField(max_length=64, blank=True, default="")
    email = EncryptedTextField(_("Thư điện tử"), blank=True, default="")
    ethnic_code = models.CharField(_("Dân tộc"), max_length=2, blank=True, default="")
    residence_code = models.CharField(_("Nơi ở hiện tại"), max_length=8, blank=True, default="")
    residence_address = models.CharField(_("Số nhà, thôn"), max_length=200, blank=True, default="")
    permanent_code = models.CharField(_("Nơi thường trú"), max_length=8, blank=True, default="")
    priority_groups = models.JSONField(_("Đối tượng ưu tiên"), default=list, blank=True)

    # -- what they can do
    education = models.PositiveSmallIntegerField(_("Trình độ"), null=True)
    major = models.CharField(_("Chuyên ngành đào tạo"), max_length=120, blank=True, default="")
    experience_months = models.PositiveSmallIntegerField(_("Kinh nghiệm (tháng)"), null=True)
    last_job = models.CharField(_("Công việc gần nhất"), max_length=200, blank=True, default="")
    skills = models.JSONField(_("Kỹ năng"), default=list, blank=True)
    languages = models.JSONField(_("Ngoại ngữ"), default=list, blank=True)
    certificates = models.JSONField(_("Bằng lái, chứng chỉ"), default=list, blank=True)
    work_status = models.CharField(
        _("Tình trạng việc làm"),
        max_length=12,
        choices=WorkStatus.choices,
        default=WorkStatus.UNEMPLOYED,
    )

    # -- what they want
    wished_titles = models.JSONField(_("Công việc mong muốn"), default=list)
    occupation_codes = models.JSONField(_("Mã nghề mong muốn"), default=list, blank=True)
    wished_places = models.JSONField(_("Nơi muốn làm việc"), default=list, blank=True)
    max_distance_km = models.PositiveSmallIntegerField(_("Đi xa nhất (km)"), null=True)
    can_relocate = models.BooleanField(_("Sẵn sàng đi tỉnh khác"), default=False)
    accepts_overseas = models.BooleanField(_("Muốn đi làm việc ở nước ngoài"), null=True)
    wage_min_vnd_month = models.PositiveBigIntegerField(
        _("Lương mong muốn (đồng/tháng)"), null=True
    )
    shifts = models.JSONField(_("Ca làm được"), default=list, blank=True)
    refused_shifts = models.JSONField(_("Ca không làm được"), default=list, blank=True)
    employment_types = models.JSONField(_("Hình thức làm việc"), default=list, blank=True)
    available_from = models.DateField(_("Có thể đi làm từ"), null=True)
    wishes = models.TextField(_("Mong muốn khác"), blank=True, default="")

    # -- where the row came from, for imports that are run again
    source = models.CharField(max_length=60, blank=True, default="")
    source_key = models.CharField(max_length=80, blank=True, default="")
    fingerprint = models.CharField(max_length=64, blank=True, default="")

    objects = JobseekerQuerySet.as_manager()

    class Meta:
        ordering = ("name_folded", "id")
        indexes = [
            models.Index(fields=["centre", "name_folded"], name="jobseeker_by_name"),
            models.Index(fields=["phone_index"], name="jobseeker_by_phone"),
            models.Index(fields=["identity_index"], name="jobseeker_by_identity"),
            models.Index(fields=["centre", "state"], name="jobseeker_by_state"),
        ]
        constraints = [
            # The same identity number blocks, unless the older file was merged away.
            models.UniqueConstraint(
                fields=["identity_index"],
                condition=~models.Q(identity_index="") & ~models.Q(state=JobseekerState.MERGED),
                name="jobseekers_identity_once",
            ),
            models.UniqueConstraint(
                fields=["centre", "source", "source_key"],
                condition=~models.Q(source_key=""),
                name="jobseekers_source_once",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until__gte=models.F("registered_on")),
                name="jobseekers_validity_order",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Consent(Record):
    """One purpose that a person allowed, when and how; withdrawn consents stay on record."""

    jobseeker = models.ForeignKey(Jobseeker, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=ConsentPurpose.choices)
    via = models.CharField(max_length=10, choices=Via.choices)
    text_version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ("given_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["jobseeker", "purpose"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="jobseekers_one_consent_in_force",
            )
        ]


class Document(Record):
    """A paper that belongs to a person's file."""

    jobseeker = models.ForeignKey(Jobseeker, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=20, choices=DocumentKind.choices)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("created_at", "id")


class WorkPeriod(Record):
    """One earlier job."""

    jobseeker = models.ForeignKey(Jobseeker, on_delete=models.CASCADE, related_name="work_periods")
    title = models.CharField(_("Công việc"), max_length=160)
    employer_name = models.CharField(_("Nơi làm"), max_length=160, blank=True, default="")
    occupation_code = models.CharField(max_length=4, blank=True, default="")
    from_month = models.DateField(_("Từ tháng"), null=True)
    to_month = models.DateField(_("Đến tháng"), null=True)

    class Meta:
        ordering = ("-from_month", "id")


class Merge(Record):
    """Two files of one person made one; holds what is needed to undo it."""

    kept = models.ForeignKey(Jobseeker, on_delete=models.CASCADE, related_name="merges_kept")
    merged = models.ForeignKey(Jobseeker, on_delete=models.CASCADE, related_name="merges_away")
    reason = models.CharField(max_length=200)
    before = models.JSONField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("created_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kept=models.F("merged")), name="jobseekers_merge_two_files"
            ),
            models.UniqueConstraint(
                fields=["merged"],
                condition=models.Q(undone_at__isnull=True),
                name="jobseekers_merged_once",
            ),
        ]
