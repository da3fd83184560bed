"""What rows become: typed records, one frozen dataclass for each kind of file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, field
from datetime import date
from enum import Enum
from hashlib import blake2b
from typing import Any, Final, Literal

from sanviec.kernel.education import EducationLevel

Source = Literal["column", "title", "text"]

_NO_EXTRA: Final[Mapping[str, str]] = {}
_FINGERPRINT_BYTES: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record has.

    Args:
        id: The file's own id, or one made of the content that stays the same on re-run.
        extra: Columns that no field is known for, by heading.
        relative_dates: Fields whose date moves with the day of reading; the fingerprint
            leaves them out, so that “3 ngày trước” is no change tomorrow.
    """

    id: str
    extra: Mapping[str, str] = field(default_factory=lambda: _NO_EXTRA)
    relative_dates: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes with what is filled only: a third of some fifty fields."""
        entries = self.__dataclass_fields__.items()
        given = {
            name: value for name, entry in entries if _differs(value := getattr(self, name), entry)
        }
        return _restored, (type(self), given)

    def fingerprint(self) -> str:
        """Give 32 hex digits that change when any field or extra column changes.

        Fields at their default are left out, so that a field added to the product later does
        not make every record look changed.

        Cost: O(length of the texts), some ten microseconds.
        """
        digest = blake2b(digest_size=_FINGERPRINT_BYTES)
        unused = {"relative_dates", *self.relative_dates}
        for name, entry in sorted(self.__dataclass_fields__.items()):
            value = getattr(self, name)
            if name not in unused and value != entry.default and value != _NO_EXTRA:
                digest.update(f"\x1e{name}\x1f{_plain(value)}".encode())
        return digest.hexdigest()


def _differs(value: object, entry: Field[object]) -> bool:
    return value != entry.default and value is not _NO_EXTRA


def _restored(kind: type[Record], given: Mapping[str, Any]) -> Record:
    return kind(**given)


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return "\x1d".join(f"{key}\x1c{value[key]}" for key in sorted(value))
    if isinstance(value, tuple):
        return "\x1d".join(map(str, value))
    return str(value.value) if isinstance(value, Enum) else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class VacancyRecord(Record):
    """A vacancy as a file tells it; None and empty mean that nothing is said.

    Args:
        places: Today's province or commune codes, or ISO country codes.
        named_places: The same as the file named them; former units keep their `@63`.
        occupation: ISCO-08 code.
        occupation_score_0_100: How sure the reading is; 100 for the file's own code.
        wage_min_vnd_month: With `wage_max_vnd_month`, đồng a month.
        wage_note: What was assumed in reading the wage, in Vietnamese.
        experience_source: Whether a column said it or it was found in title or text; so for
            education and wage.
        education: Least level asked.
        shifts: Of day, evening, night, rotating, flexible.
        languages: ISO 639 codes that are required, with a level if one is asked (“ja:N4”).
        certificates: Codes that are required, such as `driving_c`, `forklift`.
        age_range_text: The age wish in the ad's own words: kept to be shown to staff, never
            used, because most such limits are not lawful.
    """

    title: str
    employer: str = ""
    employer_tax_code: str = ""
    place_text: str = ""
    places: tuple[str, ...] = ()
    named_places: tuple[str, ...] = ()
    is_nationwide: bool = False
    is_remote: bool = False
    is_overseas: bool = False
    address: str = ""
    occupation: str | None = None
    occupation_source: Source | None = None
    occupation_score_0_100: int = 0
    category: str = ""
    level: str = ""
    openings: int | None = None
    wage_text: str = ""
    wage_min_vnd_month: int | None = None
    wage_max_vnd_month: int | None = None
    is_wage_negotiable: bool = False
    wage_source: Source | None = None
    wage_note: str = ""
    experience_text: str = ""
    experience_min_months: int | None = None
    experience_max_months: int | None = None
    experience_source: Source | None = None
    education_text: str = ""
    education: EducationLevel | None = None
    education_source: Source | None = None
    employment_type: str | None = None
    shifts: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    age_range_text: str = ""
    published_on: date | None = None
    closes_on: date | None = None
    description: str = ""
    requirements: str = ""
    benefits: str = ""
    contact_name: str = ""
    phone: str = ""
    email: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobseekerRecord(Record):
    """A jobseeker as a file tells it; names may be missing, as in files without identities.

    Args:
        sex: male, female or other, for registration only, never for matching.
        identity_no: Twelve digits, or nine of the former card.
        ethnic_group: Code of the table of peoples.
        home: Today's code of the place that the address names best.
        wished_titles: Wished jobs in the person's words.
        occupations: ISCO-08 codes of the wished jobs.
        places: Where work is wanted; today's codes or ISO country codes.
        named_places: The same as the file named them; former units keep their `@63`.
        priority_groups: Codes of the table of priority groups; what the table does not know
            stays in `priority_text`.
    """

    full_name: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    age_band: str = ""
    sex: str | None = None
    identity_no: str = ""
    social_insurance_no: str = ""
    phone: str = ""
    email: str = ""
    ethnic_group: str | None = None
    address: str = ""
    home: str | None = None
    education_text: str = ""
    education: EducationLevel | None = None
    major: str = ""
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    experience_text: str = ""
    experience_months: int | None = None
    wished_titles: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    occupation_source: Source | None = None
    industry: str = ""
    place_text: str = ""
    places: tuple[str, ...] = ()
    named_places: tuple[str, ...] = ()
    is_nationwide: bool = False
    wage_text: str = ""
    wage_min_vnd_month: int | None = None
    employment_types: tuple[str, ...] = ()
    shifts: tuple[str, ...] = ()
    refused_shifts: tuple[str, ...] = ()
    priority_text: str = ""
    priority_groups: tuple[str, ...] = ()
    available_from: date | None = None
    can_relocate: bool | None = None
    accepts_overseas: bool | None = None
    max_distance_km: int | None = None
    registered_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerRecord(Record):
    """An employer as a file tells it."""

    name: str
    name_en: str = ""
    tax_code: str = ""
    ownership: str = ""
    industry: str = ""
    headcount: int | None = None
    address: str = ""
    places: tuple[str, ...] = ()
    contact_name: str = ""
    contact_title: str = ""
    representative: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRecord(Record):
    """An administrative unit as a file tells it; `id` is its code."""

    name: str
    name_en: str = ""
    full_name: str = ""
    level: str | None = None
    parent: str = ""
    lat: float | None = None
    lon: float | None = None
    area_km2: float | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()


AnyRecord = VacancyRecord | JobseekerRecord | EmployerRecord | PlaceRecord
