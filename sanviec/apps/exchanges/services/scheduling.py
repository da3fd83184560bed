"""The interviews of a session are announced, or put right, in one stroke: all of it or nothing."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from sanviec.apps.exchanges.enums import InterviewState, SessionState
from sanviec.apps.exchanges.letters import Told, tell
from sanviec.apps.exchanges.models import ExchangeSession, Interview, Participant, Stand
from sanviec.apps.exchanges.selectors.drafts import ScheduleDraft, Seat, draft_schedule
from sanviec.apps.platform.actors import Actor
from sanviec.kernel.errors import InputError

from . import bulk_rows, rows

_SHOWN = (InterviewState.PLANNED, InterviewState.CALLED)


@transaction.atomic
def announce_schedule(
    *,
    session: ExchangeSession,
    digest: str = "",
    skip_absent: bool = False,
    actor: Actor,
    now: datetime,
) -> ScheduleDraft:
    """Write the plan of a session and tell everybody whose interviews it changes.

    The first time it is the whole plan; later it is a repair: what was announced stays where it
    can, and only those hear of it for whom something changes.

    Args:
        digest: of the draft that was looked at; empty for whatever is best now.
        skip_absent: give the interviews of who has not come to others; only while it runs.

    Raises:
        InputError: the session is not open, nobody can meet anybody, or people or firms came or
            left since the draft was looked at.
    """
    session = rows.hold_session(session.pk)
    _hold_everybody(session)
    is_running = session.state == SessionState.RUNNING
    if not is_running:
        rows.move(session, "schedule")
    draft = draft_schedule(session, now=now, skip_absent=skip_absent and is_running)
    _check(draft, digest)
    added = _write(session, draft, actor, now)
    session.scheduled_at = now
    verb = "rescheduled" if draft.kept or draft.moved or draft.ended else "scheduled"
    told = {"added": len(added), "moved": len(draft.moved), "ended": len(draft.ended)}
    rows.save(session, ["scheduled_at"], verb, actor=actor, now=now, data=told)
    _tell(session, draft, added, now)
    return draft


def _hold_everybody(session: ExchangeSession) -> None:
    """In the one order that everybody keeps: stands, participants, interviews."""
    for model in (Stand, Participant, Interview):
        held = model.objects.select_for_update(of=("self",)).filter(session=session)
        # Whole rows: Django cannot name the table to lock when only columns are asked for.
        list(held.order_by("id").only("id"))


def _check(draft: ScheduleDraft, digest: str) -> None:
    if digest and digest != draft.digest:
        raise InputError(
            "Từ lúc bạn xem thử, danh sách người hoặc doanh nghiệp đã thay đổi. "
            "Hãy xem lại bản mới rồi công bố.",
            "people or firms changed since the draft was looked at",
            code="schedule_changed",
        )
    if not draft.plan.interviews and not draft.ended:
        raise InputError(
            "Chưa xếp được cuộc phỏng vấn nào: cần doanh nghiệp đã nhận gian, có mang vị trí "
            "tuyển, và người đã đăng ký đồng ý cho tìm việc và chia sẻ liên hệ.",
            "nobody can meet anybody yet",
            code="nothing_to_schedule",
        )


def _write(
    session: ExchangeSession, draft: ScheduleDraft, actor: Actor, now: datetime
) -> list[Interview]:
    for interview in draft.ended:
        rows.move(interview, "cancel").state_reason = "rescheduled"
    columns = ["state", "state_reason"]
    bulk_rows.save_all(draft.ended, columns, "cancelled", actor=actor, now=now)
    _move(session, draft.moved, actor, now)
    offers = draft.facts.offers
    added = [
        Interview(
            session=session,
            participant_id=person_id,
            stand_id=stand_id,
            vacancy_id=offers[person_id, stand_id].vacancy_id,
            score=offers[person_id, stand_id].score,
            slot=seat.slot,
            table=seat.table,
            starts_at=_starts_at(session, seat.slot),
        )
        for (person_id, stand_id), seat in sorted(draft.added.items())
    ]
    bulk_rows.insert_all(added, "planned", actor=actor, now=now)
    return added


def _move(
    session: ExchangeSession,
    moved: list[tuple[Interview, Seat]],
    actor: Actor,
    now: datetime,
) -> None:
    interviews = [interview for interview, _seat in moved]
    # Two that change places would stand in each other's way for a moment.
    ids = [interview.pk for interview in interviews]
    Interview.objects.filter(pk__in=ids).update(slot=None, table=None)
    for interview, seat in moved:
        rows.move(interview, "move")
        interview.slot, interview.table = seat
        interview.starts_at = _starts_at(session, seat.slot)
    columns = ["slot", "table", "starts_at"]
    bulk_rows.save_all(interviews, columns, "moved", actor=actor, now=now)


def _starts_at(session: ExchangeSession, slot: int) -> datetime:
    return session.starts_at + timedelta(minutes=slot * session.slot_minutes)


def _tell(
    session: ExchangeSession, draft: ScheduleDraft, added: list[Interview], now: datetime
) -> None:
    touched = [*draft.ended, *(interview for interview, _seat in draft.moved)]
    shown = Interview.objects.filter(session=session, state__in=_SHOWN).select_related("stand")
    by_person: dict[UUID, list[Interview]] = defaultdict(list)
    by_stand: dict[UUID, list[Interview]] = defaultdict(list)
    for interview in shown.order_by("slot", "table", "id"):
        by_person[interview.participant_id].append(interview)
        by_stand[interview.stand_id].append(interview)
    changed = [*touched, *added]
    told = _told_people(changed, {row.participant_id for row in (*touched, *draft.kept)}, by_person)
    told += _told_stands(changed, {row.stand_id for row in (*touched, *draft.kept)}, by_stand)
    tell(told, session=session, now=now)


_Shown = dict[UUID, list[Interview]]


def _told_people(changed: list[Interview], known: set[UUID], own: _Shown) -> list[Told]:
    people = Participant.objects.filter(pk__in={row.participant_id for row in changed})
    return [
        Told(one, "timetable_changed" if one.pk in known else "timetable", own[one.pk])
        for one in people.select_related("jobseeker__user").order_by("queue_no")
    ]


def _told_stands(changed: list[Interview], known: set[UUID], own: _Shown) -> list[Told]:
    stands = Stand.objects.taking_part().filter(pk__in={row.stand_id for row in changed})
    return [
        Told(one, "timetable_changed" if one.pk in known else "timetable", own[one.pk])
        for one in stands.select_related("employer").order_by("id")
    ]
