"""Questions put together from real titles, places and figures, where the shared data is at hand."""

from __future__ import annotations

import csv
import gzip
import os
import re
from pathlib import Path

import pytest

from sanviec.kernel.places import load_gazetteer
from sanviec.kernel.text import fold

from .test_cases import ask

SHARED = Path(os.environ.get("SANVIEC_SHARED", Path(__file__).parents[5] / "shared"))
TITLES = SHARED / "data" / "jobs" / "vn_ad_listings_2025_dev.csv.gz"
YEARS, MILLIONS = (1, 2, 3, 5), (8, 10, 12, 15, 20)


def questions(number: int) -> list[tuple[str, str, int, int]]:
    """Give questions with the province's name, the wage in million đồng and the years in them."""
    found: list[tuple[str, str, int, int]] = []
    with gzip.open(TITLES, "rt", encoding="utf-8") as lines:
        for row in list(csv.DictReader(lines))[:: 32_964 // number]:
            title = re.sub(r"\(.*?\)|\[.*?\]|\d.*$", "", row["title"]).strip(" -,/")
            place = row["location"].split(",")[0].strip()
            year, wage = YEARS[len(title) % 4], MILLIONS[len(title) % 5]
            if title and place:
                asked = f"tim viec {title} o {place} luong tren {wage}tr, {year} nam kn"
                found.append((fold(asked), place, wage, year))
    return found


@pytest.mark.slow
@pytest.mark.skipif(not TITLES.exists(), reason="shared data is absent (SANVIEC_SHARED)")
def test_figures_and_places_are_found_beside_real_titles() -> None:
    asked = questions(200)
    gazetteer = load_gazetteer()
    wages = years = places = jobs = 0
    for question, place, wage, year in asked:
        understood = ask(question)
        wages += understood.wage_min_vnd_month == wage * 1_000_000
        years += understood.experience_months == year * 12
        provinces = {gazetteer.province_of(code) for code in understood.places}
        places += {gazetteer.province_of(h.code) for h in gazetteer.resolve(place)} <= provinces
        jobs += bool(understood.occupation_codes)

    assert min(wages, years) >= 0.99 * len(asked)
    assert places >= 0.95 * len(asked)
    assert jobs >= 0.90 * len(asked)
