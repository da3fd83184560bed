"""Tells both sides of the online interviews of a session how to enter their rooms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop, override

from sanviec.apps.accounts.selectors import with_verified_email
from sanviec.apps.employers.selectors import contacts_of
from sanviec.apps.exchanges.enums import RoomSide
from sanviec.apps.exchanges.models import Interview
from sanviec.apps.exchanges.room_keys import RoomLink, link_address
from sanviec.apps.exchanges.selectors import room_times, rooms_of
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Channel
from sanviec.apps.platform.services import Letter, post_message

from . import rows

TO_PERSON = gettext_noop("Phỏng vấn trực tuyến với %(firm)s lúc %(at)s (%(title)s).")
TO_FIRM = gettext_noop("Phỏng vấn trực tuyến với %(person)s lúc %(at)s (%(title)s).")
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


@transaction.atomic
def send_room_links(*, session_id: UUID, actor: Actor, now: datetime) -> int:
    """Put a message for each side of each interview that is ahead into the outbox.

    Whoever was told of the same hour before is not told again.

    Returns:
        How many messages are new.
    """
    session = rows.hold_session(session_id)
    posted = 0
    for interview in rooms_of(session):
        if now < room_times(interview).closes_at:
            posted += sum(_tell(interview, reader, now) for reader in _readers(interview))
    if posted:
        told = audit.Act("session.rooms_told", session, {"messages": posted})
        audit.record(told, actor=actor, now=now)
    return posted


def _tell(interview: Interview, reader: _Reader, now: datetime) -> int:
    with override(reader.user.language if reader.user else "vi"):
        subject = _subject(interview, reader.side)
        body = _body(interview, reader, subject)
    at = f"{room_times(interview).starts_at:%Y%m%d%H%M}"
    who = reader.user.pk if reader.user else reader.ref
    letter = Letter(
        key=f"room.{interview.pk}:{at}:{reader.side.value}:{who}",
        topic="session.room",
        subject=subject,
        body=body,
        link=f"room:room:{interview.pk}",
        recipient=reader.user,
        recipient_ref=reader.ref,
    )
    return len(post_message(letter, channels=(reader.channel,), now=now))


def _subject(interview: Interview, side: RoomSide) -> str:
    starts_at = timezone.localtime(room_times(interview).starts_at)
    text = TO_PERSON if side == RoomSide.PERSON else TO_FIRM
    names = {
        "firm": interview.stand.name,
        "person": interview.participant.full_name,
        "title": interview.vacancy.title,
        "at": date_format(starts_at, "H:i d/m/Y"),
    }
    return (gettext(text) % names)[:200]


def _body(interview: Interview, reader: _Reader, subject: str) -> str:
    """The words with a link, outside; in the system the message itself opens the room."""
    if reader.channel == Channel.IN_APP:
        return ""
    is_person = reader.side == RoomSide.PERSON
    recipient = interview.participant_id if is_person else interview.stand_id
    link = RoomLink(interview.pk, reader.side, recipient)
    address = link_address(link, ends_at=room_times(interview).closes_at)
    text = WITH_LINK[reader.channel]
    return gettext(text) % {"subject": subject, "link": address}


def _readers(interview: Interview) -> Iterator[_Reader]:
    yield from _person(interview)
    if interview.stand.employer is not None:
        yield from _firm(interview)


def _person(interview: Interview) -> Iterator[_Reader]:
    """In the system with an account, else by SMS; who has no phone hears it at the desk."""
    person = interview.participant.jobseeker
    if person is not None and person.user is not None:
        yield _Reader(RoomSide.PERSON, Channel.IN_APP, person.user)
    elif person is not None and person.phone_index:
        yield _Reader(RoomSide.PERSON, Channel.SMS, ref=f"jobseeker:{person.pk}")
    elif person is None and interview.participant.card_phone:
        yield _Reader(RoomSide.PERSON, Channel.SMS, ref=f"participant:{interview.participant_id}")


def _firm(interview: Interview) -> Iterator[_Reader]:
    """Each account in the system; a link only to addresses that were shown to be the firm's."""
    employer = interview.stand.employer
    assert employer is not None, "asked before"
    contacts = contacts_of(employer)
    for contact in contacts:
        yield _Reader(RoomSide.FIRM, Channel.IN_APP, contact.user)
    verified = with_verified_email(contact.user_id for contact in contacts)
    reached = [contact.user for contact in contacts if contact.user_id in verified]
    for user in reached:
        yield _Reader(RoomSide.FIRM, Channel.EMAIL, user)
    if not reached and (employer.email or employer.phone):
        channel = Channel.EMAIL if employer.email else Channel.SMS
        yield _Reader(RoomSide.FIRM, channel, ref=f"employer:{employer.pk}")
