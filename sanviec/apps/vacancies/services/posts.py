"""Writes of vacancies: one function a business act."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop, override

from sanviec.apps.employers.enums import EmployerState
from sanviec.apps.employers.models import Employer
from sanviec.apps.ledger.enums import ServiceChannel, ServiceKind
from sanviec.apps.ledger.services import Delivery, enter
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.services import Letter, post_message
from sanviec.apps.reference.selectors import parameter
from sanviec.apps.vacancies.data import VacancyData, check, columns_of, wrong
from sanviec.apps.vacancies.enums import VacancyState
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.vacancies.transitions import VACANCY_STATES

DEFAULT_OPEN_DAYS = 30


@transaction.atomic
def draft_vacancy(*, employer: Employer, data: VacancyData, actor: Actor, now: datetime) -> Vacancy:
    """A new vacancy that nobody outside sees yet."""
    check(data)
    vacancy = Vacancy(
        employer=employer,
        centre_id=employer.centre_id,
        created_at=now,
        updated_at=now,
        **columns_of(data),
    )
    vacancy.save(force_insert=True)
    audit.record(audit.Act("vacancy.drafted", vacancy), actor=actor, now=now)
    return vacancy


@transaction.atomic
def update_vacancy(*, vacancy: Vacancy, data: VacancyData, actor: Actor, now: datetime) -> Vacancy:
    """Change what a vacancy says; an employer's change of a published one is approved again."""
    check(data)
    vacancy = _lock(vacancy)
    if vacancy.state == VacancyState.CLOSED:
        VACANCY_STATES.target("pause", vacancy.state)
    columns = columns_of(data)
    changed = [name for name, value in columns.items() if getattr(vacancy, name) != value]
    for name in changed:
        setattr(vacancy, name, columns[name])
    if vacancy.state == VacancyState.PUBLISHED and actor.role == Role.EMPLOYER and changed:
        vacancy.state = VacancyState.SUBMITTED
        changed.append("state")
    return _save(vacancy, changed, "vacancy.updated", actor=actor, now=now, fields=changed)


@transaction.atomic
def submit_vacancy(*, vacancy: Vacancy, actor: Actor, now: datetime) -> Vacancy:
    """The employer asks the centre to publish."""
    vacancy = _move(_lock(vacancy), "submit")
    return _save(vacancy, ["state"], "vacancy.submitted", actor=actor, now=now)


@transaction.atomic
def publish_vacancy(
    *,
    vacancy: Vacancy,
    actor: Actor,
    now: datetime,
    channel: ServiceChannel = ServiceChannel.DESK,
) -> Vacancy:
    """Make a vacancy public and count the demand once in the ledger.

    Raises:
        InputError: its employer is not verified, or its closing day is past.
    """
    vacancy = _lock(vacancy)
    if vacancy.employer.state != EmployerState.VERIFIED:
        raise wrong(
            "employer",
            "Doanh nghiệp chưa được xác minh nên chưa thể đăng tin. Hãy xác minh trước.",
            "The employer is not verified. Verify the employer first.",
        )
    today = timezone.localdate(now)
    if vacancy.closes_on is not None and vacancy.closes_on < today:
        raise wrong(
            "closes_on",
            "Hạn nộp hồ sơ đã qua. Hãy sửa hạn nộp rồi đăng.",
            "The closing day has passed. Change it, then publish.",
        )
    is_first = vacancy.published_at is None
    _move(vacancy, "publish")
    vacancy.published_at = vacancy.published_at or now
    vacancy.reviewed_on = today
    vacancy.closes_on = vacancy.closes_on or today + timedelta(days=DEFAULT_OPEN_DAYS)
    saved = ["state", "published_at", "reviewed_on", "closes_on"]
    _save(vacancy, saved, "vacancy.published", actor=actor, now=now)
    if is_first:
        enter(_demand(vacancy, channel), actor=actor, now=now)
    _tell_contacts(
        vacancy, "published", gettext_noop("Tin tuyển dụng đã được đăng: %(title)s"), now=now
    )
    return vacancy


@transaction.atomic
def return_vacancy(*, vacancy: Vacancy, reason: str, actor: Actor, now: datetime) -> Vacancy:
    """Send a submitted vacancy back with what to change."""
    if not reason.strip():
        raise wrong("reason", "Hãy ghi rõ cần sửa điều gì.", "Say what has to be changed.")
    vacancy = _move(_lock(vacancy), "return")
    vacancy.state_reason = reason.strip()[:300]
    _save(vacancy, ["state", "state_reason"], "vacancy.returned", actor=actor, now=now)
    _tell_contacts(
        vacancy, "returned", gettext_noop("Tin tuyển dụng cần sửa: %(title)s"), now=now, body=reason
    )
    return vacancy


@transaction.atomic
def change_state(
    *, vacancy: Vacancy, event: str, actor: Actor, now: datetime, reason: str = ""
) -> Vacancy:
    """Pause, resume, fill or close a vacancy."""
    vacancy = _lock(vacancy)
    if event not in {"pause", "resume", "fill", "close"}:
        raise ValueError(f"change_state does not do {event!r}")
    _move(vacancy, event)
    saved = ["state", "state_reason"]
    vacancy.state_reason = reason[:300]
    if event == "resume":
        today = timezone.localdate(now)
        vacancy.reviewed_on = today
        if vacancy.closes_on is None or vacancy.closes_on < today:
            vacancy.closes_on = today + timedelta(days=DEFAULT_OPEN_DAYS)
        saved += ["reviewed_on", "closes_on"]
    return _save(vacancy, saved, f"vacancy.{event}d", actor=actor, now=now)


@transaction.atomic
def confirm_review(*, vacancy: Vacancy, actor: Actor, now: datetime) -> Vacancy:
    """Somebody looked: the post is still open. Due every 30 days."""
    vacancy = _lock(vacancy)
    vacancy.reviewed_on = timezone.localdate(now)
    return _save(vacancy, ["reviewed_on"], "vacancy.reviewed", actor=actor, now=now)


def expire_vacancies(*, now: datetime, limit: int = 500) -> int:
    """Take vacancies off whose closing day has passed; each in its own transaction."""
    due = Vacancy.objects.past_closing(timezone.localdate(now)).order_by("closes_on", "id")
    ids: list[UUID] = list(due.values_list("pk", flat=True)[:limit])
    for vacancy_id in ids:
        _expire_one(vacancy_id, now)
    return len(ids)


@transaction.atomic
def _expire_one(vacancy_id: UUID, now: datetime) -> None:
    vacancy = Vacancy.objects.select_for_update(of=("self",)).get(pk=vacancy_id)
    if VACANCY_STATES.allows("expire", vacancy.state):
        _move(vacancy, "expire")
        _save(vacancy, ["state"], "vacancy.expired", actor=SYSTEM, now=now)
        _tell_contacts(
            vacancy,
            f"expired:{vacancy.closes_on}",
            gettext_noop("Tin đã hết hạn: %(title)s"),
            now=now,
        )


@transaction.atomic
def count_hire(*, vacancy: Vacancy, actor: Actor, now: datetime) -> Vacancy:
    """One opening is taken; the last one fills the vacancy."""
    vacancy = _lock(vacancy)
    vacancy.hired_count += 1
    saved = ["hired_count"]
    if vacancy.hired_count >= vacancy.openings and vacancy.state == VacancyState.PUBLISHED:
        _move(vacancy, "fill")
        saved.append("state")
    return _save(vacancy, saved, "vacancy.hire_counted", actor=actor, now=now)


@transaction.atomic
def uncount_hire(*, vacancy: Vacancy, actor: Actor, now: datetime) -> Vacancy:
    """Somebody who was to start did not: the opening is free again."""
    vacancy = _lock(vacancy)
    vacancy.hired_count = max(vacancy.hired_count - 1, 0)
    saved = ["hired_count"]
    if vacancy.state == VacancyState.FILLED:
        _move(vacancy, "resume")
        saved.append("state")
    return _save(vacancy, saved, "vacancy.hire_uncounted", actor=actor, now=now)


def review_every_days(on: date) -> int:
    """How often a published vacancy must be looked at again."""
    return parameter("vacancy_review_days", on)


def _lock(vacancy: Vacancy) -> Vacancy:
    return (
        Vacancy.objects.select_for_update(of=("self",))
        .select_related("employer")
        .get(pk=vacancy.pk)
    )


def _move(vacancy: Vacancy, event: str) -> Vacancy:
    vacancy.state = VACANCY_STATES.target(event, vacancy.state)
    return vacancy


def _save(
    vacancy: Vacancy,
    columns: list[str],
    action: str,
    *,
    actor: Actor,
    now: datetime,
    fields: list[str] | None = None,
) -> Vacancy:
    vacancy.updated_at = now
    vacancy.save(update_fields=[*columns, "updated_at"])
    data = {"state": vacancy.state} | ({"fields": fields} if fields is not None else {})
    audit.record(audit.Act(action, vacancy, data), actor=actor, now=now)
    return vacancy


def _demand(vacancy: Vacancy, channel: ServiceChannel) -> Delivery:
    return Delivery(
        centre_id=vacancy.centre_id,
        kind=ServiceKind.VACANCY_NOTIFIED,
        channel=channel,
        target=vacancy,
        employer_id=vacancy.employer_id,
        place_code=(vacancy.place_codes or [""])[0],
        openings=vacancy.openings,
    )


def _tell_contacts(
    vacancy: Vacancy, topic: str, subject: str, *, now: datetime, body: str = ""
) -> None:
    """One in-app message to each person who signs in for the employer."""
    contacts = vacancy.employer.contacts.filter(is_active=True).select_related("user")
    for contact in contacts.order_by("id"):
        with override(contact.user.language):
            text = gettext(subject) % {"title": vacancy.title}
        letter = Letter(
            key=f"vacancy.{topic}:{vacancy.pk}:{vacancy.updated_at:%Y%m%d%H%M%S}:{contact.pk}",
            topic=f"vacancy.{topic.partition(':')[0]}",
            subject=text[:200],
            body=body,
            link=f"employer:vacancy:{vacancy.pk}",
            recipient=contact.user,
        )
        post_message(letter, now=now)
