"""Commands that need the database say what is missing instead of breaking off."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from .test_usage import told

COMMANDS = (["audit", "verify"], ["audit", "head"], ["nightly"], ["import", "places", "ten.csv"])


@pytest.mark.django_db
@pytest.mark.parametrize("argv", COMMANDS)
def test_migrations_that_are_due(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    MigrationRecorder.Migration.objects.filter(app="imports").delete()
    assert "Hãy chạy trước: sanviec migrate" in told(argv, capsys)


def test_a_database_that_is_away(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(MigrationExecutor, "__init__", refuse)
    assert "Không mở được cơ sở dữ liệu (connection refused)" in told(["nightly"], capsys)


def test_migrating_a_database_that_is_away(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse() -> None:
        raise OperationalError("connection\nrefused")

    monkeypatch.setattr(connection, "ensure_connection", refuse)
    assert "Không mở được cơ sở dữ liệu (connection refused)" in told(["migrate"], capsys)


def test_settings_that_are_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse() -> None:
        raise ImproperlyConfigured("SANVIEC_INDEX_KEY must be set")

    monkeypatch.setattr("django.setup", refuse)
    assert "SANVIEC_INDEX_KEY must be set" in told(["migrate"], capsys)


@pytest.mark.django_db
def test_an_import_without_any_centre(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ten.csv").write_text("Mã,Tên\n20,Xứ Lạng\n", encoding="utf-8")
    said = told(["import", "places", str(tmp_path / "ten.csv")], capsys)
    assert "Hãy mở trước bằng: sanviec staff open-centre" in said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (["--role", "boss"], "Không có vai trò “boss”"),
        (["--role", "counsellor", "--centre", "XX"], "Không có trung tâm mã “XX”"),
    ],
)
def test_staff_of_nowhere(
    argv: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = told(["staff", "add", "lan", "Lan", "--password", "Mot-mat-khau-dai-1", *argv], capsys)
    assert expected in said
