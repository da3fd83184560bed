"""What a registration says: the one shape in which people, desks and files hand it in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from .enums import Sex, WorkStatus
from .models import Jobseeker


@dataclass(frozen=True, slots=True)
class JobseekerData:
    """Forms 01 and 01a (provisional list); the names are the model's own.

    Args:
        birth_year: needed only when the day of birth is not known.
        residence_code: a place code of today, or one from before 2025-07-01 with ``@63``.
        education: an ``EducationLevel`` number.
        experience_months: months in the wished work.
        occupation_codes: ISCO-08 codes of the wished work.
        wished_places: place codes or ISO country codes.
        wage_min_vnd_month: least wage wanted, đồng a month.
        source: the file or system that a row was imported from; empty for people.
        source_key: the row's own id there.
        fingerprint: of the row as it was read; made from the content when empty.
    """

    full_name: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    sex: str = Sex.UNSTATED.value
    identity_no: str = ""
    phone: str = ""
    email: str = ""
    ethnic_code: str = ""
    residence_code: str = ""
    residence_address: str = ""
    permanent_code: str = ""
    priority_groups: Sequence[str] = ()
    education: int | None = None
    major: str = ""
    experience_months: int | None = None
    last_job: str = ""
    skills: Sequence[str] = ()
    languages: Sequence[str] = ()
    certificates: Sequence[str] = ()
    work_status: str = WorkStatus.UNEMPLOYED.value
    wished_titles: Sequence[str] = ()
    occupation_codes: Sequence[str] = ()
    wished_places: Sequence[str] = ()
    max_distance_km: int | None = None
    can_relocate: bool = False
    accepts_overseas: bool | None = None
    wage_min_vnd_month: int | None = None
    shifts: Sequence[str] = ()
    refused_shifts: Sequence[str] = ()
    employment_types: Sequence[str] = ()
    available_from: date | None = None
    wishes: str = ""
    source: str = ""
    source_key: str = ""
    fingerprint: str = ""


ORIGIN_FIELDS = ("source", "source_key", "fingerprint")
FORM_FIELDS = tuple(f.name for f in fields(JobseekerData) if f.name not in ORIGIN_FIELDS)


def data_of(jobseeker: Jobseeker) -> JobseekerData:
    """A file's content in the form's shape: change one answer with ``dataclasses.replace``."""
    values: dict[str, Any] = {
        name: getattr(jobseeker, name) for name in (*FORM_FIELDS, *ORIGIN_FIELDS)
    }
    return JobseekerData(**values)
