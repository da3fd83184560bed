"""The first rows of real files, where they lie beside the project: no row is lost unexplained."""

from __future__ import annotations

import os
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from sanviec.engines.intake import Context, convert, read_table

SHARED = Path(os.environ.get("SANVIEC_SHARED") or Path(__file__).parents[4] / "shared")
ROWS = 120
FILES = [
    ("vacancies", "jobs/vn_full_ads_dev.csv.gz"),
    ("vacancies", "jobs/vn_ad_listings_2025_dev.csv.gz"),
    ("vacancies", "matching/topcv300_jobs_vi.csv.gz"),
    ("jobseekers", "seekers/timviec365_seekers_anon_dev.csv.gz"),
]


@pytest.mark.parametrize(("kind", "name"), FILES)
def test_real_rows_are_understood(context: Context, kind: str, name: str) -> None:
    path = SHARED / "data" / name
    if not path.is_file():
        pytest.skip(f"{name} is not there: set SANVIEC_SHARED to the folder of shared data")
    with read_table(path) as table:
        conversion = convert(table, kind, context=context)
        rows = list(islice(conversion, ROWS))
    summary = conversion.summary
    reasons = Counter(error.code for row in rows for error in row.errors)
    assert summary.rows_read == ROWS
    assert summary.accepted >= 0.97 * ROWS, reasons
    assert summary.understood["occupation"] >= 0.8 * summary.given["occupation"]
    assert summary.understood["place"] >= 0.97 * summary.given["place"]
