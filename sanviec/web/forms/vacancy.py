"""The notification of a vacancy (form 03a) and the registration of an employer (form 03)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanviec.apps.employers.enums import BusinessKind, SizeBand
from sanviec.apps.employers.models import Employer
from sanviec.apps.employers.services import EmployerData
from sanviec.apps.jobseekers.enums import EmploymentType, Shift
from sanviec.apps.vacancies.enums import ContractKind
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.vacancies.services import VacancyData
from sanviec.kernel.tables import industries
from sanviec.web.labels import CERTIFICATES, education_choices, language_choices, titled

from .base import HouseForm
from .fields import PhoneField, PlaceField, PlacesField, TitlesField, WageField, occupation_codes_of

_TEXT = {"rows": 5}


class VacancyForm(HouseForm):
    """One post, as an employer describes it."""

    title = forms.CharField(label=_("Tên công việc"), max_length=250)
    openings = forms.IntegerField(
        label=_("Số người cần tuyển"), min_value=1, max_value=10_000, initial=1
    )
    place = PlacesField(
        label=_("Nơi làm việc"), help_text=_("Xã, phường hoặc khu công nghiệp, và tỉnh")
    )
    address = forms.CharField(label=_("Địa chỉ cụ thể"), required=False, max_length=300)
    wage_min = WageField(label=_("Lương từ"), required=False, help_text=_("Ví dụ 8 triệu"))
    wage_max = WageField(label=_("Lương đến"), required=False)
    employment_type = forms.ChoiceField(
        label=_("Hình thức làm việc"),
        choices=[("", "—"), *EmploymentType.choices],
        required=False,
    )
    contract_kind = forms.ChoiceField(
        label=_("Loại hợp đồng"), choices=ContractKind.choices, required=False
    )
    shifts = forms.MultipleChoiceField(
        label=_("Ca làm việc"),
        choices=Shift.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    description = forms.CharField(
        label=_("Mô tả công việc"), max_length=10_000, widget=forms.Textarea(attrs=_TEXT)
    )
    requirements = forms.CharField(
        label=_("Yêu cầu"), max_length=10_000, required=False, widget=forms.Textarea(attrs=_TEXT)
    )
    benefits = forms.CharField(
        label=_("Quyền lợi"), max_length=10_000, required=False, widget=forms.Textarea(attrs=_TEXT)
    )
    experience_months = forms.IntegerField(
        label=_("Kinh nghiệm tối thiểu (tháng)"), required=False, min_value=0, max_value=600
    )
    education = forms.TypedChoiceField(
        label=_("Trình độ tối thiểu"), required=False, coerce=int, empty_value=None
    )
    skills = TitlesField(label=_("Kỹ năng"), required=False)
    languages = forms.MultipleChoiceField(
        label=_("Ngoại ngữ bắt buộc"), required=False, widget=forms.CheckboxSelectMultiple
    )
    certificates = forms.MultipleChoiceField(
        label=_("Bằng lái, chứng chỉ bắt buộc"),
        choices=CERTIFICATES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    offers_meals = forms.BooleanField(label=_("Có bữa ăn"), required=False)
    offers_housing = forms.BooleanField(label=_("Có chỗ ở"), required=False)
    offers_transport = forms.BooleanField(label=_("Có xe đưa đón"), required=False)
    welcomes_disabled = forms.BooleanField(label=_("Phù hợp với người khuyết tật"), required=False)
    closes_on = forms.DateField(label=_("Hạn nộp hồ sơ"), required=False)

    SAME_NAME = (
        "title",
        "openings",
        "address",
        "employment_type",
        "shifts",
        "description",
        "requirements",
        "benefits",
        "experience_months",
        "education",
        "skills",
        "languages",
        "certificates",
        "offers_meals",
        "offers_housing",
        "offers_transport",
        "welcomes_disabled",
        "closes_on",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("education", [("", "—"), *education_choices()]),
            ("languages", language_choices()),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def data_for_service(self) -> VacancyData:
        """What was filled in, as the service takes it."""
        clean = self.cleaned_data
        codes = occupation_codes_of([clean["title"]])
        return VacancyData(
            **{name: clean[name] for name in self.SAME_NAME},
            occupation_code=codes[0] if codes else "",
            place_codes=clean["place"],
            place_text=self.data.get(self.add_prefix("place"), "")[:300],
            wage_min_vnd_month=clean["wage_min"],
            wage_max_vnd_month=clean["wage_max"],
            contract_kind=clean["contract_kind"] or ContractKind.UNSTATED.value,
            is_overseas=any(code.isalpha() for code in clean["place"]),
        )


def vacancy_initial(vacancy: Vacancy) -> dict[str, Any]:
    """What the form shows for a vacancy that exists."""
    from sanviec.web.templatetags.sanviec import place_full

    def dotted(amount: int | None) -> str:
        return f"{amount:,}".replace(",", ".") if amount else ""

    initial = {name: getattr(vacancy, name) for name in VacancyForm.SAME_NAME}
    return initial | {
        "place": vacancy.place_text or "; ".join(place_full(c) for c in vacancy.place_codes),
        "wage_min": dotted(vacancy.wage_min_vnd_month),
        "wage_max": dotted(vacancy.wage_max_vnd_month),
        "contract_kind": vacancy.contract_kind,
        "skills": ", ".join(vacancy.skills),
    }


class EmployerForm(HouseForm):
    """Who hires."""

    name = forms.CharField(label=_("Tên đơn vị"), max_length=250)
    tax_code = forms.RegexField(
        label=_("Mã số thuế"),
        regex=r"^\d{10}(-?\d{3})?$|^\d{12}$",
        error_messages={"invalid": _("Mã số thuế gồm 10 hoặc 13 chữ số.")},
    )
    kind = forms.ChoiceField(label=_("Loại hình"), choices=BusinessKind.choices)
    industry_code = forms.ChoiceField(label=_("Ngành kinh tế"), required=False)
    size_band = forms.ChoiceField(
        label=_("Quy mô lao động"), choices=[("", "—"), *SizeBand.choices], required=False
    )
    place = PlaceField(label=_("Địa bàn"), help_text=_("Xã, phường và tỉnh"))
    address = forms.CharField(label=_("Địa chỉ"), required=False, max_length=300)
    contact_name = forms.CharField(label=_("Người liên hệ"), max_length=120)
    phone = PhoneField(label=_("Điện thoại liên hệ"))
    email = forms.EmailField(label=_("Thư điện tử"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["industry_code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *titled(industries())]

    def data_for_service(self) -> EmployerData:
        """What was filled in, as the service takes it."""
        clean = dict(self.cleaned_data)
        return EmployerData(place_code=clean.pop("place"), **clean)


def employer_initial(employer: Employer) -> dict[str, Any]:
    """What the form shows for an employer that exists."""
    from sanviec.web.templatetags.sanviec import place_full

    names = ("name", "tax_code", "kind", "industry_code", "size_band", "address", "contact_name")
    initial = {name: getattr(employer, name) for name in (*names, "phone", "email")}
    return initial | {"place": place_full(employer.place_code) if employer.place_code else ""}
