"""A scheduler and workers of Dask as processes of their own, on this machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

DASK = Path(sys.executable).with_name("dask")
_PATIENCE_SECONDS = 60


class SmallCluster:
    """One scheduler; workers as they are asked for. Everything ends with `close`."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._started: dict[str, subprocess.Popen[bytes]] = {}
        self._file = home / "scheduler.json"
        self._start("scheduler", "--port", "0", "--scheduler-file", str(self._file))
        wait_for(self._file.exists, "the scheduler listens")
        self.address: str = json.loads(self._file.read_text(encoding="utf-8"))["address"]

    def add_worker(self, name: str, *options: str) -> None:
        """Start a worker of one thread, without the nanny that would start it anew."""
        self._start(name, self.address, "--no-nanny", "--nthreads", "1", "--name", name, *options)

    def pid(self, name: str) -> int:
        """The process of the scheduler or of a worker."""
        return self._started[name].pid

    def kill(self, name: str) -> None:
        """End a process as a power cut would."""
        self._started[name].kill()
        self._started[name].wait()

    def pause(self, name: str) -> None:
        """Stop a process in whatever it is doing; it can only be killed."""
        os.kill(self.pid(name), signal.SIGSTOP)

    def close(self) -> None:
        """End what is left."""
        for name in self._started:
            self.kill(name)

    def _start(self, name: str, *arguments: str) -> None:
        kind = "scheduler" if name == "scheduler" else "worker"
        command = [str(DASK), kind, *arguments, "--host", "127.0.0.1", "--no-dashboard"]
        with (self._home / f"{name}.log").open("wb") as log:
            self._started[name] = subprocess.Popen(
                command, cwd=self._home, stdout=log, stderr=subprocess.STDOUT
            )


def wait_for(looks: Callable[[], Any], what: str) -> Any:
    """Give what `looks` gives as soon as it is something."""
    end = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < end:
        if found := looks():
            return found
        time.sleep(0.02)
    raise AssertionError(f"waited in vain: {what}")
