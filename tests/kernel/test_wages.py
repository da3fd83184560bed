"""Wages are read from cells, titles and questions."""

from __future__ import annotations

import csv
import gzip
import os
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.kernel.amounts import find_amounts
from sanviec.kernel.dong import format_vnd, format_wage
from sanviec.kernel.errors import InputError
from sanviec.kernel.text import nfc
from sanviec.kernel.wages import (
    MAX_WAGE_VND_MONTH,
    WageRange,
    find_wage,
    parse_wage,
    validate_wage,
)

USD_VND = 25_000
MILLION = 1_000_000
SHARED = Path(os.environ.get("SANVIEC_SHARED", Path(__file__).resolve().parents[3] / "shared"))

# Cell, lowest and highest wage in thousand đồng a month.
CELLS: list[tuple[str, float | None, float | None]] = [
    ("15 - 30 triệu", 15_000, 30_000),
    ("15tr", 15_000, 15_000),
    ("10 củ", 10_000, 10_000),
    ("Lương: 18 Tr - 30 Tr VND", 18_000, 30_000),
    ("Mức lương; 10.5 - 12 triệu", 10_500, 12_000),
    ("Thu nhập; Tới 0.5 triệu", None, 500),
    ("10,2 Tr - 15 Tr VND", 10_200, 15_000),
    ("Tới 20 triệu", None, 20_000),
    ("Lên đến 20 Tr VND", None, 20_000),
    ("Dưới 8 triệu", None, 8_000),
    ("Tối đa 8 triệu", None, 8_000),
    ("Trên 10 triệu", 10_000, None),
    ("Tối thiểu 10 triệu", 10_000, None),
    ("10 triệu trở lên", 10_000, None),
    ("10 triệu/tháng trở xuống", None, 10_000),
    ("20M++", 20_000, None),
    ("Trên 40,000,000", 40_000, None),
    ("1,000,000 - 5,000,000", 1_000, 5_000),
    ("9.000.000 - 11.000.000", 9_000, 11_000),
    ("9 000 000 đ", 9_000, 9_000),
    ("6.000.000 triệu", 6_000, 6_000),
    ("1.500 triệu", 1_500, 1_500),
    ("12.000k", 12_000, 12_000),
    ("1,000 - 2,000 USD", 25_000, 50_000),
    ("$ 1,000-2,500 /tháng", 25_000, 62_500),
    ("Tới $ 2,500 /tháng", None, 62_500),
    ("2-3k$", 50_000, 75_000),
    ("1000 đô một tháng", 25_000, 25_000),
    ("$ 65tr-80tr /tháng", 65_000, 80_000),
    ("600 - 1.200 VND", 15_000, 30_000),
    ("10.000 - 20.000 VND", 10_000, 20_000),
    ("20,000-30,000 ₫/tháng", 20_000, 30_000),
    ("500k/ngày", 13_000, 13_000),
    ("300/ngày", 7_800, 7_800),
    ("Lương ngày: 350.000", 9_100, 9_100),
    ("300k/8 tiếng", 7_800, 7_800),
    ("25.000đ/giờ", 5_200, 5_200),
    ("24 k - 25 k /giờ", 4_992, 5_200),
    ("200tr-500tr ₫/năm", 16_666.667, 41_666.667),
    ("3 triệu/tuần", 13_000, 13_000),
    ("500 - 1 triệu", 500, 1_000),
    ("200 - 500 triệu/năm", 16_666.667, 41_666.667),
    ("8 - 10.000.000", 8_000, 10_000),
    ("15tr - 30", 15_000, 30_000),
    ("30 - 15 triệu", 15_000, 30_000),
    ("7tr5 - 8tr5", 7_500, 8_500),
    ("7 triệu rưỡi", 7_500, 7_500),
    ("8 triệu 500 nghìn", 8_500, 8_500),
    ("mười lăm triệu", 15_000, 15_000),
    ("hai mươi ba triệu", 23_000, 23_000),
    ("10 triệu/tháng - 15 triệu/tháng", 10_000, 15_000),
    ("15", 15_000, 15_000),
    ("Lương cứng 8 -10M (Thu nhập 15-30tr)", 8_000, 10_000),
    ("0.0 - 15 triệu", None, 15_000),
    ("luong 12 - 15 trieu", 12_000, 15_000),
    ("6 triệu + thưởng 2 triệu", 6_000, None),
    ("**15 triệu**", 15_000, 15_000),
]


def _vnd(thousands: float | None) -> int | None:
    return None if thousands is None else round(thousands * 1000)


@pytest.mark.parametrize(("cell", "low", "high"), CELLS)
def test_cells(cell: str, low: float | None, high: float | None) -> None:
    for written in (cell, cell.upper(), unicodedata.normalize("NFD", cell), f"  {cell}\n"):
        wage = parse_wage(written, usd_vnd=USD_VND)
        assert wage is not None
        assert (wage.min_vnd_month, wage.max_vnd_month) == (_vnd(low), _vnd(high))


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "   ",
        "Thoả thuận",
        "Thỏa thuận",
        "Mức lương; Thoả thuận",
        "Thương lượng",
        "Cạnh tranh",
        "Sign in to view salary",
        "Negotiable",
        "You'll love it",
        "Theo sản phẩm",
        "Tới 150 k /sp",
        "Lương cơ bản + hoa hồng",
    ],
)
def test_open_wages_have_no_figures(cell: str) -> None:
    wage = parse_wage(cell, usd_vnd=USD_VND)
    assert wage is not None
    assert wage.is_negotiable
    assert (wage.min_vnd_month, wage.max_vnd_month) == (None, None)


@pytest.mark.parametrize(
    "cell",
    ["0", "0.0 - 0.0 triệu", "-5000000", "-5 triệu", "5.000.000.000", "55,000 USD", "1 - 1 VND"]
    + ["10^15", "10 ^ 15", "10**15", "10^15 đồng", "٨ triệu", "٨", "8٨ triệu"]
    + ["abc", "tuyển 15 cử nhân", "Lương tháng 13", "thưởng 5 triệu", "100%", "....", "💰"],
)
def test_what_cannot_be_a_wage_is_none(cell: str) -> None:
    assert parse_wage(cell, usd_vnd=USD_VND) is None


def test_figures_and_agreement_together() -> None:
    wage = parse_wage("15.000.000 - 17.000.000 (thỏa thuận)", usd_vnd=USD_VND)
    assert wage == WageRange(15 * MILLION, 17 * MILLION, True)


def test_assumptions_are_said() -> None:
    by_day = parse_wage("300k/ngày", usd_vnd=USD_VND)
    in_dollars = parse_wage("600 - 900 VND", usd_vnd=USD_VND)
    assert by_day is not None
    assert "26 ngày" in by_day.note
    assert in_dollars is not None
    assert "đô la Mỹ" in in_dollars.note
    assert "25.000 đồng" in in_dollars.note


def test_other_currencies_need_a_rate() -> None:
    unknown = parse_wage("180.000 yên/tháng", usd_vnd=USD_VND)
    known = parse_wage("18 man/tháng", usd_vnd=USD_VND, rates_vnd={"JPY": 170})
    assert unknown == WageRange(None, None, True, "Tiền lương ghi bằng JPY, chưa có tỷ giá.")
    assert known is not None
    assert known.min_vnd_month == 30_600_000


def test_millions_of_won_are_won_and_of_dollars_are_dong() -> None:
    rates = {"KRW": 18}
    for cell, wanted in (("2 triệu won", 36_000_000), ("$ 20tr", 20_000_000)):
        wage = parse_wage(cell, usd_vnd=USD_VND, rates_vnd=rates)
        assert wage is not None
        assert wage.min_vnd_month == wanted


@pytest.mark.parametrize(
    ("text", "low", "high", "found"),
    [
        ("Kế toán (Lương 12 - 15 Triệu) đi làm ngay", 12, 15, "Lương 12 - 15 Triệu"),
        ("bảo vệ ca đêm lương trên 10 triệu ở Hà Nội", 10, None, "lương trên 10 triệu"),
        ("công nhân may, 15 triệu 1 năm kinh nghiệm", 15, 15, "15 triệu"),
        ("Thu Nhập Upto 20M - Đi làm ngay", None, 20, "Thu Nhập Upto 20M"),
        ("Nhân viên kho 12-14M", 12, 14, "12-14M"),
        ("phụ hồ 400k/ngày tại Lạng Sơn", 10.4, 10.4, "400k/ngày"),
        ("lương 10-15 ở Huế", 10, 15, "lương 10-15"),
        ("Chuyên gia 30 triệu", 30, 30, "30 triệu"),
    ],
)
def test_a_wage_is_found_in_text(text: str, low: float, high: float | None, found: str) -> None:
    composed = unicodedata.normalize("NFD", text)
    hit = find_wage(composed, usd_vnd=USD_VND)
    assert hit is not None
    assert hit.wage.min_vnd_month == (None if low is None else low * MILLION)
    assert hit.wage.max_vnd_month == (None if high is None else high * MILLION)
    assert nfc(composed)[hit.start : hit.end] == found


@pytest.mark.parametrize(
    "text",
    [
        "Tuyển 15 cử nhân kế toán",
        "Nhà hàng tại Quận 2 cũ",
        "Nhân viên lái xe 2 năm kinh nghiệm",
        "Kho rộng 500m2",
        "Lương tháng 13, thưởng lễ",
        "Xét tăng lương 2 lần/năm",
        "Được hưởng lương 13, lễ, Tết",
        "Phụ cấp 5 triệu",
        "Hoa hồng 150 - 200 triệu",
        "Thu nhập hấp dẫn, 1 năm kinh nghiệm",
        "",
    ],
)
def test_other_numbers_are_not_wages(text: str) -> None:
    assert find_wage(text, usd_vnd=USD_VND) is None


def refusal_of(low: int | None, high: int | None) -> InputError | None:
    """What is said against a wage; None when nothing is."""
    try:
        validate_wage(low, high, field="wage_min")
    except InputError as refusal:
        return refusal
    return None


@pytest.mark.parametrize(
    ("low", "high"), [(None, None), (1, 1), (1, MAX_WAGE_VND_MONTH), (5, None)]
)
def test_possible_wages_are_accepted(low: int | None, high: int | None) -> None:
    assert refusal_of(low, high) is None


@pytest.mark.parametrize(
    ("low", "high", "code"),
    [
        (0, None, "wage_absurd"),
        (-1, 5, "wage_absurd"),
        (None, MAX_WAGE_VND_MONTH + 1, "wage_absurd"),
        (6, 5, "wage_crossed"),
    ],
)
def test_impossible_wages_are_refused(low: int | None, high: int | None, code: str) -> None:
    refusal = refusal_of(low, high)
    assert refusal is not None
    assert (refusal.code, refusal.field) == (code, "wage_min")
    assert refusal.text_vi.endswith(".")


@given(st.text(alphabet="0123456789.,- trieuTRkđ$/ngàyăủ%+\u0301", max_size=25))
@settings(max_examples=150, deadline=None)
def test_rubbish_gives_a_possible_wage_or_none(text: str) -> None:
    wage, found = parse_wage(text, usd_vnd=USD_VND), find_wage(text, usd_vnd=USD_VND)
    for read in filter(None, (wage, found and found.wage)):
        ends = [end for end in (read.min_vnd_month, read.max_vnd_month) if end is not None]
        assert ends == sorted(ends)
        assert all(0 < end <= MAX_WAGE_VND_MONTH for end in ends)


@given(st.integers(3, 9_999), st.integers(0, 5_000))
@settings(max_examples=60, deadline=None)
def test_what_we_write_we_read(low: int, more: int) -> None:
    low_vnd, high_vnd = low * 100_000, (low + more) * 100_000
    expected = (low_vnd, high_vnd)
    for cell in (
        f"{format_vnd(low_vnd)} - {format_vnd(high_vnd)} đồng/tháng",
        format_wage(low_vnd, high_vnd),
    ):
        wage = parse_wage(cell, usd_vnd=USD_VND)
        if high_vnd <= MAX_WAGE_VND_MONTH:
            assert wage is not None
            assert (wage.min_vnd_month, wage.max_vnd_month) == expected


def test_amounts_leave_percentages_and_areas() -> None:
    assert find_amounts("thuong 10% doanh so, kho 500m2, 3 %") == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared advertisements are not here")
def test_real_advertisements_are_read() -> None:
    path = SHARED / "data" / "jobs" / "vn_full_ads_dev.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8-sig") as file:
        cells = {row["salary"] for row in csv.DictReader(file)}
    unread = [cell for cell in cells if parse_wage(cell, usd_vnd=USD_VND) is None]
    assert len(unread) <= len(cells) * 0.01


@pytest.mark.parametrize("text", ["b" * 100_000, "may ao " * 3000, "1" * 100_000, "1 " * 50_000])
def test_any_length_is_fast(text: str) -> None:
    start = time.process_time()
    find_wage(text, usd_vnd=26_000)
    parse_wage(text, usd_vnd=26_000)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "title",
    [
        "Quản lý cửa hàng Vincom Bà Triệu",
        "Giám đốc – Trung tâm Ngân hàng giao dịch",
        "Nhân viên thiết kế 2D - 3D",
        "Graphic Design 2D+3D",
    ],
)
def test_words_like_numbers_are_no_wage(title: str) -> None:
    assert find_wage(title, usd_vnd=25_000) is None


@pytest.mark.parametrize(
    ("title", "low", "high"),
    [
        ("Phục vụ, tám triệu", 8_000_000, 8_000_000),
        ("phuc vu ba trieu", 3_000_000, 3_000_000),
        ("Giữ trẻ mười củ", 10_000_000, 10_000_000),
        ("Tạp vụ 25.000đ - 30.000đ/giờ", 5_200_000, 6_240_000),
    ],
)
def test_spelt_wages_stay_wages(title: str, low: int, high: int) -> None:
    found = find_wage(title, usd_vnd=25_000)
    assert found is not None
    assert (found.wage.min_vnd_month, found.wage.max_vnd_month) == (low, high)
