"""The units against other published tables and real columns, where a copy of them is at hand."""

from __future__ import annotations

import csv
import gzip
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sanviec.kernel.places import Gazetteer, load_gazetteer
from sanviec.kernel.text import fold

SHARED = Path(os.environ.get("SANVIEC_SHARED", Path(__file__).resolve().parents[4] / "shared"))
DATA = SHARED / "data"
TABLES_ON = date(2026, 7, 25)  # the day of the tables of today's units

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason=f"no shared data at {DATA}; set SANVIEC_SHARED to its folder"
)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def rows(path: str) -> Iterator[dict[str, str]]:
    opener = gzip.open if path.endswith(".gz") else open
    with opener(DATA / path, "rt", encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def test_communes_of_today(gazetteer: Gazetteer) -> None:
    table = list(rows("admin/wards_3321.csv"))
    assert len(table) == 3_321
    for row in table:
        place = gazetteer.get(row["ward_code"])
        assert place.parent == row["province_code"]
        name = gazetteer.full_name_on(place.code, TABLES_ON)
        assert fold(name) == fold(row["full_name"])


def test_provinces_of_today(gazetteer: Gazetteer) -> None:
    for row in rows("admin/provinces_34.csv"):
        name = gazetteer.full_name_on(row["province_code"], TABLES_ON)
        assert fold(name) == fold(row["full_name"])
        assert len(gazetteer.communes(row["province_code"])) == int(row["n_wards"])


def test_provinces_before(gazetteer: Gazetteer) -> None:
    moves = {
        f"{row['old_province_code']}@63": row
        for row in rows("admin/mapping_63_to_34_provinces.csv")
    }
    assert len(moves) == 63
    for code, row in moves.items():
        assert gazetteer.today(code) == row["new_province_code"]


def test_communes_before(gazetteer: Gazetteer) -> None:
    for row in rows("admin/mapping_old_ward_to_new_ward.csv.gz"):
        if not row["old_ward_code"]:
            continue
        place = gazetteer.get(f"{row['old_ward_code']}@63")
        assert row["new_ward_code"] in place.successors
        assert place.parent == f"{row['old_district_code']}@63"
        if row["is_default"] == "1":
            assert place.successors[0] == row["new_ward_code"]


@pytest.mark.parametrize(
    ("path", "column", "share"),
    [
        ("jobs/vn_ad_listings_2025_dev.csv.gz", "location", 0.995),
        ("jobs/vn_full_ads_dev.csv.gz", "location", 0.995),
        ("seekers/timviec365_seekers_anon_dev.csv.gz", "workplace_desired", 0.999),
        ("matching/topcv300_jobs_vi.csv.gz", "locations", 0.999),
    ],
)
def test_share_of_a_real_column_that_is_read(
    gazetteer: Gazetteer, path: str, column: str, share: float
) -> None:
    cells = [row[column] for row in rows(path) if row[column].strip()]
    read = {cell: gazetteer.read(cell) for cell in set(cells)}
    known = [
        bool(reading.hits or reading.is_nationwide or reading.is_abroad)
        for reading in map(read.__getitem__, cells)
    ]
    assert sum(known) / len(known) >= share


def test_few_job_titles_without_a_place_seem_to_have_one(gazetteer: Gazetteer) -> None:
    titles = sorted({row["title"] for row in rows("jobs/vn_full_ads_dev.csv.gz")})[::4]
    doubtful = [
        hit
        for title in titles
        for hit in gazetteer.resolve(title)
        if not hit.is_exact or gazetteer.get(hit.code).level == "commune"
    ]
    assert len(doubtful) / len(titles) < 0.01
