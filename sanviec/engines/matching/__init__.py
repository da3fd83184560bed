"""Jobseekers and vacancies: exact, explained matches."""

from .facts import (
    EMPLOYMENT_TYPES,
    SHIFTS,
    Explanation,
    JobseekerFacts,
    Match,
    Missing,
    VacancyFacts,
)

__all__ = [
    "EMPLOYMENT_TYPES",
    "SHIFTS",
    "Explanation",
    "JobseekerFacts",
    "Match",
    "Missing",
    "VacancyFacts",
]
