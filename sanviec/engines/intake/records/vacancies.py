"""A row of a vacancy file as a record."""

from __future__ import annotations

from typing import Any

from sanviec.engines.intake.records.asked import counted_months, education_in, experience_in
from sanviec.engines.intake.records.cells import Cells
from sanviec.engines.intake.records.conditions import (
    employment_type_of_title,
    is_remote_work,
    is_work_abroad,
    read_age_text,
    read_employment_types,
    read_shifts,
)
from sanviec.engines.intake.records.contacts import email_of, phone_of, tax_code_of
from sanviec.engines.intake.records.context import LookUps
from sanviec.engines.intake.records.keys import content_id
from sanviec.engines.intake.records.model import Source, VacancyRecord
from sanviec.engines.intake.records.money import read_wage
from sanviec.engines.intake.records.papers import (
    licence_classes,
    required_certificates,
    required_languages,
)
from sanviec.engines.intake.records.whereabouts import (
    occupation_by_code,
    occupation_of,
    read_places,
)
from sanviec.kernel.durations import ExperienceRange
from sanviec.kernel.text import fold

# The fields of one aspect of a record; together the parts name every field once.
Parts = dict[str, Any]

_MAX_OPENINGS = 100_000
_ANY_NUMBER = frozenset(
    ("khong gioi han", "khong han che", "nhieu", "so luong nhieu", "so luong lon", "rat nhieu")
) | {"nhieu nguoi", "unlimited", "many", "khong gioi han so luong"}
_MAX_TEXT = 8_000
_IDENTIFYING = (
    "title", "employer", "place", "address", "salary", "wage_min_vnd_month", "wage_max_vnd_month",
    "experience", "level", "education", "employment_type", "description", "requirements",
)  # fmt: skip


def build_vacancy(cells: Cells, look: LookUps) -> VacancyRecord:
    """Give the vacancy of a row; what is wrong with it is collected in the cells."""
    title = cells.require("title")
    asked = f"{cells.text('requirements')}\n{cells.text('description')}"[:_MAX_TEXT]
    parts = (
        _names(cells, title)
        | _where(cells, look, title)
        | _occupation(cells, look, title)
        | _wage(cells, look, title)
        | _experience(cells, look, asked)
        | _education(cells, look)
        | _conditions(cells, title, asked)
        | _dates(cells, look)
        | _texts(cells)
    )
    return VacancyRecord(
        id=vacancy_id(cells),
        extra=cells.extra(),
        relative_dates=tuple(cells.relative_dates),
        **parts,
    )


def vacancy_id(cells: Cells) -> str:
    """Give the file's id, else one made of the address of the source, else of the content."""
    if own := cells.line("vacancy_id"):
        return own
    if url := cells.line("url"):
        return content_id("u", [url])
    return content_id("v", map(cells.raw, _IDENTIFYING))


def _names(cells: Cells, title: str) -> Parts:
    return {
        "title": title,
        "employer": cells.line("employer"),
        "employer_tax_code": tax_code_of(cells, "employer_tax_code", is_needed_right=False),
        "category": cells.line("category"),
        "level": cells.line("level"),
        "openings": _openings(cells),
        "contact_name": cells.line("contact_name"),
        "phone": phone_of(cells, is_needed_right=False),
        "email": email_of(cells, is_needed_right=False),
        "url": cells.line("url"),
    }


def _where(cells: Cells, look: LookUps, title: str) -> Parts:
    places = read_places(cells, look, is_at_address=True, title=title)
    is_abroad = is_work_abroad(f"{title} | {cells.line('category')}")
    return {
        "place_text": cells.line("place"),
        "places": places.today,
        "named_places": places.named,
        "is_nationwide": places.is_nationwide,
        "is_remote": places.is_remote or is_remote_work(cells.line("employment_type")),
        "is_overseas": places.is_abroad or is_abroad,
        "address": cells.line("address"),
    }


def _occupation(cells: Cells, look: LookUps, title: str) -> Parts:
    code, source, score = occupation_by_code(cells, look), "column", 100
    if code is None:
        found = occupation_of(title, look)
        if found is None:
            if title:
                cells.note("occupation_unfound", "title", value=title)
            return {}
        code, score, source = *found, "title"
    return {
        "occupation": code,
        "occupation_source": source,
        "occupation_score_0_100": score,
    }


def _openings(cells: Cells) -> int | None:
    """How many are wanted; "nhiều" and "không giới hạn" are no number, and no mistake either."""
    text = cells.line("openings")
    if fold(text).rstrip(" .") in _ANY_NUMBER:
        cells.note("openings_unbounded", "openings", value=text)
        return None
    return cells.count("openings", 1, _MAX_OPENINGS)


def _wage(cells: Cells, look: LookUps, title: str) -> Parts:
    wage = read_wage(cells, look, title)
    return {
        "wage_text": cells.line("salary"),
        "wage_min_vnd_month": wage.range.min_vnd_month,
        "wage_max_vnd_month": wage.range.max_vnd_month,
        "is_wage_negotiable": wage.range.is_negotiable,
        "wage_source": wage.source,
        "wage_note": wage.range.note,
    }


def _experience(cells: Cells, look: LookUps, asked: str) -> Parts:
    found, source = _asked_experience(cells, look, asked)
    return {
        "experience_text": cells.line("experience"),
        "experience_min_months": found.min_months if found else None,
        "experience_max_months": found.max_months if found else None,
        "experience_source": source,
    }


def _asked_experience(
    cells: Cells, look: LookUps, asked: str
) -> tuple[ExperienceRange | None, Source | None]:
    months = counted_months(cells, look)
    if months is not None:
        return ExperienceRange(months, None), "column"
    text = cells.line("experience")
    stated = look.experience(text) if text else None
    if text and stated is None:
        cells.note("experience_unreadable", "experience", value=text)
    if stated and stated != ExperienceRange(None, None):
        return stated, "column"
    found = experience_in(asked)
    return found, "text" if found else None


def _education(cells: Cells, look: LookUps) -> Parts:
    text = cells.line("education")
    level = look.education_asked(text) if text else None
    if text and level is None:
        cells.note("education_unreadable", "education", value=text)
    source: Source | None = "column" if level is not None else None
    if level is None:
        level = education_in(cells.text("requirements"))
        source = "text" if level is not None else None
    return {"education_text": text, "education": level, "education_source": source}


def _conditions(cells: Cells, title: str, asked: str) -> Parts:
    return {
        "employment_type": _employment_type(cells.line("employment_type"), title),
        "shifts": read_shifts(f"{title}\n{cells.text('shift')}\n{asked}")[0],
        "skills": cells.items("skills"),
        "languages": required_languages(title, _asked_in(cells, "languages")),
        "certificates": _certificates(cells, title),
        "age_range_text": cells.line("age") or read_age_text(f"{title}\n{asked}"),
    }


def _employment_type(text: str, title: str) -> str | None:
    """Give the kind of employment; full-time hours do not make an internship a steady job."""
    kinds, told = read_employment_types(text), employment_type_of_title(title)
    if told is not None and kinds[:1] == ("full_time",) and not _is_steady(title):
        return told
    return kinds[0] if kinds else told


def _is_steady(title: str) -> bool:
    return "full_time" in read_employment_types(title)


def _asked_in(cells: Cells, field: str) -> str:
    return f"{cells.text(field)}\n{cells.text('requirements')}"[:_MAX_TEXT]


def _certificates(cells: Cells, title: str) -> tuple[str, ...]:
    classes = licence_classes(cells.line("certificates"))[:1]
    return classes or required_certificates(title, _asked_in(cells, "certificates"))


def _dates(cells: Cells, look: LookUps) -> Parts:
    published_on = cells.date("published_on", look.context.on)
    closes_on = cells.date("closes_on", look.context.on, counts_left=True)
    if published_on and closes_on and closes_on < published_on:
        cells.note("closes_before_published", "closes_on")
    return {"published_on": published_on, "closes_on": closes_on}


def _texts(cells: Cells) -> Parts:
    return {name: cells.text(name) for name in ("description", "requirements", "benefits")}
