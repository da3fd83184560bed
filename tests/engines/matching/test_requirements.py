"""Hard requirements: who is shut out, and in which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sanviec.engines.matching import (
    JobseekerFacts,
    VacancyFacts,
    build_index,
    explain,
    top_jobseekers,
    top_vacancies,
)
from sanviec.engines.matching.papers import certificates, covered_by, covered_languages
from tests.engines.matching.small_world import SmallGazetteer, SmallOccupations

pytestmark = pytest.mark.usefixtures("path")

ON = date(2026, 11, 22)
_LAW = "Luật 69/2020/QH14 điều 44"
_NIGHT = frozenset({"night"})


@pytest.mark.parametrize(
    ("person", "job", "missing"),
    [
        ({}, {}, []),
        ({}, {"certificates": ("forklift",)}, ["Cần có Chứng chỉ vận hành xe nâng"]),
        ({"certificates": ("forklift",)}, {"certificates": ("forklift",)}, []),
        ({"certificates": ("driving_c",)}, {"certificates": ("driving_b2",)}, []),
        ({"certificates": ("driving_fc",)}, {"certificates": ("driving_c", "driving")}, []),
        ({"certificates": ("driving_b2",)}, {"certificates": ("driving_c",)},
         ["Cần có Giấy phép lái xe hạng C"]),
        ({}, {"certificates": ("new_code",)}, ["Cần có new_code"]),
        ({}, {"languages": ("ja:N4",)}, ["Cần biết tiếng Nhật N4"]),
        ({"languages": ("ja:N2",)}, {"languages": ("ja:N4",)}, []),
        ({"languages": ("ja:n5",)}, {"languages": ("ja:N4",)}, ["Cần biết tiếng Nhật N4"]),
        ({"languages": ("ja",)}, {"languages": ("ja:N4",)}, ["Cần biết tiếng Nhật N4"]),
        ({"languages": ("en:IELTS6.5",)}, {"languages": ("en:ielts 6.0",)}, []),
        ({"languages": ("en:TOEIC600",)}, {"languages": ("en:TOEIC700",)},
         ["Cần biết tiếng Anh TOEIC700"]),
        ({"languages": ("ko",)}, {"languages": ("any",)}, []),
        ({}, {"languages": ("vi",)}, []),
        ({"refused_shifts": _NIGHT}, {"shifts": _NIGHT},
         ["Việc có ca đêm, người tìm việc không nhận ca đêm"]),
        ({"refused_shifts": _NIGHT}, {"shifts": frozenset({"night", "flexible"})}, []),
        ({"accepts_overseas": False}, {"is_overseas": True},
         ["Làm việc ở nước ngoài, người tìm việc không đi nước ngoài"]),
        ({"accepts_overseas": False}, {"places": ("JP",)},
         ["Làm việc ở nước ngoài, người tìm việc không đi nước ngoài"]),
        ({}, {"is_overseas": True}, []),
        ({"education": 6}, {"education": 7, "is_education_legal": True},
         ["Pháp luật đòi hỏi trình độ đại học trở lên"]),
        ({"education": 6}, {"education": 7}, []),
        ({}, {"certificates": ("welding",), "languages": ("en",)},
         ["Cần có Chứng chỉ hàn", "Cần biết tiếng Anh"]),
    ],
)  # fmt: skip
def test_missing_requirements(
    person: dict[str, Any], job: dict[str, Any], missing: list[str]
) -> None:
    someone = JobseekerFacts("p", **person)
    index = build_index(
        [VacancyFacts("v", "Việc", **job)],
        gazetteer=SmallGazetteer(),
        occupations=SmallOccupations(),
    )
    told = explain(index, someone, "v", on=ON)
    assert [one.text_vi for one in told.missing] == missing
    assert [m.vacancy_id for m in top_vacancies(index, someone, 5, on=ON)] == ["v"][: not missing]
    assert len(top_jobseekers(index, [someone], "v", 5, on=ON)) == (not missing)


@pytest.mark.parametrize(
    ("birth_year", "source", "is_feasible"),
    [
        (2009, _LAW, False),  # turns 17 this year: certainly below 18
        (2008, _LAW, True),  # may be 18 already: the full date is checked later
        (1991, _LAW, True),  # 34 or 35
        (1990, _LAW, True),  # 35 or 36
        (1989, _LAW, False),  # 36 at least
        (None, _LAW, True),
        (2009, "", True),  # a limit without a law is no limit
        (1960, "  ", True),
    ],
)
def test_age_counts_only_with_its_law(
    birth_year: int | None, source: str, is_feasible: bool
) -> None:
    job = VacancyFacts("v", "Việc", min_age=18, max_age=35, age_source=source)
    index = build_index([job], gazetteer=SmallGazetteer(), occupations=SmallOccupations())
    told = explain(index, JobseekerFacts("p", birth_year=birth_year), "v", on=ON)
    assert told.is_feasible == is_feasible
    assert all(one.source == _LAW for one in told.missing)


def test_more_requirements_than_bits_in_a_word_stay_exact() -> None:
    codes = [f"code_{n:03d}" for n in range(150)]
    jobs = [VacancyFacts(code, "Việc", certificates=(code,)) for code in codes]
    index = build_index(jobs, gazetteer=SmallGazetteer(), occupations=SmallOccupations())
    held = ("code_000", "code_063", "code_064", "code_149")
    matches = top_vacancies(index, JobseekerFacts("p", certificates=held), 200, on=ON)
    assert {match.vacancy_id for match in matches} == set(held)


def test_the_table_of_certificates_is_sound() -> None:
    known = certificates()
    for one in known.values():
        assert one.title_vi
        assert one.title_en
        assert set(one.covers) <= set(known)
    assert {"driving_b", "driving_c1", "driving"} <= covered_by("driving_ce")
    assert "driving_c" not in covered_by("driving_c1")
    assert covered_by("driving_d") < covered_by("driving_e")


def test_scales_of_language_tests_do_not_mix() -> None:
    assert "en:B2" not in covered_languages(["en:IELTS7"])
    assert {"zh:HSK1", "zh:HSK4"} <= covered_languages(["zh:HSK4"])
    assert "any" in covered_languages(["ko:TOPIK2"])


def test_one_missing_requirement_hides_only_its_vacancy() -> None:
    free = VacancyFacts("free", "Việc")
    jobs = [free, replace(free, id="bound", certificates=("crane",))]
    index = build_index(jobs, gazetteer=SmallGazetteer(), occupations=SmallOccupations())
    assert [m.vacancy_id for m in top_vacancies(index, JobseekerFacts("p"), 9, on=ON)] == ["free"]
