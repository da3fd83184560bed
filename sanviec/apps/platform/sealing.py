"""Whole files encrypted at rest, by the keys of the encrypted columns.

A file full of identity numbers on the disk, in a backup or on a stolen machine would give away
what the columns keep. A sealed file is ``key_id``, a newline, the nonce and the cipher text.
"""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .fields import NONCE_BYTES


def seal(content: bytes, context: str) -> bytes:
    """The sealed form of some bytes; ``context`` is bound to it, so that one sealed file cannot
    stand in for another."""
    key_id, key = next(iter(settings.SANVIEC_FIELD_KEYS.items()))
    nonce = secrets.token_bytes(NONCE_BYTES)
    return f"{key_id}\n".encode() + nonce + AESGCM(key).encrypt(nonce, content, context.encode())


def unseal(sealed: bytes, context: str) -> bytes:
    """The bytes behind a sealed form.

    Raises:
        ImproperlyConfigured: its key is not among SANVIEC_FIELD_KEYS.
        ValueError: it was changed, cut, or belongs to another context.
    """
    head, _newline, body = sealed.partition(b"\n")
    key_id = head.decode("ascii", "replace")
    key = settings.SANVIEC_FIELD_KEYS.get(key_id)
    if key is None:
        raise ImproperlyConfigured(f"no field key {key_id[:20]!r} for {context}")
    try:
        return AESGCM(key).decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], context.encode())
    except (InvalidTag, ValueError):
        raise ValueError(f"sealed file of {context} was changed") from None
