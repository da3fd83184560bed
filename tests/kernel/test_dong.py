"""Amounts of đồng read as people write and say them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanviec.kernel.dong import format_million, format_vnd, format_wage, spell_vnd


@pytest.mark.parametrize(
    ("amount", "figures", "said"),
    [
        (0, "0", "0 đồng"),
        (999_999, "999.999", "999.999 đồng"),
        (1_000_000, "1.000.000", "1 triệu đồng"),
        (7_500_000, "7.500.000", "7,5 triệu đồng"),
        (7_255_000, "7.255.000", "7,26 triệu đồng"),
        (20_000_000, "20.000.000", "20 triệu đồng"),
        (999_994_999, "999.994.999", "999,99 triệu đồng"),
        (1_200_000_000, "1.200.000.000", "1,2 tỷ đồng"),
        (1_234_000_000_000, "1.234.000.000.000", "1.234 tỷ đồng"),
        (-500_000, "-500.000", "-500.000 đồng"),
        (-2_500_000, "-2.500.000", "-2,5 triệu đồng"),
    ],
)
def test_amounts(amount: int, figures: str, said: str) -> None:
    assert format_vnd(amount) == figures
    assert format_million(amount) == said


@pytest.mark.parametrize(
    ("low", "high", "phrase"),
    [
        (None, None, "Thỏa thuận"),
        (8_000_000, None, "Từ 8 triệu đồng"),
        (None, 12_500_000, "Đến 12,5 triệu đồng"),
        (8_000_000, 12_000_000, "8–12 triệu đồng"),
        (500_000, 2_000_000, "Từ 500.000 đồng đến 2 triệu đồng"),
        (9_000_000, 9_000_000, "9 triệu đồng"),
    ],
)
def test_wage_phrase(low: int | None, high: int | None, phrase: str) -> None:
    assert format_wage(low, high) == phrase


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (5, "Năm đồng"),
        (15, "Mười lăm đồng"),
        (21, "Hai mươi mốt đồng"),
        (105, "Một trăm linh năm đồng"),
        (1_001, "Một nghìn không trăm linh một đồng"),
        (7_500_000, "Bảy triệu năm trăm nghìn đồng"),
        (2_976_000, "Hai triệu chín trăm bảy mươi sáu nghìn đồng"),
        (23_400_055, "Hai mươi ba triệu bốn trăm nghìn không trăm năm mươi lăm đồng"),
        (1_000_000_000, "Một tỷ đồng"),
        (12_000_011_000, "Mười hai tỷ không trăm mười một nghìn đồng"),
        (-1_000, "Âm một nghìn đồng"),
    ],
)
def test_amount_in_words(amount: int, words: str) -> None:
    assert spell_vnd(amount) == words


@given(st.integers(min_value=-(10**13), max_value=10**13))
def test_figures_can_be_read_back(amount: int) -> None:
    assert int(format_vnd(amount).replace(".", "")) == amount
    assert spell_vnd(amount).endswith(" đồng")
    assert "  " not in spell_vnd(amount)
