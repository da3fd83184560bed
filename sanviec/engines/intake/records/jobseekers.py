"""A row of a file of jobseekers as a record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from sanviec.engines.intake.records.asked import counted_months
from sanviec.engines.intake.records.cells import Cells
from sanviec.engines.intake.records.conditions import (
    employment_type_of_title,
    read_employment_types,
    read_shifts,
)
from sanviec.engines.intake.records.contacts import (
    email_of,
    identity_of,
    phone_of,
    social_insurance_no_of,
)
from sanviec.engines.intake.records.context import LookUps
from sanviec.engines.intake.records.dates import parse_birth
from sanviec.engines.intake.records.keys import content_id
from sanviec.engines.intake.records.model import JobseekerRecord, Source
from sanviec.engines.intake.records.money import read_wage
from sanviec.engines.intake.records.papers import (
    held_certificates,
    held_languages,
    licence_classes,
    required_languages,
)
from sanviec.engines.intake.records.values import split_list
from sanviec.engines.intake.records.whereabouts import (
    home_of,
    occupation_by_code,
    occupation_of,
    read_places,
)
from sanviec.kernel.tables import find_ethnic_group, priority_groups
from sanviec.kernel.text import fold

# The fields of one aspect of a record; together the parts name every field once.
Parts = dict[str, Any]

# How ids begin that are made of a whole row, because it names no person.
NAMELESS: Final = "nameless"

_MAX_KM: Final = 2_000
_MAX_TITLES: Final = 10
_STUDENT: Final = re.compile(r"\b(?:sinh vien|hoc sinh) (?:lam|di lam|can|tim|muon)|lam ngoai gio")
_ASIDE: Final = re.compile(r"\((?:đang )?tìm việc[^)]*\)?|\(mới\)", re.IGNORECASE)
_BETWEEN_TITLES: Final = re.compile(r"\s*(?:[;,|\n]|\s/\s|\bhoặc\b)\s*")
# What divides two trades inside one wished title: "Kế toán - Thủ kho", "Bếp/ Phụ bếp".
_BETWEEN_TRADES: Final = re.compile(r"\s*(?:[/&+–]|\s-\s?|\bvà\b|\bkiêm\b)\s*")
# A second trade must be named plainly: half a title may be the field that the first one is in.
_SECOND_TRADE_0_100: Final = 80
# "Kỹ sư điện - điện tử", "Giáo viên Toán - Lý": what follows is another field of the same rank.
_ONE_RANK: Final = re.compile(r"\s*(?:k[ỹĩ] sư|giáo viên|giảng viên|bác s[ĩỹ])\b", re.IGNORECASE)
_SEXES: Final = {
    "nam": "male", "male": "male", "m": "male", "nu": "female", "female": "female", "f": "female",
    "khac": "other", "other": "other", "gioi tinh khac": "other",
}  # fmt: skip


def build_jobseeker(cells: Cells, look: LookUps) -> JobseekerRecord:
    """Give the jobseeker of a row; what is wrong with it is collected in the cells."""
    parts = (
        _person(cells, look)
        | _abilities(cells, look)
        | _wishes(cells, look)
        | _work_conditions(cells, look)
        | _readiness(cells, look)
    )
    return JobseekerRecord(
        id=cells.line("jobseeker_id") or _made_id(cells, parts),
        extra=cells.extra(),
        relative_dates=tuple(cells.relative_dates),
        **parts,
    )


def _made_id(cells: Cells, parts: Parts) -> str:
    """Give an id from the identity number, else from name and birth, else from everything."""
    if parts["identity_no"]:
        return content_id("i", [parts["identity_no"]])
    born = str(parts["birth_date"] or parts["birth_year"] or "")
    if parts["full_name"] and (born or parts["phone"]):
        return content_id("n", [parts["full_name"], born, parts["phone"]])
    return content_id(NAMELESS, cells.everything())


def _person(cells: Cells, look: LookUps) -> Parts:
    birth_date, birth_year = _birth(cells, look)
    groups, rest = read_priority_groups(cells.text("priority_groups"))
    return {
        "full_name": cells.line("full_name"),
        "birth_date": birth_date,
        "birth_year": birth_year,
        "age_band": cells.line("age_band"),
        "sex": _sex(cells),
        "identity_no": identity_of(cells, birth_year),
        "social_insurance_no": social_insurance_no_of(cells),
        "phone": phone_of(cells, is_needed_right=True),
        "email": email_of(cells, is_needed_right=True),
        "ethnic_group": _ethnic_group(cells),
        "address": cells.line("address"),
        "home": home_of(cells.line("address"), look),
        "priority_groups": groups,
        "priority_text": rest,
    }


def _birth(cells: Cells, look: LookUps) -> tuple[date | None, int | None]:
    for field in ("birth_date", "birth_year"):
        born = cells.read(field, lambda text: parse_birth(text, look.context.on))
        if born is not None:
            return born
    return None, None


def _sex(cells: Cells) -> str | None:
    text = cells.line("sex")
    sex = _SEXES.get(fold(text)) if text else None
    if text and sex is None:
        cells.note("value_unreadable", "sex", value=text)
    return sex


def _ethnic_group(cells: Cells) -> str | None:
    text = cells.line("ethnic_group")
    group = find_ethnic_group(text) if text else None
    if text and group is None:
        cells.note("value_unreadable", "ethnic_group", value=text)
    return group.code if group else None


def read_priority_groups(text: str) -> tuple[tuple[str, ...], str]:
    """Give the codes of the priority groups that a cell names, and what is left unknown."""
    known: dict[str, None] = {}
    unknown = []
    for item in split_list(text):
        code = _priority_group(fold(item))
        if code is None:
            unknown.append(item)
        else:
            known[code] = None
    return tuple(known), "; ".join(unknown)


def _priority_group(folded: str) -> str | None:
    """Give the group of that code, or the one whose title fits the words most closely."""
    titles = {group.code: fold(group.title_vi) for group in priority_groups()}
    if folded in titles:
        return folded
    fitting = [
        (abs(len(title) - len(folded)), code)
        for code, title in titles.items()
        if f" {folded} " in f" {title} " or f" {title.removeprefix('nguoi ')} " in f" {folded} "
    ]
    return min(fitting)[1] if fitting and len(folded) >= 3 else None


def _abilities(cells: Cells, look: LookUps) -> Parts:
    text = cells.line("education")
    level = look.education_held(text) if text else None
    if text and level is None:
        cells.note("education_unreadable", "education", value=text)
    return {
        "education_text": text,
        "education": level,
        "major": cells.line("major"),
        "skills": cells.items("skills"),
        "languages": _languages(cells),
        "certificates": _certificates(cells),
        "experience_text": cells.line("experience"),
        "experience_months": _experience(cells, look),
    }


def _languages(cells: Cells) -> tuple[str, ...]:
    """Give the languages told; whoever wishes to be an interpreter of Korean knows Korean."""
    told = held_languages(cells.text("languages"))
    known = {code.partition(":")[0] for code in told}
    wished = required_languages(cells.line("desired_job"), "")
    return told + tuple(code for code in wished if code.partition(":")[0] not in known)


def _certificates(cells: Cells) -> tuple[str, ...]:
    text = cells.text("certificates")
    return licence_classes(text) or held_certificates(f"{text}\n{cells.text('skills')}")


def _experience(cells: Cells, look: LookUps) -> int | None:
    """Give the least that the person claims: “3-5 năm” is three years."""
    months = counted_months(cells, look)
    text = cells.line("experience")
    if months is not None or not text:
        return months
    stated = look.experience(text)
    if stated is None:
        cells.note("experience_unreadable", "experience", value=text)
    return stated.min_months if stated else None


def _wishes(cells: Cells, look: LookUps) -> Parts:
    titles = wished_titles(cells.line("desired_job"))
    occupations, source = _occupations(cells, look, titles)
    places = read_places(cells, look, is_at_address=False)
    return {
        "wished_titles": titles,
        "occupations": occupations,
        "occupation_source": source,
        "industry": cells.line("industry"),
        "place_text": cells.line("place"),
        "places": places.today,
        "named_places": places.named,
        "is_nationwide": places.is_nationwide,
    }


def wished_titles(text: str) -> tuple[str, ...]:
    """Give the job titles that a cell wishes for, without “(đang tìm việc)”."""
    titles = (title.strip(" -.") for title in _BETWEEN_TITLES.split(_ASIDE.sub(" ", text)))
    return tuple(dict.fromkeys(filter(None, titles)))[:_MAX_TITLES]


def _occupations(
    cells: Cells, look: LookUps, titles: tuple[str, ...]
) -> tuple[tuple[str, ...], Source | None]:
    """Give the occupations of the code column, else of the titles, else of the industry."""
    own = occupation_by_code(cells, look)
    if own is not None:
        return (own,), "column"
    industry = cells.line("industry")
    for texts, source in ((titles, "title"), ((industry,), "text")):
        found = [code for text in texts for code in trades_of(text, look)]
        if found:
            return tuple(dict.fromkeys(found)), "title" if source == "title" else "text"
    if titles or industry:
        field = "desired_job" if titles else "industry"
        cells.note("occupation_unfound", field, value=", ".join(titles) or industry)
    return (), None


def trades_of(title: str, look: LookUps) -> Iterator[str]:
    """Yield the code of the trade that a title names best, then of others named beside it."""
    best = occupation_of(title, look)
    if best is None:
        return
    yield best[0]
    parts = () if _ONE_RANK.match(title) else _BETWEEN_TRADES.split(title)
    for part in parts if len(parts) > 1 else ():
        other = occupation_of(part, look)
        if other is not None and other[1] >= _SECOND_TRADE_0_100:
            yield other[0]


def _employment_types(cells: Cells) -> tuple[str, ...]:
    """Give the kinds of work wished for, those named in the wished title or industry included."""
    told = read_employment_types(cells.line("employment_type"))
    if told:
        return told
    texts = (cells.line("desired_job"), cells.line("industry"))
    named = [employment_type_of_title(text) for text in texts]
    if _STUDENT.search(fold(texts[0])):
        named.append("part_time")
    return tuple(dict.fromkeys(kind for kind in named if kind))


def _work_conditions(cells: Cells, look: LookUps) -> Parts:
    wanted, refused = read_shifts(f"{cells.text('shift')}\n{cells.text('desired_job')}")
    return {
        "wage_text": cells.line("salary"),
        "wage_min_vnd_month": read_wage(cells, look).range.min_vnd_month,
        "employment_types": _employment_types(cells),
        "shifts": wanted,
        "refused_shifts": refused,
    }


def _readiness(cells: Cells, look: LookUps) -> Parts:
    return {
        "available_from": cells.date("available_from", look.context.on),
        "can_relocate": cells.flag("can_relocate"),
        "accepts_overseas": cells.flag("accepts_overseas"),
        "max_distance_km": cells.count("max_distance_km", 0, _MAX_KM),
        "registered_on": cells.date("registered_on", look.context.on),
        "note": cells.text("note"),
    }
