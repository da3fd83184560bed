"""Experience is read from cells, titles and questions."""

from __future__ import annotations

import csv
import gzip
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.kernel.durations import MAX_MONTHS, ExperienceRange, find_experience, parse_experience
from sanviec.kernel.text import nfc

SHARED = Path(os.environ.get("SANVIEC_SHARED", Path(__file__).resolve().parents[3] / "shared"))

CELLS: list[tuple[str, int | None, int | None]] = [
    ("từ 2 năm", 24, None),
    ("3 - 8 Năm", 36, 96),
    ("Trên 5 Năm", 60, None),
    ("Kinh nghiệm; Trên 5 năm", 60, None),
    ("5 năm trở lên", 60, None),
    ("Dưới 1 năm", 0, 12),
    ("Lên đến 3 Năm", 0, 36),
    ("Không yêu cầu", 0, None),
    ("Kinh nghiệm; Không yêu cầu", 0, None),
    ("Không yêu cầu kinh nghiệm", 0, None),
    ("Không cần KN", 0, None),
    ("Không", 0, None),
    ("6 tháng", 6, 6),
    ("2 nam kn", 24, 24),
    ("Kinh nghiệm; 1 năm", 12, 12),
    ("01 năm", 12, 12),
    ("1,5 năm", 18, 18),
    ("2 năm rưỡi", 30, 30),
    ("1 năm 6 tháng", 18, 18),
    ("nửa năm", 6, 6),
    ("hai năm", 24, 24),
    ("6 tháng - 1 năm", 6, 12),
    ("từ 1 đến 2 năm trở lên", 12, None),
    ("2-5+ years", 24, None),
    ("At least 5+ years of experience", 60, None),
    ("≥ 3 năm", 36, None),
    ("5 - 3 năm", 36, 60),
    ("Chưa có kinh nghiệm", 0, 0),
    ("Chưa Có Kinh Nghiệm", 0, 0),
    ("Không có thông tin kinh nghiệm", None, None),
    ("-1", None, None),
    ("0", 0, None),
    ("3", 36, 36),
    ("2-3", 24, 36),
    ("0 – 1", 0, 12),
    ("2+", 24, None),
]


@pytest.mark.parametrize(("cell", "low", "high"), CELLS)
def test_cells(cell: str, low: int | None, high: int | None) -> None:
    for written in (cell, unicodedata.normalize("NFD", cell), f" {cell.upper()}\t"):
        assert parse_experience(written) == ExperienceRange(low, high)


@pytest.mark.parametrize(
    "cell", ["", "abc", "????", "3 nam, 2 nữ", "18 tuổi", "500 năm", "2025", "12-24"]
)
def test_what_is_not_experience_is_none(cell: str) -> None:
    assert parse_experience(cell) is None


@pytest.mark.parametrize(
    ("text", "low", "high", "found"),
    [
        ("Kế toán thuế có kinh nghiệm từ 3 năm trở lên", 36, None, "kinh nghiệm từ 3 năm trở lên"),
        ("thợ hàn 2 năm kinh nghiệm ở Huế", 24, 24, "2 năm kinh nghiệm"),
        ("Từ 01 năm kinh nghiệm - lương 10 triệu", 12, None, "Từ 01 năm kinh nghiệm"),
        ("Nhân viên kho (dưới 2 năm KN)", 0, 24, "dưới 2 năm KN"),
        ("lái xe không yêu cầu kinh nghiệm", 0, None, "không yêu cầu kinh nghiệm"),
        ("Kế toán_02 năm kinh nghiệm_Đi làm ngay", 24, 24, "02 năm kinh nghiệm"),
        ("Kế toán (nữ -2 năm kinh nghiệm)", 24, 24, "2 năm kinh nghiệm"),
        ("tho may khong can kn", 0, None, "khong can kn"),
        ("Minimum 5 years of experience in SAP", 60, None, "Minimum 5 years of experience"),
    ],
)
def test_experience_is_found_in_text(text: str, low: int, high: int | None, found: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    hit = find_experience(apart)
    assert hit is not None
    assert hit.experience == ExperienceRange(low, high)
    assert nfc(apart)[hit.start : hit.end] == found


@pytest.mark.parametrize(
    "text",
    [
        "Tuyển 3 nam có kinh nghiệm",
        "Hợp đồng 2 năm",
        "Xét tăng lương 6 tháng/lần",
        "thành lập năm 1998",
    ],
)
def test_other_durations_are_not_experience(text: str) -> None:
    assert find_experience(text) is None


@given(st.text(alphabet="0123456789 .,-+nămtháguưởitrêdkiyeas\u0301", max_size=25))
@settings(max_examples=100, deadline=None)
def test_rubbish_gives_a_possible_range_or_none(text: str) -> None:
    experience = parse_experience(text)
    find_experience(text)
    if experience and experience.max_months is not None:
        assert 0 <= (experience.min_months or 0) <= experience.max_months <= MAX_MONTHS


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared advertisements are not here")
def test_real_advertisements_are_read() -> None:
    path = SHARED / "data" / "jobs" / "vn_full_ads_dev.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8-sig") as file:
        cells = {row["experience"] for row in csv.DictReader(file)} - {""}
    assert [cell for cell in cells if parse_experience(cell) is None] == []
