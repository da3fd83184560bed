"""Typing errors, glued and swapped words are forgiven where nothing exact is found."""

import pytest

from sanviec.kernel.occupations import load_occupations


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("ké toan", "3313"),
        ("kế tón", "3313"),
        ("ke tona", "3313"),
        ("nhân vien kinh doah", "3322"),
        ("nhanvien banhang", "5223"),
        ("lái xê", "8322"),
        ("Kê toán", "3313"),
        ("acountant", "2411"),
        ("marketting", "2431"),
        ("lễ tâng", "4226"),
        ("viên nhân doanh kinh", "3322"),
    ],
)
def test_errors_are_forgiven_and_said(title: str, code: str) -> None:
    best = load_occupations().find(title)[0]
    assert (best.code, best.is_exact) == (code, False)
    assert best.score_0_100 < 90


@pytest.mark.parametrize(
    "title", ["", "   ", "Hà Nội", "Hello world", "!!!", "123", "bàn hàng", "lại xe"]
)
def test_nothing_is_read_into_other_words(title: str) -> None:
    assert load_occupations().find(title) == []


@pytest.mark.parametrize(
    ("title", "refused"),
    [("máy", "8153"), ("bàn", "5223"), ("thợ máy", "8153"), ("công nhân máy", "8153")],
)
def test_another_word_with_other_marks_is_not_the_trade(title: str, refused: str) -> None:
    assert refused not in {hit.code for hit in load_occupations().find(title)}


@pytest.mark.parametrize("title", ["thu ngân", "Thu Ngan", "THU NGÂN", "thu ng\u0061\u0302n"])
def test_case_marks_and_normal_form_do_not_matter(title: str) -> None:
    best = load_occupations().find(title)[0]
    assert (best.code, best.start, best.end, best.is_exact) == ("5230", 0, len(title), True)
