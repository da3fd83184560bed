"""Reads of vacancies; the only doors to one are the ``get_…_for`` functions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from sanviec.engines.intake.records.personal_limits import read_personal_limits

from .models import Vacancy
from .querysets import VacancyQuerySet


def get_open_vacancy(vacancy_id: Any, *, on: date) -> Vacancy | None:
    """A vacancy that anybody may read today."""
    return _first(Vacancy.objects.open_on(on), vacancy_id)


def get_gone_vacancy(vacancy_id: Any, *, on: date) -> Vacancy | None:
    """A vacancy that was public once and is not any more: its page answers 410."""
    was_public = Vacancy.objects.filter(published_at__isnull=False)
    vacancy = _first(was_public, vacancy_id)
    return vacancy if vacancy and get_open_vacancy(vacancy_id, on=on) is None else None


def get_vacancy_for(actor: Actor, vacancy_id: Any) -> Vacancy | None:
    """A vacancy that the actor may manage: the centre's staff or its employer."""
    return _first(vacancies_for(actor), vacancy_id)


def vacancies_for(actor: Actor) -> VacancyQuerySet:
    """The vacancies that an actor manages, newest change first."""
    if actor.role == Role.EMPLOYER and actor.subject_id is not None:
        managed = Vacancy.objects.for_employer(actor.subject_id)
    elif actor.is_staff and actor.centre_id is not None:
        managed = Vacancy.objects.in_centre(actor.centre_id)
    else:
        managed = Vacancy.objects.none()
    return managed.order_by("-updated_at", "id")


def newest_vacancies(*, on: date, limit: int = 20) -> list[Vacancy]:
    """The latest public vacancies, for the first page and the feed."""
    newest = Vacancy.objects.open_on(on).select_related("employer")
    return list(newest.order_by("-published_at", "id")[:limit])


def vacancies_by_id(ids: list[str]) -> dict[str, Vacancy]:
    """The rows of a result page, with their employers, in one query."""
    rows = Vacancy.objects.select_related("employer").filter(pk__in=ids).order_by("id")
    return {str(row.pk): row for row in rows}


def _first(vacancies: VacancyQuerySet, vacancy_id: Any) -> Vacancy | None:
    try:
        return vacancies.select_related("employer", "centre").filter(pk=vacancy_id).first()
    except (ValidationError, ValueError):
        return None


def limits_said(vacancy: Vacancy) -> tuple[str, ...]:
    """Words of the free text that limit sex, age or marriage without a rule that demands it."""
    if vacancy.age_source:
        # The officer has judged the limit and written down the rule.
        return ()
    return read_personal_limits(f"{vacancy.title}\n{vacancy.description}\n{vacancy.requirements}")
