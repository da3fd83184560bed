"""Tells both sides of the online interviews of a session how to enter their rooms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop, override

from sanviec.apps.accounts.selectors import with_verified_email
from sanviec.apps.employers.models import Employer
from sanviec.apps.employers.selectors import contacts_of_all
from sanviec.apps.exchanges.enums import (
    BY_VIDEO,
    TAKING_PART,
    InterviewState,
    RoomSide,
    SessionKind,
    SessionState,
)
from sanviec.apps.exchanges.models import Interview, Participant
from sanviec.apps.exchanges.room_keys import RoomLink, link_address
from sanviec.apps.exchanges.selectors import room_times, rooms_of
from sanviec.apps.jobseekers.selectors import sharing_contact
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.apps.platform.enums import Channel
from sanviec.apps.platform.services import Letter, post_messages
from sanviec.apps.reference.selectors import parameter

from . import bulk_rows, rows

_OPEN = (InterviewState.PLANNED, InterviewState.CALLED)
_ON = (SessionState.PUBLISHED, SessionState.SCHEDULED, SessionState.RUNNING)

ONLINE = {
    RoomSide.PERSON: gettext_noop("Phỏng vấn trực tuyến với %(firm)s lúc %(at)s (%(title)s)."),
    RoomSide.FIRM: gettext_noop("Phỏng vấn trực tuyến với %(person)s lúc %(at)s (%(title)s)."),
}
# Who comes to a hybrid session in person sits at the table and must not look for a room.
HYBRID = {
    RoomSide.PERSON: gettext_noop(
        "Phỏng vấn tại phiên hoặc trực tuyến với %(firm)s lúc %(at)s (%(title)s)."
    ),
    RoomSide.FIRM: gettext_noop(
        "Phỏng vấn tại phiên hoặc trực tuyến với %(person)s lúc %(at)s (%(title)s)."
    ),
}
HYBRID_WITH_LINK = {
    Channel.EMAIL: gettext_noop(
        "%(subject)s\n\n"
        "Gặp nhau tại phiên thì không cần liên kết này. Nếu một bên ở xa, mở liên kết để vào "
        "phòng, không cần đăng nhập:\n%(link)s\n\n"
        "Liên kết dùng được đến hết giờ phỏng vấn. Đừng chuyển cho người khác."
    ),
    Channel.SMS: gettext_noop("%(subject)s Nếu không đến phiên, vào phòng tại %(link)s"),
}
WITH_LINK = {
    Channel.EMAIL: gettext_noop(
        "%(subject)s\n\n"
        "Mở liên kết này để vào phòng, không cần đăng nhập:\n%(link)s\n\n"
        "Liên kết dùng được đến hết giờ phỏng vấn. Đừng chuyển cho người khác."
    ),
    Channel.SMS: gettext_noop("%(subject)s Vào phòng tại %(link)s"),
}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Somebody to tell: an account in the system, or an address outside, which gets a link."""

    side: RoomSide
    channel: Channel
    user: Any = None
    ref: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is read once for all interviews of a session.

    Args:
        accounts: of each firm, whoever acts for it.
        verified: accounts whose e-mail address was shown to be theirs.
        sharing: files of people whose name a firm may see.
    """

    accounts: dict[UUID, list[Any]]
    verified: set[int]
    sharing: frozenset[UUID]


def send_due_room_links(*, now: datetime) -> int:
    """Tell both sides of online interviews that begin within the hours of the reminder.

    What was told of the same hour before is not told again; what moved is.

    Returns:
        How many messages are new.

    Cost: one small query while nothing is due.
    """
    before = timedelta(hours=parameter("session_reminder_hours", timezone.localdate(now)))
    at = Coalesce("starts_at", "session__starts_at")
    planned = Interview.objects.filter(
        state=InterviewState.PLANNED,
        stand__state__in=TAKING_PART,
        session__kind__in=BY_VIDEO,
        session__state__in=_ON,
        session__starts_at__lte=now + before,
        session__ends_at__gt=now,
    )
    due = planned.alias(at=at).filter(at__gt=now).exclude(room_told_for=F("at"))
    sessions = due.order_by("session_id").values_list("session_id", flat=True).distinct()
    return sum(send_room_links(session_id=one, actor=SYSTEM, now=now) for one in list(sessions))


@transaction.atomic
def send_room_links(*, session_id: UUID, actor: Actor, now: datetime) -> int:
    """Put a message for each side of each interview that is ahead into the outbox.

    Whoever was told of the same hour before is not told again. Nobody is sent to meet a firm that
    has withdrawn, or one that has given its answer.

    Returns:
        How many messages are new.
    """
    session = rows.hold_session(session_id)
    wanted = rooms_of(session).filter(state__in=_OPEN, stand__state__in=TAKING_PART)
    held = wanted.select_for_update(of=("self",)).order_by("id")
    ahead = [row for row in held if now < room_times(row).closes_at]
    known = _read(ahead)
    letters = [
        (_letter(row, reader, known), reader.channel)
        for row in ahead
        for reader in _readers(row, known)
    ]
    posted = len(post_messages(letters, now=now))
    _mark(ahead, actor, now)
    if posted:
        told = audit.Act("session.rooms_told", session, {"messages": posted})
        audit.record(told, actor=actor, now=now)
    return posted


def _mark(ahead: list[Interview], actor: Actor, now: datetime) -> None:
    """Note the hour that was told."""
    fresh = [row for row in ahead if row.room_told_for != room_times(row).starts_at]
    for row in fresh:
        row.room_told_for = room_times(row).starts_at
    bulk_rows.save_all(fresh, ["room_told_for"], "room_told", actor=actor, now=now)


def _read(ahead: list[Interview]) -> _Known:
    contacts = contacts_of_all(row.stand.employer_id for row in ahead if row.stand.employer_id)
    accounts = {firm: [one.user for one in found] for firm, found in contacts.items()}
    verified = with_verified_email(user.pk for users in accounts.values() for user in users)
    people = {row.participant.jobseeker_id for row in ahead if row.participant.jobseeker_id}
    return _Known(accounts, verified, sharing_contact(people))


def _letter(interview: Interview, reader: _Reader, known: _Known) -> Letter:
    with override(reader.user.language if reader.user else "vi"):
        subject = _subject(interview, reader.side, known)
        body = _body(interview, reader, subject)
    at = f"{room_times(interview).starts_at:%Y%m%d%H%M}"
    who = reader.user.pk if reader.user else reader.ref
    return Letter(
        key=f"room.{interview.pk}:{at}:{reader.side.value}:{who}",
        topic="session.room",
        subject=subject,
        body=body,
        link=f"room:room:{interview.pk}",
        recipient=reader.user,
        recipient_ref=reader.ref,
    )


def _subject(interview: Interview, side: RoomSide, known: _Known) -> str:
    starts_at = timezone.localtime(room_times(interview).starts_at)
    text = (HYBRID if _is_hybrid(interview) else ONLINE)[side]
    names = {
        "firm": interview.stand.name,
        "person": _name_of(interview.participant, known),
        "title": interview.vacancy.title,
        "at": date_format(starts_at, "H:i d/m/Y"),
    }
    return (gettext(text) % names)[:200]


def _is_hybrid(interview: Interview) -> bool:
    return interview.session.kind == SessionKind.HYBRID


def _name_of(participant: Participant, known: _Known) -> str:
    """A firm reads a name only while its person consents; who has no file gave it for the day."""
    if participant.jobseeker_id is None or participant.jobseeker_id in known.sharing:
        return participant.full_name
    return gettext("người số %(no)s") % {"no": participant.queue_no}


def _body(interview: Interview, reader: _Reader, subject: str) -> str:
    """The words with a link, outside; in the system the message itself opens the room."""
    if reader.channel == Channel.IN_APP:
        return ""
    is_person = reader.side == RoomSide.PERSON
    recipient = interview.participant_id if is_person else interview.stand_id
    link = RoomLink(interview.pk, reader.side, recipient)
    address = link_address(link, ends_at=room_times(interview).closes_at)
    text = (HYBRID_WITH_LINK if _is_hybrid(interview) else WITH_LINK)[reader.channel]
    return gettext(text) % {"subject": subject, "link": address}


def _readers(interview: Interview, known: _Known) -> Iterator[_Reader]:
    yield from _person(interview)
    if interview.stand.employer is not None:
        yield from _firm(interview.stand.employer, known)


def _person(interview: Interview) -> Iterator[_Reader]:
    """In the system with an account, else by SMS; who has no phone hears it at the desk."""
    person = interview.participant.jobseeker
    if person is not None and person.user is not None:
        yield _Reader(RoomSide.PERSON, Channel.IN_APP, person.user)
    elif person is not None and person.phone_index:
        yield _Reader(RoomSide.PERSON, Channel.SMS, ref=f"jobseeker:{person.pk}")
    elif person is None and interview.participant.card_phone:
        yield _Reader(RoomSide.PERSON, Channel.SMS, ref=f"participant:{interview.participant_id}")


def _firm(employer: Employer, known: _Known) -> Iterator[_Reader]:
    """Each account in the system; a link only to addresses that were shown to be the firm's."""
    users = known.accounts.get(employer.pk, [])
    for user in users:
        yield _Reader(RoomSide.FIRM, Channel.IN_APP, user)
    reached = [user for user in users if user.pk in known.verified]
    for user in reached:
        yield _Reader(RoomSide.FIRM, Channel.EMAIL, user)
    if not reached and (employer.email or employer.phone):
        channel = Channel.EMAIL if employer.email else Channel.SMS
        yield _Reader(RoomSide.FIRM, channel, ref=f"employer:{employer.pk}")
