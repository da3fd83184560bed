"""Bytes become letters: every encoding that Vietnamese offices still send."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.engines.intake.reading import read_table
from sanviec.engines.intake.reading.cleaning import clean, without_guard
from sanviec.engines.intake.reading.letters import LAYERS, apply_layer, find_layer, layer_named
from sanviec.engines.intake.reading.syllables import is_vietnamese_syllable
from sanviec.engines.intake.table import ReadOptions
from sanviec.kernel.errors import InputError

from .nasty import CELLS, VACANCIES, in_tcvn3, in_windows_1258

SENTENCE = "Cộng hòa xã hội chủ nghĩa Việt Nam"


def read(data: bytes, encoding: str | None = None) -> tuple[list[tuple[str, ...]], str]:
    with read_table(data, name="tin.csv", options=ReadOptions(encoding=encoding)) as table:
        return [row.cells for row in table.rows], table.encoding.name


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (VACANCIES.encode(), "utf-8"),
        (VACANCIES.encode("utf-8-sig"), "utf-8"),
        (unicodedata.normalize("NFD", VACANCIES).encode(), "utf-8"),
        (VACANCIES.encode("utf-16"), "utf-16"),
        (VACANCIES.encode("utf-16-le"), "utf-16"),
        (VACANCIES.encode("utf-16-be"), "utf-16"),
        (VACANCIES.encode("utf-32"), "utf-32"),
        (in_windows_1258(VACANCIES), "windows-1258"),
        (in_tcvn3(VACANCIES), "tcvn3"),
        (in_tcvn3(VACANCIES).decode("latin-1").encode(), "utf-8"),
        (VACANCIES.encode().decode("latin-1").encode(), "utf-8"),
        (VACANCIES.replace("\n", "\r\n").encode(), "utf-8"),
        (VACANCIES.replace("\n", "\r").encode(), "utf-8"),
    ],
    ids=[
        "utf-8", "bom", "nfd", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1258",
        "tcvn3", "tcvn3-inside-utf-8", "double-utf-8", "crlf", "cr",
    ],
)  # fmt: skip
def test_every_encoding_gives_the_same_cells(data: bytes, encoding: str) -> None:
    assert read(data) == (CELLS, encoding)


def test_a_guess_is_said_with_its_confidence() -> None:
    with read_table(in_tcvn3(VACANCIES), name="tin.csv") as table:
        assert [notice.code for notice in table.notices] == ["encoding_guessed"]
        assert "TCVN3" in table.notices[0].text_vi
        assert table.encoding.confidence > 80


def test_the_person_may_name_the_encoding() -> None:
    assert read(in_tcvn3("Tên công việc\nThợ hàn\n"), encoding="tcvn3")[0] == [("Thợ hàn",)]
    with pytest.raises(InputError) as refused:
        read(VACANCIES.encode(), encoding="klingon")
    assert refused.value.code == "encoding_option"


def test_known_sentences_of_old_fonts() -> None:
    tcvn3, vni, double = LAYERS
    assert tcvn3.convert("Céng hßa x· héi chñ nghÜa ViÖt Nam") == SENTENCE
    assert tcvn3.convert("C¤NG TY TNHH MAY H¦NG Y£N") == "CÔNG TY TNHH MAY HƯNG YÊN"
    assert tcvn3.convert("TUYÓN DôNG") == "TUYỂN DỤNG"
    assert vni.convert("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam") == SENTENCE
    assert double.convert(SENTENCE.encode().decode("latin-1")) == SENTENCE
    assert layer_named("vni") is vni


def test_sound_text_is_left_alone_beside_old_text() -> None:
    tcvn3 = LAYERS[0]
    assert find_layer(["Công ty Cổ phần", "Nguyễn Thị"]) is None
    assert find_layer(["A¡", "AÌ", "AÎ", "5 µm"]) is None
    assert apply_layer(tcvn3, "Công ty Cổ phần Ô tô") == "Công ty Cổ phần Ô tô"
    assert apply_layer(tcvn3, "xe ô tô") == "xe ô tô"
    assert apply_layer(tcvn3, "Kü thuËt viªn") == "Kỹ thuật viên"


def test_one_damaged_byte_rejects_its_row_only() -> None:
    data = (VACANCIES * 3).encode().replace("cơ".encode(), b"c\xff", 1)
    with read_table(data, name="tin.csv") as table:
        rows = list(table.rows)
    assert [error.code for row in rows for error in row.errors] == ["bad_bytes"]
    assert rows[1].errors[0].line_vi.startswith("Dòng 3, cột “Tên công việc”: ")


def test_a_small_file_with_several_damaged_bytes_is_still_utf_8() -> None:
    data = VACANCIES.encode().replace("ữ".encode(), b"\xe1\xbb").replace("ụ".encode(), b"\xff")
    data = data.replace("ỹ".encode(), b"\xfe").replace("ẵ".encode(), b"\xe1")
    with read_table(data, name="tin.csv") as table:
        rows = list(table.rows)
    assert table.encoding.name == "utf-8"
    assert [bool(row.errors) for row in rows] == [False, True, True]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"T\xean;\x81\x9d\xff\xfe\xfd\n\xff\xfe\xfa;\xff\xf0\xf1\xf2\n" * 9, "encoding_unknown"),
        (b"title\nabc\x00def\n", "binary_content"),
        (b"", "file_empty"),
        (b"\n\n  \n", "header_missing"),
    ],
    ids=["noise", "nul", "empty", "blank"],
)
def test_what_is_not_text_is_refused_with_the_name_of_the_file(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as refused:
        read(data)
    assert refused.value.code == code
    assert "“tin.csv”" in refused.value.text_vi


@pytest.mark.parametrize("word", ["nghiêng", "quốc", "giữ", "khuỷu", "Đặng", "quỳnh", "ở"])
def test_vietnamese_syllables(word: str) -> None:
    assert is_vietnamese_syllable(word)
    assert not is_vietnamese_syllable(word + "ß")


def test_cleaning_removes_what_nobody_sees() -> None:
    assert clean("  Kế\u00a0toán\u200b\ufeff\x07\r\ntrưởng\u202e ") == "Kế toán\ntrưởng"
    assert clean("e\u0302\u0301") == "ế"
    assert clean("a\ud800b") == "a\ufffdb"


def test_the_guard_against_formulas_comes_off_again() -> None:
    assert without_guard("'=1+1") == "=1+1"
    assert without_guard("'tháng'") == "'tháng'"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_cleaning_is_settled_after_one_pass(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode("utf-8")
