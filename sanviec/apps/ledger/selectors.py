"""Reads of the ledger: visits and persons, never mixed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Sum

from .enums import ServiceKind
from .models import ServiceLine


@dataclass(frozen=True, slots=True)
class Figure:
    """How often a service was given (lượt) and to how many people (người)."""

    kind: ServiceKind
    visit_count: int
    person_count: int


def figures_for(centre_id: UUID | None, first: date, last: date) -> list[Figure]:
    """One figure for each kind of service in a period, zero included.

    Args:
        centre_id: whose; None counts every centre, for the ministry.
    """
    every = ServiceLine.objects.between(first, last)
    lines = every if centre_id is None else every.in_centre(centre_id)
    visits = dict(lines.order_by("kind").values_list("kind").annotate(n=Sum("visits")))
    persons = dict(
        lines.standing()
        .order_by("kind")
        .values_list("kind")
        .annotate(n=Count("person_id", distinct=True))
    )
    return [
        Figure(kind, visits.get(kind.value) or 0, persons.get(kind.value) or 0)
        for kind in ServiceKind
    ]
