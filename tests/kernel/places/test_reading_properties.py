"""Whatever the text, reading it gives true spans of known places."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.kernel.places import load_gazetteer

GAZETTEER = load_gazetteer()
PIECES = st.sampled_from(
    [
        "Hà Nội", "ha noi", "HCM", "Quận 1", "q.", "P.", "12", "xã", "Tân Bình", "Bắc Ninh",
        "KCN", "VSIP", "tại", "đi", "Nhật", "Đức", "kế toán", "Huế", "remote", "từ xa", "Hoà",
        "Bình", "Dương", "City", "IZ", ":", ";", " - ", "(", ")", "\n", "/", "😀", "́", "nộii",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=9).map(" ".join))


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from([None, "79", "01", "74@63", "766@63", "JP"]))
def test_spans_are_true(text: str, within: str | None) -> None:
    end = 0
    for hit in GAZETTEER.resolve(text, within):
        assert text[hit.start : hit.end] == hit.text
        assert end <= hit.start < hit.end <= len(text)
        end = hit.end
        assert 0 <= hit.score_0_100 <= 100
        assert hit.today_code == GAZETTEER.today(hit.code)
        assert all(text[start:stop] for start, stop in hit.context)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_normal_forms_read_alike(text: str) -> None:
    forms = [unicodedata.normalize(form, text) for form in ("NFC", "NFD")]
    read = [[(hit.code, hit.is_exact) for hit in GAZETTEER.resolve(form)] for form in forms]
    assert read[0] == read[1]


def address(code: str) -> str:
    place = GAZETTEER.get(code)
    return f"{place.full_name}, {address(place.parent)}" if place.parent else place.full_name


@pytest.mark.parametrize("level", ["district", "commune"])
def test_full_addresses_are_read_back(level: str) -> None:
    codes = [p.code for p in GAZETTEER.places() if p.level == level][::23]
    for code in codes:
        text = address(code)
        assert [hit.today_code for hit in GAZETTEER.resolve(text)] == [GAZETTEER.today(code)]


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=20), st.integers(0, 6))
def test_suggestions_are_few_and_known(text: str, limit: int) -> None:
    found = GAZETTEER.suggest(text, limit)
    assert len(found) <= limit
    assert all(place.code in GAZETTEER for place in found)
