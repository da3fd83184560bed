"""Counts of tries, which a crash may forget: on PostgreSQL they write no log and wait for no disk."""

from typing import Any

from django.db import migrations


def leave_unlogged(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE platform_tally SET UNLOGGED")


class Migration(migrations.Migration):
    dependencies = [("platform", "0004_tally")]
    operations = [migrations.RunPython(leave_unlogged, migrations.RunPython.noop)]
