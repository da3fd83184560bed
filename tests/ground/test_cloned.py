"""Every process of a run on PostgreSQL works in its own copy of one migrated database."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from tests.ground import cloned

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def _told(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [value for (value,) in cursor.fetchall()]


def test_this_is_a_copy_and_what_it_was_made_from_is_complete() -> None:
    names = _told("SELECT datname FROM pg_database")
    assert cloned.MIGRATED in names
    assert "being_migrated" not in names
    assert _told("SELECT current_database()") == [connection.settings_dict["NAME"]]
    assert str(connection.settings_dict["NAME"]).startswith("test_")


def test_nobody_works_in_what_the_copies_are_made_from() -> None:
    assert _told(f"SELECT 1 FROM pg_stat_activity WHERE datname = '{cloned.MIGRATED}'") == []


def test_what_is_there_is_not_made_again() -> None:
    migrated: list[Any] = []

    with connection.cursor() as cursor:
        cloned._provide(connection.creation, cursor, lambda *given, **_more: migrated.append(given))

    assert migrated == []


def test_the_server_does_not_do_what_a_run_does_not_need() -> None:
    names = "'fsync', 'synchronous_commit', 'full_page_writes', 'autovacuum', 'jit'"
    assert set(_told(f"SELECT setting FROM pg_settings WHERE name IN ({names})")) == {"off"}
