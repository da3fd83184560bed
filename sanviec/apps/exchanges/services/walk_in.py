"""People who come without registration: a short card now, their file later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from sanviec.apps.exchanges.enums import (
    DOOR_STATES,
    LIVE_PARTICIPANT,
    ParticipantOrigin,
    ParticipantState,
)
from sanviec.apps.exchanges.models import ExchangeSession, Interview, Participant, Scan
from sanviec.apps.jobseekers import services as jobseekers
from sanviec.apps.jobseekers.enums import Sex, Via
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.jobseekers.services import JobseekerData
from sanviec.apps.platform.actors import Actor
from sanviec.kernel.errors import InputError
from sanviec.kernel.identifiers import normalise_phone
from sanviec.kernel.text import fold, nfc

from . import rows
from .door import Door
from .folding import count_visit_again, hold_people, scans_of, settle

OLDEST_BIRTH_YEAR, YOUNGEST = 1900, 14
LONGEST_NAME, LONGEST_WISH = 120, 200


@dataclass(frozen=True, slots=True)
class WalkInCard:
    """What is asked of somebody at the door, in under a minute; only the name is demanded.

    ``card_id`` is made where the card is written and becomes the participant's id: a card that is
    sent twice is one person.
    """

    card_id: UUID
    full_name: str
    birth_year: int | None = None
    sex: str = ""
    commune_code: str = ""
    phone: str = ""
    wish: str = ""


@dataclass(frozen=True, slots=True)
class CardResult:
    """A card that was taken, or why it must be written again."""

    card_id: UUID
    participant: Participant | None = None
    error: InputError | None = None


@transaction.atomic
def add_walk_ins(*, door: Door, cards: Sequence[WalkInCard], now: datetime) -> list[CardResult]:
    """Give each card a queue number; the person is let in by a scan of its own.

    A card that cannot be right is refused alone and the others are taken. A card that is known is
    given back as it is.
    """
    session = rows.hold_session(door.session.pk)
    if session.state not in DOOR_STATES:
        error = _wrong("", "Phiên chưa mở hoặc đã đóng.", f"the session is {session.state}")
        return [CardResult(card.card_id, error=error) for card in cards]
    known = Participant.objects.filter(pk__in=[card.card_id for card in cards])
    taken = {person.pk: person for person in known.order_by("pk")}
    queue_no = next_queue_no(session)
    results = []
    for card in cards:
        result = _take(card, taken, session, door.actor, now)
        if result.participant is not None and result.participant._state.adding:
            result.participant.queue_no = queue_no
            rows.insert(result.participant, "walked_in", actor=door.actor, now=now)
            taken[card.card_id] = result.participant
            queue_no += 1
        results.append(result)
    return results


def next_queue_no(session: ExchangeSession) -> int:
    """The number after the highest one; the caller holds the session's row."""
    highest = Participant.objects.filter(session=session).aggregate(n=Max("queue_no"))["n"]
    return (highest or 0) + 1


def _take(
    card: WalkInCard,
    taken: dict[UUID, Participant],
    session: ExchangeSession,
    actor: Actor,
    now: datetime,
) -> CardResult:
    known = taken.get(card.card_id)
    if known is not None and known.session_id == session.pk:
        return CardResult(card.card_id, known)
    try:
        if known is not None:
            raise _wrong("card_id", "Phiếu này thuộc phiên khác.", "a card of another session")
        person = _participant(card, session, actor, now)
    except InputError as error:
        return CardResult(card.card_id, error=error)
    return CardResult(card.card_id, person)


def _participant(
    card: WalkInCard, session: ExchangeSession, actor: Actor, now: datetime
) -> Participant:
    name = " ".join(nfc(card.full_name.replace("\0", "")).split())[:LONGEST_NAME]
    if not any(char.isalpha() for char in name):
        raise _wrong("full_name", "Hãy ghi họ và tên người đến.", "the card has no name")
    return Participant(
        id=card.card_id,
        session=session,
        # Another centre of a joint session lets in its own people.
        centre_id=actor.centre_id or session.centre_id,
        origin=ParticipantOrigin.WALK_IN,
        card_name=name,
        card_name_folded=fold(name),
        card_birth_year=_birth_year(card.birth_year, now),
        card_sex=card.sex if card.sex in Sex.values else "",
        card_commune_code=card.commune_code[:8],
        card_phone=_phone(card.phone),
        card_wish=nfc(card.wish.replace("\0", "")).strip()[:LONGEST_WISH],
        registered_by_id=actor.user_id,
    )


def _birth_year(year: int | None, now: datetime) -> int | None:
    latest = timezone.localdate(now).year - YOUNGEST
    if year is not None and not OLDEST_BIRTH_YEAR <= year <= latest:
        raise _wrong(
            "birth_year",
            f"Năm sinh phải từ {OLDEST_BIRTH_YEAR} đến {latest}. Hãy xem lại.",
            f"birth year {year} is not within {OLDEST_BIRTH_YEAR} and {latest}",
        )
    return year


def _phone(text: str) -> str:
    if not text.strip():
        return ""
    phone = normalise_phone(text)
    if phone is None:
        raise _wrong(
            "phone",
            "Số điện thoại chưa đúng. Hãy nhập 10 chữ số, hoặc để trống.",
            "not a phone number",
        )
    return phone


@transaction.atomic
def open_file_from_card(
    *, participant: Participant, wish: str = "", actor: Actor, now: datetime
) -> Jobseeker:
    """Make the file of somebody who has only a card, and link the two.

    Args:
        wish: the wished job, where the card does not name one.

    Raises:
        InputError: the card lacks what a file needs, such as the wished job.
    """
    held = rows.hold_participant(participant.pk)
    _refuse_linked(held)
    wished = held.card_wish or wish.strip()[:LONGEST_WISH]
    data = JobseekerData(
        full_name=held.card_name,
        birth_year=held.card_birth_year,
        sex=held.card_sex or Sex.UNSTATED.value,
        phone=held.card_phone,
        residence_code=held.card_commune_code,
        wished_titles=[wished] if wished else [],
    )
    jobseeker = jobseekers.register_jobseeker(
        data=data, centre=held.centre, via=Via.DESK, actor=actor, now=now
    )
    link_card(participant=held, jobseeker=jobseeker, actor=actor, now=now)
    return jobseeker


@transaction.atomic
def link_card(
    *, participant: Participant, jobseeker: Jobseeker, actor: Actor, now: datetime
) -> Participant:
    """Say whose card it is; the visit is then counted under that person.

    Somebody who had registered after all keeps that entry: the scans of the card go over to it
    and the card is cancelled, so that one person is counted once.

    Raises:
        InputError: the card has a file already, or interviews that would lose their person.
    """
    session_id = Participant.objects.values_list("session_id", flat=True).get(pk=participant.pk)
    session = rows.hold_session(session_id)
    entries = Participant.objects.filter(
        session=session, jobseeker=jobseeker, state__in=LIVE_PARTICIPANT
    )
    entry = entries.order_by("pk").first()
    if entry is not None:
        return _merge_into(entry.pk, participant.pk, session, actor, now)
    card = rows.hold_participant(participant.pk)
    _refuse_linked(card)
    was_there = card.state == ParticipantState.ATTENDED
    card.jobseeker = jobseeker
    columns = ["jobseeker"]
    rows.save(card, columns, "linked", actor=actor, now=now, data={"jobseeker": str(jobseeker.pk)})
    if was_there:
        count_visit_again(card, actor=actor, now=now)
    return card


def _merge_into(
    entry_id: UUID, card_id: UUID, session: ExchangeSession, actor: Actor, now: datetime
) -> Participant:
    people = hold_people(session, [entry_id, card_id])
    card, entry = people[card_id], people[entry_id]
    _refuse_linked(card)
    if Interview.objects.filter(participant=card).exists():
        raise _wrong(
            "",
            f"Phiếu số {card.queue_no} đã có cuộc phỏng vấn. Hãy ghi kết quả xong rồi mới gộp.",
            "the card has interviews",
        )
    Scan.objects.filter(participant=card).update(participant=entry, updated_at=now)
    settle(people, scans_of(people)[0], actor=actor, now=now)
    rows.move(card, "cancel")
    card.cancelled_at, card.cancel_reason = now, f"Gộp vào số {entry.queue_no}"
    columns = ["cancelled_at", "cancel_reason"]
    rows.save(card, columns, "merged", actor=actor, now=now, data={"into": str(entry.pk)})
    return entry


def _refuse_linked(card: Participant) -> None:
    if card.jobseeker_id is not None or card.state == ParticipantState.CANCELLED:
        raise _wrong("", "Phiếu này đã có hồ sơ rồi.", "the card is linked already")


def _wrong(field: str, text_vi: str, text_en: str) -> InputError:
    return InputError(text_vi, text_en, field=field or None, code="walk_in_invalid")
