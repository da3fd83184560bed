"""The notification of a vacancy (form 03a) and the registration of an employer (form 03)."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, ClassVar

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

from .base import Groups, HouseForm
from .fields import (
    ExperienceField,
    PhoneField,
    PlaceField,
    PlacesField,
    TitlesField,
    WageField,
    experience_text,
    look_near,
    occupation_codes_of,
    refuse_without_letters,
)

_TEXT = {"rows": 5}
_DAY = {"type": "date"}


class VacancyForm(HouseForm):
    """One post, as an employer describes it."""

    title = forms.CharField(
        label=_("Tên công việc"), max_length=250, validators=[refuse_without_letters]
    )
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
    experience_months = ExperienceField(
        label=_("Kinh nghiệm tối thiểu"),
        required=False,
        help_text=_("Ví dụ 1 năm, 6 tháng, hoặc không cần"),
    )
    education = forms.TypedChoiceField(
        label=_("Trình độ tối thiểu"), required=False, coerce=int, empty_value=None
    )
    skills = TitlesField(
        label=_("Kỹ năng"),
        required=False,
        most=20,
        help_text=_("Nhiều kỹ năng thì cách nhau bằng dấu phẩy"),
    )
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
    closes_on = forms.DateField(
        label=_("Hạn nộp hồ sơ"),
        required=False,
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
        help_text=_("Để trống thì tin mở 30 ngày"),
    )
    min_age = forms.IntegerField(
        label=_("Tuổi từ"),
        required=False,
        min_value=15,
        max_value=80,
        help_text=_("Chỉ ghi khi pháp luật hoặc chương trình quy định"),
    )
    max_age = forms.IntegerField(label=_("Tuổi đến"), required=False, min_value=15, max_value=80)
    age_source = forms.CharField(
        label=_("Căn cứ của giới hạn tuổi"), required=False, max_length=200
    )

    SERVICE_NAMES = {
        "place_codes": "place",
        "wage_min_vnd_month": "wage_min",
        "wage_max_vnd_month": "wage_max",
    }
    KEPT_AS_IS: ClassVar[Groups] = (
        ("title", ("title", "occupation_code")),
        ("place", ("place_codes", "place_text", "is_overseas")),
        ("skills", ("skills",)),
    )
    GROUPS: ClassVar[Groups] = (
        (
            _("Công việc"),
            (
                "title",
                "openings",
                "place",
                "address",
                "description",
                "wage_min",
                "wage_max",
                "employment_type",
                "contract_kind",
                "shifts",
                "benefits",
                "offers_meals",
                "offers_housing",
                "offers_transport",
            ),
        ),
        (
            _("Yêu cầu"),
            (
                "requirements",
                "experience_months",
                "education",
                "skills",
                "languages",
                "certificates",
                "min_age",
                "max_age",
                "age_source",
            ),
        ),
        (_("Nhận hồ sơ"), ("welcomes_disabled", "closes_on")),
    )
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
        "min_age",
        "max_age",
        "age_source",
    )

    def __init__(self, *args: Any, vacancy: Vacancy | None = None, **kwargs: Any) -> None:
        if vacancy is not None:
            kwargs.setdefault("initial", vacancy_initial(vacancy))
        super().__init__(*args, **kwargs)
        self.vacancy = vacancy
        self.choose("education", [("", "—"), *education_choices()])
        self.choose("languages", language_choices())

    def data_for_service(self) -> VacancyData:
        """What was filled in, as the service takes it; the rest stays as the vacancy has it."""
        if self.vacancy is None:
            return VacancyData(**self._values())
        values = self._values()
        for name in ("languages", "certificates"):
            values[name] = self.with_unseen(name, getattr(self.vacancy, name))
        return replace(_said_by(self.vacancy), **self.changes(values))

    def _values(self) -> dict[str, Any]:
        clean = self.cleaned_data
        codes = occupation_codes_of([clean["title"]])
        return dict(
            **{name: clean[name] for name in self.SAME_NAME},
            occupation_code=codes[0] if codes else "",
            place_codes=clean["place"],
            place_text=self.data.get(self.add_prefix("place"), "")[:300],
            wage_min_vnd_month=clean["wage_min"],
            wage_max_vnd_month=clean["wage_max"],
            contract_kind=clean["contract_kind"] or ContractKind.UNSTATED.value,
            is_overseas=any(code.isalpha() for code in clean["place"]),
        )


def _said_by(vacancy: Vacancy) -> VacancyData:
    values = {row.name: getattr(vacancy, row.name) for row in fields(VacancyData)}
    return VacancyData(**values)


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
        "languages": [code.partition(":")[0] for code in vacancy.languages],
        "experience_months": experience_text(vacancy.experience_months, is_asked=True),
    }


class EmployerForm(HouseForm):
    """Who hires.

    Args:
        employer: the registration that is corrected; None for a new one.
    """

    name = forms.CharField(
        label=_("Tên đơn vị"), max_length=250, validators=[refuse_without_letters]
    )
    tax_code = forms.CharField(
        label=_("Mã số thuế"),
        max_length=20,
        help_text=_("10 chữ số; chi nhánh có thêm 3 chữ số"),
    )
    kind = forms.ChoiceField(
        label=_("Loại hình"), choices=BusinessKind.choices, initial=BusinessKind.PRIVATE
    )
    industry_code = forms.ChoiceField(label=_("Ngành kinh tế"), required=False)
    size_band = forms.ChoiceField(
        label=_("Quy mô lao động"), choices=[("", "—"), *SizeBand.choices], required=False
    )
    place = PlaceField(label=_("Địa bàn"), help_text=_("Xã, phường và tỉnh"))
    address = forms.CharField(label=_("Địa chỉ"), required=False, max_length=300)
    contact_name = forms.CharField(label=_("Người liên hệ"), max_length=120)
    phone = PhoneField(label=_("Điện thoại liên hệ"))
    email = forms.EmailField(label=_("Thư điện tử"), required=False)

    # The centre is found by the place: a province without one is refused under its own name.
    SERVICE_NAMES = {"place_code": "place", "residence": "place"}
    KEPT_AS_IS: ClassVar[Groups] = (("place", ("place_code",)),)

    def __init__(
        self, *args: Any, employer: Employer | None = None, near: str = "", **kwargs: Any
    ) -> None:
        if employer is not None:
            kwargs.setdefault("initial", employer_initial(employer))
        super().__init__(*args, **kwargs)
        self.employer = employer
        look_near(self, "place", near)
        rows = titled(industries())
        code = employer.industry_code if employer else ""
        unseen = [(code, code)] if code and code not in dict(rows) else []
        self.choose("industry_code", [("", "—"), *unseen, *rows])

    def data_for_service(self) -> EmployerData:
        """What was filled in, as the service takes it."""
        clean = dict(self.cleaned_data)
        values = {"place_code": clean.pop("place")} | clean
        if self.employer is None:
            return EmployerData(**values)
        before = EmployerData(place_code=self.employer.place_code)
        return replace(before, **self.changes(values))


def employer_initial(employer: Employer) -> dict[str, Any]:
    """What the form shows for an employer that exists."""
    from sanviec.web.templatetags.sanviec import place_full

    names = ("name", "tax_code", "kind", "industry_code", "size_band", "address", "contact_name")
    initial = {name: getattr(employer, name) for name in (*names, "phone", "email")}
    return initial | {"place": place_full(employer.place_code) if employer.place_code else ""}
