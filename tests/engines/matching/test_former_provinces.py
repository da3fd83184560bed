"""A wish for a former province is a wish for that part of today's province."""

from __future__ import annotations

from datetime import date

import pytest

from sanviec.engines.matching import (
    DEFAULT_WEIGHTS,
    JobseekerFacts,
    SearchResult,
    VacancyFacts,
    VacancyIndex,
    build_index,
    search,
    top_vacancies,
)
from sanviec.engines.matching.understanding import Filter
from sanviec.engines.matching.understanding.compose import compose
from tests.engines.matching.small_world import SmallGazetteer, SmallOccupations

ON = date(2026, 11, 22)
_WISHED = DEFAULT_WEIGHTS.place_wished
# Today's Bắc Ninh is made of Bắc Giang and Bắc Ninh.
_PLACES = {
    "former": "24@63",
    "inside": "07001",
    "today": "24",
    "other": "27@63",
    "other inside": "07002",
    "else": "20",
}


@pytest.fixture(scope="module")
def index() -> VacancyIndex:
    ads = [VacancyFacts(name, "Thợ may", places=(code,)) for name, code in _PLACES.items()]
    return build_index(ads, gazetteer=SmallGazetteer(), occupations=SmallOccupations())


def _place_told(index: VacancyIndex, wish: str) -> dict[str, tuple[int, str]]:
    matches = top_vacancies(index, JobseekerFacts("p", places=(wish,)), 10, on=ON)
    return {
        match.vacancy_id: next((r.points, r.text_vi) for r in match.reasons if r.term == "place")
        for match in matches
    }


def test_the_former_province_first_then_what_may_lie_in_it(index: VacancyIndex) -> None:
    told = _place_told(index, "24@63")
    assert told["former"] == (_WISHED, "Đúng nơi mong muốn: Bắc Giang (nay là Bắc Ninh)")
    assert told["inside"][0] == _WISHED
    assert told["today"][0] == DEFAULT_WEIGHTS.place_same_province
    assert told["other"] == (16, "Cùng Bắc Ninh ngày nay, khác tỉnh cũ mong muốn")
    assert told["else"][0] < told["other inside"][0] < told["today"][0]


def test_todays_province_is_all_of_it(index: VacancyIndex) -> None:
    told = _place_told(index, "24")
    assert {told[name][0] for name in _PLACES if name != "else"} == {_WISHED}


def _found(index: VacancyIndex, *codes: str) -> SearchResult:
    filters = [
        Filter("place", code, code, code, n, n + 1, (SmallGazetteer().today(code),))
        for n, code in enumerate(codes)
    ]
    return search(index, compose("a b", "search", filters), 10, on=ON)


def test_a_search_for_a_former_province_leaves_the_others_out(index: VacancyIndex) -> None:
    hits = {hit.vacancy_id: hit.unknown for hit in _found(index, "24@63").hits}
    assert hits == {"former": (), "inside": (), "today": ("place",)}


def test_todays_name_beside_it_asks_for_all(index: VacancyIndex) -> None:
    found = {hit.vacancy_id for hit in _found(index, "24@63", "24").hits}
    assert found == set(_PLACES) - {"else"}


def test_nothing_in_the_former_province_leads_to_todays() -> None:
    ads = [VacancyFacts("other", "Thợ may", places=("27@63",))]
    index = build_index(ads, gazetteer=SmallGazetteer(), occupations=SmallOccupations())
    found = _found(index, "24@63")
    assert found.total == 0
    assert [hit.vacancy_id for hit in found.hits] == ["other"]
