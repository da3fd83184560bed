"""Time-limited credentials of the media relay, as coturn reads them with a shared secret.

Source: "A REST API for access to TURN services" (draft-uberti-behave-turn-rest-00), which coturn
calls ``use-auth-secret``: the name starts with the instant of its end, the password is its HMAC.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class RelayCredential:
    """A name and a password that the relay refuses after the instant in the name."""

    username: str
    credential: str


def relay_credential(*, secret: str, holder: str, ends_at: datetime) -> RelayCredential:
    """The credential of one holder until an instant; the same facts give the same text.

    Args:
        secret: what coturn has as ``static-auth-secret``.
        holder: shown in coturn's log; an id, never a name.
    """
    username = f"{int(ends_at.timestamp())}:{holder}"
    # SHA-1 is what the draft and coturn fix; as an HMAC it is not broken.
    digest = hmac.new(secret.encode(), username.encode(), hashlib.sha1).digest()
    return RelayCredential(username, base64.b64encode(digest).decode())
