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
from .index import JobseekerIndex, VacancyIndex, build_index
from .mutual import mutual
from .ranking import explain, rank_jobseekers, rank_many, top_jobseekers, top_vacancies
from .search import (
    Facet,
    FacetCount,
    Hit,
    Page,
    Relaxation,
    SearchResult,
    search,
    similar_vacancies,
)
from .weights import DEFAULT_WEIGHTS, Weights

__all__ = [
    "search",
    "SearchResult",
    "Relaxation",
    "Page",
    "Hit",
    "FacetCount",
    "Facet",
    "DEFAULT_WEIGHTS",
    "EMPLOYMENT_TYPES",
    "SHIFTS",
    "Explanation",
    "JobseekerFacts",
    "JobseekerIndex",
    "Match",
    "Missing",
    "VacancyFacts",
    "VacancyIndex",
    "Weights",
    "build_index",
    "explain",
    "mutual",
    "rank_jobseekers",
    "rank_many",
    "similar_vacancies",
    "top_jobseekers",
    "top_vacancies",
]
