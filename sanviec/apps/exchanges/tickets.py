"""The ticket of a participant: a text that a device can check without asking us.

``SV1.<session>.<participant>.<valid until>.<signature>``: two ids of 16 bytes, the last valid
second in base 36, and an Ed25519 signature of everything before the last dot. Bytes are written as
base64url without padding. A device needs only the public key, so a stolen one forges nothing.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from django.conf import settings

from .enums import ScanOutcome
from .models import Participant

_FORM = re.compile(r"SV1\.([\w-]{22})\.([\w-]{22})\.([0-9a-z]{1,8})\.([\w-]{86})", re.ASCII)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
# Longer texts are no tickets and are not looked at.
MOST_CHARACTERS = 160


@dataclass(frozen=True, slots=True)
class TicketRead:
    """What a scanned text is: a ticket with its ids, or the reason why it is none.

    A ticket that is only too old still names its session and its participant, so that the door
    can say whose it is.
    """

    refusal: ScanOutcome | None
    session_id: UUID | None = None
    participant_id: UUID | None = None
    until: datetime | None = None

    @property
    def is_valid(self) -> bool:
        return self.refusal is None


def issue_ticket(participant: Participant, *, until: datetime) -> str:
    """The signed ticket of a participant, good up to and including the second ``until``."""
    seconds = int(until.timestamp())
    parts = ("SV1", _text(participant.session_id.bytes), _text(participant.pk.bytes))
    body = ".".join((*parts, _base36(seconds)))
    key = Ed25519PrivateKey.from_private_bytes(settings.SANVIEC_TICKET_KEYS[0])
    return f"{body}.{_text(key.sign(body.encode()))}"


def ticket_keys() -> tuple[bytes, ...]:
    """The public keys, 32 bytes each, by which tickets are known to be ours; newest first."""
    seeds = settings.SANVIEC_TICKET_KEYS
    return tuple(
        Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw() for seed in seeds
    )


def read_ticket(text: str, *, keys: Sequence[bytes], now: datetime) -> TicketRead:
    """What a scanned text is.

    Args:
        text: what the camera read; blanks around it do not matter.
        keys: public keys of 32 bytes; one of them must have signed.
        now: the moment of the scan, by a clock put right.
    """
    form = _FORM.fullmatch(text.strip()) if len(text) <= MOST_CHARACTERS else None
    if form is None:
        return TicketRead(ScanOutcome.UNKNOWN)
    session, participant, moment, signature = form.groups()
    raw = [_bytes(part) for part in (session, participant, signature)]
    body = text.strip().rpartition(".")[0]
    if None in raw or not _is_signed(body, raw[2] or b"", keys):
        return TicketRead(ScanOutcome.FORGED)
    until = datetime.fromtimestamp(int(moment, 36), tz=UTC)
    is_over = now.replace(microsecond=0) > until
    return TicketRead(
        ScanOutcome.EXPIRED if is_over else None,
        UUID(bytes=raw[0]),
        UUID(bytes=raw[1]),
        until,
    )


def _is_signed(body: str, signature: bytes, keys: Sequence[bytes]) -> bool:
    for key in keys:
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(signature, body.encode())
        except InvalidSignature:
            continue
        return True
    return False


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes | None:
    """The bytes behind a text; None where another text would give the same bytes."""
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    return raw if _text(raw) == text else None


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if number == 0:
            return digits
