"""Vacancies as public lists show them: light rows instead of whole objects."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sanviec.apps.employers.enums import EmployerState

from .enums import VacancyState
from .models import Vacancy
from .querysets import VacancyQuerySet


class VacancyRow(NamedTuple):
    """What a list shows of one vacancy; the names are the columns'."""

    id: UUID
    title: str
    employer_name: str
    place_codes: list[str]
    wage_min_vnd_month: int | None
    wage_max_vnd_month: int | None
    employment_type: str
    experience_months: int | None
    openings: int
    hired_count: int
    offers_meals: bool
    offers_housing: bool
    offers_transport: bool
    published_at: datetime | None
    closes_on: date | None
    state: str
    employer_state: str

    def is_open(self, on: date) -> bool:
        """What ``VacancyQuerySet.open_on`` asks, of a row at hand."""
        return (
            self.state == VacancyState.PUBLISHED
            and self.employer_state == EmployerState.VERIFIED
            and (self.closes_on is None or self.closes_on >= on)
        )


_COLUMNS = tuple(name.replace("employer_", "employer__") for name in VacancyRow._fields)


def vacancy_rows(ids: Sequence[str], *, on: date) -> list[VacancyRow]:
    """The rows of a page in one query, ordered by id; what was closed a moment ago is left out.

    Asked for by ids alone: with more conditions SQLite reads an index of states from end to end.
    """
    found = _rows(Vacancy.objects.filter(pk__in=ids).order_by("id"))
    return [row for row in found if row.is_open(on)]


def newest_rows(*, on: date, limit: int) -> list[VacancyRow]:
    """The latest public vacancies, for the first page and the feed."""
    return _rows(Vacancy.objects.open_on(on).order_by("-published_at", "id")[:limit])


def _rows(vacancies: VacancyQuerySet) -> list[VacancyRow]:
    return [VacancyRow._make(values) for values in vacancies.values_list(*_COLUMNS)]
