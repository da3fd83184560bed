"""From a draft to a public post: write, change, submit, publish, send back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from sanviec.apps.employers.models import Employer
from sanviec.apps.ledger.enums import ServiceChannel
from sanviec.apps.ledger.services import enter
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.vacancies.data import VacancyData, check_closing, checked_columns, wrong
from sanviec.apps.vacancies.enums import VacancyState
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.vacancies.transitions import VACANCY_STATES

from .rows import DEFAULT_OPEN_DAYS, demand_of, lock, move, refuse_to_publish, save, tell_contacts


@transaction.atomic
def draft_vacancy(*, employer: Employer, data: VacancyData, actor: Actor, now: datetime) -> Vacancy:
    """A new vacancy that nobody outside sees yet.

    Raises:
        InputError: something is missing or impossible; ``field`` names it.
    """
    columns = checked_columns(data)
    _check_closing(columns["closes_on"], timezone.localdate(now))
    vacancy = Vacancy(
        employer=employer, centre_id=employer.centre_id, created_at=now, updated_at=now, **columns
    )
    vacancy.save(force_insert=True)
    audit.record(audit.Act("vacancy.drafted", vacancy), actor=actor, now=now)
    return vacancy


@transaction.atomic
def update_vacancy(*, vacancy: Vacancy, data: VacancyData, actor: Actor, now: datetime) -> Vacancy:
    """Change what a vacancy says; what an employer changes after it was public is approved again.

    Lowering the openings to those that are taken fills the vacancy.

    Raises:
        InputError: something is missing or impossible, fewer openings than hires are left, or
            the vacancy is closed.
    """
    columns = checked_columns(data)
    vacancy = lock(vacancy)
    _refuse_if_closed(vacancy)
    changed = [name for name, value in columns.items() if getattr(vacancy, name) != value]
    if not changed:
        return vacancy
    for name in changed:
        setattr(vacancy, name, columns[name])
    _check_openings(vacancy)
    if "closes_on" in changed:
        _check_closing(vacancy.closes_on, timezone.localdate(now))
    moved = _moved_by_change(vacancy, actor)
    act = ("vacancy.updated", {"fields": changed})
    return save(vacancy, [*changed, *moved], act, actor=actor, now=now)


def _moved_by_change(vacancy: Vacancy, actor: Actor) -> list[str]:
    event = "revise" if actor.role == Role.EMPLOYER else "fill"
    is_full = vacancy.hired_count >= vacancy.openings
    if VACANCY_STATES.allows(event, vacancy.state) and (event == "revise" or is_full):
        move(vacancy, event)
        return ["state"]
    return []


def _refuse_if_closed(vacancy: Vacancy) -> None:
    if vacancy.state == VacancyState.CLOSED:
        raise wrong(
            "state",
            "Tin này đã đóng nên không sửa được. Hãy đăng một tin mới.",
            "This vacancy is closed. Post a new one.",
        )


def _check_openings(vacancy: Vacancy) -> None:
    if vacancy.openings < vacancy.hired_count:
        raise wrong(
            "openings",
            f"Đã có {vacancy.hired_count} người được nhận vào việc này nên số người cần tuyển "
            "không thể ít hơn.",
            f"{vacancy.hired_count} people were hired; there cannot be fewer openings.",
        )


def _check_closing(closes_on: date | None, today: date) -> None:
    check_closing(closes_on, today)
    if closes_on is not None and closes_on < today:
        raise wrong(
            "closes_on",
            "Hạn nộp hồ sơ phải từ hôm nay trở đi. Hãy chọn ngày khác.",
            "The closing day must not lie in the past. Choose another day.",
        )


@transaction.atomic
def submit_vacancy(*, vacancy: Vacancy, actor: Actor, now: datetime) -> Vacancy:
    """The employer asks the centre to publish."""
    vacancy = move(lock(vacancy), "submit")
    return save(vacancy, ["state"], "vacancy.submitted", actor=actor, now=now)


@transaction.atomic
def publish_vacancy(
    *,
    vacancy: Vacancy,
    actor: Actor,
    now: datetime,
    channel: ServiceChannel = ServiceChannel.DESK,
) -> Vacancy:
    """Make a vacancy public and count the demand once in the ledger.

    Without a closing day it stays open for 30 days.

    Raises:
        InputError: its employer is not verified, its closing day is past, or it is filled.
    """
    vacancy = lock(vacancy)
    today = timezone.localdate(now)
    refuse_to_publish(vacancy, today)
    move(vacancy, "publish")
    is_first = vacancy.published_at is None
    vacancy.published_at = vacancy.published_at or now
    vacancy.reviewed_on = today
    vacancy.closes_on = vacancy.closes_on or today + timedelta(days=DEFAULT_OPEN_DAYS)
    saved = ["state", "published_at", "reviewed_on", "closes_on"]
    save(vacancy, saved, "vacancy.published", actor=actor, now=now)
    if is_first:
        enter(demand_of(vacancy, channel), actor=actor, now=now)
    tell_contacts(
        vacancy, "published", gettext_noop("Tin tuyển dụng đã được đăng: %(title)s"), now=now
    )
    return vacancy


@transaction.atomic
def return_vacancy(*, vacancy: Vacancy, reason: str, actor: Actor, now: datetime) -> Vacancy:
    """Send a submitted vacancy back with what to change.

    Raises:
        InputError: no reason is given.
    """
    if not reason.strip():
        raise wrong("reason", "Hãy ghi rõ cần sửa điều gì.", "Say what has to be changed.")
    vacancy = move(lock(vacancy), "return")
    vacancy.state_reason = reason.strip()[:300]
    save(vacancy, ["state", "state_reason"], "vacancy.returned", actor=actor, now=now)
    subject = gettext_noop("Tin tuyển dụng cần sửa: %(title)s")
    tell_contacts(vacancy, "returned", subject, now=now, body=vacancy.state_reason)
    return vacancy
