"""The only place that turns vacancies into engine facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils import timezone

from sanviec.apps.reference.selectors import gazetteer
from sanviec.engines.matching import VacancyFacts

from .models import Vacancy


def to_facts(vacancy: Vacancy) -> VacancyFacts:
    """One vacancy as the matching engine sees it; its employer must be loaded with it."""
    return VacancyFacts(
        id=str(vacancy.pk),
        title=vacancy.title,
        employer=vacancy.employer.name,
        occupation=vacancy.occupation_code or None,
        places=tuple(_today(vacancy.place_codes)),
        wage_min=vacancy.wage_min_vnd_month,
        wage_max=vacancy.wage_max_vnd_month,
        shifts=frozenset(vacancy.shifts),
        employment_type=vacancy.employment_type or None,
        experience_months=vacancy.experience_months,
        education=vacancy.education,
        skills=tuple(vacancy.skills),
        languages=tuple(vacancy.languages),
        certificates=tuple(vacancy.certificates),
        min_age=vacancy.min_age,
        max_age=vacancy.max_age,
        age_source=vacancy.age_source,
        openings=max(vacancy.openings - vacancy.hired_count, 1),
        text=f"{vacancy.description}\n{vacancy.requirements}\n{vacancy.benefits}",
        published_on=timezone.localdate(vacancy.published_at) if vacancy.published_at else None,
        is_overseas=vacancy.is_overseas,
    )


def _today(codes: Iterable[str]) -> Iterator[str]:
    """Today's codes. One that nobody can place any more must not stop the search of everybody."""
    places = gazetteer()
    for code in codes:
        if code in places:
            yield places.today(code)
