"""A post that an employer notified.

The fields follow form 03a; its text was not at hand, so the list is provisional.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanviec.apps.centres.models import Centre
from sanviec.apps.employers.models import Employer
from sanviec.apps.jobseekers.enums import EmploymentType
from sanviec.apps.platform.models import Record

from .enums import ContractKind, VacancyState
from .querysets import VacancyQuerySet


class Vacancy(Record):
    """A post with its openings, what it offers and what it asks for."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="vacancies")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="vacancies")
    state = models.CharField(
        max_length=10, choices=VacancyState.choices, default=VacancyState.DRAFT
    )
    state_reason = models.CharField(max_length=300, blank=True, default="")

    title = models.CharField(_("Tên công việc"), max_length=250)
    title_folded = models.CharField(max_length=250)
    occupation_code = models.CharField(_("Mã nghề"), max_length=4, blank=True, default="")
    description = models.TextField(_("Mô tả công việc"), blank=True, default="")
    requirements = models.TextField(_("Yêu cầu"), blank=True, default="")
    benefits = models.TextField(_("Quyền lợi"), blank=True, default="")
    openings = models.PositiveIntegerField(_("Số người cần tuyển"), default=1)
    hired_count = models.PositiveIntegerField(_("Đã tuyển"), default=0)

    wage_min_vnd_month = models.PositiveBigIntegerField(_("Lương từ (đồng/tháng)"), null=True)
    wage_max_vnd_month = models.PositiveBigIntegerField(_("Lương đến (đồng/tháng)"), null=True)
    wage_text = models.CharField(_("Lương ghi bằng chữ"), max_length=120, blank=True, default="")
    place_codes = models.JSONField(_("Nơi làm việc"), default=list)
    place_text = models.CharField(_("Nơi làm việc"), max_length=300, blank=True, default="")
    address = models.CharField(_("Địa chỉ làm việc"), max_length=300, blank=True, default="")
    employment_type = models.CharField(
        _("Hình thức làm việc"),
        max_length=12,
        choices=EmploymentType.choices,
        blank=True,
        default="",
    )
    contract_kind = models.CharField(
        _("Loại hợp đồng"),
        max_length=16,
        choices=ContractKind.choices,
        default=ContractKind.UNSTATED,
    )
    shifts = models.JSONField(_("Ca làm việc"), default=list, blank=True)
    experience_months = models.PositiveSmallIntegerField(_("Kinh nghiệm (tháng)"), null=True)
    education = models.PositiveSmallIntegerField(_("Trình độ tối thiểu"), null=True)
    skills = models.JSONField(_("Kỹ năng"), default=list, blank=True)
    languages = models.JSONField(_("Ngoại ngữ bắt buộc"), default=list, blank=True)
    certificates = models.JSONField(_("Bằng lái, chứng chỉ bắt buộc"), default=list, blank=True)
    # An age limit only with the rule that demands it; employers may not choose one.
    min_age = models.PositiveSmallIntegerField(_("Tuổi tối thiểu"), null=True)
    max_age = models.PositiveSmallIntegerField(_("Tuổi tối đa"), null=True)
    age_source = models.CharField(_("Căn cứ giới hạn tuổi"), max_length=200, blank=True, default="")
    offers_meals = models.BooleanField(_("Có bữa ăn"), default=False)
    offers_housing = models.BooleanField(_("Có chỗ ở"), default=False)
    offers_transport = models.BooleanField(_("Có xe đưa đón"), default=False)
    welcomes_disabled = models.BooleanField(_("Phù hợp với người khuyết tật"), default=False)
    is_overseas = models.BooleanField(_("Làm việc ở nước ngoài"), default=False)
    # Jobseekers never pay; the column exists so that the database itself can say so.
    jobseeker_fee_vnd = models.PositiveIntegerField(default=0)

    published_at = models.DateTimeField(null=True)
    closes_on = models.DateField(_("Hạn nộp hồ sơ"), null=True)
    reviewed_on = models.DateField(_("Rà soát gần nhất"), null=True)
    source = models.CharField(max_length=60, blank=True, default="")
    source_key = models.CharField(max_length=80, blank=True, default="")
    source_url = models.CharField(max_length=500, blank=True, default="")
    fingerprint = models.CharField(max_length=64, blank=True, default="")

    objects = VacancyQuerySet.as_manager()

    class Meta:
        ordering = ("-published_at", "id")
        indexes = [
            models.Index(fields=["state", "closes_on"], name="vacancy_open"),
            models.Index(fields=["centre", "state"], name="vacancy_by_centre"),
            models.Index(fields=["employer", "state"], name="vacancy_by_employer"),
            models.Index(fields=["updated_at"], name="vacancy_changed"),
            models.Index(fields=["-published_at", "id"], name="vacancy_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(jobseeker_fee_vnd=0), name="vacancies_no_fee"
            ),
            models.CheckConstraint(
                condition=models.Q(wage_min_vnd_month__isnull=True)
                | models.Q(wage_max_vnd_month__isnull=True)
                | models.Q(wage_max_vnd_month__gte=models.F("wage_min_vnd_month")),
                name="vacancies_wage_order",
            ),
            models.CheckConstraint(
                condition=models.Q(min_age__isnull=True, max_age__isnull=True)
                | ~models.Q(age_source=""),
                name="vacancies_age_needs_source",
            ),
            models.CheckConstraint(condition=models.Q(openings__gte=1), name="vacancies_openings"),
            models.CheckConstraint(
                condition=models.Q(hired_count__lte=models.F("openings")),
                name="vacancies_hired_within_openings",
            ),
            models.UniqueConstraint(
                fields=["centre", "source", "source_key"],
                condition=~models.Q(source_key=""),
                name="vacancies_source_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title
