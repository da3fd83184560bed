"""Decision documents, drawn and signed: a second on two cores (target 8/s), and a batch of 1,000
through the queue by two workers (target 3 minutes); no document lost, none made twice.

python -m bench.documents [BATCH]   # fewer for a try; the table is kept for the whole batch only
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from typing import Any

from bench.report import Report, run, sanviec

BATCH, BY_COMMAND, WORKERS = 1_000, 200, 2
SECONDS = 180


def main() -> None:
    """Sign decisions, make the papers of some by the command and of a batch by workers."""
    batch = int(sys.argv[1]) if len(sys.argv) > 1 else BATCH
    by_command = min(BY_COMMAND, batch)
    report = Report("documents")
    with tempfile.TemporaryDirectory() as folder:
        home = {"SANVIEC_HOME": folder, "SANVIEC_LOG_LEVEL": "ERROR"}
        run(sanviec("migrate"), **home)
        _ground(home, "sign", str(by_command + batch))
        _by_command(report, by_command, home)
        _by_workers(report, batch, home)
        found = _ground(home, "count")
        report.add("documents lost or made twice", str(found["wrong"]), "0")
        report.add("findings in the audit chain", str(found["findings"]), "0")
        report.add("size of a document", f"{found['bytes'] / 1024:.0f} KB")
    report.finish(is_kept=batch == BATCH)


def _by_command(report: Report, count: int, home: dict[str, str]) -> None:
    empty = run(sanviec("documents", "status"), **home)[0]
    command = ("documents", "make", "--processes", str(WORKERS), "--limit", str(count))
    seconds, _peak = run(sanviec(*command), **home)
    report.add(f"{count} documents by the command", f"{seconds:.1f} s")
    report.add("documents a second, 2 processes", f"{count / (seconds - empty):.1f}", "8")
    one = _ground(home, "one")
    report.add("one document: drawing", f"{one['draw_ms']:.0f} ms")
    report.add("one document: signing", f"{one['sign_ms']:.0f} ms")
    report.add("one document: checking its file", f"{one['check_ms']:.0f} ms")


def _by_workers(report: Report, count: int, home: dict[str, str]) -> None:
    started = time.perf_counter()
    workers = [
        subprocess.Popen(sanviec("worker"), env=os.environ | home, start_new_session=True)
        for _ in range(WORKERS)
    ]
    try:
        while (left := _left(home)) and _is_early(started):
            time.sleep(1)
        seconds = time.perf_counter() - started
    finally:
        for worker in workers:
            os.killpg(worker.pid, signal.SIGTERM)
            worker.wait()
    told = f"{seconds:.0f} s" if not left else f"{left} left after {seconds:.0f} s"
    report.add(f"a batch of {count} by {WORKERS} workers, their start included", told, "180 s")


def _left(home: dict[str, str]) -> int:
    """How many papers still wait; a look that starts no process beside the workers."""
    path = f"file:{home['SANVIEC_HOME']}/sanviec.sqlite3?mode=ro"
    with closing(sqlite3.connect(path, uri=True, timeout=30)) as database:
        waiting = "SELECT count(*) FROM claims_decisiondocument WHERE state = 'queued'"
        return int(database.execute(waiting).fetchone()[0])


def _is_early(started: float) -> bool:
    return time.perf_counter() - started < 3 * SECONDS


def _ground(home: dict[str, str], *arguments: str) -> Any:
    command = [sys.executable, "-m", "bench.documents_ground", *arguments]
    done = subprocess.run(
        command, check=True, env=os.environ | home, capture_output=True, text=True
    )
    return json.loads(done.stdout)


if __name__ == "__main__":
    main()
