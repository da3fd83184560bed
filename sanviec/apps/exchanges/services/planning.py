"""A session from the first draft to open registration; moved or called off with a reason."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sanviec.apps.centres.models import Centre
from sanviec.apps.exchanges.data import SessionData, checked_session, local_times
from sanviec.apps.exchanges.enums import (
    CentrePart,
    InterviewState,
    ParticipantState,
    PartState,
    SessionKind,
    SessionState,
    StandState,
)
from sanviec.apps.exchanges.letters import Told, tell
from sanviec.apps.exchanges.models import (
    ExchangeSession,
    Interview,
    Participant,
    PlaceCount,
    SessionPart,
    SessionSeries,
    Stand,
)
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.services import next_number
from sanviec.kernel.errors import InputError

from . import bulk_rows, rows
from .places import change_capacity

# What may still change once people know of the session; the day and the hours are moved.
_LATER = frozenset(
    {
        "title",
        "theme",
        "description",
        "venue",
        "address",
        "commune_code",
        "latitude",
        "longitude",
        "registration_closes_at",
        "capacity",
        "commune_codes",
        "objective",
        "conflict_rules",
        "programme_code",
        "note",
    }
)
_WHERE = frozenset({"venue", "address", "commune_code"})
_KNOWN_TO_PEOPLE = frozenset({SessionState.PUBLISHED, SessionState.SCHEDULED})
_CHANGEABLE = _KNOWN_TO_PEOPLE | {SessionState.DRAFT, SessionState.APPROVED}
_COMING = (ParticipantState.REGISTERED, ParticipantState.OFFERED, ParticipantState.WAITING)
_CONCERNED_FIRMS = (StandState.INVITED, StandState.REQUESTED, StandState.CONFIRMED)


@transaction.atomic
def draft_session(
    *,
    data: SessionData,
    centre: Centre,
    actor: Actor,
    now: datetime,
    of_series: tuple[SessionSeries, date] | None = None,
) -> ExchangeSession:
    """A new session of the centre; ``of_series`` names the series and the day that it gives.

    Raises:
        InputError: something is missing, or the day is past.
    """
    columns = checked_session(data)
    _check_ahead(columns["starts_at"], now)
    year = data.held_on.year
    number = next_number(f"session/{centre.code}/{year}")
    series, planned_on = of_series or (None, None)
    session = ExchangeSession(
        centre=centre,
        series=series,
        planned_on=planned_on,
        number=f"{centre.code}-P-{year}-{number:03d}",
        made_by_id=actor.user_id,
        **columns,
    )
    rows.insert(session, "made", actor=actor, now=now)
    _add_host(session, actor, now)
    return session


def _add_host(session: ExchangeSession, actor: Actor, now: datetime) -> None:
    host = SessionPart(
        session=session,
        centre=session.centre,
        part=CentrePart.HOST,
        state=PartState.JOINED,
        created_at=now,
        updated_at=now,
    )
    host.save(force_insert=True)
    audit.record(audit.Act("session.part_added", host), actor=actor, now=now)


def may_change(session: ExchangeSession) -> bool:
    """Whether what the session says may be corrected; not while it is looked at, nor once open."""
    return session.state in _CHANGEABLE


@transaction.atomic
def update_session(
    *, session: ExchangeSession, data: SessionData, actor: Actor, now: datetime
) -> ExchangeSession:
    """Correct what a session says; a new place is told to everybody who is coming.

    Raises:
        InputError: something cannot be, or a session that people know would change its kind,
            its day or its hours.
    """
    session = rows.hold_session(session.pk)
    if not may_change(session):
        raise too_late()
    columns = checked_session(data)
    changed = {name: value for name, value in columns.items() if getattr(session, name) != value}
    if session.state != SessionState.DRAFT and changed.keys() - _LATER:
        raise InputError(
            "Phiên đã được duyệt: muốn đổi ngày, giờ thì dùng “Dời phiên”; muốn đổi loại phiên "
            "thì hủy và lập phiên khác.",
            f"an approved session keeps {sorted(changed.keys() - _LATER)}",
            code="approved_session",
        )
    for name, value in changed.items():
        setattr(session, name, value)
    if "capacity" in changed:
        change_capacity(session, session.capacity)
    # The reason of an earlier move says nothing of this change.
    session.state_reason = ""
    rows.save(session, [*sorted(changed), "state_reason"], "updated", actor=actor, now=now)
    if changed.keys() & _WHERE and session.state in _KNOWN_TO_PEOPLE:
        _tell_everybody(session, "moved", now)
    return session


@transaction.atomic
def submit_session(*, session: ExchangeSession, actor: Actor, now: datetime) -> ExchangeSession:
    """Send a session to be approved.

    Raises:
        InputError: it has no place, or its day is past.
    """
    session = rows.move(rows.hold_session(session.pk), "submit")
    if session.kind != SessionKind.ONLINE and not session.venue.strip():
        raise InputError(
            "Hãy ghi địa điểm tổ chức trước khi trình duyệt.",
            "a session that is not online needs a venue",
            field="venue",
            code="venue_missing",
        )
    _check_ahead(session.starts_at, now)
    session.submitted_by_id, session.state_reason = actor.user_id, ""
    columns = ["submitted_by_id", "state_reason"]
    return rows.save(session, columns, "submitted", actor=actor, now=now)


@transaction.atomic
def return_session(
    *, session: ExchangeSession, reason: str, actor: Actor, now: datetime
) -> ExchangeSession:
    """Give a session back to be corrected.

    Raises:
        InputError: no reason is given.
    """
    session = rows.move(rows.hold_session(session.pk), "return")
    session.state_reason = needed_reason(reason)
    return rows.save(session, ["state_reason"], "returned", actor=actor, now=now)


@transaction.atomic
def approve_session(*, session: ExchangeSession, actor: Actor, now: datetime) -> ExchangeSession:
    """Approve what somebody else planned.

    Raises:
        InputError: the approver made or submitted it.
    """
    session = rows.move(rows.hold_session(session.pk), "approve")
    if actor.user_id in {session.made_by_id, session.submitted_by_id}:
        raise InputError(
            "Người lập hoặc trình phiên không tự duyệt được. Hãy nhờ người khác duyệt.",
            "whoever made or submitted a session cannot approve it",
            code="same_person",
        )
    session.approved_by_id, session.approved_at = actor.user_id, now
    columns = ["approved_by_id", "approved_at"]
    return rows.save(session, columns, "approved", actor=actor, now=now)


@transaction.atomic
def publish_session(*, session: ExchangeSession, actor: Actor, now: datetime) -> ExchangeSession:
    """Put a session into the public calendar and open its registration.

    Raises:
        InputError: its day is past.
    """
    session = rows.move(rows.hold_session(session.pk), "publish")
    _check_ahead(session.starts_at, now)
    session.published_at = now
    PlaceCount.objects.get_or_create(pk=session.pk, defaults={"capacity": session.capacity})
    return rows.save(session, ["published_at"], "published", actor=actor, now=now)


@transaction.atomic
def move_session(
    *,
    session: ExchangeSession,
    to: tuple[date, time],
    reason: str,
    actor: Actor,
    now: datetime,
) -> ExchangeSession:
    """Hold a session on another day or at another hour, as long as before.

    Interviews that were announced keep their place in the order; everybody is told.

    Raises:
        InputError: no reason, the new time is past, or the session has begun.
    """
    session = rows.hold_session(session.pk)
    if session.state not in _CHANGEABLE | {SessionState.SUBMITTED}:
        raise too_late()
    starts_at, _end = local_times(to[0], to[1], to[1])
    _check_ahead(starts_at, now)
    by = starts_at - session.starts_at
    session.held_on, session.starts_at = to[0], starts_at
    session.ends_at += by
    if session.registration_closes_at is not None:
        session.registration_closes_at += by
    session.state_reason = needed_reason(reason)
    columns = ["held_on", "starts_at", "ends_at", "registration_closes_at", "state_reason"]
    rows.save(session, columns, "moved", actor=actor, now=now)
    if session.state in _KNOWN_TO_PEOPLE:
        _move_interviews(session, by, actor, now)
        _remind_again(session, actor, now)
        _tell_everybody(session, "moved", now)
    return session


def _move_interviews(session: ExchangeSession, by: timedelta, actor: Actor, now: datetime) -> None:
    planned = list(_held(Interview, session.pk).filter(state=InterviewState.PLANNED))
    for interview in planned:
        if interview.starts_at is not None:
            interview.starts_at += by
    bulk_rows.save_all(planned, ["starts_at"], "moved", actor=actor, now=now)


def _remind_again(session: ExchangeSession, actor: Actor, now: datetime) -> None:
    reminded = list(_held(Participant, session.pk).filter(reminded_at__isnull=False))
    for participant in reminded:
        participant.reminded_at = None
    bulk_rows.save_all(reminded, ["reminded_at"], "to_remind_again", actor=actor, now=now)


@transaction.atomic
def cancel_session(
    *, session: ExchangeSession, reason: str, actor: Actor, now: datetime
) -> ExchangeSession:
    """Call a session off; people and firms are told why, their places and interviews end.

    Raises:
        InputError: no reason is given, or it has begun.
    """
    session = rows.move(rows.hold_session(session.pk), "cancel")
    session.state_reason = needed_reason(reason)
    concerned = list(_held(Participant, session.pk).filter(state__in=_COMING))
    planned = list(_held(Interview, session.pk).filter(state=InterviewState.PLANNED))
    rows.save(session, ["state_reason"], "cancelled", actor=actor, now=now)
    for interview in planned:
        rows.move(interview, "cancel").state_reason = session.state_reason
    bulk_rows.save_all(planned, ["state", "state_reason"], "cancelled", actor=actor, now=now)
    for participant in concerned:
        rows.move(participant, "cancel").cancelled_at = now
        participant.cancel_reason = session.state_reason
    columns = ["state", "cancelled_at", "cancel_reason"]
    bulk_rows.save_all(concerned, columns, "cancelled", actor=actor, now=now)
    PlaceCount.objects.filter(pk=session.pk).update(taken=0)
    _tell_all(session, concerned, "session_cancelled", now)
    return session


def needed_reason(reason: str) -> str:
    """The reason as it is kept.

    Raises:
        InputError: there is none.
    """
    reason = reason.strip()[:300]
    if not reason:
        raise InputError(
            "Hãy ghi lý do: người đã đăng ký và doanh nghiệp sẽ đọc lý do này.",
            "a reason is needed: people read it",
            field="reason",
            code="reason_missing",
        )
    return reason


def _tell_everybody(session: ExchangeSession, topic: str, now: datetime) -> None:
    coming = Participant.objects.filter(session=session, state__in=_COMING)
    people = coming.select_related("jobseeker__user").order_by("queue_no")
    _tell_all(session, list(people), topic, now)


def _tell_all(
    session: ExchangeSession, people: list[Participant], topic: str, now: datetime
) -> None:
    concerned = Stand.objects.filter(session=session, state__in=_CONCERNED_FIRMS)
    stands = concerned.select_related("employer").order_by("id")
    told = [Told(one, topic) for one in people] + [Told(one, topic) for one in stands]
    tell(told, session=session, now=now)


def _held(model: Any, session_id: UUID) -> Any:
    found = model.objects.select_for_update(of=("self",)).filter(session_id=session_id)
    related = ("jobseeker__user",) if model is Participant else ("participant", "stand")
    return found.select_related(*related).order_by("id")


def _check_ahead(starts_at: datetime, now: datetime) -> None:
    if starts_at <= now:
        raise InputError(
            "Giờ bắt đầu phải ở phía trước. Hãy chọn lại ngày giờ.",
            f"the session begins at {timezone.localtime(starts_at)}, which is past",
            field="held_on",
            code="session_past",
        )


def too_late() -> InputError:
    """What somebody is told who would change a session past its time."""
    return InputError(
        "Phiên này không sửa được nữa. Hãy tải lại trang để xem tình trạng mới nhất.",
        "the session cannot be changed any more; reload the page",
        code="session_closed",
    )
