"""Row identifiers: time-ordered, unguessable, made by the application before the insert."""

from __future__ import annotations

import secrets
import time
from uuid import UUID


def new_id() -> UUID:
    """A UUID version 7: 48 bits of milliseconds, 74 random bits.

    Time order keeps B-tree inserts at one end; the random part keeps public addresses
    unguessable. Source: RFC 9562 section 5.7.
    """
    millis = time.time_ns() // 1_000_000
    value = (millis << 80) | secrets.randbits(80)
    value &= ~(0xF << 76)
    value |= 0x7 << 76
    value &= ~(0x3 << 62)
    value |= 0x2 << 62
    return UUID(int=value)
