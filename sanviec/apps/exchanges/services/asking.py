"""One, three and seven days after a session: what is still open is asked of whoever can tell.

A firm is asked for results that are missing and for people who passed and have no final answer; a
person who was hired, whether they have begun. One message a stand and a person each time, and
none once nothing is open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop, override

from sanviec.apps.employers.selectors import contacts_of
from sanviec.apps.exchanges.enums import (
    HOLDING_STAND,
    InterviewResult,
    InterviewState,
    ParticipantState,
    SessionState,
)
from sanviec.apps.exchanges.models import ExchangeSession, Interview, Stand
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.enums import Channel
from sanviec.apps.platform.services import Letter, post_message
from sanviec.apps.referrals.enums import ReferralState

DAYS = (1, 3, 7)
# The meeting is over; one that was not finished by its manager needs asking most of all.
_OVER = (SessionState.RUNNING, SessionState.FINISHING, SessionState.CLOSED)
_MISSING = gettext_noop("%(title)s ngày %(day)s: còn %(n)s người chưa có kết quả tại gian của bạn.")
_OPEN = gettext_noop("%(title)s ngày %(day)s: còn %(n)s người đạt đang chờ bạn trả lời.")
_STARTED = gettext_noop(
    "Bạn đã đi làm ở %(employer)s chưa? Hãy báo trung tâm để được theo dõi tiếp."
)


@dataclass(frozen=True, slots=True)
class _Ask:
    """One question, whoever reads it; ``nobody`` is asked by SMS where there is no account."""

    key: str
    text: str
    names: dict[str, Any]
    nobody: str
    link: str


def remind_after_sessions(*, now: datetime, limit: int = 50) -> int:
    """Ask what is due today; a session is asked about once for each of the days.

    Returns:
        How many messages were written.

    Cost: one small query while nothing is due.
    """
    today = timezone.localdate(now)
    written = 0
    for day in DAYS:
        due = ExchangeSession.objects.filter(
            state__in=_OVER,
            reminded_day__lt=day,
            held_on__lte=today - timedelta(days=day),
            # What was over long before this was installed is not asked about.
            held_on__gt=today - timedelta(days=2 * DAYS[-1]),
        )
        ids: list[UUID] = list(due.order_by("held_on", "id").values_list("pk", flat=True)[:limit])
        written += sum(_remind_of(session_id, today, now) for session_id in ids)
    return written


@transaction.atomic
def _remind_of(session_id: UUID, today: Any, now: datetime) -> int:
    held = ExchangeSession.objects.select_for_update(of=("self",))
    session = held.get(pk=session_id)
    passed = (today - session.held_on).days
    day = max(day for day in DAYS if day <= passed)
    if session.reminded_day >= day:
        # Another process was quicker.
        return 0
    session.reminded_day, session.updated_at = day, now
    session.save(update_fields=["reminded_day", "updated_at"])
    audit.record(audit.Act("session.reminded", session, {"day": day}), actor=SYSTEM, now=now)
    stands = session.stands.filter(state__in=HOLDING_STAND, employer__isnull=False)
    asked = sum(
        _ask_firm(stand, day, now)
        for stand in stands.select_related("employer", "session").order_by("stand_no", "id")
    )
    return asked + sum(_ask_person(row, day, now) for row in _not_begun(session, today))


def _ask_firm(stand: Stand, day: int, now: datetime) -> int:
    missing = stand.interviews.filter(
        state__in=[InterviewState.PLANNED, InterviewState.CALLED],
        participant__state=ParticipantState.ATTENDED,
    ).count()
    waiting = stand.interviews.filter(
        result__in=[InterviewResult.PASSED, InterviewResult.INVITED_LATER],
        referral__state=ReferralState.INTERVIEW,
        referral__interview_at__lte=now,
    ).count()
    is_closed = stand.session.state == SessionState.CLOSED
    count, text = (missing, _MISSING) if missing and not is_closed else (waiting, _OPEN)
    if not count:
        return 0
    assert stand.employer is not None
    ask = _Ask(
        key=f"session.day{day}:{stand.pk}",
        text=text,
        names={"title": stand.session.title, "day": stand.session.held_on, "n": count},
        nobody=f"employer:{stand.employer_id}",
        link=f"employer:stand_results:{stand.pk}",
    )
    return _post(ask, [contact.user for contact in contacts_of(stand.employer)], now)


def _not_begun(session: ExchangeSession, today: Any) -> Iterable[Interview]:
    """Hires whose first day has come and is not confirmed."""
    hires = Interview.objects.filter(
        session=session,
        result=InterviewResult.HIRED,
        referral__state=ReferralState.HIRED,
        referral__starts_on__lte=today,
    )
    related = ("referral__jobseeker__user", "stand__employer")
    return hires.select_related(*related).order_by("result_at", "id")


def _ask_person(interview: Interview, day: int, now: datetime) -> int:
    referral = interview.referral
    assert referral is not None
    person = referral.jobseeker
    if person.user is None and not person.phone_index:
        # Who has neither an account nor a phone is asked by the centre.
        return 0
    ask = _Ask(
        key=f"session.day{day}:{interview.pk}",
        text=_STARTED,
        names={"employer": interview.stand.name},
        nobody=f"jobseeker:{person.pk}",
        link=f"jobseeker:referral:{referral.pk}",
    )
    return _post(ask, [person.user] if person.user else [], now)


def _post(ask: _Ask, users: list[Any], now: datetime) -> int:
    """One message to each account, else one SMS to the number of the file."""
    posted, text = 0, ask.text
    for user in users or [None]:
        with override(user.language if user else "vi"):
            shown = {
                name: date_format(value, "DATE_FORMAT") if name == "day" else value
                for name, value in ask.names.items()
            }
            subject = gettext(text) % shown
        letter = Letter(
            key=f"{ask.key}:{user.pk if user else 'none'}",
            topic="session.reminder",
            subject=subject[:200],
            link=ask.link,
            recipient=user,
            recipient_ref="" if user else ask.nobody,
        )
        posted += len(post_message(letter, channels=(_channel(user),), now=now))
    return posted


def _channel(user: Any) -> Channel:
    return Channel.IN_APP if user else Channel.SMS
