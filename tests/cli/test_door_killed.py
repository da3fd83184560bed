"""A server killed while people are checked in: nothing that was acknowledged is lost."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

PEOPLE, KILLS, CLIENTS = 240, 3, 3


class Server:
    """The real web server in its own processes, with a home of its own."""

    def __init__(self, home: Path) -> None:
        self.environment = os.environ | {
            "SANVIEC_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "sanviec.config.settings.dev",
        }
        self.environment.pop("SANVIEC_DATABASE_URL", None)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process: subprocess.Popen[bytes] | None = None

    def run(self, *arguments: str) -> str:
        command = [sys.executable, "-m", *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "--workers", "2", "--log-level", "critical"]
        command += ["--bind", f"127.0.0.1:{self.port}", "sanviec.config.wsgi"]
        self.process = subprocess.Popen(command, env=self.environment, start_new_session=True)
        for _try in range(300):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError("the server did not start")

    def kill(self) -> None:
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Door:
    """A device that sends one scan after the other and remembers what was acknowledged."""

    def __init__(self, server: Server, told: dict[str, Any]) -> None:
        self.server, self.key = server, told["key"]
        self.scans = [
            {"id": str(uuid4()), "via": "qr", "ticket": ticket} for ticket in told["tickets"]
        ]
        self.acknowledged: set[str] = set()
        self.waiting = iter(self.scans)
        self.lock = threading.Lock()

    def send(self, scans: list[dict[str, Any]]) -> list[dict[str, Any]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        body = json.dumps({"scans": scans})
        connection.request("POST", "/cua/may/gui/", body, {"X-Device-Key": self.key})
        answer = connection.getresponse()
        told = json.loads(answer.read())
        connection.close()
        assert answer.status == 200
        scanned: list[dict[str, Any]] = told["scans"]
        return scanned

    def work(self) -> None:
        """Until the server is gone or nobody is left to scan."""
        while True:
            with self.lock:
                scan = next(self.waiting, None)
            if scan is None:
                return
            try:
                answers = self.send([scan])
            except (OSError, http.client.HTTPException, ValueError):
                return
            with self.lock:
                self.acknowledged |= {answer["id"] for answer in answers}


@pytest.fixture
def server(tmp_path: Path) -> Any:
    started = Server(tmp_path)
    yield started
    started.kill()


@pytest.mark.slow  # a real server, three times
def test_what_was_acknowledged_is_there_and_nothing_is_there_twice(server: Server) -> None:
    server.run("sanviec.cli", "migrate")
    door = Door(server, json.loads(server.run("bench.checkin_ground", "make", str(PEOPLE))))
    for kill in range(KILLS):
        server.start()
        threads = [threading.Thread(target=door.work) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        goal = (kill + 1) * PEOPLE // (KILLS + 2)
        while len(door.acknowledged) < goal and any(t.is_alive() for t in threads):
            time.sleep(0.01)
        server.kill()
        for thread in threads:
            thread.join()

    found = json.loads(server.run("bench.checkin_ground", "count"))
    acknowledged = len(door.acknowledged)
    assert 0 < acknowledged < PEOPLE
    # At most what was on its way when the server died was written and not acknowledged.
    assert acknowledged <= found["inside"] <= acknowledged + KILLS * CLIENTS
    assert found["findings"] == 0

    server.start()
    answers = door.send(door.scans)
    server.kill()
    repeats = {answer["id"] for answer in answers if answer["repeat"]}
    assert door.acknowledged <= repeats
    assert {answer["outcome"] for answer in answers} == {"accepted"}
    found = json.loads(server.run("bench.checkin_ground", "count"))
    assert found == {"inside": PEOPLE, "scans": PEOPLE, "visits": PEOPLE, "findings": 0}
