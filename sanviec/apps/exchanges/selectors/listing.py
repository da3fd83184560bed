"""Lists of sessions: the public calendar, a person's own, a firm's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from sanviec.apps.exchanges.enums import (
    HOLDING_STAND,
    REGISTRABLE,
    ExhibitorKind,
    SessionKind,
    SessionState,
)
from sanviec.apps.exchanges.models import (
    ExchangeSession,
    Interview,
    Participant,
    Stand,
    StandVacancy,
    Wish,
)
from sanviec.apps.exchanges.querysets import ExchangeSessionQuerySet
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role

MOST_IN_FEED = 200


@dataclass(frozen=True, slots=True)
class CalendarFilter:
    """What the public calendar is narrowed to; empty means all.

    Args:
        province: today's code of the province of the host.
        month: first day of a month; None for everything ahead.
    """

    province: str = ""
    kind: str = ""
    month: date | None = None


def public_calendar(wanted: CalendarFilter, *, on: date) -> ExchangeSessionQuerySet:
    """Public sessions, the next one first, with ``firm_count``.

    Without a month only those that are still ahead; a month shows its past days too.
    """
    found = ExchangeSession.objects.public()
    if wanted.month is None:
        found = found.held_from(on)
    else:
        after = (wanted.month + timedelta(days=31)).replace(day=1)
        found = found.filter(held_on__gte=wanted.month, held_on__lt=after)
    if wanted.province:
        found = found.filter(centre__province_code=wanted.province)
    if wanted.kind in SessionKind.values:
        found = found.filter(kind=wanted.kind)
    return _with_firms(found).select_related("centre").order_by("starts_at", "id")


def next_session(*, on: date) -> ExchangeSession | None:
    """The next session that anybody may register for, within two weeks; for the first page."""
    soon = ExchangeSession.objects.filter(
        state__in=REGISTRABLE, held_on__range=(on, on + timedelta(days=14))
    )
    found: ExchangeSession | None = (
        _with_firms(soon).select_related("centre").order_by("starts_at", "id").first()
    )
    return found


def provinces_with_sessions() -> list[str]:
    """Codes of the provinces whose centres have public sessions."""
    codes = ExchangeSession.objects.public().values_list("centre__province_code", flat=True)
    return sorted(set(codes.order_by("centre__province_code").distinct()))


def stands_shown(session: ExchangeSession) -> list[Stand]:
    """Exhibitors that take part or took part, in order of their numbers, with what they bring."""
    brought = StandVacancy.objects.select_related("vacancy").order_by("created_at", "id")
    stands = Stand.objects.filter(session=session, state__in=HOLDING_STAND)
    return list(
        stands.prefetch_related(Prefetch("offers", brought)).order_by("stand_no", "name", "id")
    )


def firms_to_wish(session: ExchangeSession) -> list[Stand]:
    """Firms that a person may wish to meet."""
    firms = Stand.objects.taking_part().filter(session=session, kind=ExhibitorKind.EMPLOYER)
    return list(firms.order_by("name", "id"))


def entries_of(jobseeker_id: UUID) -> list[Participant]:
    """A person's sessions, the newest first, at most 100."""
    mine = Participant.objects.filter(jobseeker_id=jobseeker_id)
    return list(mine.select_related("session__centre").order_by("-session__starts_at", "id")[:100])


def my_sessions_export(jobseeker_id: UUID) -> list[dict[str, Any]]:
    """What sessions keep about a person, in clear, ready for JSON.

    Cost: three queries.
    """
    mine = Participant.objects.filter(jobseeker_id=jobseeker_id)
    talks = Interview.objects.select_related("stand", "vacancy").order_by("starts_at", "id")
    wishes = Wish.objects.select_related("stand").order_by("rank", "id")
    entries = mine.select_related("session").prefetch_related(
        Prefetch("interviews", talks), Prefetch("wishes", wishes)
    )
    return [
        {
            "session": entry.session.title,
            "starts_at": entry.session.starts_at.isoformat(),
            "state": str(entry.get_state_display()),
            "origin": str(entry.get_origin_display()),
            "queue_no": entry.queue_no,
            "priority_groups": entry.priority_groups,
            "wishes": [wish.stand.name for wish in entry.wishes.all()],
            "interviews": [
                {
                    "employer": talk.stand.name,
                    "vacancy": talk.vacancy.title,
                    "starts_at": talk.starts_at.isoformat() if talk.starts_at else None,
                    "state": str(talk.get_state_display()),
                    "result": str(talk.get_result_display()),
                }
                for talk in entry.interviews.all()
            ],
        }
        for entry in entries.order_by("created_at", "id")
    ]


def open_for_firm(actor: Actor, *, now: datetime) -> list[ExchangeSession]:
    """Sessions ahead that a firm has no stand in and may ask for, the next one first."""
    if actor.role != Role.EMPLOYER or actor.subject_id is None:
        return []
    own = Stand.objects.filter(session=OuterRef("pk"), employer_id=actor.subject_id)
    ahead = ExchangeSession.objects.filter(
        ~Exists(own),
        state__in=(SessionState.PUBLISHED, SessionState.SCHEDULED),
        starts_at__gt=now,
    )
    return list(ahead.select_related("centre").order_by("starts_at", "id")[:50])


def stands_of_firm(actor: Actor) -> list[Stand]:
    """A firm's stands, the newest session first, at most 50."""
    if actor.role != Role.EMPLOYER or actor.subject_id is None:
        return []
    mine = Stand.objects.for_employer(actor.subject_id).select_related("session__centre")
    return list(mine.order_by("-session__starts_at", "id")[:50])


def sessions_for_people_of(centre_id: UUID | None, *, now: datetime) -> list[ExchangeSession]:
    """Sessions ahead into which a centre may register somebody, the next one first."""
    shared = ExchangeSession.objects.shared_with(centre_id).filter(
        state__in=REGISTRABLE, ends_at__gt=now
    )
    return list(shared.order_by("starts_at", "id")[:50])


def _with_firms(sessions: Any) -> Any:
    taking_part = Q(stands__state__in=HOLDING_STAND, stands__kind=ExhibitorKind.EMPLOYER)
    return sessions.annotate(firm_count=Count("stands", filter=taking_part, distinct=True))
