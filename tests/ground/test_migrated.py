"""The kept database is the one that the migrations would make, and goes with what it is made of."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.ground.migrated import name_of_copy


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in (
        ("sanviec/apps/claims/migrations/0001_initial.py", "first"),
        ("sanviec/config/settings/base.py", "settings"),
        ("requirements/base.txt", "Django==5.2"),
        ("sanviec/apps/claims/models.py", "models"),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("changed", "is_other"),
    [
        ("sanviec/apps/claims/migrations/0001_initial.py", True),
        ("sanviec/apps/claims/migrations/0002_more.py", True),
        ("sanviec/config/settings/base.py", True),
        ("requirements/base.txt", True),
        ("sanviec/apps/claims/models.py", False),
    ],
)
def test_a_change_of_what_it_is_made_of_is_another_database(
    root: Path, changed: str, is_other: bool
) -> None:
    before = name_of_copy(root)
    (root / changed).write_text("changed", encoding="utf-8")
    assert (name_of_copy(root) != before) is is_other


@pytest.mark.django_db
def test_every_migration_is_applied() -> None:
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


@pytest.mark.django_db
def test_triggers_came_with_the_copy() -> None:
    sqlite, postgres = (
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'",
        "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal",
    )
    with connection.cursor() as cursor:
        cursor.execute(sqlite if connection.vendor == "sqlite" else postgres)
        assert cursor.fetchone()[0] >= 2
