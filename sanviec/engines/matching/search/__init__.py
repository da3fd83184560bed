"""Search of vacancies by a question in words."""

from .engine import search
from .model import Facet, FacetCount, Hit, Page, Relaxation, SearchResult
from .similar import similar_vacancies

__all__ = [
    "Facet",
    "FacetCount",
    "Hit",
    "Page",
    "Relaxation",
    "SearchResult",
    "search",
    "similar_vacancies",
]
