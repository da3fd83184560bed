"""Import of 50,000 vacancies into a fresh SQLite database: target 60 s, 300 MB."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench.population import check_imported, write_vacancies
from bench.report import Report, run, sanviec
from sanviec.cli.files import today

ROWS = 50_000


def main(rows: int = ROWS) -> None:
    """Measure a preview-free import, then the same file again."""
    report = Report("imports")
    with tempfile.TemporaryDirectory() as folder:
        home = {"SANVIEC_HOME": folder}
        path = write_vacancies(Path(folder) / "viec.csv", rows, on=today())
        run(sanviec("migrate"), **home)
        run(sanviec("staff", "open-centre", "LS", "Trung tâm mẫu", "--province", "20"), **home)
        bring = sanviec("import", "vacancies", str(path), "--centre", "LS", "--vouched", "--apply")
        first, memory = run(bring, **home)
        check_imported(folder, rows)
        again, _ = run(bring, **home)
    report.add(f"{rows:,} rows, first time", f"{first:.1f} s", "60 s")
    report.add("peak memory", f"{memory:.0f} MB", "300 MB")
    report.add("the same file again (all unchanged)", f"{again:.1f} s")
    report.finish()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
