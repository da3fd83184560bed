"""`sanviec match` of the real 1,388 jobseekers with the real 37,261 ads: target 20 s, 1 GB."""

from __future__ import annotations

import csv
import gzip
import sys
import tempfile
from pathlib import Path

from bench.report import Report, run, sanviec, shared_data

COLUMNS = (
    "ad_id",
    "title",
    "company",
    "location",
    "salary",
    "experience",
    "level",
    "degree",
    "employment_type",
    "skills",
    "description",
    "requirements",
)
FILES = ("vn_full_ads_dev.csv.gz", "vn_ad_listings_2025_dev.csv.gz")


def main() -> None:
    """Join the two ad files, match, report."""
    data = shared_data()
    if data is None:
        sys.exit("the real files are not here; set SANVIEC_SHARED")
    report = Report("match")
    with tempfile.TemporaryDirectory() as folder:
        ads = Path(folder) / "ads.csv"
        count = join_ads(data / "jobs", ads)
        seekers = data / "seekers" / "timviec365_seekers_anon_dev.csv.gz"
        out = Path(folder) / "out.csv.gz"
        arguments = ["--jobseekers", str(seekers), "--vacancies", str(ads), "--out", str(out)]
        seconds, memory = run(sanviec("match", *arguments))
    report.add(
        f"1,388 jobseekers x {count:,} ads, top 10, whole command", f"{seconds:.1f} s", "20 s"
    )
    report.add("peak memory", f"{memory:.0f} MB", "1,000 MB")
    report.finish()


def join_ads(folder: Path, target: Path) -> int:
    """Both files under one heading; rows without an id get one."""
    count = 0
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for name in FILES:
            with gzip.open(folder / name, "rt", encoding="utf-8-sig", newline="") as source:
                for number, row in enumerate(csv.DictReader(source)):
                    row["ad_id"] = row.get("ad_id") or f"L{number:05d}"
                    writer.writerow([row.get(column) or "" for column in COLUMNS])
                    count += 1
    return count


if __name__ == "__main__":
    main()
