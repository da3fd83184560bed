"""Claims for unemployment insurance: one by one with every line, and many at once as columns.

Processor time, best of several runs: other work on the machine only ever adds to it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any

import numpy as np

from bench.report import Report
from sanviec.engines.benefits import Facts, decide, decision_record, load_law, read_facts
from sanviec.engines.benefits.columns import Columns, day_number, decide_columns, tables_of

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
        ("deciding, every line cited", lambda: [decide(one, law) for one in facts], "≤ 200 µs"),
        ("deciding of few facts", lambda: [decide(one, law) for one in summaries], ""),
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
    report.finish()


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
