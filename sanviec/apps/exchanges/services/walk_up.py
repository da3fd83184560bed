"""People who come to a stand without an appointment: they wait for it, or sit down at once.

A call in the hall and a firm at its table ask for different things, by the same rules: the person
is inside, belongs to no other table at that moment, and the stand brings the vacancy.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sanviec.apps.exchanges.enums import InterviewOrigin, InterviewState, ParticipantState
from sanviec.apps.exchanges.models import ExchangeSession, Interview, Participant, Stand
from sanviec.apps.platform.actors import Actor
from sanviec.apps.vacancies.models import Vacancy
from sanviec.kernel.errors import InputError

from . import rows
from .results import check_open_for_results

_PENDING = (InterviewState.PLANNED, InterviewState.CALLED)


@transaction.atomic
def queue_walk_up(
    *, stand: Stand, participant: Participant, vacancy: Vacancy, actor: Actor, now: datetime
) -> Interview:
    """Let somebody in the hall wait for a stand that they have no appointment with.

    Raises:
        InputError: the person is not of this session or not inside, waits there already, or the
            stand does not bring that vacancy.
    """
    held = rows.hold_stand(stand.pk)
    person = rows.hold_participant(participant.pk)
    if person.session_id != held.session_id or not person.is_inside:
        raise _wrong("", "Người này chưa vào phiên. Hãy soát vé trước.", "the person is not inside")
    if not held.offers.filter(vacancy=vacancy).exists():
        raise _wrong("vacancy", "Gian này không mang việc đó đến phiên.", "not offered here")
    waiting = Interview.objects.filter(stand=held, participant=person, state__in=_PENDING)
    if waiting.exists():
        raise _wrong("", "Người này đã có hẹn với gian này rồi.", "already waiting here")
    return _add(held, person, vacancy, InterviewState.PLANNED, actor=actor, now=now)


@transaction.atomic
def seat_walk_up(*, stand: Stand, queue_no: int, actor: Actor, now: datetime) -> Interview:
    """Somebody sits down at the table without an appointment; named by the queue number.

    Whoever has an appointment at the stand, held or not, is given with it.

    Raises:
        InputError: the session is not open, nobody inside has this number, the person sits at
            another table, or the stand has no vacancy.
    """
    session = rows.hold_session(stand.session_id)
    check_open_for_results(session)
    held = rows.hold_stand(stand.pk)
    person = _inside_with(session, queue_no)
    known = Interview.objects.holding_slot().filter(participant=person, stand=held)
    if (row := known.order_by("-result_at", "slot", "id").first()) is not None:
        return row
    if Interview.objects.filter(participant=person, state=InterviewState.CALLED).exists():
        raise _wrong(
            "queue_no",
            "Số này đang ngồi ở một bàn khác. Hãy chờ bàn đó ghi kết quả.",
            "This number sits at another table. Wait until that one has entered its result.",
        )
    offer = held.offers.select_related("vacancy").order_by("created_at", "id").first()
    if offer is None:
        raise _wrong(
            "",
            "Gian chưa ghi việc nào mang đến phiên. Hãy nhờ trung tâm thêm việc trước.",
            "The stand has brought no vacancy. Ask the centre to add one first.",
        )
    return _add(held, person, offer.vacancy, InterviewState.CALLED, actor=actor, now=now)


def _add(
    stand: Stand,
    person: Participant,
    vacancy: Vacancy,
    state: InterviewState,
    *,
    actor: Actor,
    now: datetime,
) -> Interview:
    interview = Interview(
        session=stand.session,
        stand=stand,
        participant=person,
        vacancy=vacancy,
        origin=InterviewOrigin.WALK_UP,
        state=state,
        called_at=now if state == InterviewState.CALLED else None,
    )
    return rows.insert(interview, "walked_up", actor=actor, now=now)


def _inside_with(session: ExchangeSession, queue_no: int) -> Participant:
    """Only a number that was checked in: others must not be tried out for their names."""
    found = Participant.objects.filter(
        session=session, queue_no=queue_no, state=ParticipantState.ATTENDED
    ).first()
    if found is None:
        raise _wrong(
            "queue_no",
            "Không có ai mang số này trong phiên. Hãy xem lại số trên vé, "
            "hoặc mời người này ghi tên ở cửa trước.",
            "Nobody inside has this number. Look at the ticket again, or send them to the door.",
        )
    return rows.hold_participant(found.pk)


def _wrong(field: str, text_vi: str, text_en: str) -> InputError:
    return InputError(text_vi, text_en, field=field or None, code="walk_up")
