"""A large centre's month of payments: 42,000 months due, listed in the worker, checked, approved,
sent, written out and reconciled; a second list is ordered and given up. On both databases.

python -m bench.payments [MONTHS]   # fewer for a try; the table is kept for the whole month only
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial

from bench.report import Report, run, sanviec
from bench.serving import ground, on_each_database

MONTHS = 42_000
GROUND = "bench.payments_ground"
_LATEST = 1_800


def main() -> None:
    """Pay one month of one centre, once for each kind of database."""
    months = int(sys.argv[1]) if len(sys.argv) > 1 else MONTHS
    report = Report("payments")
    on_each_database(report, partial(_measure, report, months))
    report.finish(is_kept=months == MONTHS)


def _measure(report: Report, months: int, what: str, home: dict[str, str]) -> None:
    home = home | {"SANVIEC_LOG_LEVEL": "ERROR"}
    run(sanviec("migrate"), **home)
    ground(GROUND, home, "make", str(months))
    ordered = ground(GROUND, home, "order")
    report.add(f"{what}: ordering a list of {months:,} months", _seconds(ordered["took"]))
    report.add(f"{what}: filled by the worker, its start included", _seconds(_fill(home)))
    for step, took in ground(GROUND, home, "pay").items():
        report.add(f"{what}: {step}", _seconds(took))
    found = ground(GROUND, home, "count")
    report.add(f"{what}: months without exactly one paid row", str(found["wrong"]), "0")
    report.add(f"{what}: findings in the audit chain", str(found["findings"]), "0")


def _fill(home: dict[str, str]) -> float:
    started = time.perf_counter()
    worker = subprocess.Popen(sanviec("worker"), env=os.environ | home, start_new_session=True)
    try:
        while ground(GROUND, home, "making")["left"]:
            if time.perf_counter() > started + _LATEST:
                raise TimeoutError("the list was not filled")
            time.sleep(0.5)
        return time.perf_counter() - started
    finally:
        os.killpg(worker.pid, signal.SIGTERM)
        worker.wait()


def _seconds(took: float) -> str:
    return f"{took:.1f} s"


if __name__ == "__main__":
    main()
