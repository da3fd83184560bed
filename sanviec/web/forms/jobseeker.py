"""The registration of a jobseeker: the quick card of the counter and the whole profile."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from sanviec.apps.jobseekers.data import JobseekerData, data_of
from sanviec.apps.jobseekers.enums import ConsentPurpose, EmploymentType, Sex, Shift, WorkStatus
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.kernel.identifiers import mask_email, mask_identity, mask_phone
from sanviec.kernel.tables import priority_groups
from sanviec.web.labels import (
    CERTIFICATES,
    education_choices,
    ethnic_choices,
    language_choices,
    titled,
)

from .base import Groups, HouseForm
from .fields import (
    BirthField,
    CitizenIdField,
    ExperienceField,
    PhoneField,
    PlaceField,
    PlacesField,
    TitlesField,
    WageField,
    experience_text,
    look_near,
    occupation_codes_of,
)

_DAY = {"type": "date"}


class QuickCardForm(HouseForm):
    """What the counter asks first: enough to find work, under sixty seconds.

    The fields stand in the order in which they are asked; those of the second group are folded
    away, because most people need none of them.
    """

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    birth = BirthField(label=_("Ngày sinh"))
    residence = PlaceField(label=_("Nơi ở"), help_text=_("Xã, phường và tỉnh; tên cũ cũng được"))
    phone = PhoneField(label=_("Số điện thoại"), required=False)
    wished_titles = TitlesField(
        label=_("Muốn làm việc gì"), help_text=_("Nhiều việc thì cách nhau bằng dấu phẩy")
    )
    wage = WageField(label=_("Lương mong muốn"), required=False, help_text=_("Ví dụ 8 triệu"))
    experience_months = ExperienceField(label=_("Kinh nghiệm"), required=False)
    allow_matching = forms.BooleanField(
        label=_("Đồng ý dùng hồ sơ để tìm việc phù hợp"), required=False
    )
    allow_contact = forms.BooleanField(
        label=_("Đồng ý gửi tên, số điện thoại cho doanh nghiệp mình chọn"), required=False
    )
    sex = forms.ChoiceField(
        label=_("Giới tính"), choices=Sex.choices, initial=Sex.UNSTATED, required=False
    )
    identity_no = CitizenIdField(label=_("Số định danh cá nhân"), required=False)
    shifts = forms.MultipleChoiceField(
        label=_("Ca làm được"),
        choices=Shift.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    priority_groups = forms.MultipleChoiceField(
        label=_("Đối tượng ưu tiên"), required=False, widget=forms.CheckboxSelectMultiple
    )

    SERVICE_NAMES = {
        "birth_date": "birth",
        "birth_year": "birth",
        "residence_code": "residence",
        "wage_min_vnd_month": "wage",
        "occupation_codes": "wished_titles",
    }
    GROUPS: ClassVar[Groups] = (
        (
            _("Người tìm việc"),
            (
                "full_name",
                "birth",
                "residence",
                "phone",
                "wished_titles",
                "wage",
                "experience_months",
                "allow_matching",
                "allow_contact",
            ),
        ),
        (
            _("Thêm nếu cần: số định danh, ca làm, đối tượng ưu tiên"),
            ("sex", "identity_no", "shifts", "priority_groups"),
        ),
    )

    def __init__(self, *args: Any, near: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("priority_groups", titled(priority_groups()))
        look_near(self, "residence", near)

    def data_for_service(self) -> JobseekerData:
        """What was filled in, as the service takes it."""
        return JobseekerData(**self.values())

    def values(self) -> dict[str, Any]:
        """The cleaned answers under the service's names."""
        clean = self.cleaned_data
        born, year = clean["birth"]
        titles = clean["wished_titles"]
        return {
            "full_name": clean["full_name"],
            "birth_date": born,
            "birth_year": year,
            "sex": clean["sex"] or Sex.UNSTATED.value,
            "phone": clean["phone"],
            "identity_no": clean["identity_no"],
            "residence_code": clean["residence"],
            "wished_titles": titles,
            "occupation_codes": occupation_codes_of(titles),
            "wage_min_vnd_month": clean["wage"],
            "experience_months": clean["experience_months"],
            "shifts": clean["shifts"],
            "priority_groups": clean["priority_groups"],
        }

    def consents(self) -> tuple[ConsentPurpose, ...]:
        """The purposes that were allowed; an empty box allows nothing."""
        given = []
        if self.cleaned_data["allow_matching"]:
            given += [ConsentPurpose.MATCHING, ConsentPurpose.SHOW_TO_EMPLOYERS]
        if self.cleaned_data["allow_contact"]:
            given.append(ConsentPurpose.SHARE_CONTACT)
        return tuple(given)


class OwnCardForm(QuickCardForm):
    """The quick card filled in by the person: the browser may offer what it knows of its owner."""

    AUTOCOMPLETE = {"full_name": "name", "phone": "tel", "birth": "bday", "email": "email"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.AUTOCOMPLETE.keys() & self.fields.keys():
            self.fields[name].widget.attrs["autocomplete"] = self.AUTOCOMPLETE[name]


class ProfileForm(QuickCardForm):
    """The whole registration, forms 01 and 01a, of a file that exists.

    Args:
        person: the file; what the form does not ask stays as it is there.
    """

    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    ethnic_code = forms.ChoiceField(label=_("Dân tộc"), required=False)
    residence_address = forms.CharField(
        label=_("Số nhà, thôn, bản"), required=False, max_length=200
    )
    education = forms.TypedChoiceField(
        label=_("Trình độ"), required=False, coerce=int, empty_value=None
    )
    major = forms.CharField(label=_("Chuyên ngành đào tạo"), required=False, max_length=120)
    last_job = forms.CharField(label=_("Công việc gần nhất"), required=False, max_length=200)
    skills = TitlesField(
        label=_("Kỹ năng"),
        required=False,
        most=20,
        help_text=_("Nhiều kỹ năng thì cách nhau bằng dấu phẩy"),
    )
    languages = forms.MultipleChoiceField(
        label=_("Ngoại ngữ"), required=False, widget=forms.CheckboxSelectMultiple
    )
    certificates = forms.MultipleChoiceField(
        label=_("Bằng lái, chứng chỉ"),
        choices=CERTIFICATES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    work_status = forms.ChoiceField(
        label=_("Tình trạng việc làm"), choices=WorkStatus.choices, required=False
    )
    wished_places = PlacesField(
        label=_("Nơi muốn làm việc"),
        required=False,
        help_text=_("Nhiều nơi thì cách nhau bằng dấu phẩy"),
    )
    max_distance_km = forms.IntegerField(
        label=_("Đi xa nhất (km)"), required=False, min_value=1, max_value=2_000
    )
    can_relocate = forms.BooleanField(label=_("Sẵn sàng đi tỉnh khác"), required=False)
    accepts_overseas = forms.NullBooleanField(
        label=_("Muốn đi làm việc ở nước ngoài"), required=False
    )
    refused_shifts = forms.MultipleChoiceField(
        label=_("Ca không làm được"),
        choices=Shift.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    employment_types = forms.MultipleChoiceField(
        label=_("Hình thức làm việc"),
        choices=EmploymentType.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    available_from = forms.DateField(
        label=_("Có thể đi làm từ"),
        required=False,
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
    )
    wishes = forms.CharField(
        label=_("Mong muốn khác"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    SAME_NAME = (
        "email",
        "ethnic_code",
        "residence_address",
        "education",
        "major",
        "last_job",
        "skills",
        "languages",
        "certificates",
        "wished_places",
        "max_distance_km",
        "can_relocate",
        "accepts_overseas",
        "refused_shifts",
        "employment_types",
        "available_from",
        "wishes",
    )
    KEPT_AS_IS: ClassVar[Groups] = (
        ("residence", ("residence_code",)),
        ("wished_titles", ("wished_titles", "occupation_codes")),
        ("wished_places", ("wished_places",)),
        ("skills", ("skills",)),
    )
    GROUPS: ClassVar[Groups] = (
        (
            _("Người tìm việc"),
            (
                "full_name",
                "birth",
                "sex",
                "ethnic_code",
                "residence",
                "residence_address",
                "phone",
                "email",
                "identity_no",
                "forget",
                "work_status",
                "priority_groups",
            ),
        ),
        (
            _("Việc mong muốn"),
            (
                "wished_titles",
                "wage",
                "wished_places",
                "max_distance_km",
                "can_relocate",
                "accepts_overseas",
                "employment_types",
                "shifts",
                "refused_shifts",
                "available_from",
                "wishes",
            ),
        ),
        (
            _("Đã học, đã làm"),
            (
                "experience_months",
                "last_job",
                "education",
                "major",
                "skills",
                "languages",
                "certificates",
            ),
        ),
    )

    def __init__(self, *args: Any, person: Jobseeker, **kwargs: Any) -> None:
        kwargs.setdefault("initial", profile_initial(person))
        super().__init__(*args, **kwargs)
        self.person = person
        self.choose("ethnic_code", [("", "—"), *ethnic_choices()])
        self.choose("education", [("", "—"), *education_choices()])
        self.choose("languages", language_choices())
        # Files that came from a table may lack both.
        self.fields["birth"].required = self.fields["residence"].required = False
        # Consents have a page of their own once the file exists.
        del self.fields["allow_matching"], self.fields["allow_contact"]

    def data_for_service(self) -> JobseekerData:
        return replace(data_of(self.person), **self.values())

    def values(self) -> dict[str, Any]:
        clean = self.cleaned_data
        status = clean["work_status"] or WorkStatus.UNEMPLOYED.value
        values = super().values() | {name: clean[name] for name in self.SAME_NAME}
        for name in ("languages", "certificates", "priority_groups"):
            values[name] = self.with_unseen(name, getattr(self.person, name))
        return self.changes(values | {"work_status": status})


class OwnProfileForm(OwnCardForm, ProfileForm):
    """The whole registration in the hands of the person."""


class DeskProfileForm(ProfileForm):
    """The whole registration at the counter: what is masked stays masked, empty keeps it."""

    MASKS = {"phone": mask_phone, "identity_no": mask_identity, "email": mask_email}
    KEEPS = _("Đang ghi %(masked)s; để trống thì giữ nguyên")

    forget = forms.MultipleChoiceField(
        label=_("Bỏ hẳn số đang ghi"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, person: Jobseeker, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        known = [name for name in self.MASKS if getattr(person, name)]
        for name in known:
            self.initial[name] = ""
            masked = self.MASKS[name](getattr(person, name))
            self.fields[name].help_text = str(self.KEEPS) % {"masked": masked}
        self.choose("forget", [(name, str(self.fields[name].label)) for name in known])
        if not known:
            del self.fields["forget"]

    def values(self) -> dict[str, Any]:
        values = super().values()
        forgotten = self.cleaned_data.get("forget", [])
        kept = {name for name in self.MASKS if not values[name] and name not in forgotten}
        return {name: value for name, value in values.items() if name not in kept}


def profile_initial(jobseeker: Jobseeker) -> dict[str, Any]:
    """What the profile form shows for a file that exists."""
    from sanviec.web.templatetags.sanviec import place_full

    initial = {name: getattr(jobseeker, name) for name in ProfileForm.SAME_NAME}
    born = jobseeker.birth_date
    wage = jobseeker.wage_min_vnd_month
    return initial | {
        "full_name": jobseeker.full_name,
        "birth": f"{born:%d/%m/%Y}" if born else jobseeker.birth_year or "",
        "sex": jobseeker.sex,
        "phone": jobseeker.phone,
        "identity_no": jobseeker.identity_no,
        "residence": place_full(jobseeker.residence_code) if jobseeker.residence_code else "",
        "wished_titles": ", ".join(jobseeker.wished_titles),
        "skills": ", ".join(jobseeker.skills),
        "languages": [code.partition(":")[0] for code in jobseeker.languages],
        "wished_places": "; ".join(place_full(code) for code in jobseeker.wished_places),
        "wage": f"{wage:,}".replace(",", ".") if wage else "",
        "experience_months": experience_text(jobseeker.experience_months),
        "shifts": jobseeker.shifts,
        "priority_groups": jobseeker.priority_groups,
        "work_status": jobseeker.work_status,
    }
