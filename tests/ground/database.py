"""Which database the run stands on: SANVIEC_TEST_DATABASE = sqlite, sqlite-file or postgres.

SQLite lives in memory; `sqlite-file` is for the browser lane, where the server's threads need
connections of their own. PostgreSQL is started once by the first process of the run, and the
helpers of pytest-xdist are told where it is through the environment.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from sanviec.config.env import postgresql_options
from tests.ground import cloned
from tests.ground.postgres import PostgresMissing, PostgresServer

CHOICE = os.environ.get("SANVIEC_TEST_DATABASE", "sqlite")
KNOWN = ("sqlite", "sqlite-file", "postgres")
SOCKET = "SANVIEC_TEST_POSTGRES_SOCKET"


class ChosenDatabase:
    """The database of one run; `missing` says why there is none."""

    def __init__(self) -> None:
        self.missing = ""
        self._server: PostgresServer | None = None
        self._migrating: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def prepare(self) -> None:
        """Point Django at the chosen database before anything has connected."""
        if CHOICE not in {"sqlite", "sqlite-file", "postgres"}:
            raise pytest.UsageError(
                f"SANVIEC_TEST_DATABASE={CHOICE}: sqlite, sqlite-file, postgres"
            )
        if CHOICE != "postgres":
            # pytest-django knows SQLite, and that it may live in memory, by this name only.
            configure(ENGINE="django.db.backends.sqlite3")
        if CHOICE == "sqlite-file":
            self._folder = tempfile.TemporaryDirectory(prefix="sanviec-test-")
            configure(TEST={"NAME": str(Path(self._folder.name) / "test.sqlite3")})
        if CHOICE == "postgres":
            self._prepare_postgres()

    def close(self) -> None:
        """Stop and remove what this process started."""
        if self._migrating:
            self._migrating.kill()
            self._migrating.wait()
        if self._server:
            self._server.stop()
        if self._folder:
            self._folder.cleanup()

    def _prepare_postgres(self) -> None:
        try:
            configure(
                ENGINE="sanviec.config.postgresql",
                NAME="sanviec",
                USER="sanviec",
                HOST=os.environ.get(SOCKET) or self._start_server(),
                OPTIONS=postgresql_options(),
                TEST={},
            )
        except PostgresMissing as error:
            if os.environ.get("CI") == "true":
                raise pytest.UsageError(f"CI needs a PostgreSQL: {error}") from error
            self.missing = f"no PostgreSQL here: {error}"

    def _start_server(self) -> str:
        self._server = PostgresServer()
        try:
            self._server.start(forgetful=True)
        except PostgresMissing:
            self._server.stop()
            raise
        os.environ[SOCKET] = self._server.socket_dir
        self._migrating = cloned.start()
        return self._server.socket_dir


def configure(**changes: Any) -> None:
    """Change the default database of this process."""
    settings = connections.settings["default"]
    test = {**settings["TEST"], **changes.pop("TEST", {})}
    settings.update(changes, TEST=test)
    with suppress(AttributeError):  # nobody has asked for the connection yet
        del connections["default"]


def skip_reason(item: pytest.Item, database: ChosenDatabase) -> str:
    """Return why a test cannot run on the chosen database, or nothing."""
    if item.get_closest_marker("postgres") and CHOICE != "postgres":
        return "needs PostgreSQL: SANVIEC_TEST_DATABASE=postgres"
    return database.missing
