"""Floors on real advertisements; skipped where the shared data is absent."""

from __future__ import annotations

import csv
import gzip
import os
from datetime import date
from pathlib import Path

import pytest

from sanviec.engines.matching import VacancyFacts, VacancyIndex, build_index, search
from sanviec.engines.matching.understanding import understand
from sanviec.kernel.occupations import OccupationIndex, load_occupations
from sanviec.kernel.places import Gazetteer, load_gazetteer
from sanviec.kernel.text import fold

ON = date(2026, 11, 22)
_ROOT = Path(__file__).resolve().parents[3]
_SHARED = Path(os.environ.get("SANVIEC_SHARED", _ROOT.parent / "shared"))
_FILE = _SHARED / "data" / "matching" / "topcv300_jobs_vi.csv.gz"
_SAMPLE = 60

pytestmark = pytest.mark.skipif(
    not _FILE.exists(), reason="the shared advertisements are absent (set SANVIEC_SHARED)"
)


@pytest.fixture(scope="module")
def tables() -> tuple[Gazetteer, OccupationIndex]:
    return load_gazetteer(), load_occupations()


@pytest.fixture(scope="module")
def index(tables: tuple[Gazetteer, OccupationIndex]) -> VacancyIndex:
    gazetteer, occupations = tables
    csv.field_size_limit(10**7)
    with gzip.open(_FILE, "rt", encoding="utf-8") as rows:
        ads = [_facts(row, gazetteer, occupations) for row in csv.DictReader(rows)]
    return build_index(ads, gazetteer=gazetteer, occupations=occupations)


def _facts(row: dict[str, str], gazetteer: Gazetteer, occupations: OccupationIndex) -> VacancyFacts:
    found = occupations.find(row["title"], 1)
    places = dict.fromkeys(hit.today_code for hit in gazetteer.resolve(row["locations"][:80]))
    return VacancyFacts(
        id=row["id"],
        title=row["title"],
        employer=row["company"],
        occupation=found[0].code if found else None,
        places=tuple(places),
        wage_min=int(float(row["salary_min"])) if row["salary_min"] else None,
        wage_max=int(float(row["salary_max"])) if row["salary_max"] else None,
        text=f"{row['description']}\n{row['requirements']}",
    )


def _found(
    question: str, index: VacancyIndex, tables: tuple[Gazetteer, OccupationIndex]
) -> list[str]:
    gazetteer, occupations = tables
    understood = understand(question, gazetteer=gazetteer, occupations=occupations, usd_vnd=26_000)
    return [hit.vacancy_id for hit in search(index, understood, 10, on=ON).hits]


@pytest.mark.parametrize("is_folded", [False, True])
def test_a_named_vacancy_is_found_with_and_without_marks(
    index: VacancyIndex, tables: tuple[Gazetteer, OccupationIndex], is_folded: bool
) -> None:
    ads = index.facts[:: max(len(index) // _SAMPLE, 1)]
    hits = 0
    for ad in ads:
        named = f"mô tả công việc {ad.title} {ad.employer}"
        hits += ad.id in _found(fold(named) if is_folded else named, index, tables)
    assert hits >= 0.95 * len(ads)


def test_a_trade_and_a_place_find_that_trade_in_that_place(
    index: VacancyIndex, tables: tuple[Gazetteer, OccupationIndex]
) -> None:
    for question in ("tim viec ke toan o ha noi", "nhân viên kinh doanh Hồ Chí Minh"):
        found = [index.get(one) for one in _found(question, index, tables)]
        words = ("ke toan", "accountant") if "toan" in question else ("kinh doanh", "sale")
        right = [ad for ad in found if any(word in fold(ad.title) for word in words)]
        assert len(right) >= 8
