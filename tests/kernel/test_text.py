"""Vietnamese text is compared the same however it was typed."""

from __future__ import annotations

import pickle
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.kernel.errors import InputError, SanViecError
from sanviec.kernel.explanation import Reason, total_points
from sanviec.kernel.text import collate_key, fold, fold_aligned, folded_words, nfc, words

VIETNAMESE = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặềểễếệđĐÂƯỜ 0123456789,.-()+#", max_size=40
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Kế toán tổng hợp", "ke toan tong hop"),
        ("  ĐẮK   LẮK\t\n", "dak lak"),
        ("Ðà Nẵng", "da nang"),
        ("NGUYỄN", "nguyen"),
        ("", ""),
        ("Café Zürich", "cafe zurich"),
        ("50.000đ/giờ", "50.000d/gio"),
        ("日本 Nhật", "日本 nhat"),
        ("\u0301\u0300", ""),
    ],
)
def test_fold_gives_plain_lower_case(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lập trình C++, C# và .NET", ["lập", "trình", "c++", "c#", "và", ".net"]),
        ("NVKD_2 tại Q.5", ["nvkd", "2", "tại", "q", "5"]),
        ("ASP.NET/F#", ["asp", ".net", "f#"]),
        ("abc++", ["abc"]),
        ("...", []),
    ],
)
def test_words_keep_the_names_of_languages(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_folded_words_have_no_marks() -> None:
    assert folded_words("Điện – Nước (ca đêm)") == ["dien", "nuoc", "ca", "dem"]


@given(VIETNAMESE)
@settings(max_examples=60, deadline=None)
def test_normal_form_never_matters(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert nfc(apart) == nfc(text)
    assert words(apart) == words(text)
    assert collate_key(apart) == collate_key(text)


@given(st.text(max_size=30))
@settings(max_examples=100, deadline=None)
def test_fold_is_stable_and_aligned_fold_keeps_positions(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert len(fold_aligned(text)) == len(nfc(text))


@pytest.mark.parametrize(
    "ordered",
    [
        ["an", "ăn", "ân", "ba", "cá", "da", "đa", "em", "êm", "im", "om", "ôm", "ơm", "um", "ưm"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["an", "anh", "ánh"],
        ["ba má", "ba mạ", "bà ba", "bả ba"],
        ["Dân", "Đà Nẵng", "Đắk Lắk", "Đồng Nai", "Đồng Tháp", "Gia Lai", "Hà Nội", "Huế"],
        ["Lai Châu", "Lạng Sơn", "Lào Cai", "Lâm Đồng"],
        ["Phường 2", "Phường 10", "Phường An Khánh"],
        ["", "1", "a"],
    ],
)
def test_collation_follows_the_vietnamese_alphabet(ordered: list[str]) -> None:
    shuffled = ordered[1::2] + ordered[::2]
    assert sorted(shuffled, key=collate_key) == ordered


def test_collation_ignores_case_and_tone_place_except_for_ties() -> None:
    assert collate_key("HÒA").split("\x00\x00")[0] == collate_key("hoà").split("\x00\x00")[0]
    assert collate_key("Hòa") != collate_key("hòa")


@given(st.sets(st.text(max_size=12).map(nfc), max_size=8))
@settings(max_examples=50, deadline=None)
def test_different_texts_never_share_a_key(names: set[str]) -> None:
    assert len({collate_key(name) for name in names}) == len(names)


def test_input_error_speaks_to_both_readers() -> None:
    error = InputError(
        "Ngày sinh chưa đúng.", "bad date '31/02/2000'", row=7, column="Ngày sinh", code="bad_date"
    )
    assert isinstance(error, SanViecError)
    assert str(error) == "bad date '31/02/2000' (row 7, column Ngày sinh)"
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.text_vi, copy.row, copy.code) == (error.text_vi, 7, "bad_date")


def test_input_error_without_a_place_is_just_its_text() -> None:
    assert str(InputError("Sai.", "wrong")) == "wrong"


def test_reasons_add_up() -> None:
    reasons = (
        Reason("wage", 12, "Lương phù hợp.", "The wage fits."),
        Reason("km", -2, "Xa.", "Far."),
    )
    assert total_points(reasons) == 10
