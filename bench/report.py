"""How a bench says what it measured: a table on the screen and the same text in results/."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

RESULTS = Path(__file__).parent / "results"


@dataclass
class Report:
    """One bench's figures, each against its target."""

    name: str
    rows: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, what: str, value: str, target: str = "") -> None:
        """One figure, told at once on stderr; the target is empty where none was promised."""
        self.rows.append((what, value, target))
        sys.stderr.write(f"{what}: {value} {target}".rstrip() + "\n")

    def finish(self, *, is_kept: bool = True) -> None:
        """Print the table, and keep it unless it is only a part."""
        load = os.getloadavg()[0]
        head = (
            f"{self.name}: {os.cpu_count()} cores, load {load:.1f}, Python {sys.version.split()[0]}"
        )
        widths = [max(len(row[i]) for row in self.rows) for i in range(3)]
        lines = [
            head,
            *(
                "  ".join(c.ljust(w) for c, w in zip(r, widths, strict=True)).rstrip()
                for r in self.rows
            ),
        ]
        text = "\n".join(lines) + "\n"
        sys.stdout.write(text)
        if is_kept:
            RESULTS.mkdir(exist_ok=True)
            (RESULTS / f"{self.name}.txt").write_text(text, encoding="utf-8")


@contextmanager
def clock() -> Iterator[list[float]]:
    """Seconds of wall time, as the one item of the list after the block."""
    spent: list[float] = []
    started = time.perf_counter()
    yield spent
    spent.append(time.perf_counter() - started)


def run(arguments: list[str], **environment: str) -> tuple[float, float]:
    """Run a command; wall seconds and peak memory in MB.

    Raises:
        CalledProcessError: it did not end with 0.
    """
    started = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    subprocess.run(
        arguments,
        check=True,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    # The largest child so far; a bench runs its largest command last or alone.
    return time.perf_counter() - started, max(peak, before) / 1024


def sanviec(*arguments: str) -> list[str]:
    """The command line of a `sanviec` command in this interpreter."""
    return [sys.executable, "-m", "sanviec.cli", *arguments]


def shared_data() -> Path | None:
    """Where the real files lie, if they are on this machine."""
    named = os.environ.get("SANVIEC_SHARED")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared"
    return folder / "data" if (folder / "data").is_dir() else None
