"""The keeper of the signalling process: starts it again, and ends with the server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sanviec.cli.signalling import uvicorn_command

# A parent that starts the keeper and then only waits, as the web server's process does.
PARENT = """
import os, subprocess, sys, time
child = [sys.executable, "-c", sys.argv[1], sys.argv[2]]
subprocess.Popen([sys.executable, "-m", "sanviec.cli.signalling", str(os.getpid()), *child])
time.sleep(60)
"""
# Writes its number and waits to be stopped.
CHILD = """
import os, sys, time
open(sys.argv[1], "a").write(f"{os.getpid()}\\n")
time.sleep(60)
"""


def waited_for(truth: Callable[[], bool], seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if truth():
            return True
        time.sleep(0.1)
    return False


def is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    # Whoever ended and was not yet collected is there only by name.
    return Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"


@pytest.mark.slow  # four processes come and go
def test_a_killed_process_is_started_again_and_ends_with_the_server(tmp_path: Path) -> None:
    file = tmp_path / "numbers"
    file.touch()
    parent = subprocess.Popen([sys.executable, "-c", PARENT, CHILD, str(file)])

    def lives() -> list[int]:
        return [int(line) for line in file.read_text().split()]

    try:
        assert waited_for(lambda: len(lives()) == 1)
        os.kill(lives()[0], signal.SIGKILL)
        assert waited_for(lambda: len(lives()) == 2)
        parent.kill()
        parent.wait(timeout=10)
        assert waited_for(lambda: not is_alive(lives()[1]))
        assert len(lives()) == 2
    finally:
        parent.kill()
        for number in lives():
            if is_alive(number):
                os.kill(number, signal.SIGKILL)


def test_one_process_that_soon_notices_who_went_silent() -> None:
    command = uvicorn_command("127.0.0.1", 8001)

    assert "--workers=1" in command
    assert {"--ws-ping-interval=5", "--ws-ping-timeout=5"} <= set(command)
    assert "sanviec.config.asgi:application" in command
