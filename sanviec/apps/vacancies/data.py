"""What a notification of a vacancy says: the one shape in which all of them come."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import override

from sanviec.apps.jobseekers.enums import EmploymentType, Shift
from sanviec.apps.reference.selectors import gazetteer
from sanviec.kernel.calendars import add_months
from sanviec.kernel.errors import InputError
from sanviec.kernel.text import fold, nfc

from .enums import ContractKind
from .models import Vacancy


@dataclass(frozen=True, slots=True)
class VacancyData:
    """What form 03a asks about a post; money in đồng a month, experience in months."""

    title: str
    occupation_code: str = ""
    description: str = ""
    requirements: str = ""
    benefits: str = ""
    openings: int = 1
    wage_min_vnd_month: int | None = None
    wage_max_vnd_month: int | None = None
    wage_text: str = ""
    place_codes: list[str] = field(default_factory=list)
    place_text: str = ""
    address: str = ""
    employment_type: str = ""
    contract_kind: str = ContractKind.UNSTATED.value
    shifts: list[str] = field(default_factory=list)
    experience_months: int | None = None
    education: int | None = None
    skills: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    certificates: list[str] = field(default_factory=list)
    min_age: int | None = None
    max_age: int | None = None
    age_source: str = ""
    offers_meals: bool = False
    offers_housing: bool = False
    offers_transport: bool = False
    welcomes_disabled: bool = False
    is_overseas: bool = False
    closes_on: date | None = None
    source: str = ""
    source_key: str = ""
    source_url: str = ""
    fingerprint: str = ""


ORIGIN_FIELDS = ("source", "source_key", "source_url", "fingerprint")
FORM_FIELDS = tuple(f.name for f in fields(VacancyData) if f.name not in ORIGIN_FIELDS)
MOST_OPEN_MONTHS = 12
MOST_ITEMS, LONGEST_ITEM, LONGEST_TEXT = 40, 200, 20_000
# Column -> (least, most): what is outside is a slip of the keyboard or of a spreadsheet.
_RANGES = {
    "openings": (1, 100_000),
    "wage_min_vnd_month": (0, 10_000_000_000),
    "wage_max_vnd_month": (0, 10_000_000_000),
    "experience_months": (0, 720),
    "education": (0, 9),
    "min_age": (15, 100),
    "max_age": (15, 100),
}
_CHOICES = {
    "employment_type": frozenset(EmploymentType.values) | {""},
    "contract_kind": frozenset(ContractKind.values),
}
# Controls but newline and tab, zero-width and direction marks: nobody typed them on purpose.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_COLUMNS = {name: Vacancy._meta.get_field(name) for name in FORM_FIELDS}
_LISTS = tuple(name for name, c in _COLUMNS.items() if isinstance(c, models.JSONField))
_TEXTS = tuple(
    name for name, c in _COLUMNS.items() if isinstance(c, models.CharField | models.TextField)
)
_LENGTHS = {name: getattr(_COLUMNS[name], "max_length", None) or LONGEST_TEXT for name in _TEXTS}


def checked_columns(data: VacancyData) -> dict[str, Any]:
    """What the form says as column values, cleaned, with the folded title.

    The origin of a row from a file is not among them.

    Raises:
        InputError: something is missing, impossible or too long; ``field`` names it.
    """
    columns: dict[str, Any] = {name: getattr(data, name) for name in FORM_FIELDS}
    for name in _TEXTS:
        columns[name] = _text(name, columns[name])
    for name in _LISTS:
        columns[name] = _items(name, columns[name])
    columns["contract_kind"] = columns["contract_kind"] or ContractKind.UNSTATED.value
    _check_ranges(columns)
    _check_choices(columns)
    _check_said(columns)
    _check_pairs(columns)
    return columns | {"title_folded": fold(columns["title"])[:250]}


def wrong(field_name: str, text_vi: str, text_en: str) -> InputError:
    """A refusal that names the field of the form."""
    return InputError(text_vi, text_en, field=field_name, code="vacancy_invalid")


def check_closing(closes_on: date | None, today: date) -> None:
    """Refuse a closing day that can only be a slip: more than a year ahead.

    Raises:
        InputError: it is.
    """
    if closes_on is not None and closes_on > add_months(today, MOST_OPEN_MONTHS):
        raise wrong(
            "closes_on",
            "Hạn nộp hồ sơ không thể xa hơn 1 năm. "
            "Hãy chọn ngày gần hơn; sau này vẫn gia hạn được.",
            "The closing day cannot be more than a year ahead. Choose an earlier one.",
        )


def _text(name: str, value: Any) -> str:
    text = _UNSEEN.sub("", nfc(str(value or ""))).strip()
    if len(text) > _LENGTHS[name]:
        raise wrong(
            name,
            f"“{_title(name)}” dài quá {_LENGTHS[name]} ký tự. Hãy viết ngắn lại.",
            f"{name} is longer than {_LENGTHS[name]} characters. Shorten it.",
        )
    return text


def _items(name: str, values: Iterable[Any]) -> list[str]:
    items = [_UNSEEN.sub("", nfc(str(value))).strip()[:LONGEST_ITEM] for value in values]
    kept = list(dict.fromkeys(item for item in items if item))
    if len(kept) > MOST_ITEMS:
        raise wrong(
            name,
            f"“{_title(name)}” có quá {MOST_ITEMS} mục. Hãy giữ các mục quan trọng nhất.",
            f"{name} has {len(kept)} items; at most {MOST_ITEMS}.",
        )
    return kept


def _check_ranges(columns: dict[str, Any]) -> None:
    if columns["openings"] < 1:
        raise wrong(
            "openings", "Số người cần tuyển phải từ 1 trở lên.", "At least one opening is needed."
        )
    for name, (least, most) in _RANGES.items():
        value = columns[name]
        if value is not None and not least <= value <= most:
            shown = f"{least:,} đến {most:,}".replace(",", ".")
            raise wrong(
                name,
                f"“{_title(name)}” phải từ {shown}. Hãy xem lại số đã nhập.",
                f"{name} must lie between {least:,} and {most:,}.",
            )


def _check_choices(columns: dict[str, Any]) -> None:
    chosen = {name: {columns[name]} for name in _CHOICES} | {"shifts": set(columns["shifts"])}
    for name, values in chosen.items():
        unknown = sorted(values - _CHOICES.get(name, frozenset(Shift.values)))
        if unknown:
            raise wrong(
                name,
                f"“{_title(name)}” có giá trị lạ. Hãy chọn trong danh sách.",
                f"{name} cannot be {unknown[0]!r}. Choose from the list.",
            )


def _check_said(columns: dict[str, Any]) -> None:
    if not columns["title"]:
        raise wrong("title", "Hãy ghi tên công việc.", "Give the job a title.")
    if not (columns["place_codes"] or columns["place_text"] or columns["is_overseas"]):
        raise wrong(
            "place_codes",
            "Hãy chọn nơi làm việc: tỉnh, thành phố hoặc xã, phường.",
            "Choose where the work is: a province or a commune.",
        )
    unknown = [code for code in columns["place_codes"] if code not in gazetteer()]
    if unknown:
        raise wrong(
            "place_codes",
            f"Không có nơi nào mang mã “{unknown[0]}”. Hãy chọn lại nơi làm việc.",
            f"No place has the code {unknown[0]!r}. Choose the workplace again.",
        )


def _check_pairs(columns: dict[str, Any]) -> None:
    low, high = columns["wage_min_vnd_month"], columns["wage_max_vnd_month"]
    if low is not None and high is not None and low > high:
        raise wrong(
            "wage_max_vnd_month",
            "Lương đến phải bằng hoặc cao hơn lương từ.",
            "The upper wage must not be below the lower one.",
        )
    youngest, oldest = columns["min_age"], columns["max_age"]
    if (youngest or oldest) and not columns["age_source"]:
        raise wrong(
            "age_source",
            "Chỉ được giới hạn tuổi khi pháp luật hoặc chương trình quy định. "
            "Hãy ghi căn cứ, hoặc bỏ giới hạn tuổi.",
            "An age limit needs the rule that demands it. Name the rule or drop the limit.",
        )
    if youngest and oldest and youngest > oldest:
        raise wrong(
            "max_age",
            "Tuổi tối đa phải bằng hoặc cao hơn tuổi tối thiểu.",
            "The upper age must not be below the lower one.",
        )


def _title(name: str) -> str:
    with override("vi"):
        return str(getattr(_COLUMNS[name], "verbose_name", name))
