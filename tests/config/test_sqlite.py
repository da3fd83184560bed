"""A kept connection notices that another file stands where its own one stood."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import ConnectionHandler
from django.db.backends.base.base import BaseDatabaseWrapper

from sanviec.config.env import sqlite_at


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[BaseDatabaseWrapper]:
    """A connection as the server's workers keep it, on a file of its own."""
    path = tmp_path / "sanviec.sqlite3"
    handler = ConnectionHandler({"default": sqlite_at(str(path))})
    connection = handler["default"]
    connection.inc_thread_sharing()
    yield connection
    connection.close()


def words(connection: BaseDatabaseWrapper) -> list[str]:
    """What one request reads: health is asked for first, as at its start."""
    connection.health_check_done = False
    connection.close_if_unusable_or_obsolete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM said")
        return [row[0] for row in cursor.fetchall()]


def fill(path: str | Path, word: str) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE said (word)")
        other.execute("INSERT INTO said VALUES (?)", [word])
    other.close()


@pytest.mark.django_db
def test_the_connection_stays_while_its_file_stays(kept: BaseDatabaseWrapper) -> None:
    fill(kept.settings_dict["NAME"], "first")
    assert words(kept) == ["first"]
    opened = kept.connection
    assert words(kept) == ["first"]
    assert kept.connection is opened


@pytest.mark.django_db
def test_a_restored_backup_is_read_at_the_next_request(
    kept: BaseDatabaseWrapper, tmp_path: Path
) -> None:
    fill(kept.settings_dict["NAME"], "first")
    assert words(kept) == ["first"]
    fill(tmp_path / "backup", "restored")
    os.replace(tmp_path / "backup", kept.settings_dict["NAME"])
    assert words(kept) == ["restored"]
