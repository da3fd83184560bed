"""Claims for unemployment insurance: one by one with every line, and many at once as columns.

Processor time, best of several runs: other work on the machine only ever adds to it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from bench.report import Report
from sanviec.engines.benefits import Facts, Law, decide, decision_record, load_law, read_facts
from sanviec.engines.benefits.columns import (
    Columns,
    day_number,
    decide_columns,
    kind_number,
    tables_of,
)

ROOT = Path(__file__).resolve().parent.parent
PEER = ROOT / ".venv-openfisca"
PEER_DAY = date(2025, 3, 3)
EMPLOYERS = (kind_number("employer", "I"), kind_number("employer", "IV") + 1)
CLAIMS, RUNS = 5_000, 7
SIZES = ((800_000, "≤ 25 ms"), (8_000_000, "≤ 400 ms"))


def main() -> None:
    """Decide claims both ways, report."""
    report = Report("benefits")
    law = load_law()
    lines = [claim(Random(seed)) for seed in range(CLAIMS)]
    facts = [read_facts(line) for line in lines]
    summaries = [summary(one) for one in facts]
    records = [decision_record(None, decide(one, law)) for one in facts]
    tasks: list[tuple[str, Callable[[], Any], str]] = [
        ("reading", lambda: [read_facts(line) for line in lines], ""),
        ("deciding, every line cited", lambda: [cited(one, law) for one in facts], "≤ 200 µs"),
        ("deciding, figures alone", lambda: decided(facts, law), ""),
        ("deciding of sums, figures alone", lambda: decided(summaries, law), "≤ 40 µs"),
        ("writing as JSON", lambda: [json.dumps(record) for record in records], ""),
    ]
    for what, task, target in tasks:
        report.add(f"one claim: {what}", f"{best(task) / CLAIMS * 1e6:.0f} µs", target)
    started = time.process_time()
    tables = tables_of(law)
    report.add("tables of a law", f"{time.process_time() - started:.2f} s")
    for size, target in SIZES:
        columns = columns_of(size)
        spent = best(partial(decide_columns, columns, tables))
        report.add(f"{size:,} claims, six figures", f"{spent * 1e3:.0f} ms", target)
    compare_with_peer(report, law)
    report.finish()


def cited(facts: Facts, law: Law) -> int:
    """Decide a claim and read each line of its explanation."""
    return sum(len(line.text_vi) for line in decide(facts, law).explanation)


def decided(claims: list[Facts], law: Law) -> int:
    """Decide claims one after another; none is kept, as when one person asks."""
    return sum(decide(facts, law).monthly_amount_vnd or 0 for facts in claims)


def compare_with_peer(report: Report, law: Law) -> None:
    """The same claims of one day in OpenFisca-core and as columns: sums must be equal."""
    columns = columns_of(SIZES[0][0])
    one_day = replace(
        columns,
        decided_on=np.full_like(columns.decided_on, day_number(PEER_DAY)),
        separated_on=np.full_like(columns.separated_on, day_number(PEER_DAY)),
        kind=np.random.default_rng(5).integers(*EMPLOYERS, len(columns.kind)).astype(np.int32),
    )
    tables = tables_of(law)
    ours = best(partial(decide_columns, one_day, tables))
    figures = decide_columns(one_day, tables)
    peer = run_peer(one_day)
    sums = {
        "cap": figures.cap_vnd,
        "amount": figures.monthly_amount_vnd,
        "entitlement": figures.entitlement_months,
        "reserve": figures.reserved_months,
        "total": figures.total_vnd,
    }
    same = {
        name: int(values.sum(dtype=np.int64)) == peer["sums"][name] for name, values in sums.items()
    }
    assert all(same.values()), same
    report.add("one day, the same sums: ours", f"{ours * 1e3:.0f} ms")
    report.add("one day: OpenFisca-core 46.0.1", f"{peer['seconds'] * 1e3:.0f} ms")
    report.add("ratio", f"{peer['seconds'] / ours:.0f} ×", "≥ 20 ×")


def run_peer(columns: Columns) -> dict[str, Any]:
    """Run OpenFisca in its own environment, made the first time."""
    python = PEER / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(PEER)], check=True)
        pinned = ROOT / "requirements" / "openfisca.txt"
        install = [python, "-m", "pip", "install", "-q", "--require-hashes", "-r", pinned]
        subprocess.run(install, check=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.npz"
        np.savez(
            path,
            average_wage=columns.average_wage_vnd.astype(np.int32),
            months=columns.contribution_months,
            region=(columns.kind - EMPLOYERS[0]).astype(np.int16),
        )
        script = Path(__file__).with_name("benefits_openfisca.py")
        told = subprocess.run([python, script, path], check=True, capture_output=True, text=True)
    result: dict[str, Any] = json.loads(told.stdout)
    return result


def best(task: Callable[[], Any]) -> float:
    """Give the least processor seconds of several runs."""
    spent = []
    for _ in range(RUNS):
        started = time.process_time()
        task()
        spent.append(time.process_time() - started)
    return min(spent)


def claim(rng: Random) -> dict[str, Any]:
    """Give a claim with a list of contributions, as a line of a file has it."""
    separated = date(2016, 1, 1) + timedelta(days=rng.randrange(3_900))
    month = separated.year * 12 + separated.month - 1
    wages = [rng.randrange(5, 40) * 1_000_000 for _ in range(3)]
    return {
        "decided_on": (separated + timedelta(days=40)).isoformat(),
        "separated_on": separated.isoformat(),
        "separation": "contract_ended",
        "contract": "definite",
        "contract_months": 24,
        "wage_regime": "employer",
        "region": rng.choice(["I", "II", "III", "IV"]),
        "filed_on": (separated + timedelta(days=20)).isoformat(),
        "contributions": [
            {"from": text(month - 12 * n - 12), "to": text(month - 12 * n - 1), "wage_vnd": wage}
            for n, wage in enumerate(wages)
        ],
    }


def text(month: int) -> str:
    """Give a month as a file has it."""
    return f"{month // 12}-{month % 12 + 1:02d}"


def summary(facts: Facts) -> Facts:
    """Give only the few facts that columns hold too."""
    return Facts(
        decided_on=facts.decided_on,
        separated_on=facts.separated_on,
        wage_regime=facts.wage_regime,
        region=facts.region,
        contribution_months=36,
        average_wage_vnd=12_000_000,
    )


def columns_of(size: int) -> Columns:
    """Give random claims of twelve years as columns."""
    rng = np.random.default_rng(size)
    first, last = day_number(date(2015, 3, 1)), day_number(date(2027, 1, 1))
    decided = rng.integers(first, last, size).astype(np.int32)
    separated = (decided - 40).astype(np.int32)
    return Columns(
        decided_on=decided,
        separated_on=separated,
        filed_on=(decided - 20).astype(np.int32),
        last_contribution_month=(separated / 30.4375).astype(np.int32),
        kind=rng.integers(0, 15, size).astype(np.int32),
        contribution_months=rng.integers(0, 200, size).astype(np.int32),
        average_wage_vnd=rng.integers(3_000_000, 60_000_000, size),
    )


if __name__ == "__main__":
    main()
