"""The groups that fairness is reported by. Read for that report only, never for a score."""

from __future__ import annotations

from datetime import date

from sanviec.kernel.tables import ethnic_groups

from .models import Jobseeker

# The package holds no list of difficult communes; the person's proven groups say it.
_DIFFICULT_AREAS = frozenset(
    {
        "specially_difficult_commune",
        "remote_commune",
        "border_commune",
        "island_commune",
        "coastal_difficult_commune",
    }
)
_MINORITIES = frozenset({"ethnic_minority", "very_small_ethnic_group"})
_AGE_BANDS = ((25, "under_25"), (35, "25_34"), (45, "35_44"), (55, "45_54"))


def fairness_groups(jobseeker: Jobseeker, *, on: date) -> dict[str, str]:
    """The person's group in each dimension; what was not stated is a group of its own."""
    proven = frozenset(jobseeker.priority_groups)
    return {
        "sex": jobseeker.sex,
        "age": _age_band(jobseeker, on),
        "area": "difficult" if proven & _DIFFICULT_AREAS else "other",
        "minority": _minority(jobseeker.ethnic_code, proven),
        "disability": "disabled" if "disabled" in proven else "not_stated",
    }


def _age_band(jobseeker: Jobseeker, on: date) -> str:
    born = jobseeker.birth_date
    if born is not None:
        age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    elif jobseeker.birth_year is not None:
        age = on.year - jobseeker.birth_year
    else:
        return "unstated"
    return next((band for limit, band in _AGE_BANDS if age < limit), "55_up")


def _minority(ethnic_code: str, proven: frozenset[str]) -> str:
    if proven & _MINORITIES:
        return "minority"
    known = {group.code: group.is_minority for group in ethnic_groups()}
    if ethnic_code not in known:
        return "unstated"
    return "minority" if known[ethnic_code] else "majority"
