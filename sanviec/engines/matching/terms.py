"""The terms of a score that are looked up in small tables, and what they are summed into."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, Protocol

from sanviec.kernel.explanation import Reason

from .coding import Points, split_cell
from .conditions import EducationTerm, EmploymentTypeTerm, ExperienceTerm, ShiftTerm
from .facts import JobseekerFacts, VacancyFacts
from .lookups import Gazetteer, Occupations
from .occupation import OccupationTerm, occupation_reason
from .place import PlaceTerm
from .place_cells import place_cell
from .place_words import place_reason
from .wage import WageTerm, wage_reason
from .weights import Weights


class Term(Protocol):
    """Reads one value of each side and gives a table of cells over the distinct values."""

    key: str

    def offer_value(self, vacancy: VacancyFacts) -> Hashable: ...
    def wish_value(self, jobseeker: JobseekerFacts) -> Hashable: ...
    def encode_offers(self, values: Sequence[Any]) -> Any: ...
    def encode_wishes(self, values: Sequence[Any]) -> Any: ...
    def table(self, wishes: Any, offers: Any) -> Points: ...


# Terms of one group are looked up together, by the distinct combinations of their values.
TRADE_GROUPS = (("occupation",),)
WISH_GROUPS = (("place",), ("wage",), ("shift", "employment_type"))
DEMAND_GROUPS = (("experience", "education"),)


class Terms:
    """All small terms of one set of weights, and their words."""

    def __init__(self, weights: Weights, gazetteer: Gazetteer, occupations: Occupations) -> None:
        self.weights = weights
        self.gazetteer = gazetteer
        self.occupations = occupations
        self.place = PlaceTerm(weights, gazetteer)
        self.wage = WageTerm(weights)
        self._small: dict[str, Any] = {
            term.key: term
            for term in (
                ShiftTerm(weights),
                EmploymentTypeTerm(weights),
                ExperienceTerm(weights),
                EducationTerm(weights),
            )
        }
        listed: list[Term] = [OccupationTerm(weights), self.place, self.wage]
        listed += self._small.values()
        self.by_key: dict[str, Term] = {term.key: term for term in listed}

    def cell(self, key: str, wish: Any, offer: Any) -> int:
        """Give one pair's cell of a term; only the occupation makes a table for it."""
        if key == PlaceTerm.key:
            return place_cell(wish, offer, self.place, self.weights)
        if key == OccupationTerm.key:
            term = self.by_key[key]
            return int(term.table(term.encode_wishes([wish]), term.encode_offers([offer]))[0, 0])
        found: int = (self.wage if key == WageTerm.key else self._small[key]).cell(wish, offer)
        return found

    def points(self, key: str, wish: Any, offer: Any) -> int:
        """Give one pair's points of a term."""
        return split_cell(self.cell(key, wish, offer))[0]

    def reason(self, key: str, cell: int, wish: Any, offer: Any) -> Reason:
        """Give one cell in words."""
        if key == OccupationTerm.key:
            return occupation_reason(cell, wish, offer, self.occupations)
        if key == PlaceTerm.key:
            return place_reason(cell, wish, offer, self.place, self.gazetteer)
        if key == WageTerm.key:
            return wage_reason(cell, wish, offer)
        told: Reason = self._small[key].reason(cell, wish, offer)
        return told
