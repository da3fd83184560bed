"""Records of files as the facts of the matching engine."""

from __future__ import annotations

from sanviec.engines.intake import JobseekerRecord, VacancyRecord
from sanviec.engines.matching import JobseekerFacts, VacancyFacts
from sanviec.kernel.places import load_gazetteer

_ANYWHERE = "VN"


def _places(record: VacancyRecord | JobseekerRecord) -> tuple[str, ...]:
    """The places named; "Toàn quốc" is all of the country, not an unknown place.

    Today's codes, but a former province as it was named: "Bình Định" is not all of Gia Lai.
    """
    gazetteer = load_gazetteer()
    named = (
        code if gazetteer.get(code).level == "province" else gazetteer.today(code)
        for code in record.named_places
    )
    places = tuple(dict.fromkeys(named)) or record.places
    return places or ((_ANYWHERE,) if record.is_nationwide else ())


def vacancy_facts(record: VacancyRecord) -> VacancyFacts:
    """A vacancy's row as the engine sees it."""
    return VacancyFacts(
        id=record.id,
        title=record.title,
        employer=record.employer,
        occupation=record.occupation,
        places=_places(record),
        wage_min=record.wage_min_vnd_month,
        wage_max=record.wage_max_vnd_month,
        shifts=frozenset(record.shifts),
        employment_type=record.employment_type,
        experience_months=record.experience_min_months,
        education=int(record.education) if record.education is not None else None,
        skills=tuple(record.skills),
        languages=record.languages,
        certificates=record.certificates,
        openings=max(record.openings or 1, 1),
        text="\n".join(filter(None, (record.category, record.description, record.requirements))),
        published_on=record.published_on,
        is_overseas=record.is_overseas,
    )


def jobseeker_facts(record: JobseekerRecord) -> JobseekerFacts:
    """A jobseeker's row as the engine sees it."""
    return JobseekerFacts(
        id=record.id,
        wished_titles=record.wished_titles,
        occupations=record.occupations,
        places=_places(record),
        home=record.home,
        max_distance_km=record.max_distance_km,
        can_relocate=bool(record.can_relocate),
        wage_min=record.wage_min_vnd_month,
        shifts=frozenset(record.shifts),
        refused_shifts=frozenset(record.refused_shifts),
        employment_types=frozenset(record.employment_types),
        experience_months=record.experience_months,
        education=int(record.education) if record.education is not None else None,
        skills=tuple(record.skills),
        languages=record.languages,
        certificates=record.certificates,
        birth_year=record.birth_year,
        accepts_overseas=record.accepts_overseas,
        text=" ".join(filter(None, (record.industry, record.note))),
    )
