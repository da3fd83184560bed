"""What the people who run a session are told of it, in the system."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext, gettext_noop, override

from sanviec.apps.centres.models import Membership
from sanviec.apps.platform.enums import Channel, Role
from sanviec.apps.platform.services import Letter, post_messages

from .models import ExchangeSession, Participant, Stand

STAND_ASKED = gettext_noop("%(firm)s xin một gian ở %(title)s. Hãy nhận hoặc từ chối.")
STAND_LEAVES = gettext_noop("%(firm)s rút khỏi %(title)s.")
STAND_LEAVES_PEOPLE = gettext_noop(
    "%(firm)s rút khỏi %(title)s, %(count)s cuộc hẹn bị bỏ. Hãy xếp và công bố lại lịch."
)
PEOPLE_CAME = gettext_noop("%(centre)s đã đăng ký người cho %(title)s hôm nay.")
# Who answers for a session; where nobody plans sessions, whoever approves them.
_MANAGERS = (Role.SESSION_MANAGER, Role.DEPARTMENT)


def tell_of_request(stand: Stand, *, session: ExchangeSession, now: datetime) -> None:
    """A firm asks for a stand: the host answers, and the centre that looks after it knows."""
    said = (STAND_ASKED, {"firm": stand.name[:100], "title": session.title[:80]})
    key = f"session.stand_asked:{stand.pk}:{now.isoformat()}"
    link = f"desk:stand:{stand.pk}"
    _post(managers_of([session.centre_id, stand.centre_id]), said, (key, link), now)


def tell_of_withdrawal(
    stand: Stand, *, session: ExchangeSession, meetings: int, by_id: int | None, now: datetime
) -> None:
    """A firm will not come: whoever runs the session plans its people anew.

    Args:
        meetings: how many appointments it had.
        by_id: who wrote it down; they know.
    """
    names = {"firm": stand.name[:100], "title": session.title[:70], "count": str(meetings)}
    said = (STAND_LEAVES_PEOPLE if meetings else STAND_LEAVES, names)
    key, stand_page = f"session.stand_left:{stand.pk}:{now.isoformat()}", f"desk:stand:{stand.pk}"
    plan_page = f"desk:session_schedule:{session.pk}" if meetings else stand_page
    # Only the host opens the plan.
    pages = {stand.centre_id: stand_page} | {session.centre_id: plan_page}
    for centre_id, page in pages.items():
        users = [user for user in managers_of([centre_id]) if user.pk != by_id]
        _post(users, said, (key, page), now)


def tell_of_guests(participant: Participant, *, session: ExchangeSession, now: datetime) -> None:
    """Another centre registers people: its host hears of it once a day, not once a person."""
    if participant.centre_id == session.centre_id:
        return
    said = (PEOPLE_CAME, {"centre": participant.centre.name[:100], "title": session.title[:80]})
    day = timezone.localdate(now)
    key = f"session.guests:{session.pk}:{participant.centre_id}:{day}"
    _post(managers_of([session.centre_id]), said, (key, f"desk:session_people:{session.pk}"), now)


def managers_of(centre_ids: Iterable[UUID]) -> list[Any]:
    """The accounts that run sessions of these centres, each once."""
    wanted: set[UUID] = set(centre_ids)
    users: dict[int, Any] = {}
    rows = Membership.objects.filter(
        centre__in=wanted, role__in=[role.value for role in _MANAGERS], is_active=True
    )
    found = list(rows.select_related("user").order_by("created_at", "id"))
    for centre_id in wanted:
        own = [row for row in found if row.centre_id == centre_id and row.user.is_active]
        planners = [row for row in own if row.role == Role.SESSION_MANAGER]
        users |= {row.user_id: row.user for row in planners or own}
    return [users[user_id] for user_id in sorted(users)]


def _post(
    users: list[Any], said: tuple[str, dict[str, str]], about: tuple[str, str], now: datetime
) -> None:
    (text, names), (key, link) = said, about
    letters = []
    for user in users:
        with override(user.language):
            subject = gettext(text) % names
        letter = Letter(
            key=f"{key}:{user.pk}",
            topic="session.staff",
            subject=subject[:200],
            link=link,
            recipient=user,
        )
        letters.append((letter, Channel.IN_APP))
    post_messages(letters, now=now)
