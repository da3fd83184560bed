"""What a notification of a vacancy says: the one shape in which all of them come."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date

from sanviec.kernel.errors import InputError
from sanviec.kernel.text import fold

from .enums import ContractKind


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


def check(data: VacancyData) -> None:
    """Refuse what no vacancy may say.

    Raises:
        InputError: no title or place, wages the wrong way round, an age limit without its rule.
    """
    if not data.title.strip():
        raise wrong("title", "Hãy ghi tên công việc.", "Give the job a title.")
    if not (data.place_codes or data.place_text.strip() or data.is_overseas):
        raise wrong(
            "place_codes",
            "Hãy chọn nơi làm việc: tỉnh, thành phố hoặc xã, phường.",
            "Choose where the work is: a province or a commune.",
        )
    low, high = data.wage_min_vnd_month, data.wage_max_vnd_month
    if low is not None and high is not None and low > high:
        raise wrong(
            "wage_max_vnd_month",
            "Lương đến phải bằng hoặc cao hơn lương từ.",
            "The upper wage must not be below the lower one.",
        )
    if (data.min_age or data.max_age) and not data.age_source.strip():
        raise wrong(
            "age_source",
            "Chỉ được giới hạn tuổi khi pháp luật hoặc chương trình quy định. "
            "Hãy ghi căn cứ, hoặc bỏ giới hạn tuổi.",
            "An age limit needs the rule that demands it. Name the rule or drop the limit.",
        )
    if data.openings < 1:
        raise wrong(
            "openings", "Số người cần tuyển phải từ 1 trở lên.", "At least one opening is needed."
        )


def wrong(field_name: str, text_vi: str, text_en: str) -> InputError:
    return InputError(text_vi, text_en, field=field_name, code="vacancy_invalid")


ORIGIN_FIELDS = ("source", "source_key", "source_url", "fingerprint")
FORM_FIELDS = tuple(f.name for f in fields(VacancyData) if f.name not in ORIGIN_FIELDS)


def columns_of(data: VacancyData) -> dict[str, object]:
    """What the form says as column values, with the folded title; the origin stays as it is."""
    columns: dict[str, object] = {name: getattr(data, name) for name in FORM_FIELDS}
    return columns | {"title_folded": fold(data.title)[:250]}
