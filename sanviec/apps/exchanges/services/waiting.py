"""The waiting list: a free place is offered to who waits longest, and kept for them a while.

Who let an offer run out comes after those who were not asked yet. At most so many offers a
person, one a day (parameters `session_offers_most`, `session_offer_hours`).
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from sanviec.apps.exchanges.enums import REGISTRABLE, ParticipantState
from sanviec.apps.exchanges.letters import tell_person
from sanviec.apps.exchanges.models import ExchangeSession, Participant
from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.apps.reference.selectors import parameter
from sanviec.kernel.errors import InputError

from . import rows
from .places import count_places, free_place, take_place

_BATCH = 200


def offer_places(session: ExchangeSession, *, now: datetime) -> int:
    """Offer every free place of a held session to who waits longest; how many were offered."""
    offered = 0
    if session.state not in REGISTRABLE or session.starts_at <= now:
        return offered
    for participant in _next_in_line(session, now)[: count_places(session).left]:
        if not take_place(session):
            break
        _offer(session, participant, now)
        offered += 1
    return offered


def _next_in_line(session: ExchangeSession, now: datetime) -> list[Participant]:
    on = timezone.localdate(now)
    midnight = timezone.make_aware(datetime.combine(on, time.min))
    waiting = Participant.objects.select_for_update(of=("self",)).filter(
        session=session,
        state=ParticipantState.WAITING,
        offers_made__lt=parameter("session_offers_most", on),
    )
    unasked_today = waiting.exclude(offered_at__gte=midnight)
    return list(
        unasked_today.select_related("jobseeker__user").order_by(
            "offers_made", "waiting_since", "queue_no"
        )[:_BATCH]
    )


def _offer(session: ExchangeSession, participant: Participant, now: datetime) -> None:
    hours = parameter("session_offer_hours", timezone.localdate(now))
    rows.move(participant, "offer")
    participant.offers_made += 1
    participant.offered_at = now
    participant.offer_ends_at = min(now + timedelta(hours=hours), session.starts_at)
    columns = ["offers_made", "offered_at", "offer_ends_at"]
    rows.save(participant, columns, "offered", actor=SYSTEM, now=now)
    tell_person(participant, "offered", session=session, now=now)


@transaction.atomic
def accept_offer(*, participant: Participant, actor: Actor, now: datetime) -> Participant:
    """Take the place that was kept.

    Raises:
        InputError: the offer has run out.
    """
    session = rows.hold_session(participant.session_id)
    participant = rows.hold_participant(participant.pk)
    rows.move(participant, "accept")
    if participant.offer_ends_at is None or participant.offer_ends_at < now:
        raise InputError(
            "Đã quá hạn nhận chỗ. Khi có chỗ trống, bạn sẽ được mời lại nếu còn lượt.",
            "the offer has run out",
            code="offer_over",
        )
    rows.save(participant, [], "accepted", actor=actor, now=now)
    tell_person(participant, "registered", session=session, now=now)
    return participant


@transaction.atomic
def decline_offer(*, participant: Participant, actor: Actor, now: datetime) -> Participant:
    """Let the place go to the next one; the person goes on waiting while offers are left."""
    session = rows.hold_session(participant.session_id)
    participant = rows.hold_participant(participant.pk)
    _end_offer(session, participant, actor, now)
    offer_places(session, now=now)
    return participant


def sweep_waiting_lists(*, now: datetime) -> int:
    """End the offers that ran out and offer what is free, session by session; how many changed."""
    late = Participant.objects.filter(
        state=ParticipantState.OFFERED,
        offer_ends_at__lt=now,
    )
    ids = set(late.order_by("id").values_list("session_id", flat=True)[:_BATCH])
    ids |= set(_with_room_and_queue(now)[:_BATCH])
    return sum(_sweep(session_id, now) for session_id in sorted(ids))


def _with_room_and_queue(now: datetime) -> list[UUID]:
    upcoming = ExchangeSession.objects.filter(
        state__in=REGISTRABLE,
        starts_at__gt=now,
        participants__state=ParticipantState.WAITING,
        place_count__taken__lt=F("place_count__capacity"),
    )
    return list(upcoming.order_by("id").values_list("pk", flat=True).distinct())


@transaction.atomic
def _sweep(session_id: UUID, now: datetime) -> int:
    session = rows.hold_session(session_id)
    late = Participant.objects.select_for_update(of=("self",)).filter(
        session=session, state=ParticipantState.OFFERED, offer_ends_at__lt=now
    )
    ended = list(late.select_related("jobseeker__user").order_by("queue_no"))
    for participant in ended:
        _end_offer(session, participant, SYSTEM, now)
    return len(ended) + offer_places(session, now=now)


def _end_offer(
    session: ExchangeSession, participant: Participant, actor: Actor, now: datetime
) -> None:
    most = parameter("session_offers_most", timezone.localdate(now))
    is_last = participant.offers_made >= most
    rows.move(participant, "lapse" if is_last else "pass_over")
    rows.save(participant, [], "lapsed" if is_last else "passed_over", actor=actor, now=now)
    tell_person(participant, "lapsed" if is_last else "passed_over", session=session, now=now)
    free_place(session)
