"""The signalling process of online interviews, alone or beside the web server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from types import FrameType

import click

from .django_setup import start_with_database

PORTS = click.IntRange(1, 65_535)
# Twice as long after each end, so that a broken set-up does not fill the log.
_FIRST_REST, _LONGEST_REST = 0.5, 30.0
# Who lived this long is not broken.
_HEALTHY_SECONDS = 30.0


@click.command("signal")
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ lắng nghe.")
@click.option("--port", default=8001, show_default=True, type=PORTS, help="Cổng.")
def signal_rooms(host: str, port: int) -> None:
    """Chạy tiến trình báo hiệu của phòng phỏng vấn trực tuyến (chỉ một tiến trình).

    Ví dụ: sanviec signal --host 127.0.0.1 --port 8001
    """
    from .running import refuse_busy_port

    start_with_database()
    refuse_busy_port(host, port)
    os.execv(sys.executable, uvicorn_command(host, port))


def uvicorn_command(host: str, port: int) -> list[str]:
    """One process: it alone knows who is in which room.

    A connection that went silent is noticed within ten seconds; a frame longer than any of ours
    is refused before it is read.
    """
    return [
        sys.executable,
        "-m",
        "uvicorn",
        "sanviec.config.asgi:application",
        f"--host={host}",
        f"--port={port}",
        "--workers=1",
        "--ws=websockets-sansio",
        "--ws-max-size=65536",
        "--ws-ping-interval=5",
        "--ws-ping-timeout=5",
        "--lifespan=off",
        "--no-access-log",
        "--no-server-header",
        "--log-level=warning",
        "--timeout-graceful-shutdown=2",
    ]


def keep_signalling(*, host: str, port: int) -> None:
    """Start the signalling process beside this one, which is about to become gunicorn.

    A small keeper starts it again when it ends, and ends with the server.
    """
    command = [sys.executable, "-m", "sanviec.cli.signalling", str(os.getpid())]
    subprocess.Popen([*command, *uvicorn_command(host, port)])


def keep(parent: int, command: list[str]) -> None:
    """Run a command again and again until the parent has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop)
    rest = _FIRST_REST
    while os.getppid() == parent:
        started = time.monotonic()
        _live_through(parent, command)
        was_healthy = time.monotonic() - started > _HEALTHY_SECONDS
        rest = _FIRST_REST if was_healthy else min(_LONGEST_REST, rest * 2)
        _rest(parent, rest)


def _live_through(parent: int, command: list[str]) -> None:
    """One life of the child; it is told to stop when the parent or this process must."""
    child = subprocess.Popen(command)
    try:
        while child.poll() is None and os.getppid() == parent:
            time.sleep(0.2)
    finally:
        if child.poll() is None:
            child.terminate()
            child.wait(timeout=10)


def _rest(parent: int, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and os.getppid() == parent:
        time.sleep(0.1)


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    keep(int(sys.argv[1]), sys.argv[2:])
