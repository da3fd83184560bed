"""What an employer's registration says, what it must be, and the columns that it becomes."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.translation import override

from sanviec.kernel.errors import InputError
from sanviec.kernel.identifiers import is_valid_tax_code, mask_email, validate_phone
from sanviec.kernel.text import fold, nfc

from .enums import BusinessKind, SizeBand
from .models import Employer

LONGEST_TEXT = 10_000


@dataclass(frozen=True, slots=True)
class EmployerData:
    """Form 03 (provisional list); the names are the model's own.

    Args:
        tax_code: ten digits, a branch's thirteen, or a household's citizen number; with or
            without separators.
        about: None leaves what is there, for forms that do not ask.
        source: the file or system that a row was imported from; empty for people.
        source_key: the row's own id there.
        fingerprint: of the row as it was read; made from the content when empty.
    """

    name: str = ""
    tax_code: str = ""
    kind: str = BusinessKind.PRIVATE.value
    industry_code: str = ""
    size_band: str = ""
    place_code: str = ""
    address: str = ""
    contact_name: str = ""
    phone: str = ""
    email: str = ""
    about: str | None = None
    source: str = ""
    source_key: str = ""
    fingerprint: str = ""


ORIGIN_FIELDS = ("source", "source_key", "fingerprint")
FORM_FIELDS = tuple(f.name for f in fields(EmployerData) if f.name not in ORIGIN_FIELDS)
_CHOICES: dict[str, tuple[type[models.TextChoices], str]] = {
    "kind": (BusinessKind, BusinessKind.PRIVATE.value),
    "size_band": (SizeBand, ""),
}


def checked_columns(data: EmployerData) -> dict[str, Any]:
    """The columns of a registration, cleaned and with the folded name.

    Raises:
        InputError: the name is missing, or something is impossible or too long.
    """
    columns = {name: _text(name, getattr(data, name)) for name in FORM_FIELDS}
    if data.about is None:
        del columns["about"]
    if not columns["name"]:
        raise _wrong("name", "Hãy nhập tên đơn vị.", "name is missing")
    for name, (choices, when_empty) in _CHOICES.items():
        columns[name] = columns[name] or when_empty
        if columns[name] and columns[name] not in choices.values:
            raise _wrong(
                name,
                f"“{_title(name)}” có giá trị lạ. Hãy chọn trong danh sách.",
                f"{name}={columns[name]!r} is not one of {choices.values}",
            )
    columns["tax_code"] = _tax_code(columns["tax_code"])
    if columns["phone"]:
        columns["phone"] = validate_phone(columns["phone"], field="phone")
    _check_email(columns["email"])
    return columns | {"name_folded": fold(columns["name"])[:250]}


def tax_code_written(text: str) -> str:
    """A tax code as it is stored: a branch's three digits after a hyphen, nothing else between."""
    digits = "".join(char for char in text if char.isdecimal())
    return f"{digits[:10]}-{digits[10:]}" if len(digits) == 13 else digits


def _tax_code(text: str) -> str:
    if text and not is_valid_tax_code(text):
        raise _wrong(
            "tax_code",
            "Mã số thuế chưa đúng. Hãy xem lại 10 chữ số trên giấy đăng ký doanh nghiệp; "
            "chi nhánh có thêm 3 chữ số.",
            f"not a tax code: {text!r}",
        )
    return tax_code_written(text)


def _text(name: str, value: Any) -> str:
    text = nfc(str(value or "").replace("\0", "")).strip()
    longest = getattr(Employer._meta.get_field(name), "max_length", None) or LONGEST_TEXT
    if name != "tax_code" and len(text) > longest:
        raise _wrong(
            name,
            f"“{_title(name)}” dài quá {longest} ký tự. Hãy viết ngắn lại.",
            f"{name} is longer than {longest} characters",
        )
    return text


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
        return str(getattr(Employer._meta.get_field(name), "verbose_name", name))


def _wrong(name: str, text_vi: str, text_en: str) -> InputError:
    return InputError(text_vi, text_en, field=name, code="employer_invalid")
