"""Provinces that were split again before 1997 lead to the provinces of today."""

from __future__ import annotations

from datetime import date

import pytest

from sanviec.kernel.places import joint_provinces, load_gazetteer


def test_every_part_is_a_former_province_and_every_row_is_dated_and_sourced() -> None:
    gazetteer = load_gazetteer()
    for joint in joint_provinces():
        parts = [gazetteer.get(part) for part in joint.parts]
        assert len(parts) > 1
        assert all(part.level == "province" and part.valid_to for part in parts)
        assert date(1945, 9, 2) < joint.valid_from < joint.valid_to < date(1997, 1, 1)
        assert "National Assembly" in joint.source


def test_no_part_lay_in_two_of_them_on_one_day() -> None:
    nested = {("Nam Hà", "Hà Nam Ninh")}
    rows = joint_provinces()
    for n, one in enumerate(rows):
        for other in rows[n + 1 :]:
            overlap = one.valid_from < other.valid_to and other.valid_from < one.valid_to
            if overlap and (one.name, other.name) not in nested:
                assert not set(one.parts) & set(other.parts)


@pytest.mark.parametrize(
    ("text", "today"),
    [
        ("Hà Bắc", "24"),
        ("Minh Hải", "96"),
        ("Hà Nam Ninh", "37"),
        ("Hậu Giang", "92"),
        ("Hà Tây", "01"),
        ("Quảng Nam - Đà Nẵng", "48"),
        ("xã Hà Bắc, Hải Phòng", "10816"),
        ("Minh Hải, Văn Lâm, Hưng Yên", "11992"),
    ],
)
def test_a_name_in_a_cell_leads_to_today(text: str, today: str) -> None:
    assert [hit.today_code for hit in load_gazetteer().resolve(text)] == [today]
