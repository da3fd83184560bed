"""Wage regions of places: the lists hold together, and a text finds its region or none."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from sanviec.kernel.package_data import read_rows
from sanviec.kernel.places import load_gazetteer
from sanviec.kernel.wage_regions import SOURCES, load_wage_regions, read_decrees, written_regions

DAYS = {
    2016: date(2016, 1, 1),
    2021: date(2021, 1, 1),
    2023: date(2023, 1, 1),
    2024: date(2024, 12, 1),
    2025: date(2025, 8, 1),
    2026: date(2026, 2, 1),
}


def region(text: str, year: int) -> str | None:
    """Give the region of a text on a day of a year."""
    found = load_wage_regions().region_of(text, DAYS[year])
    return None if found is None else found.region


def test_the_lists_follow_one_another_without_a_gap() -> None:
    decrees = read_decrees()
    for before, after in zip(decrees, decrees[1:], strict=False):
        assert before.valid_to is not None
        assert after.valid_from == before.valid_to + timedelta(days=1)
    assert decrees[-1].valid_to is None


def test_every_row_has_its_source_and_status() -> None:
    rows = read_rows("wage_regions.csv")
    assert len(rows) > 600
    assert {row["source"] for row in rows} <= set(SOURCES)
    assert {row["status"] for row in rows} <= {"verified", "provisional"}
    assert {row["region"] for row in rows} <= {"I", "II", "III", "IV", "?"}
    known = {one.decree for one in read_decrees()}
    assert {row["decree"] for row in rows} <= known
    assert "293/2025/NĐ-CP" in written_regions()


def test_every_commune_of_today_has_one_region() -> None:
    gazetteer, regions = load_gazetteer(), load_wage_regions()
    decree = regions.decree("293/2025/NĐ-CP")
    communes = [one for p in gazetteer.provinces() for one in gazetteer.communes(p.code)]
    counts: Counter[str] = Counter()
    for one in communes:
        (row,) = regions.rows_of(one.code, decree)
        assert row is not None, one
        counts[row.region] += 1
    assert len(communes) == sum(counts.values()) == 3_321
    assert counts["IV"] > counts["III"] > counts["I"] > 300


@pytest.mark.parametrize(
    ("text", "by_year"),
    [
        ("Quận 1, TP. Hồ Chí Minh", {2016: "I", 2021: "I", 2024: "I", 2025: "I", 2026: "I"}),
        ("123 Lê Lợi, P. Bến Nghé, Q.1, TP HCM", {2021: "I", 2026: "I"}),
        ("huyen can gio tp hcm", {2021: "II", 2024: "II", 2026: "II"}),
        ("Quận Hải Châu, Đà Nẵng", {2016: "II", 2021: "II", 2026: "II"}),
        ("Thành phố Hạ Long, Quảng Ninh", {2021: "II", 2023: "I", 2024: "I", 2026: None}),
        ("Huyện Thống Nhất, Đồng Nai", {2021: "II", 2023: "II", 2024: "I"}),
        ("Thành phố Hải Dương", {2021: "II", 2023: "II", 2024: "I"}),
        ("Huyện Mèo Vạc, Hà Giang", {2016: None, 2021: "IV", 2024: "IV", 2026: "IV"}),
        ("Phường Tây Thạnh, TP. Hồ Chí Minh", {2026: "I"}),
        ("Xã Thanh An, TP. Hồ Chí Minh", {2026: "I"}),
        ("Xã Thạnh An, TP. Hồ Chí Minh", {2026: "II"}),
        ("Bình Dương", {2021: "I", 2026: "I"}),
        ("Hà Nội", {2021: None, 2024: None, 2026: None}),
        ("Thành phố Huế", {2026: None}),
        ("Đà Nẵng", {2024: "II", 2026: None}),
        ("Xưởng may số 3", {2024: None}),
        ("Quận 1, TP. HCM và Quận Hải Châu, Đà Nẵng", {2024: None}),
        ("Quận 1 và Quận 3, TP. Hồ Chí Minh", {2024: "I"}),
        ("Tokyo, Nhật Bản", {2024: None}),
        ("Quan Hai Chau Da Nangg", {2024: None}),
    ],
)
def test_a_workplace_in_words(text: str, by_year: dict[int, str | None]) -> None:
    assert {year: region(text, year) for year in by_year} == by_year


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2024, 6, 30), "II"), (date(2024, 7, 1), "I"), (date(2013, 12, 31), None)],
)
def test_a_list_holds_from_its_day(on: date, expected: str | None) -> None:
    found = load_wage_regions().region_of("Huyện Thống Nhất, Đồng Nai", on)
    assert (found.region if found else None) == expected


def test_what_was_found_is_told() -> None:
    found = load_wage_regions().region_of("Dĩ An, Bình Dương", DAYS[2024])
    assert found is not None
    assert found.place == "Thành phố Dĩ An"
    assert (found.decree.decree, found.source, found.status) == (
        "74/2024/NĐ-CP",
        "copy",
        "provisional",
    )
