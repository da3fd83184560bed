"""What would raise a score: each promise is kept exactly, and none is about who a person is."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanviec.engines.matching import JobseekerFacts, VacancyFacts, build_index, explain
from sanviec.engines.matching.improving import (
    CHOICE,
    EFFORT,
    UNKNOWN,
    Improvement,
    Improvements,
    what_would_raise,
)
from sanviec.engines.matching.index import VacancyIndex
from sanviec.engines.matching.pair_cells import PairCells
from sanviec.engines.matching.sides import offer_side, wish_side
from sanviec.engines.matching.tables import PairTables
from tests.engines.matching.small_world import SmallGazetteer, SmallOccupations
from tests.engines.matching.strategies import JOBSEEKERS, VACANCIES

ON = date(2026, 11, 28)
SOME_VACANCIES = VACANCIES.filter(bool)


def indexed(vacancies: list[VacancyFacts]) -> VacancyIndex:
    return build_index(vacancies, gazetteer=SmallGazetteer(), occupations=SmallOccupations())


def improved(person: dict[str, Any], job: dict[str, Any]) -> Improvements:
    index = indexed([VacancyFacts("v", **{"title": "May", **job})])
    jobseeker = JobseekerFacts("s", **person)
    return what_would_raise(index, jobseeker, explain(index, jobseeker, "v", on=ON))


def told(person: dict[str, Any], job: dict[str, Any], term: str) -> list[tuple[str, int, str]]:
    """The kind, the points and the Vietnamese words of one term's changes."""
    changes = improved(person, job).changes
    return [(c.kind, c.points, c.text_vi) for c in changes if c.term == term]


@pytest.mark.slow
@given(JOBSEEKERS, SOME_VACANCIES)
def test_each_change_gives_exactly_the_promised_score(
    jobseeker: JobseekerFacts, vacancies: list[VacancyFacts]
) -> None:
    index = indexed(vacancies)
    for vacancy in index.facts:
        now = explain(index, jobseeker, vacancy.id, on=ON)
        for change in what_would_raise(index, jobseeker, now).changes:
            then = explain(index, change.applied_to(jobseeker), vacancy.id, on=ON)
            assert then.score == change.score == now.score + change.points
            assert then.missing == change.missing
            assert set(change.meets) == set(now.missing) - set(then.missing)
            assert change.points >= 0
            assert change.points or change.meets
            assert change.opens == (not now.is_feasible and then.is_feasible)


@pytest.mark.slow
@given(JOBSEEKERS, SOME_VACANCIES)
def test_nothing_is_suggested_about_who_a_person_is_or_wants_to_be(
    jobseeker: JobseekerFacts, vacancies: list[VacancyFacts]
) -> None:
    index = indexed(vacancies)
    kept = {"id", "birth_year", "home", "wished_titles", "occupations", "text"}
    for vacancy in index.facts:
        now = explain(index, jobseeker, vacancy.id, on=ON)
        for change in what_would_raise(index, jobseeker, now).changes:
            after = change.applied_to(jobseeker)
            changed = {f.name for f in fields(after) if _differs(f.name, after, jobseeker)}
            assert changed
            assert not changed & kept
            assert change.text_vi != change.text_en


def _differs(name: str, one: JobseekerFacts, other: JobseekerFacts) -> bool:
    return bool(getattr(one, name) != getattr(other, name))


@pytest.mark.slow
@given(st.lists(JOBSEEKERS, min_size=1, max_size=3), SOME_VACANCIES)
def test_cells_without_a_table_are_those_of_the_table(
    jobseekers: list[JobseekerFacts], vacancies: list[VacancyFacts]
) -> None:
    terms = indexed(vacancies).terms
    wishes = wish_side(jobseekers, terms, gathered=False)
    tables = PairTables(wishes, offer_side(vacancies, terms, gathered=False), terms, ON.year)
    for row, jobseeker in enumerate(jobseekers):
        for column, vacancy in enumerate(vacancies):
            cells = PairCells(jobseeker, vacancy, terms)
            for key in terms.by_key:
                assert cells.told(key, 0, 0) == tables.told(key, row, column)


@pytest.mark.parametrize(
    ("person", "job", "term", "expected"),
    [
        ({"wage_min": 10_000_000}, {"wage_min": 8_000_000, "wage_max": 9_000_000}, "wage",
         [(CHOICE, 5, "Nhận mức lương từ 8 triệu (đang mong 10 triệu)"),
          (CHOICE, 3, "Nhận mức lương từ 9 triệu (đang mong 10 triệu)")]),
        ({}, {"wage_min": 8_000_000, "wage_max": 9_000_000}, "wage",
         [(UNKNOWN, 5, "Chưa rõ mức lương mong muốn; nếu nhận từ 8 triệu")]),
        ({"wage_min": 8_000_000}, {"wage_min": 8_000_000}, "wage", []),
        ({"wage_min": 20_000_000}, {"wage_min": 8_000_000}, "wage", []),
        ({"experience_months": 12}, {"experience_months": 36}, "experience",
         [(EFFORT, 5, "Có đủ 3 năm kinh nghiệm (đang có 1 năm)"),
          (EFFORT, 2, "Thêm 1 năm kinh nghiệm (thành 2 năm, cần 3 năm)")]),
        ({"experience_months": 0}, {"experience_months": 6}, "experience",
         [(EFFORT, 7, "Có đủ 6 tháng kinh nghiệm (chưa có)")]),
        ({}, {"experience_months": 6}, "experience",
         [(UNKNOWN, 4, "Chưa rõ kinh nghiệm; nếu đã có 6 tháng")]),
        ({"experience_months": 40}, {"experience_months": 36}, "experience", []),
        ({"shifts": frozenset({"day"})}, {"shifts": frozenset({"night"})}, "shift",
         [(CHOICE, 3, "Nhận làm ca đêm")]),
        ({}, {"shifts": frozenset({"night"})}, "shift",
         [(UNKNOWN, 2, "Chưa rõ ca mong muốn; nếu nhận làm ca đêm")]),
        ({"employment_types": frozenset({"full_time"})}, {"employment_type": "part_time"},
         "employment_type", [(CHOICE, 5, "Nhận làm bán thời gian")]),
        ({"education": 5}, {"education": 7}, "education",
         [(EFFORT, 2, "Học lên trình độ đại học")]),
        ({"home": "06001", "max_distance_km": 5}, {"places": ("06003",)}, "place",
         [(CHOICE, 23, "Nhận đi làm xa đến 15 km (đang chọn 5 km)"),
          (CHOICE, 8, "Sẵn sàng chuyển chỗ ở để làm việc")]),
        ({"home": "06001", "max_distance_km": 5}, {"places": ("26001",)}, "place",
         [(CHOICE, 26, "Nhận làm việc ở Hồ Chí Minh"),
          (CHOICE, 8, "Sẵn sàng chuyển chỗ ở để làm việc")]),
        ({"accepts_overseas": True}, {"places": ("JP",)}, "place",
         [(CHOICE, 14, "Nhận đi làm việc ở Nhật Bản")]),
        ({"skills": ("excel",)}, {"skills": ("Excel", "Misa")}, "skills",
         [(EFFORT, 1, "Có thêm kỹ năng Misa; nếu đã có, hãy ghi vào hồ sơ")]),
        ({"skills": ("a1", "b1")}, {"skills": ("a1", "b1", "c1")}, "skills", []),
    ],
)  # fmt: skip
def test_what_is_said(
    person: dict[str, Any], job: dict[str, Any], term: str, expected: list[tuple[str, int, str]]
) -> None:
    assert told(person, job, term) == expected


def test_what_opens_the_door_stands_first() -> None:
    person = {"refused_shifts": frozenset({"night"}), "wage_min": 10_000_000}
    job = {"shifts": frozenset({"night"}), "wage_min": 8_000_000}
    changes = improved(person, job).changes
    assert [(c.term, c.opens) for c in changes[:2]] == [("shift", True), ("wage", False)]
    assert [m.code for m in changes[1].missing] == ["shift:night"]


def test_a_paper_may_stand_for_others_and_the_rest_is_named() -> None:
    changes = improved({}, {"certificates": ("driving_c", "driving_b2"), "languages": ("ja:N4",)})
    by_code = {c.facts.get("certificates", ("language",))[-1]: c for c in changes.changes}
    met = {code: [m.code for m in change.meets] for code, change in by_code.items() if change.meets}
    assert met == {
        "driving_c": ["certificate:driving_b2", "certificate:driving_c"],
        "driving_b2": ["certificate:driving_b2"],
        "language": ["language:ja:N4"],
    }
    assert not any(change.opens for change in changes.changes)
    assert [m.code for m in by_code["driving_c"].missing] == ["language:ja:N4"]


def test_a_limit_of_the_law_cannot_be_changed_and_nothing_else_is_promised() -> None:
    person = {"birth_year": 1960, "wage_min": 10_000_000}
    job = {"max_age": 35, "age_source": "Luật 69/2020/QH14", "wage_min": 8_000_000}
    found = improved(person, job)
    assert found.changes == ()
    assert [missing.code for missing in found.fixed] == ["max_age"]


def test_a_change_says_what_it_changes() -> None:
    (change,) = improved({"refused_shifts": frozenset({"night"})}, {"shifts": frozenset({"night"})}
                         ).changes  # fmt: skip
    assert isinstance(change, Improvement)
    before = JobseekerFacts("s", refused_shifts=frozenset({"night"}))
    after = replace(before, refused_shifts=frozenset(), shifts=frozenset({"night"}))
    assert change.applied_to(before) == after
