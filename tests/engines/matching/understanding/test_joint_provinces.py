"""Questions with provinces of before 1997."""

from __future__ import annotations

import pytest

from sanviec.engines.matching import VacancyFacts, build_index, search
from sanviec.engines.matching.understanding import Understood, understand
from sanviec.kernel.occupations import load_occupations
from sanviec.kernel.places import joint_provinces, load_gazetteer
from tests.engines.matching.test_search import ON


def asked(text: str) -> Understood:
    return understand(
        text, gazetteer=load_gazetteer(), occupations=load_occupations(), usd_vnd=25_000
    )


_TAKEN = {"Hậu Giang"}
_TWO_NAMES = {"Quảng Nam - Đà Nẵng", "Gia Lai - Kon Tum"}


@pytest.mark.parametrize("lead", ["việc làm ở {}", "kế toán {}", "tỉnh {}", "không ở {}"])
def test_every_name_is_read_with_marks_and_without(lead: str) -> None:
    for joint in joint_provinces():
        if joint.name in _TAKEN | _TWO_NAMES:
            continue
        today = {load_gazetteer().today(part) for part in joint.parts}
        for text in (lead.format(joint.name), lead.format(joint.name).lower()):
            read = asked(text)
            assert {*read.places, *read.refused_places} == today, text


def test_its_years_and_provinces_of_today_are_told() -> None:
    (read,) = asked("việc làm ở Sông Bé").filters
    assert read.label_vi == "Tỉnh Sông Bé cũ (1976–1996), nay thuộc Đồng Nai, Hồ Chí Minh"
    assert read.label_en.startswith("Former Sông Bé (1976–1996)")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("bán hàng nam Hà Nội", ("01",)),
        ("xã Minh Hải, Văn Lâm, Hưng Yên", ("11992",)),
        ("Minh Hải, Văn Lâm, Hưng Yên", ("11992",)),
        ("lái xe Hậu Giang", ("92",)),
        ("quảng nam đà nẵng", ("48",)),
        ("công ty Hải Hưng", ()),
    ],
)
def test_other_meanings_stay(text: str, places: tuple[str, ...]) -> None:
    assert asked(text).places == places


def _found(text: str) -> set[str]:
    places = {"bd": "74@63", "bp": "70@63", "hcm": "79@63", "dn": "75@63", "hn": "01"}
    ads = [VacancyFacts(key, "Kế toán", "", "3313", (code,)) for key, code in places.items()]
    index = build_index(ads, gazetteer=load_gazetteer(), occupations=load_occupations())
    return {hit.vacancy_id for hit in search(index, asked(text), 10, on=ON).hits}


def test_only_the_parts_that_it_held_are_searched() -> None:
    assert _found("kế toán Sông Bé") == {"bd", "bp"}


def test_only_the_parts_that_it_held_are_refused() -> None:
    assert _found("kế toán, không ở Sông Bé") == {"hcm", "dn", "hn"}
