"""The only place that turns jobseekers into engine facts."""

from __future__ import annotations

from sanviec.apps.reference.selectors import gazetteer
from sanviec.engines.matching import JobseekerFacts
from sanviec.engines.matching.geography import is_country
from sanviec.kernel.errors import InputError

from .models import Jobseeker


def to_facts(jobseeker: Jobseeker) -> JobseekerFacts:
    """One jobseeker as the matching engine sees them.

    Name, sex, ethnicity and priority groups stay behind: the engine cannot score what it is not
    told. The birth year goes with them only for legal age limits.
    """
    return JobseekerFacts(
        id=str(jobseeker.pk),
        wished_titles=tuple(jobseeker.wished_titles),
        occupations=tuple(jobseeker.occupation_codes),
        places=tuple(filter(None, map(_today, jobseeker.wished_places))),
        home=_today(jobseeker.residence_code) or None,
        max_distance_km=jobseeker.max_distance_km,
        can_relocate=jobseeker.can_relocate,
        wage_min=jobseeker.wage_min_vnd_month,
        shifts=frozenset(jobseeker.shifts),
        refused_shifts=frozenset(jobseeker.refused_shifts),
        employment_types=frozenset(jobseeker.employment_types),
        experience_months=jobseeker.experience_months,
        education=jobseeker.education,
        skills=tuple(jobseeker.skills),
        languages=tuple(jobseeker.languages),
        certificates=tuple(jobseeker.certificates),
        birth_year=jobseeker.birth_year,
        accepts_overseas=jobseeker.accepts_overseas,
        text="\n".join(t for t in (jobseeker.last_job, jobseeker.major, jobseeker.wishes) if t),
    )


def _today(code: str) -> str:
    """Today's code of a place that may have been written down before the merger of 2025."""
    if not code or is_country(code):
        return code
    try:
        return gazetteer().today(code)
    except InputError:
        # A place that nobody can find any more does not stop the search for work.
        return ""
