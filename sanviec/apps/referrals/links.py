"""The signed link by which an employer answers one referral without signing in.

The link names the referral and the one to whom it was sent, and is signed under a salt of its
own: nothing else that is signed here opens it, and it opens nothing else. Nothing of it is kept.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from sanviec.apps.reference.selectors import parameter

SALT = "sanviec.referrals.answer"
LONGEST = 200
_IDS = 32


class SentTo(StrEnum):
    """Where a link went: to the address of an account, or to what the employer registered."""

    ACCOUNT = "account"
    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class AnswerLink:
    """What a link says. ``recipient_id`` is a contact for an account, else the employer."""

    referral_id: UUID
    sent_to: SentTo
    recipient_id: UUID


class _Signer(signing.TimestampSigner):
    """Django's signer with the clock given; dots only, which every telephone leaves in a link."""

    def __init__(self, now: datetime) -> None:
        super().__init__(sep=".", salt=SALT)
        self._now = now

    def timestamp(self) -> str:
        return signing.b62_encode(int(self._now.timestamp()))


def link_address(link: AnswerLink, *, now: datetime) -> str:
    """The whole address that goes into a letter."""
    path = reverse("web:employer:answer", args=[sign_link(link, now=now)])
    return f"{settings.SANVIEC_PUBLIC_URL}{path}"


def sign_link(link: AnswerLink, *, now: datetime) -> str:
    """The link's token: about 100 characters that an address takes as they are."""
    ids = base64.urlsafe_b64encode(link.referral_id.bytes + link.recipient_id.bytes)
    return _Signer(now).sign(link.sent_to[0] + ids.decode().rstrip("="))


def last_day(signed_on: date) -> date:
    """The last day on which a link works, the whole day long."""
    return signed_on + timedelta(days=parameter("answer_link_days", signed_on))


def read_link(token: str, *, now: datetime) -> AnswerLink:
    """What a token says.

    Raises:
        SignatureExpired: it was ours, and its days are over.
        BadSignature: it never was ours.
    """
    if len(token) > LONGEST:
        raise signing.BadSignature("longer than any of ours")
    # Without the age: Django would ask the machine's clock.
    value, stamp = signing.Signer.unsign(_Signer(now), token).rsplit(".", 1)
    signed_at = datetime.fromtimestamp(signing.b62_decode(stamp), UTC)
    if timezone.localdate(now) > last_day(timezone.localdate(signed_at)):
        raise signing.SignatureExpired("the days of this link are over")
    ids = base64.urlsafe_b64decode(value[1:] + "=")
    sent_to = next(kind for kind in SentTo if kind[0] == value[0])
    return AnswerLink(UUID(bytes=ids[:16]), sent_to, UUID(bytes=ids[16:_IDS]))
