"""Populations and calls at the edge: empty, huge, alike, wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sanviec.engines.matching import (
    JobseekerFacts,
    JobseekerIndex,
    VacancyFacts,
    VacancyIndex,
    Weights,
    build_index,
    explain,
    mutual,
    rank_many,
    search,
    top_jobseekers,
    top_vacancies,
)
from sanviec.engines.matching.coding import points_of
from sanviec.engines.matching.occupation import OccupationTerm, special_groups
from sanviec.engines.matching.understanding import Understood
from sanviec.kernel.errors import InputError
from sanviec.kernel.occupations import load_occupations
from tests.engines.matching.small_world import SmallGazetteer, SmallOccupations

pytestmark = pytest.mark.usefixtures("path")

ON = date(2026, 11, 22)
_PERSON = JobseekerFacts("p", wished_titles=("Kế toán",), occupations=("3313",), home="06001")


def index_of(jobs: Sequence[VacancyFacts], weights: Weights | None = None) -> VacancyIndex:
    return build_index(
        jobs,
        gazetteer=SmallGazetteer(),
        occupations=SmallOccupations(),
        weights=weights or Weights(),
    )


def test_no_vacancies() -> None:
    index = index_of([])
    assert len(index) == 0
    assert top_vacancies(index, _PERSON, 10, on=ON) == []
    assert list(mutual(index, [_PERSON], 10, on=ON)) == [[]]
    assert (
        search(index, Understood(text="kế toán", title_words=("kế", "toán")), 5, on=ON).hits == ()
    )
    filled = index.with_changes([VacancyFacts("v", "Kế toán")])
    assert [m.vacancy_id for m in top_vacancies(filled, _PERSON, 10, on=ON)] == ["v"]
    assert len(filled.with_changes((), ["v"])) == 0


def test_no_jobseekers() -> None:
    index = index_of([VacancyFacts("v", "Kế toán")])
    assert list(rank_many(index, [], 10, on=ON)) == []
    assert top_jobseekers(index, [], "v", 10, on=ON) == []
    assert len(JobseekerIndex([], index)) == 0


def test_k_beyond_the_population_and_none() -> None:
    index = index_of([VacancyFacts(f"v{n}", "Kế toán") for n in range(3)])
    assert [m.rank for m in top_vacancies(index, _PERSON, 99, on=ON)] == [1, 2, 3]
    assert top_vacancies(index, _PERSON, 0, on=ON) == []
    with pytest.raises(InputError):
        top_vacancies(index, _PERSON, -1, on=ON)


def test_vacancies_all_alike_come_by_id_and_case_counts() -> None:
    ids = ["b", "B", "a10", "a9", "A", "ă"]
    index = index_of([VacancyFacts(one, "Kế toán") for one in ids])
    matches = top_vacancies(index, _PERSON, 4, on=ON)
    assert [m.vacancy_id for m in matches] == sorted(ids)[:4]
    assert len({m.score for m in matches}) == 1


def test_many_alike_are_cut_exactly() -> None:
    index = index_of([VacancyFacts(f"v{n:04d}", "Kế toán") for n in range(1000)])
    matches = top_vacancies(index, _PERSON, 130, on=ON)
    assert [m.vacancy_id for m in matches] == [f"v{n:04d}" for n in range(130)]


def test_facts_with_nothing_in_them() -> None:
    index = index_of([VacancyFacts("v", "")])
    told = explain(index, JobseekerFacts("p"), "v", on=ON)
    assert told.score == sum(r.points for r in told.reasons)
    assert {r.term for r in told.reasons} == {
        "occupation", "place", "wage", "shift", "employment_type", "experience", "education"
    }  # fmt: skip


def test_long_texts_contradictory_wages_and_odd_codes() -> None:
    job = VacancyFacts(
        "v",
        "Kế toán " * 500,
        "Công ty " * 500,
        occupation="không phải mã",
        places=("20", "20"),
        wage_min=12_000_000,
        wage_max=8_000_000,
        shifts=frozenset({"sáng tối"}),
        employment_type="forever",
        experience_months=-5,
        education=42,
        skills=("x" * 5000, ""),
        text="mô tả công việc " * 1000,
    )
    index = index_of([job])
    person = replace(_PERSON, wage_min=8_000_000, text="kế toán " * 5000, education=3)
    told = explain(index, person, "v", on=ON)
    assert "Lương 8–12 triệu, đạt mức mong muốn 8 triệu" in [r.text_vi for r in told.reasons]
    assert (
        search(index, Understood(text="ke toan", title_words=("ke", "toan")), 1, on=ON).total == 1
    )


def test_an_id_that_stands_twice_is_refused() -> None:
    with pytest.raises(InputError) as refusal:
        index_of([VacancyFacts("v", "a"), VacancyFacts("v", "b")])
    assert refusal.value.code == "duplicate_id"
    with pytest.raises(InputError):
        JobseekerIndex([_PERSON, _PERSON], index_of([]))


def test_an_unknown_place_or_vacancy_is_an_error() -> None:
    index = index_of([VacancyFacts("v", "Kế toán")])
    assert "v" in index
    with pytest.raises(InputError):
        top_vacancies(index, replace(_PERSON, home="99999"), 1, on=ON)
    with pytest.raises(InputError) as refusal:
        explain(index, _PERSON, "V", on=ON)
    assert refusal.value.code == "unknown_vacancy"
    assert index.get("v").title == "Kế toán"


def test_codes_of_before_the_merger_find_todays_unit() -> None:
    index = index_of([VacancyFacts("v", "Kế toán", places=("06003",))])
    old = top_vacancies(index, replace(_PERSON, home="06001@63"), 1, on=ON)
    assert old == top_vacancies(index, _PERSON, 1, on=ON)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": -1},
        {"occupation": (0, 4, 3, 24, 34)},
        {"place": ((3, 10), (10, 12))},
        {"place": ()},
        {"wage_lowest_percent": 100},
        {"occupation": (0, 4, 13, 24, 3400)},
    ],
)
def test_weights_that_break_a_promise_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        Weights(**wrong)


def test_other_weights_give_other_scores_that_still_sum() -> None:
    weights = Weights(occupation=(0, 1, 2, 3, 300), wage_unknown=0, place=((0, 50), (400, 0)))
    index = index_of([VacancyFacts("v", "Kế toán", occupation="3313", places=("07001",))], weights)
    (match,) = top_vacancies(index, _PERSON, 1, on=ON)
    assert match.score == sum(r.points for r in match.reasons) > 300
    assert match.score <= weights.largest_score


def test_the_trade_outweighs_place_and_wage_together() -> None:
    weights = Weights()
    assert weights.trade_most > weights.place_most + weights.wage_most
    assert weights.occupation[3] + weights.place_wished > weights.trade_most
    assert weights.largest_score == 100


@pytest.mark.parametrize(
    ("wish", "offer", "points"),
    [
        ("3119", "3119", 26),  # technicians of anything: one code, unlike jobs
        ("3112", "3112", 32),
        ("2261", "2262", 4),  # a dentist is no pharmacist
        ("2262", "3213", 26),  # pharmacy at two levels
        ("3211", "3212", 4),  # imaging is no laboratory
        ("22", "2261", 26),  # who wishes for any health profession
        ("2142", "2144", 16),  # a civil engineer is no mechanical one
        ("2151", "2152", 26),  # electricity and electronics are neighbours
    ],
)
def test_groups_in_which_digits_say_too_much(wish: str, offer: str, points: int) -> None:
    term = OccupationTerm(Weights())
    cells = term.table(term.encode_wishes([(wish,)]), term.encode_offers([offer]))
    assert points_of(cells).tolist() == [[points]]


def test_special_groups_exist() -> None:
    known = {group.code for group in load_occupations().all()}
    assert special_groups("wide") <= known
    assert special_groups("licensed") <= known


def test_without_a_code_the_same_words_give_less() -> None:
    person = JobseekerFacts("p", wished_titles=("Thợ may", "Thợ may điện"), occupations=("8153",))
    jobs = [
        VacancyFacts("coded", "Thợ may điện", occupation="8153"),
        VacancyFacts("uncoded", "Thợ may điện"),
    ]
    best = top_vacancies(index_of(jobs), person, 2, on=ON)
    assert [match.vacancy_id for match in best] == ["coded", "uncoded"]


def test_an_internship_is_not_for_who_did_not_ask() -> None:
    person = JobseekerFacts("p", wished_titles=("Kế toán",), occupations=("3313",))
    jobs = [
        VacancyFacts("a", "Kế toán", occupation="3313", employment_type="internship"),
        VacancyFacts("b", "Kế toán", occupation="3313"),
        VacancyFacts("c", "Kế toán", occupation="3313", employment_type="full_time"),
    ]
    best = top_vacancies(index_of(jobs), person, 3, on=ON)
    assert [match.vacancy_id for match in best] == ["b", "c", "a"]
    student = replace(person, employment_types=frozenset({"internship"}))
    assert top_vacancies(index_of(jobs), student, 1, on=ON)[0].vacancy_id == "a"
