"""Emptying the database after a test that commits, although some tables refuse deletion.

Audit and ledger are append-only by triggers; on SQLite Django empties tables by DELETE, which
the triggers refuse. For the moment of the flush they are taken away and put back, and the one
row of the audit chain's end, which a migration made, is written anew.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.postgresql.operations import DatabaseOperations as PostgresOperations
from django.db.backends.sqlite3.operations import DatabaseOperations as SqliteOperations

HEAD = "INSERT INTO platform_audithead (id, last_seq, last_hash) VALUES (1, 0, '')"


def install() -> None:
    """Teach both databases to flush; called once when the run starts."""
    for operations in (SqliteOperations, PostgresOperations):
        operations.sql_flush = _around(operations.sql_flush)


def _around(flush: Any) -> Any:
    def sql_flush(self: BaseDatabaseOperations, *args: Any, **kwargs: Any) -> list[str]:
        statements: list[str] = flush(self, *args, **kwargs)
        if not any("platform_audithead" in statement for statement in statements):
            return statements
        triggers = _triggers(self.connection)
        drops = [f"DROP TRIGGER {name}" for name in triggers]
        return [*drops, *statements, *triggers.values(), HEAD]

    return sql_flush


def _triggers(connection: Any) -> dict[str, str]:
    """Name and SQL of the append-only triggers; PostgreSQL truncates, which they allow."""
    if connection.vendor != "sqlite":
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        return {name: sql for name, sql in cursor.fetchall() if "append-only" in sql}
