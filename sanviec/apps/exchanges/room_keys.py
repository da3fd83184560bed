"""Signed keys of a room: the link that opens its page, and the pass of one handshake.

Each names one interview and one seat, ends at a set instant, and is signed under a salt of its
own: neither opens the other, and nothing else that is signed here opens either. None is kept.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role

from .enums import RoomSide

LINK_SALT = "sanviec.exchanges.room_link"
PASS_SALT = "sanviec.exchanges.room_pass"
LONGEST = 300
# A pass is used at once: it opens one handshake and is fetched anew for the next.
PASS_SECONDS = 60
# The sides that a link may be sent to; who watches signs in.
_BY_LINK = {RoomSide.PERSON: "p", RoomSide.FIRM: "f"}
_LETTERS = _BY_LINK | {RoomSide.MANAGER: "m"}


@dataclass(frozen=True, slots=True)
class RoomLink:
    """What a link says; ``recipient_id`` is the participant or the stand that it was sent to."""

    interview_id: UUID
    side: RoomSide
    recipient_id: UUID


@dataclass(frozen=True, slots=True)
class RoomPass:
    """What a pass says; ``page`` names one loading of the page, so that a return is known.

    ``holder`` tells two people of one side apart: only the same one may take the seat again.
    It is made by ``holder_of`` and gives the actor back by ``actor_behind``.
    """

    interview_id: UUID
    side: RoomSide
    holder: str
    page: UUID


def holder_of(actor: Actor) -> str:
    """Who sits in a seat: the role with the account, or with the one that a link was sent to."""
    return f"{actor.role.value}|{actor.user_id or ''}|{actor.link_sent_to}"


def actor_behind(holder: str) -> Actor:
    """The actor for the journal, from ``holder_of``."""
    role, user_id, link_sent_to = holder.split("|")
    user = int(user_id) if user_id else None
    return Actor(role=Role(role), user_id=user, link_sent_to=link_sent_to)


def link_address(link: RoomLink, *, ends_at: datetime) -> str:
    """The whole address that goes into a message or onto a ticket."""
    path = reverse("web:room:link", args=[sign_link(link, ends_at=ends_at)])
    return f"{settings.SANVIEC_PUBLIC_URL}{path}"


def sign_link(link: RoomLink, *, ends_at: datetime) -> str:
    """The link's token: some 100 characters that an address takes as they are."""
    ids = link.interview_id.bytes + link.recipient_id.bytes
    return _sign(LINK_SALT, _BY_LINK[link.side] + _text_of(ids), ends_at)


def read_link(token: str, *, now: datetime) -> RoomLink:
    """What a link says.

    Raises:
        SignatureExpired: it was ours, and its time is over.
        BadSignature: it never was ours.
    """
    value = _read(LINK_SALT, token, now)
    ids = _bytes_of(value[1:])
    return RoomLink(UUID(bytes=ids[:16]), _side_of(value[0]), UUID(bytes=ids[16:32]))


def sign_pass(admitted: RoomPass, *, now: datetime) -> str:
    """The pass, in letters that the header of a handshake takes."""
    ids = admitted.interview_id.bytes + admitted.page.bytes
    text = _LETTERS[admitted.side] + _text_of(ids + admitted.holder.encode())
    return _sign(PASS_SALT, text, now + timedelta(seconds=PASS_SECONDS))


def read_pass(token: str, *, now: datetime) -> RoomPass:
    """What a pass says.

    Raises:
        BadSignature: it never was ours, or its minute is over.
    """
    value = _read(PASS_SALT, token, now)
    ids = _bytes_of(value[1:])
    holder = ids[32:].decode()
    return RoomPass(UUID(bytes=ids[:16]), _side_of(value[0]), holder, UUID(bytes=ids[16:32]))


def _sign(salt: str, value: str, ends_at: datetime) -> str:
    ends = signing.b62_encode(int(ends_at.timestamp()))
    return signing.Signer(sep=".", salt=salt).sign(f"{value}.{ends}")


def _read(salt: str, token: str, now: datetime) -> str:
    if len(token) > LONGEST:
        raise signing.BadSignature("longer than any of ours")
    value, ends = signing.Signer(sep=".", salt=salt).unsign(token).rsplit(".", 1)
    if now >= datetime.fromtimestamp(signing.b62_decode(ends), UTC):
        raise signing.SignatureExpired("its time is over")
    return value


def _text_of(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _bytes_of(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error:
        raise signing.BadSignature("not base64") from None


def _side_of(letter: str) -> RoomSide:
    return next(side for side, known in _LETTERS.items() if known == letter)
