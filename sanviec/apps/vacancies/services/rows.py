"""The beats that every act on a vacancy shares: lock, move, save and record, tell."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext, override

from sanviec.apps.employers.enums import EmployerState
from sanviec.apps.ledger.enums import ServiceChannel, ServiceKind
from sanviec.apps.ledger.services import Delivery
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.inserting import update_many
from sanviec.apps.platform.services import Letter, post_message
from sanviec.apps.vacancies.data import wrong
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.vacancies.transitions import VACANCY_STATES

DEFAULT_OPEN_DAYS = 30


def lock(vacancy: Vacancy) -> Vacancy:
    """The row as it is now, held until the act is over."""
    locked: Vacancy = (
        Vacancy.objects.select_for_update(of=("self",))
        .select_related("employer")
        .get(pk=vacancy.pk)
    )
    return locked


def move(vacancy: Vacancy, event: str) -> Vacancy:
    """Set the state that the table gives after ``event``."""
    vacancy.state = VACANCY_STATES.target(event, vacancy.state)
    return vacancy


def save(
    vacancy: Vacancy,
    columns: list[str],
    act: tuple[str, dict[str, Any]] | str,
    *,
    actor: Actor,
    now: datetime,
) -> Vacancy:
    """Write the named columns and the audit line: its name, or its name and its data."""
    vacancy.updated_at = now
    update_many([vacancy], [*columns, "updated_at"])
    action, data = (act, {}) if isinstance(act, str) else act
    audit.record(audit.Act(action, vacancy, {"state": vacancy.state} | data), actor=actor, now=now)
    return vacancy


def refuse_to_publish(vacancy: Vacancy, today: date) -> None:
    """Refuse what may not be public.

    Raises:
        InputError: the employer is not verified, the closing day is past, or nobody is wanted.
    """
    if vacancy.employer.state != EmployerState.VERIFIED:
        raise wrong(
            "employer",
            "Doanh nghiệp chưa được xác minh nên chưa thể đăng tin. Hãy xác minh trước.",
            "The employer is not verified. Verify the employer first.",
        )
    if vacancy.closes_on is not None and vacancy.closes_on < today:
        raise wrong(
            "closes_on",
            "Hạn nộp hồ sơ đã qua. Hãy sửa hạn nộp rồi đăng.",
            "The closing day has passed. Change it, then publish.",
        )
    if vacancy.hired_count >= vacancy.openings:
        raise wrong(
            "openings",
            f"Đã tuyển đủ {vacancy.openings} người. Hãy tăng số người cần tuyển rồi đăng lại.",
            f"All {vacancy.openings} openings are taken. Raise their number, then publish.",
        )


def demand_of(vacancy: Vacancy, channel: ServiceChannel) -> Delivery:
    """The ledger line of a notified demand."""
    return Delivery(
        centre_id=vacancy.centre_id,
        kind=ServiceKind.VACANCY_NOTIFIED,
        channel=channel,
        target=vacancy,
        employer_id=vacancy.employer_id,
        place_code=(vacancy.place_codes or [""])[0],
        openings=vacancy.openings,
    )


def tell_contacts(
    vacancy: Vacancy, topic: str, subject: str, *, now: datetime, body: str = ""
) -> None:
    """One in-app message to each person who signs in for the employer.

    Args:
        topic: what happened; a part after a colon only tells two occasions apart.
        subject: a whole Vietnamese sentence marked for translation, with %(title)s.
    """
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
