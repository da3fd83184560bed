"""What is asked for training that is to be paid for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from sanviec.apps.claims.services import CourseData

from .base import HouseForm
from .fields import MoneyField

_DAY = {"type": "date"}
_YES_NO = [("", gettext_lazy("Chưa rõ")), ("1", gettext_lazy("Có")), ("0", gettext_lazy("Không"))]


class CourseForm(HouseForm):
    """A course."""

    SERVICE_NAMES = {"first": "first_on", "last": "last_on"}

    course = forms.CharField(label=gettext_lazy("Khóa học"), max_length=200)
    school = forms.CharField(label=gettext_lazy("Cơ sở đào tạo"), max_length=200)
    first_on = forms.DateField(
        label=gettext_lazy("Ngày khai giảng"),
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
    )
    last_on = forms.DateField(
        label=gettext_lazy("Ngày bế giảng"),
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
    )


class WorkerCourseForm(CourseForm):
    """A worker's course."""

    cost_vnd = MoneyField(label=gettext_lazy("Học phí cả khóa (đồng)"))
    study_days = forms.IntegerField(
        label=gettext_lazy("Số ngày thực học"),
        min_value=0,
        max_value=366,
        help_text=gettext_lazy("Để tính tiền ăn"),
    )

    def data_for_service(self) -> CourseData:
        return CourseData(**self.cleaned_data)


class EmployerCourseForm(CourseForm):
    """An employer's course, and what the law asks of the employer."""

    cost_vnd = MoneyField(label=gettext_lazy("Chi phí một lao động một tháng (đồng)"))
    workers = forms.IntegerField(
        label=gettext_lazy("Số lao động được đào tạo"), min_value=1, max_value=100_000
    )
    months_in_window = forms.IntegerField(
        label=gettext_lazy("Số tháng đóng đủ trong 24 tháng trước đề nghị"),
        required=False,
        min_value=0,
        max_value=24,
    )
    has_cause = forms.ChoiceField(
        label=gettext_lazy("Khó khăn thuộc trường hợp luật nêu"),
        required=False,
        choices=_YES_NO,
        help_text=gettext_lazy(
            "Đổi cơ cấu, công nghệ hoặc lý do kinh tế; thiên tai, hỏa hoạn, địch họa, dịch bệnh; "
            "phải di dời hoặc thu hẹp địa điểm"
        ),
    )
    has_plan = forms.ChoiceField(
        label=gettext_lazy("Có phương án đào tạo và duy trì việc làm"),
        required=False,
        choices=_YES_NO,
    )

    def data_for_service(self) -> CourseData:
        clean = dict(self.cleaned_data)
        facts = {name: _answer(clean.pop(name)) for name in ("has_cause", "has_plan")}
        facts["months_in_window"] = clean.pop("months_in_window")
        known = {name: value for name, value in facts.items() if value is not None}
        return CourseData(employer_facts=known, **clean)


def _answer(code: str) -> Any:
    return {"1": True, "0": False}.get(code)
