"""What a registration must be before it is written, and the columns that it becomes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.translation import override

from sanviec.apps.platform.fields import blind_index
from sanviec.apps.reference.selectors import parameter
from sanviec.kernel.errors import InputError
from sanviec.kernel.identifiers import (
    mask_email,
    normalise_phone,
    validate_citizen_id,
    validate_phone,
)
from sanviec.kernel.text import fold, nfc

from .data import FORM_FIELDS, JobseekerData
from .enums import EmploymentType, Sex, Shift, Via, WorkStatus
from .models import Jobseeker

IDENTITY, PHONE = "jobseeker.identity", "jobseeker.phone"
OLDEST_BIRTH_YEAR = 1900
MOST_ITEMS, LONGEST_ITEM, LONGEST_TEXT = 30, 200, 5_000
# Column -> (least, most): what is outside is a slip of the keyboard or of a spreadsheet.
_RANGES = {
    "education": (0, 9),
    "experience_months": (0, 720),
    "max_distance_km": (0, 3_000),
    "wage_min_vnd_month": (0, 1_000_000_000),
}
_CHOICES = {
    "sex": (frozenset(Sex.values), Sex.UNSTATED.value),
    "work_status": (frozenset(WorkStatus.values), WorkStatus.UNEMPLOYED.value),
}
_MANY_CHOICES = {
    "shifts": frozenset(Shift.values),
    "refused_shifts": frozenset(Shift.values),
    "employment_types": frozenset(EmploymentType.values),
}
_COLUMNS = {name: Jobseeker._meta.get_field(name) for name in FORM_FIELDS}
_LISTS = tuple(name for name, c in _COLUMNS.items() if isinstance(c, models.JSONField))
_TEXTS = tuple(
    name for name, c in _COLUMNS.items() if isinstance(c, models.CharField | models.TextField)
)
_LENGTHS = {name: getattr(_COLUMNS[name], "max_length", None) or LONGEST_TEXT for name in _TEXTS}


def checked_columns(data: JobseekerData, *, on: date, via: Via) -> dict[str, Any]:
    """The columns of a registration, cleaned and with their search forms.

    Rows of a file may lack a name and a wished job; a person at a desk or on the web is asked.

    Raises:
        InputError: something is missing, impossible or too long; ``field`` names it.
    """
    columns = {name: getattr(data, name) for name in FORM_FIELDS}
    for name in _TEXTS:
        columns[name] = _text(name, columns[name])
    for name in _LISTS:
        columns[name] = _items(name, columns[name])
    _check_choices(columns)
    _check_ranges(columns)
    _check_birth(columns, on)
    _check_contacts(columns)
    _check_wishes(columns)
    if via != Via.IMPORT:
        _require(columns)
    names = ("full_name", "identity_no", "phone")
    return columns | _searchable(*(columns[name] for name in names))


def search_columns(data: JobseekerData) -> dict[str, str]:
    """The columns by which the same person is found, of a form that was not checked yet."""
    identity = "".join(char for char in data.identity_no or "" if char.isdecimal())
    phone = normalise_phone(data.phone or "") or ""
    return _searchable(data.full_name or "", identity, phone)


def _text(name: str, value: Any) -> str:
    text = nfc(str(value or "").replace("\0", "")).strip()
    if name != "wishes":
        text = " ".join(text.split())
    if len(text) > _LENGTHS[name]:
        raise _wrong(
            name,
            f"“{_title(name)}” dài quá {_LENGTHS[name]} ký tự. Hãy viết ngắn lại.",
            f"{name} is longer than {_LENGTHS[name]} characters",
        )
    return text


def _items(name: str, values: Iterable[Any] | None) -> list[str]:
    items = [nfc(str(value).replace("\0", "")).strip()[:LONGEST_ITEM] for value in values or ()]
    kept = list(dict.fromkeys(item for item in items if item))
    if len(kept) > MOST_ITEMS:
        raise _wrong(
            name,
            f"“{_title(name)}” có quá {MOST_ITEMS} mục. Hãy giữ các mục quan trọng nhất.",
            f"{name} has {len(kept)} items, at most {MOST_ITEMS} are kept",
        )
    return kept


def _check_choices(columns: dict[str, Any]) -> None:
    for name, (choices, when_empty) in _CHOICES.items():
        columns[name] = columns[name] or when_empty
        _check_known(name, [columns[name]], choices)
    for name, choices in _MANY_CHOICES.items():
        _check_known(name, columns[name], choices)


def _check_known(name: str, values: list[str], choices: frozenset[str]) -> None:
    unknown = sorted(set(values) - choices)
    if unknown:
        raise _wrong(
            name,
            f"“{_title(name)}” có giá trị lạ. Hãy chọn trong danh sách.",
            f"{name}={unknown[0]!r} is not one of {sorted(choices)}",
        )


def _check_ranges(columns: dict[str, Any]) -> None:
    for name, (least, most) in _RANGES.items():
        value = columns[name]
        if value is not None and not least <= value <= most:
            shown = f"{least:,} đến {most:,}".replace(",", ".")
            raise _wrong(
                name,
                f"“{_title(name)}” phải từ {shown}. Hãy xem lại số đã nhập.",
                f"{name}={value} is not within {least} and {most}",
            )


def _check_birth(columns: dict[str, Any], on: date) -> None:
    born: date | None = columns["birth_date"]
    year = born.year if born else columns["birth_year"]
    columns["birth_year"] = year
    if year is None:
        return
    if not OLDEST_BIRTH_YEAR <= year <= on.year:
        raise _wrong(
            "birth_date",
            f"Năm sinh {year} không thể đúng. Hãy xem lại ngày sinh.",
            f"birth year {year} is not within {OLDEST_BIRTH_YEAR} and {on.year}",
        )
    least = parameter("minimum_working_age_years", on)
    if _age(born, year, on) < least:
        raise _wrong(
            "birth_date",
            f"Người đăng ký phải đủ {least} tuổi. Nếu nhập nhầm, hãy sửa ngày sinh.",
            f"born {born or year}, younger than {least} on {on}",
        )


def _age(born: date | None, year: int, on: date) -> int:
    """Full years; of somebody whose day is not known, as old as the year allows."""
    had_birthday = born is None or (on.month, on.day) >= (born.month, born.day)
    return on.year - year - (0 if had_birthday else 1)


def _check_wishes(columns: dict[str, Any]) -> None:
    both = sorted(set(columns["shifts"]) & set(columns["refused_shifts"]))
    if both:
        with override("vi"):
            label = str(Shift(both[0]).label)
        raise _wrong(
            "refused_shifts",
            f"“{label}” vừa được chọn là làm được vừa là không làm được. Hãy bỏ một trong hai.",
            f"shift {both[0]} is both wanted and refused",
        )


def _require(columns: dict[str, Any]) -> None:
    if not columns["full_name"]:
        raise _wrong("full_name", "Hãy nhập họ và tên.", "full_name is missing")
    if not any(char.isalpha() for char in columns["full_name"]):
        raise _wrong(
            "full_name",
            "Họ và tên phải có chữ. Hãy ghi như trên giấy tờ.",
            "The name has no letters. Write it as it stands on the papers.",
        )
    if not columns["wished_titles"] and not columns["occupation_codes"]:
        raise _wrong(
            "wished_titles",
            "Hãy ghi ít nhất một công việc mong muốn, ví dụ “công nhân may”.",
            "no wished title and no occupation",
        )


def _check_contacts(columns: dict[str, Any]) -> None:
    if columns["identity_no"]:
        columns["identity_no"] = validate_citizen_id(
            columns["identity_no"], birth_year=columns["birth_year"], field="identity_no"
        )
    if columns["phone"]:
        columns["phone"] = validate_phone(columns["phone"], field="phone")
    _check_email(columns["email"])


def _searchable(full_name: str, identity_no: str, phone: str) -> dict[str, str]:
    return {
        "name_folded": fold(full_name)[:120],
        "identity_index": blind_index(identity_no, IDENTITY),
        "phone_index": blind_index(phone, PHONE),
    }


def _check_email(address: str) -> None:
    if not address:
        return
    try:
        validate_email(address)
    except ValidationError:
        raise _wrong(
            "email",
            "Địa chỉ thư điện tử chưa đúng. Ví dụ: ten@example.vn.",
            f"not an e-mail address: {mask_email(address)!r}",
        ) from None


def _title(name: str) -> str:
    with override("vi"):
        return str(getattr(_COLUMNS[name], "verbose_name", name))


def _wrong(name: str, text_vi: str, text_en: str) -> InputError:
    return InputError(text_vi, text_en, field=name, code="jobseeker_invalid")
