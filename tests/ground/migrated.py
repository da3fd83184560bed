"""The empty, migrated SQLite database, kept from one run to the next.

All migrations together take many seconds of each process of each lane. What they made is kept as
a file whose name follows from everything that it is made of: the migrations, the settings and the
pinned libraries. Change one of these, and the migrations run again.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3.creation import DatabaseCreation

ROOT = Path(__file__).resolve().parents[2]
_MADE_OF = ("sanviec/**/migrations/*.py", "sanviec/config/settings/*.py", "requirements/*.txt")


def install(folder: Path) -> None:
    """Let test databases begin as copies out of ``folder``; called once when the run starts."""
    creation: Any = DatabaseCreation
    creation.create_test_db = _from_copy(creation.create_test_db, folder)


def name_of_copy(root: Path = ROOT) -> str:
    """What the kept file is called, as long as nothing that it is made of changes."""
    digest = hashlib.sha256(f"{sys.version} {sqlite3.sqlite_version}".encode())
    for pattern in _MADE_OF:
        for path in sorted(root.glob(pattern)):
            digest.update(f"\0{path.relative_to(root)}\0".encode() + path.read_bytes())
    return f"migrated-{digest.hexdigest()[:24]}.sqlite3"


def _from_copy(create: Any, folder: Path) -> Any:
    def create_test_db(self: Any, *args: Any, **options: Any) -> str:
        kept = folder / name_of_copy()
        if kept.exists():
            return _take(self, kept)
        name = str(create(self, *args, **options))
        _keep(self.connection.connection, kept)
        return name

    return create_test_db


def _take(creation: Any, kept: Path) -> str:
    connection = creation.connection
    name = str(creation._get_test_db_name())
    connection.close()
    connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    with closing(sqlite3.connect(kept)) as source:
        source.backup(connection.connection)
    return name


def _keep(made: sqlite3.Connection, kept: Path) -> None:
    """Write beside it and rename: another process sees the whole file or none."""
    being_written = kept.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(being_written)) as target:
        made.backup(target)
    for old in kept.parent.glob("migrated-*.sqlite3"):
        old.unlink(missing_ok=True)
    os.replace(being_written, kept)
