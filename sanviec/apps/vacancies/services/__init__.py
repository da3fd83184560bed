"""Writes of vacancies: one function a business act."""

from sanviec.apps.vacancies.data import VacancyData

from .bulk import ImportedVacancy, bulk_upsert, preview_upsert
from .posts import (
    draft_vacancy,
    publish_vacancy,
    return_vacancy,
    submit_vacancy,
    update_vacancy,
)
from .states import (
    add_opening,
    change_state,
    confirm_review,
    count_hire,
    expire_vacancies,
    review_every_days,
    uncount_hire,
)

__all__ = [
    "ImportedVacancy",
    "VacancyData",
    "add_opening",
    "bulk_upsert",
    "change_state",
    "confirm_review",
    "count_hire",
    "draft_vacancy",
    "expire_vacancies",
    "preview_upsert",
    "publish_vacancy",
    "return_vacancy",
    "review_every_days",
    "submit_vacancy",
    "uncount_hire",
    "update_vacancy",
]
