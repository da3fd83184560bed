"""What happens to a public post: pause, resume, review, expire, fill, close."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.apps.reference.selectors import parameter
from sanviec.apps.vacancies.data import wrong
from sanviec.apps.vacancies.enums import VacancyState
from sanviec.apps.vacancies.models import Vacancy

from .rows import DEFAULT_OPEN_DAYS, lock, move, refuse_to_publish, save, tell_contacts

_ACTIONS = {
    "pause": "vacancy.paused",
    "resume": "vacancy.resumed",
    "fill": "vacancy.filled",
    "close": "vacancy.closed",
}


@transaction.atomic
def change_state(
    *, vacancy: Vacancy, event: str, actor: Actor, now: datetime, reason: str = ""
) -> Vacancy:
    """Pause, resume, fill or close a vacancy.

    A resumed one whose closing day is past stays open for 30 more days.

    Raises:
        InputError: the event does not leave the present state; or one is to be resumed whose
            employer is not verified or whose openings are all taken.
        KeyError: there is no such event here (a programming error).
    """
    action = _ACTIONS[event]
    vacancy = move(lock(vacancy), event)
    vacancy.state_reason = reason.strip()[:300]
    saved = ["state", "state_reason"]
    if event == "resume":
        today = timezone.localdate(now)
        if vacancy.closes_on is None or vacancy.closes_on < today:
            vacancy.closes_on = today + timedelta(days=DEFAULT_OPEN_DAYS)
        refuse_to_publish(vacancy, today)
        vacancy.reviewed_on = today
        saved += ["reviewed_on", "closes_on"]
    return save(vacancy, saved, action, actor=actor, now=now)


@transaction.atomic
def confirm_review(*, vacancy: Vacancy, actor: Actor, now: datetime) -> Vacancy:
    """Somebody looked: the post is still open. Due every 30 days.

    Raises:
        InputError: it is not public.
    """
    vacancy = lock(vacancy)
    if vacancy.state != VacancyState.PUBLISHED:
        raise wrong(
            "state",
            "Chỉ rà soát tin đang đăng. Hãy tải lại trang để xem tình trạng mới nhất.",
            "Only a published vacancy is reviewed. Reload the page.",
        )
    vacancy.reviewed_on = timezone.localdate(now)
    return save(vacancy, ["reviewed_on"], "vacancy.reviewed", actor=actor, now=now)


def review_every_days(on: date) -> int:
    """How often a published vacancy must be looked at again."""
    return parameter("vacancy_review_days", on)


def expire_vacancies(*, now: datetime, limit: int = 500) -> int:
    """Take vacancies off whose closing day has passed, each in its own transaction.

    Returns:
        How many were taken off; 0 says that nothing is left.
    """
    today = timezone.localdate(now)
    due = Vacancy.objects.past_closing(today).order_by("closes_on", "id")
    ids: list[UUID] = list(due.values_list("pk", flat=True)[:limit])
    return sum(_expire_one(vacancy_id, today, now) for vacancy_id in ids)


@transaction.atomic
def _expire_one(vacancy_id: UUID, today: date, now: datetime) -> bool:
    # It may have been closed or given more time since the list was read.
    due = Vacancy.objects.past_closing(today).filter(pk=vacancy_id)
    vacancy = due.select_for_update(of=("self",)).select_related("employer").first()
    if vacancy is None:
        return False
    save(move(vacancy, "expire"), ["state"], "vacancy.expired", actor=SYSTEM, now=now)
    topic = f"expired:{vacancy.closes_on}"
    tell_contacts(vacancy, topic, gettext_noop("Tin đã hết hạn: %(title)s"), now=now)
    return True


@transaction.atomic
def count_hire(*, vacancy: Vacancy, actor: Actor, now: datetime) -> Vacancy:
    """One opening is taken; the last one fills a public vacancy.

    Raises:
        InputError: all openings are taken.
    """
    vacancy = lock(vacancy)
    if vacancy.hired_count >= vacancy.openings:
        raise wrong(
            "openings",
            f"Việc này đã tuyển đủ {vacancy.openings} người. "
            "Nếu doanh nghiệp nhận thêm, hãy tăng số người cần tuyển trước.",
            f"All {vacancy.openings} openings are taken. Raise their number first.",
        )
    vacancy.hired_count += 1
    saved = ["hired_count"]
    if vacancy.hired_count == vacancy.openings and vacancy.state == VacancyState.PUBLISHED:
        move(vacancy, "fill")
        saved.append("state")
    return save(vacancy, saved, "vacancy.hire_counted", actor=actor, now=now)


@transaction.atomic
def add_opening(*, vacancy: Vacancy, actor: Actor, now: datetime) -> Vacancy:
    """The employer takes one person more than it asked for."""
    vacancy = lock(vacancy)
    vacancy.openings += 1
    return save(vacancy, ["openings"], "vacancy.opening_added", actor=actor, now=now)


@transaction.atomic
def uncount_hire(*, vacancy: Vacancy, actor: Actor, now: datetime) -> Vacancy:
    """Somebody who was to start did not: the opening is free again.

    A vacancy that this very hire had filled is public again; one that somebody filled by hand
    before stays as it is.
    """
    vacancy = lock(vacancy)
    was_full = vacancy.hired_count >= vacancy.openings
    vacancy.hired_count = max(vacancy.hired_count - 1, 0)
    saved = ["hired_count"]
    if vacancy.state == VacancyState.FILLED and was_full:
        move(vacancy, "resume")
        saved.append("state")
    return save(vacancy, saved, "vacancy.hire_uncounted", actor=actor, now=now)
