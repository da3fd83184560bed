"""Row identifiers: time-ordered, unguessable, made by the application before the insert."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from random import Random
from uuid import UUID

# Only the demo world sets this, so that the same day gives the same ids.
_seeded: ContextVar[Random | None] = ContextVar("seeded_ids", default=None)


def new_id() -> UUID:
    """A UUID version 7: 48 bits of milliseconds, 74 random bits.

    Time order keeps B-tree inserts at one end; the random part keeps public addresses
    unguessable. Source: RFC 9562 section 5.7.
    """
    rng = _seeded.get()
    millis = time.time_ns() // 1_000_000 if rng is None else 1_767_225_600_000
    bits = secrets.randbits(80) if rng is None else rng.getrandbits(80)
    value = (millis << 80) | bits
    value &= ~(0xF << 76)
    value |= 0x7 << 76
    value &= ~(0x3 << 62)
    value |= 0x2 << 62
    return UUID(int=value)


@contextmanager
def seeded(rng: Random) -> Iterator[None]:
    """Draw ids from ``rng``: guessable, so for invented data only."""
    token = _seeded.set(rng)
    try:
        yield
    finally:
        _seeded.reset(token)
