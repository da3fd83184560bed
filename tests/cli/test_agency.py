"""The commands about the social-insurance agency."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sanviec.apps.platform.models import OutboxMessage
from sanviec.apps.platform.services import deliver
from sanviec.cli import main
from sanviec.cli.background import look
from sanviec.integrations.social_insurance.adapter import Agency
from sanviec.integrations.social_insurance.sandbox import SandboxAgency
from sanviec.integrations.social_insurance.transport import Transport
from tests.apps.claims.factories import NOW, make_claim
from tests.twin import NUMBER, twin

from .test_usage import told

__all__ = ["twin"]
RECORD = {"number": NUMBER, "full_name": "Hoàng Thị Mẫu", "as_of": "2026-11-20"}


def sandbox(tmp_path: Path, people: Any) -> subprocess.Popen[str]:
    """The command with a port that the system chooses, as ``sanviec sandbox`` becomes it."""
    file = tmp_path / "nguoi.json"
    file.write_text(json.dumps(people), encoding="utf-8")
    command = [sys.executable, "-m", "sanviec.integrations.social_insurance", "--port=0"]
    return subprocess.Popen(
        [*command, f"--people={file}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


@pytest.mark.slow  # a process starts
def test_the_sandbox_runs_as_a_process_of_its_own(tmp_path: Path) -> None:
    with sandbox(tmp_path, [RECORD]) as process:
        try:
            assert process.stdout is not None
            url, _space, count = process.stdout.readline().partition(" ")
            record = Agency(Transport(url, "", 5.0)).fetch_record(NUMBER)
        finally:
            process.terminate()

    assert record.full_name == "Hoàng Thị Mẫu"
    assert "1 người" in count


@pytest.mark.slow  # a process starts
def test_a_record_that_breaks_the_contract_is_named(tmp_path: Path) -> None:
    with sandbox(tmp_path, [RECORD, RECORD | {"as_of": "hôm qua"}]) as process:
        _out, said = process.communicate(timeout=30)

    assert process.returncode == 1
    assert "[1]: as_of" in said


@pytest.mark.django_db
def test_pulling_without_a_connection_says_what_to_set(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "SANVIEC_AGENCY_URL" in told(["agency", "pull"], capsys)


@pytest.mark.django_db
def test_pulling_says_how_much_was_new(
    twin: SandboxAgency, capsys: pytest.CaptureFixture[str]
) -> None:
    twin.news.append({"id": "1", "number": NUMBER, "employer": "A", "from": "2026-11-01"})

    main(["agency", "pull"])

    assert "Tin việc làm mới và việc đã soạn: 0. Kết quả chi trả mới: 0." in capsys.readouterr().err


def test_a_real_installation_gives_no_people_away(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sanviec.cli.django_setup.start_with_database", lambda: None)

    said = told(["sandbox", "social-insurance", "--claims", "--port", "8095"], capsys)

    assert "Chỉ bản trình diễn" in said


@pytest.mark.slow  # the worker looks at everything that it keeps
@pytest.mark.django_db
def test_the_worker_tries_again_what_failed_at_first(
    twin: SandboxAgency, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(minutes=5))
    claim = make_claim(until="granted")
    message = OutboxMessage.objects.get(topic="agency.decision")
    twin.faults.extend(["error"] * 3)
    deliver(str(message.pk), now=NOW)
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("pending", 1)

    look()

    message.refresh_from_db()
    assert (message.state, message.receipt) == ("sent", "BN-000001")
    assert list(twin.taken) == [f"decisions/{claim.decisions.get().pk}"]
