"""`sanviec documents`: counted, made, checked; killed at any moment, each is made once."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from sanviec.apps.claims import services
from sanviec.apps.claims.models import DecisionDocument
from sanviec.cli import main
from tests.apps.claims.factories import NOW, make_claim, paper_bytes
from tests.apps.claims.signers import KeylessSigner, QuickSigner, draw_quickly, use


@pytest.fixture
def quick(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    draw_quickly(monkeypatch)
    use(settings, QuickSigner)


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[str, int]:
    """What a command says, on both outputs, and its exit code."""
    code = 0
    try:
        main(["documents", *argv])
    except SystemExit as stop:
        code = int(str(stop.code or 0))
    said = capsys.readouterr()
    return said.out + said.err, code


@pytest.mark.django_db
@pytest.mark.usefixtures("quick")
class TestCommands:
    def test_made_and_counted(self, capsys: pytest.CaptureFixture[str]) -> None:
        make_claim(until="granted")
        assert run(capsys, "status") == ("queued\t1\n", 0)

        said, code = run(capsys, "make", "--processes", "1")

        assert "1 văn bản đã ký, 0 còn chờ" in said
        assert code == 0
        assert run(capsys, "status") == ("made\t1\n", 0)

    def test_what_waits_is_told_with_its_reason(
        self, capsys: pytest.CaptureFixture[str], settings: Any
    ) -> None:
        make_claim(until="granted")
        use(settings, KeylessSigner)

        said, code = run(capsys, "make", "--processes", "1")

        assert ("0 văn bản đã ký, 1 còn chờ" in said, code) == (True, 2)
        assert run(capsys, "status") == ("queued\t1\tno_signing_key\n", 0)

    def test_files_are_checked(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        make_claim(until="granted")
        document = DecisionDocument.objects.get()
        services.make_document(document.pk, now=NOW)
        good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
        content = paper_bytes(document)
        good.write_bytes(content)
        bad.write_bytes(content[:-1] + b"?")
        number = document.decision.number

        assert run(capsys, "check", str(good)) == (f"{good}\tgenuine\t{number}\n", 0)
        said, code = run(capsys, "check", str(good), str(bad))
        assert (f"{bad}\tchanged\t{number}\n" in said, code) == (True, 2)
        said, code = run(capsys, "check", str(tmp_path / "none.pdf"))
        assert ("Không đọc được tệp" in said, code) == (True, 2)


class Machine:
    """The real commands in their own processes, with a home of their own."""

    def __init__(self, home: Path) -> None:
        self.environment = os.environ | {
            "SANVIEC_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "sanviec.config.settings.dev",
        }
        self.environment.pop("SANVIEC_DATABASE_URL", None)

    def run(self, *arguments: str) -> str:
        command = [sys.executable, "-m", *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def ground(self, *arguments: str) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.run("bench.documents_ground", *arguments))
        return told

    def left(self) -> int:
        """How many papers still wait, asked without starting anything."""
        path = Path(self.environment["SANVIEC_HOME"]) / "sanviec.sqlite3"
        with closing(sqlite3.connect(path)) as rows:
            count = "SELECT count(*) FROM claims_decisiondocument WHERE state = 'queued'"
            return int(rows.execute(count).fetchone()[0])

    def kill_while_making(self, seconds: float) -> None:
        """Let it make papers with two processes and end all of them at once."""
        command = [sys.executable, "-m", "sanviec.cli", "documents", "make", "--processes", "2"]
        process = subprocess.Popen(
            command, env=self.environment, start_new_session=True, stderr=subprocess.DEVNULL
        )
        before, until = self.left(), time.monotonic() + 120
        # Killed in the midst of the work, however slow the machine is.
        while self.left() == before and time.monotonic() < until:
            time.sleep(0.02)
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.mark.slow  # real processes
def test_killed_at_any_moment_each_is_made_once(tmp_path: Path) -> None:
    machine, rng = Machine(tmp_path), random.Random(3)
    machine.run("sanviec.cli", "migrate")
    machine.ground("sign", "60")
    for _ in range(2):
        machine.kill_while_making(rng.uniform(0, 0.5))
        assert machine.left() > 0, "nothing was killed"

    machine.run("sanviec.cli", "documents", "make", "--processes", "2")

    assert machine.left() == 0
    found = machine.ground("count")
    assert (found["wrong"], found["findings"]) == (0, 0)
