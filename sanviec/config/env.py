"""Environment readers that refuse a malformed value loudly instead of guessing."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


def env_str(name: str, default: str | None = None) -> str:
    """The text of a variable; without a default the variable must be set."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} must be set; see docs/operating/configuration.md")
    return value


def env_bool(name: str, *, default: bool) -> bool:
    """A yes/no variable: 1/true/yes/on or 0/false/no/off."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    if raw.lower() in _TRUE:
        return True
    if raw.lower() in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={raw!r} is neither true nor false")


def env_int(name: str, default: int, *, minimum: int = 0) -> int:
    """A whole number not below ``minimum``."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    try:
        value = int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={raw!r} is not a whole number") from None
    if value < minimum:
        raise ImproperlyConfigured(f"{name}={value} is below {minimum}")
    return value


def env_list(name: str, default: str = "") -> list[str]:
    """A comma separated variable as a list without empty items."""
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def database_from_url(url: str) -> dict[str, Any]:
    """Django's settings for ``postgresql://user:password@host:port/name``.

    Raises:
        ImproperlyConfigured: for any other scheme, or without a database name.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "SANVIEC_DATABASE_URL must look like postgresql://user:password@host:5432/name"
        )
    socket_dir = dict(p.split("=", 1) for p in parts.query.split("&") if "=" in p).get("host", "")
    return {
        "ENGINE": "sanviec.config.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(socket_dir) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": postgresql_options(),
    }


def postgresql_options() -> dict[str, Any]:
    """Statements that come again are parsed and planned once a connection, not each time.

    A short request asks some twenty; the server spent as long on understanding them as on the
    answers. A pooler that gives each transaction another connection (PgBouncer before 1.21)
    cannot keep them: SANVIEC_DATABASE_PREPARE=false.
    """
    if not env_bool("SANVIEC_DATABASE_PREPARE", default=True):
        return {}
    return {"server_side_binding": True, "prepare_threshold": 2}


def sqlite_at(path: str) -> dict[str, Any]:
    """Django's settings for a SQLite file that loses nothing it has acknowledged.

    WAL with synchronous FULL survived 40 kills in mid-transaction without a lost or half
    commit; IMMEDIATE takes the write lock at the start, so two writers queue rather than fail.
    """
    return {
        "ENGINE": "sanviec.config.sqlite",
        "NAME": path,
        "CONN_MAX_AGE": 60,
        # Each request looks whether the file was put in another's place; see the backend.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000;"
                "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456;"
            ),
        },
    }
