"""One migrated PostgreSQL database for a run; each process takes a copy of it.

All migrations together take ten seconds of a processor; a copy runs none of them. The process
that starts the server also starts this module as a program, which migrates while the tests are
still being collected. Who comes first, that program or a process of the run, holds a lock and
migrates; the others wait for the lock and copy. A program that failed lets go of the lock, so the
next one tries for itself and tells what is wrong.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.backends.postgresql.creation import DatabaseCreation

ROOT = Path(__file__).resolve().parents[2]
MIGRATED, _BEING_MADE = "migrated", "being_migrated"
_LOCK = 20_261_129


def install() -> None:
    """Let test databases begin as copies; called once when the run starts."""
    creation: Any = DatabaseCreation
    migrate = creation.create_test_db

    def create_test_db(self: Any, *args: Any, **options: Any) -> str:
        name = str(self._get_test_db_name())
        with _alone(self) as cursor:
            _provide(self, cursor, migrate)
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE {MIGRATED}')
        _point_to(self.connection, name)
        self.connection.ensure_connection()
        return name

    creation.create_test_db = create_test_db
    creation.provide_migrated = lambda self: _provide_alone(self, migrate)


def start() -> subprocess.Popen[bytes]:
    """Begin to migrate beside this process, on the server that the environment names."""
    command = [sys.executable, "-m", "tests.ground.cloned"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _provide_alone(creation: Any, migrate: Any) -> None:
    with _alone(creation) as cursor:
        _provide(creation, cursor, migrate)


def _provide(creation: Any, cursor: Any, migrate: Any) -> None:
    """Migrate unless somebody has; the name says that all migrations ended well."""
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [MIGRATED])
    if cursor.fetchone():
        return
    test: dict[str, Any] = creation.connection.settings_dict["TEST"]
    named = test.get("NAME")
    test["NAME"] = _BEING_MADE
    try:
        migrate(creation, verbosity=0, autoclobber=True, serialize=False)
    finally:
        test["NAME"] = named
        creation.connection.close()
    cursor.execute(f"ALTER DATABASE {_BEING_MADE} RENAME TO {MIGRATED}")


@contextmanager
def _alone(creation: Any) -> Iterator[Any]:
    with creation._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        # The end of this connection is the end of the lock.
        yield cursor


def _point_to(connection: Any, name: str) -> None:
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = name
    connection.settings_dict["NAME"] = name


def main() -> None:
    """Provide the migrated database for the processes of the run."""
    import django

    django.setup()
    from django.db import connection

    from tests.ground import flushing
    from tests.ground.database import ChosenDatabase

    flushing.install()
    ChosenDatabase().prepare()
    install()
    creation: Any = connection.creation
    creation.provide_migrated()


if __name__ == "__main__":
    main()
