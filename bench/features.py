"""From rows to index: 500,000 vacancies of the length of real ads, target 120 s on two cores.

The real files are repeated under ids and employers of their own until there are enough rows.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from bench.match import COLUMNS, join_ads
from bench.report import Report, clock, shared_data
from sanviec.cli.facts import vacancy_facts
from sanviec.cli.files import records_of, today
from sanviec.engines.matching import build_index
from sanviec.kernel.occupations import load_occupations
from sanviec.kernel.places import load_gazetteer

VACANCIES = 500_000


def main(count: int = VACANCIES) -> None:
    """Read, understand, index; each part's seconds."""
    data = shared_data()
    if data is None:
        sys.exit("the real files are not here; set SANVIEC_SHARED")
    report = Report("features")
    with tempfile.TemporaryDirectory() as folder:
        ads, many = Path(folder) / "ads.csv", Path(folder) / "many.csv"
        join_ads(data / "jobs", ads)
        _repeat(ads, many, count)
        with clock() as reading:
            records, _ = records_of(str(many), "vacancies", on=today())
    with clock() as building:
        facts = [vacancy_facts(record) for record in records]
        index = build_index(facts, gazetteer=load_gazetteer(), occupations=load_occupations())
    with clock() as compiling:
        _ = index.compiled
    whole = reading[0] + building[0] + compiling[0]
    report.add(f"{len(index):,} vacancies, rows to index", f"{whole:.1f} s", "120 s")
    report.add("of it, reading and understanding rows", f"{reading[0]:.1f} s")
    report.add("words, columns and postings", f"{building[0]:.1f} s")
    report.add("arrays of the compiled path", f"{compiling[0]:.1f} s")
    report.finish(is_kept=count == VACANCIES)


def _repeat(source: Path, target: Path, count: int) -> None:
    with source.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(_renamed(rows, count))


def _renamed(rows: list[dict[str, str]], count: int) -> Iterator[list[str]]:
    for number, row in enumerate(islice(cycle(rows), count)):
        again = f" {number // len(rows)}" if number >= len(rows) else ""
        own = {"ad_id": f"N{number:06d}", "company": row["company"] + again}
        yield [own.get(column, row[column]) for column in COLUMNS]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else VACANCIES)
