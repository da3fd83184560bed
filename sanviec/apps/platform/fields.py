"""Encrypted columns: AES-256-GCM with a key id, and a keyed index to find equal values.

A stolen database file must not give away identity numbers or phones. The cipher text is
``key_id:base64(nonce + cipher)``; the key id lets an installation add a new key and re-encrypt
at leisure. Equality search goes through ``blind_index`` (HMAC-SHA256), never through the text.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

from .ids import new_id

NONCE_BYTES = 12


def encrypt(text: str, context: str) -> str:
    """The cipher text of ``text``; ``context`` (table and column) is bound to it, so a value
    copied into another column does not decrypt."""
    key_id, key = next(iter(settings.SANVIEC_FIELD_KEYS.items()))
    nonce = secrets.token_bytes(NONCE_BYTES)
    cipher = AESGCM(key).encrypt(nonce, text.encode(), context.encode())
    return f"{key_id}:{base64.b64encode(nonce + cipher).decode()}"


def decrypt(stored: str, context: str) -> str:
    """The text behind a cipher text.

    Raises:
        ImproperlyConfigured: its key is not among SANVIEC_FIELD_KEYS.
        ValueError: the value was changed or belongs to another column.
    """
    key_id, separator, body = stored.partition(":")
    if not separator:
        # Clear text that SQL put there: it must not reach an error message or a log.
        raise ValueError(f"value of {context} is not encrypted")
    key = settings.SANVIEC_FIELD_KEYS.get(key_id)
    if key is None:
        raise ImproperlyConfigured(f"no field key {key_id!r} for {context}")
    try:
        raw = base64.b64decode(body, validate=True)
        return AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], context.encode()).decode()
    except (InvalidTag, ValueError):
        raise ValueError(f"encrypted value of {context} was changed") from None


def blind_index(value: str, purpose: str) -> str:
    """A keyed fingerprint that finds equal values without storing them; empty stays empty."""
    if not value:
        return ""
    message = f"{purpose}\0{value}".encode()
    return hmac.new(settings.SANVIEC_INDEX_KEY, message, hashlib.sha256).hexdigest()


class EncryptedTextField(models.TextField):
    """Text that is encrypted at rest; the empty text stays empty."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Migrations see plain text, so they never import this module."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", list(args), dict(kwargs)

    def _context(self) -> str:
        return f"{self.model._meta.db_table}.{self.attname}"

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        return encrypt(prepared, self._context()) if prepared else prepared

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return decrypt(value, self._context()) if value else value


class RecordIdField(models.UUIDField):
    """The primary key of a record: a time-ordered, unguessable id made before the insert."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"default": new_id, "editable": False})

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Migrations see a plain UUID column, so they never import this module."""
        name, _, args, kwargs = super().deconstruct()
        kwargs.pop("default", None)
        return name, "django.db.models.UUIDField", list(args), dict(kwargs)
