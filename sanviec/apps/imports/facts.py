"""The only place that turns records of a file into what the registers take."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from sanviec.apps.employers.enums import SizeBand
from sanviec.apps.employers.services import EmployerData
from sanviec.apps.jobseekers.data import JobseekerData
from sanviec.apps.jobseekers.enums import Sex
from sanviec.apps.vacancies.services import VacancyData
from sanviec.engines.intake import EmployerRecord, JobseekerRecord, SavedMapping, VacancyRecord
from sanviec.engines.intake.columns.vocabularies import check_kind
from sanviec.kernel.text import fold

# The registers' own limits; longer texts of a file are cut, the file itself stays as it came.
TITLE, LINE, TEXT, KEY = 250, 300, 10_000, 80
_BANDS = ((10, SizeBand.UNDER_10), (51, SizeBand.FROM_10), (101, SizeBand.FROM_51))
_LARGE = ((201, SizeBand.FROM_101), (501, SizeBand.FROM_201), (1_001, SizeBand.FROM_501))

# What a register calls a field -> what the intake calls those that it is made of.
_FILE_FIELDS = {
    "source_key": ("vacancy_id", "jobseeker_id", "employer_id"),
    "place_codes": ("place", "address"),
    "place_code": ("place", "address"),
    "residence_code": ("address",),
    "wished_titles": ("desired_job", "industry"),
    "tax_code": ("employer_tax_code",),
    "wage_min_vnd_month": ("salary",),
    "wage_max_vnd_month": ("salary",),
    "birth_date": ("birth_year", "age_band"),
    "shifts": ("shift",),
    "refused_shifts": ("shift",),
}


def column_of(field: str | None, columns: Mapping[str, str]) -> str | None:
    """The heading of the file's column that a register's refusal speaks of, where there is one.

    Args:
        columns: the intake's fields and their headings.
    """
    names = (field, *_FILE_FIELDS.get(field, ())) if field else ()
    return next((columns[name] for name in names if name in columns), None)


def employer_of(record: VacancyRecord, source: str) -> EmployerData:
    """The employer that a vacancy's row names: the same tax code, else the same name, is the same.

    A workplace is not the employer's address, so no place is taken over.
    """
    return EmployerData(
        name=record.employer[:TITLE],
        tax_code=record.employer_tax_code,
        source=source,
        source_key=_key(record.employer_tax_code or fold(record.employer)),
    )


def _key(text: str) -> str:
    """The key of a row; a long one is shortened without making two alike."""
    if len(text) <= KEY:
        return text
    return f"{text[: KEY - 33]}-{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def vacancy_data(
    record: VacancyRecord, source: str, *, open_until: date | None, on: date
) -> VacancyData:
    """A vacancy's row as form 03a.

    Args:
        open_until: the closing day for rows that name none or one that has passed.
    """
    closes_on = record.closes_on
    if open_until is not None and (closes_on is None or closes_on < on):
        closes_on = open_until
    asked = record.experience_min_months
    return VacancyData(
        title=record.title[:TITLE],
        occupation_code=_unit_group(record.occupation),
        description=record.description[:TEXT],
        requirements=record.requirements[:TEXT],
        benefits=record.benefits[:TEXT],
        openings=max(record.openings or 1, 1),
        wage_min_vnd_month=record.wage_min_vnd_month,
        wage_max_vnd_month=record.wage_max_vnd_month,
        wage_text=record.wage_text[:120],
        place_codes=list(record.places[:20]),
        place_text=record.place_text[:LINE] or ("Từ xa" if record.is_remote else ""),
        address=record.address[:LINE],
        employment_type=record.employment_type or "",
        shifts=list(record.shifts),
        experience_months=min(asked, 600) if asked is not None else None,
        education=int(record.education) if record.education is not None else None,
        skills=list(record.skills[:40]),
        languages=list(record.languages),
        certificates=list(record.certificates),
        is_overseas=record.is_overseas,
        closes_on=closes_on,
        source=source,
        source_key=_key(record.id),
        source_url=record.url[:500],
        # The closing day that this import sets is part of what the row says.
        fingerprint=f"{record.fingerprint()}{closes_on or ''}"[:64],
    )


def _unit_group(code: str | None) -> str:
    return code if code and len(code) <= 4 else ""


def jobseeker_data(record: JobseekerRecord, source: str) -> JobseekerData:
    """A person's row as forms 01 and 01a; files without names get a name that says so."""
    sex = {"male": Sex.MALE.value, "female": Sex.FEMALE.value}
    return JobseekerData(
        full_name=record.full_name or f"Chưa ghi tên ({_key(record.id)})",
        birth_date=record.birth_date,
        birth_year=record.birth_year,
        sex=sex.get(record.sex or "", Sex.UNSTATED.value),
        identity_no=record.identity_no,
        phone=record.phone,
        email=record.email,
        ethnic_code=record.ethnic_group or "",
        residence_code=record.home or "",
        residence_address=record.address[:200],
        priority_groups=list(record.priority_groups),
        education=int(record.education) if record.education is not None else None,
        major=record.major[:120],
        experience_months=record.experience_months,
        skills=list(record.skills),
        languages=[code.partition(":")[0] for code in record.languages],
        certificates=list(record.certificates),
        wished_titles=list(record.wished_titles) or [record.industry or "Việc phù hợp"],
        occupation_codes=list(record.occupations),
        wished_places=list(record.places),
        max_distance_km=record.max_distance_km,
        can_relocate=bool(record.can_relocate),
        accepts_overseas=record.accepts_overseas,
        wage_min_vnd_month=record.wage_min_vnd_month,
        shifts=list(record.shifts),
        refused_shifts=list(record.refused_shifts),
        employment_types=list(record.employment_types),
        available_from=record.available_from,
        wishes=record.note,
        source=source,
        source_key=_key(record.id),
        fingerprint=record.fingerprint(),
    )


def employer_data(record: EmployerRecord, source: str) -> EmployerData:
    """An employer's row as form 03."""
    return EmployerData(
        name=record.name[:TITLE],
        tax_code=record.tax_code,
        size_band=_size_band(record.headcount),
        place_code=record.places[0] if record.places else "",
        address=record.address[:LINE],
        contact_name=record.contact_name[:120],
        phone=record.phone,
        email=record.email,
        source=source,
        source_key=_key(record.id),
        fingerprint=record.fingerprint(),
    )


def _size_band(headcount: int | None) -> str:
    if headcount is None:
        return ""
    for limit, band in (*_BANDS, *_LARGE, (3_001, SizeBand.FROM_1001)):
        if headcount < limit:
            return band.value
    return SizeBand.OVER_3000.value


def layout_of(mapping: SavedMapping) -> dict[str, Any]:
    """What somebody said about a file's columns, as it is stored; nothing when nothing was."""
    said = {
        "columns": dict(mapping.columns),
        "ignore": list(mapping.ignore),
        "sheet": mapping.sheet,
        "header_row": mapping.header_row,
        "wage_unit": mapping.wage_unit,
    }
    return {key: value for key, value in said.items() if value}


def mapping_of(layout: Mapping[str, Any], kind: str, name: str = "") -> SavedMapping | None:
    """A stored layout as the intake takes it."""
    if not layout:
        return None
    return SavedMapping(
        kind=check_kind(kind),
        columns=tuple(layout.get("columns", {}).items()),
        ignore=tuple(layout.get("ignore", ())),
        sheet=layout.get("sheet"),
        header_row=layout.get("header_row"),
        wage_unit=layout.get("wage_unit"),
        name=name,
    )
