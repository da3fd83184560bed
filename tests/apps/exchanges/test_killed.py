"""A process that is killed while it announces leaves nothing half announced."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
# Builds a small session in a database file of its own, then announces it and is killed at the
# n-th letter, or when all messages stand in the outbox: all interviews were written before.
SCRIPT = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from django.db import transaction
call_command("migrate", verbosity=0)
from sanviec.apps.exchanges import letters
from sanviec.apps.exchanges.services import scheduling
from sanviec.apps.platform.actors import SYSTEM
from tests.apps.exchanges import factories
with transaction.atomic():
    session = factories.make_session()
    for number in range(2):
        factories.make_stand(session)
    from tests.apps.factories import make_seeker
    for number in range(6):
        person = make_seeker(session.centre, phone=f"091234567{number}")
        factories.make_participant(session, person)
write, post, written = letters._to_person, letters.post_messages, []
def written_at(*args):
    written.append(1)
    if sys.argv[1] == str(len(written)):
        os.kill(os.getpid(), signal.SIGKILL)
    return write(*args)
def posted(*args, **facts):
    made = post(*args, **facts)
    if sys.argv[1] == "posted":
        os.kill(os.getpid(), signal.SIGKILL)
    return made
letters._to_person, letters.post_messages = written_at, posted
print("begins", flush=True)
scheduling.announce_schedule(session=session, actor=SYSTEM, now=factories.NOW)
print("announced", flush=True)
"""


def announce(home: Path, killed_at: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "sanviec.config.settings.test",
        "SANVIEC_HOME": str(home),
    }
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, killed_at],
        env=environment,
        cwd=Path(__file__).resolve().parents[3],
        capture_output=True,
        text=True,
        check=False,
    )


def rows(home: Path) -> tuple[int, int, str]:
    with sqlite3.connect(home / "sanviec.sqlite3") as database:
        interviews = database.execute("SELECT count(*) FROM exchanges_interview").fetchone()[0]
        messages = database.execute(
            "SELECT count(*) FROM platform_outboxmessage WHERE topic LIKE 'session.timetable%'"
        ).fetchone()[0]
        state = database.execute("SELECT state FROM exchanges_exchangesession").fetchone()[0]
    return interviews, messages, state


@pytest.mark.parametrize(
    ("killed_at", "left"),
    [
        ("1", (0, 0, "published")),
        ("4", (0, 0, "published")),
        ("posted", (0, 0, "published")),
        ("never", (12, 6, "scheduled")),
    ],
)
def test_all_or_nothing_is_left(tmp_path: Path, killed_at: str, left: tuple[int, int, str]):
    ran = announce(tmp_path, killed_at)
    assert "begins" in ran.stdout, ran.stderr
    assert ran.returncode == (0 if killed_at == "never" else -signal.SIGKILL), ran.stderr
    assert rows(tmp_path) == left
