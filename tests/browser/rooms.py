"""What the journeys in rooms stand on: a signalling process, a relay, browsers with cameras.

Both programs are started for a test and stopped after it. A relay that is not there fails the
test: `make setup-tests` installs coturn, as it does Chromium.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from playwright.sync_api import Page, expect

from sanviec.apps.exchanges.models import Interview
from sanviec.cli.signalling import uvicorn_command
from tests.ground.browser import FLAGS
from tests.web.factories import account_of, make_room, make_seeker

HOST = "127.0.0.1"
# A camera and a microphone that show and sound by themselves; nobody is asked.
CAMERAS = [*FLAGS, "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
SECRET = "relay secret of the tests"
# On a loaded machine everything takes its time; people wait ten seconds at most.
PATIENCE_MS = 30_000
# Keeps the page's own connections where a test can ask them.
KEEPING = """
window.kept = [];
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...facts) { super(...facts); window.kept.push(this); }
};
"""
# Which way the sound and picture of the last connection go, on both ends.
WAYS = """async () => {
  const report = await window.kept.at(-1).getStats();
  const all = [...report.values()];
  const transport = all.find((one) => one.type === "transport");
  const pair = report.get(transport.selectedCandidatePairId);
  return [pair.localCandidateId, pair.remoteCandidateId].map((id) => report.get(id).candidateType);
}"""
FRAMES = "document.getElementById('phong-ho').getVideoPlaybackQuality().totalVideoFrames"


def free_port() -> int:
    with socket.create_server((HOST, 0)) as taken:
        return int(taken.getsockname()[1])


class Server:
    """A program that listens on a port; it may be killed and started again at the same place."""

    def __init__(self, command: list[str], port: int, **options: Any) -> None:
        self.command, self.port, self.options = command, port, options
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it listens."""
        self.process = subprocess.Popen(self.command, **self.options)
        for _ in range(600):
            if self.process.poll() is not None:
                break
            with socket.socket() as knocking:
                if knocking.connect_ex((HOST, self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError(f"{self.command[:4]} does not listen on {self.port}")

    def kill(self) -> None:
        """As the machine would, without a word."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=30)


@contextmanager
def running(server: Server) -> Iterator[Server]:
    server.start()
    try:
        yield server
    finally:
        if server.process is not None and server.process.poll() is None:
            server.kill()


def signalling(folder: Path) -> Server:
    """The product's own process on the test's database."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and "memory" in str(name):
        pytest.fail("two processes share the database: SANVIEC_TEST_DATABASE=sqlite-file")
    (folder / "signal_settings.py").write_text(
        f"from sanviec.config.settings.test import *\nDATABASES = {{'default': {_database()!r}}}\n",
        encoding="utf-8",
    )
    port = free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "signal_settings",
        "PYTHONPATH": os.pathsep.join([str(folder), os.getcwd()]),
        "SANVIEC_HOME": str(settings.SANVIEC_HOME),
    }
    return Server(uvicorn_command(HOST, port), port, env=environment)


def _database() -> dict[str, Any]:
    kept = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
    facts = {key: connection.settings_dict[key] for key in kept}
    return facts | {"NAME": str(facts["NAME"])}


def relay(folder: Path) -> Server:
    """coturn with our secret, on this machine only."""
    program = shutil.which("turnserver")
    if program is None:
        pytest.fail("no coturn: run `make setup-tests` as root, or install the package coturn")
    port = free_port()
    # Browsers do not gather the loopback address, so the relay answers on the machine's own.
    command = [
        program,
        "--no-stdout-log",
        f"--log-file={folder / 'turn.log'}",
        f"--pidfile={folder / 'turn.pid'}",
        f"--userdb={folder / 'turn.db'}",
        f"--listening-port={port}",
        f"--listening-ip={HOST}",
        f"--relay-ip={HOST}",
        "--allow-loopback-peers",
        "--fingerprint",
        "--use-auth-secret",
        f"--static-auth-secret={SECRET}",
        "--realm=tests.sanviec",
        "--no-tls",
        "--no-dtls",
        "--no-cli",
    ]
    return Server(command, port, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def interview_now() -> Interview:
    """An online interview that began a minute ago, by the real clock."""
    with transaction.atomic():
        person = make_seeker(full_name="Lò Thị Hoà")
        return make_room(person, starts_at=timezone.now() - timedelta(minutes=1))


def accounts(room: Interview) -> tuple[Any, Any]:
    """Who signs in as the person and as the firm."""
    return account_of(room.participant.jobseeker), account_of(room.stand.employer)


def enter(page: Page, *, voice: bool = False) -> None:
    """Consent and go in."""
    if voice:
        page.get_by_label("Chỉ nói, không hình").check()
    page.get_by_label("Tôi đã đọc và đồng ý").check()
    page.get_by_role("button", name="Vào phòng").click()


def says(page: Page, words: str) -> None:
    """Wait until the room says so."""
    expect(page.locator("#phong-trang-thai")).to_contain_text(words, timeout=PATIENCE_MS)


def write(page: Page, text: str) -> None:
    page.get_by_label("Tin nhắn").fill(text)
    page.get_by_role("button", name="Gửi").click()


def reads(page: Page, text: str) -> None:
    expect(page.locator("#phong-tin")).to_contain_text(text, timeout=PATIENCE_MS)


def until(page: Page, truth: str) -> None:
    """Ask the page again and again; its policy lets nothing wait inside by a text of code."""
    for _ in range(PATIENCE_MS // 100):
        if page.evaluate(truth):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never true: {truth}")


def sees(page: Page) -> None:
    """More pictures of the other side were decoded than there were a moment ago."""
    until(page, f"{FRAMES} > 0")
    before = page.evaluate(FRAMES)
    until(page, f"{FRAMES} > {before} + 5")
