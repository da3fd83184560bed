"""The ledger refuses change and deletion; a wrong line is taken back by a second one.

The SQL stands here in full: a migration imports no living code.
"""

from typing import Any

from django.db import migrations

TABLE = "ledger_serviceline"
SQLITE = [
    f"CREATE TRIGGER {TABLE}_no_{act} BEFORE {act.upper()} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END"
    for act in ("update", "delete")
]
POSTGRESQL = [
    "CREATE OR REPLACE FUNCTION platform_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
    *(
        f"CREATE TRIGGER {TABLE}_no_{act} BEFORE {act.upper()} ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION platform_refuse()"
        for act in ("update", "delete")
    ),
]


def install(apps: Any, schema_editor: Any) -> None:
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    with schema_editor.connection.cursor() as cursor:
        for statement in SQLITE if is_sqlite else POSTGRESQL:
            cursor.execute(statement)


def remove(apps: Any, schema_editor: Any) -> None:
    on = "" if schema_editor.connection.vendor == "sqlite" else f" ON {TABLE}"
    with schema_editor.connection.cursor() as cursor:
        for act in ("update", "delete"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_no_{act}{on}")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
