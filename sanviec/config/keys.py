"""Secret keys: read from the environment in production, kept in a private file elsewhere."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from sanviec.config.env import env_str

KEY_BYTES = 32


def decode_key(name: str, text: str) -> bytes:
    """The 32 bytes behind a base64 text; anything else is refused with the variable's name."""
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is not base64") from None
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(f"{name} must hold {KEY_BYTES} bytes, it holds {len(key)}")
    return key


def field_keys_from_env() -> dict[str, bytes]:
    """The field encryption keys in order: the first encrypts, each of them decrypts."""
    keys: dict[str, bytes] = {}
    for item in env_str("SANVIEC_FIELD_KEYS").split(","):
        key_id, separator, text = item.strip().partition(":")
        if not separator or not key_id.isalnum():
            raise ImproperlyConfigured("SANVIEC_FIELD_KEYS must look like k1:BASE64,k2:BASE64")
        keys[key_id] = decode_key("SANVIEC_FIELD_KEYS", text)
    return keys


def ticket_keys_from_env() -> tuple[bytes, ...]:
    """The seeds of the ticket keys in order: the first signs, each of them is believed."""
    texts = env_str("SANVIEC_TICKET_KEY").split(",")
    return tuple(decode_key("SANVIEC_TICKET_KEY", text.strip()) for text in texts)


def key_from(key: bytes, purpose: str) -> bytes:
    """Another key of 32 bytes for one purpose; it tells nothing of ``key``."""
    return hmac.new(key, purpose.encode(), hashlib.sha256).digest()


def local_keys(home: Path) -> dict[str, str]:
    """Keys of a machine without production settings, made once and readable by its owner only.

    They live beside the data so that a demo database can be opened again; production refuses
    to start without keys of its own.
    """
    path = home / "keys.json"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        names = ("secret_key", "field_key", "index_key", "audit_key")
        fresh = {name: base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode() for name in names}
        # O_EXCL: of two processes that start at once only one may write the keys.
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return local_keys(home)
        with os.fdopen(handle, "w") as file:
            json.dump(fresh, file)
    loaded: dict[str, str] = json.loads(path.read_text())
    return loaded
