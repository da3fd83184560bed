"""A name after "ở" that is no known place is told, and never empties the list."""

from __future__ import annotations

import pytest

from sanviec.engines.matching import VacancyFacts, search
from sanviec.engines.matching.understanding import Understood, understand, without
from sanviec.kernel.occupations import load_occupations
from sanviec.kernel.places import load_gazetteer
from tests.engines.matching.test_search import ON, index_of


def ask(text: str) -> Understood:
    return understand(
        text, gazetteer=load_gazetteer(), occupations=load_occupations(), usd_vnd=25_000
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tìm việc ở Xyzabc", "xyzabc"),
        ("kế toán tại Vinmart lương 8tr", "vinmart"),
        ("lam ke toan o Zalopay", "zalopay"),
        ("làm ở siêu thị", None),
        ("kế toán ở Hà Nội", None),
        ("việc ở gần nhà", None),
        ("kế toán ở đây", None),
    ],
)
def test_a_strange_name_after_a_marker_is_told(text: str, told: str | None) -> None:
    found = [one.value for one in ask(text).filters if one.kind == "unknown_place"]
    assert found == ([told] if told else [])


def test_places_that_are_like_it_are_named() -> None:
    shown = next(one for one in ask("bảo vệ ở Xyzaboc Hànoi").filters if one.kind.startswith("un"))
    assert shown.label_vi.startswith("Chưa rõ nơi “")
    assert shown.label_en.startswith("Unknown place “")


def test_it_is_searched_as_an_employers_name_and_else_left_out() -> None:
    index = index_of(
        [
            VacancyFacts("b", "Kế toán", "Vinmart", "3313"),
            VacancyFacts("a", "Kế toán", "Minh Phát", "3313"),
        ]
    )
    named, strange = ask("kế toán ở Vinmart"), ask("kế toán ở Qwerty")
    assert search(index, named, 10, on=ON).hits[0].vacancy_id == "b"
    assert {hit.vacancy_id for hit in search(index, strange, 10, on=ON).hits} == {"a", "b"}
    assert search(index, strange, 10, on=ON).total == 2
    assert not without(strange, "unknown_place", "qwerty").free_words
