"""The example that docs/algorithms/matching.md works out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from sanviec.engines.matching import (
    JobseekerFacts,
    VacancyFacts,
    VacancyIndex,
    build_index,
    explain,
    mutual,
    top_jobseekers,
    top_vacancies,
)
from tests.engines.matching.small_world import SmallGazetteer, SmallOccupations

pytestmark = pytest.mark.usefixtures("path")

ON = date(2026, 11, 22)
_HOA = JobseekerFacts(
    id="J1",
    wished_titles=("Công nhân may",),
    occupations=("8153",),
    home="06001",
    max_distance_km=30,
    wage_min=7_000_000,
    shifts=frozenset({"day"}),
    refused_shifts=frozenset({"night"}),
    experience_months=36,
    education=2,
    skills=("may 1 kim",),
)
_VACANCIES = [
    VacancyFacts(
        id="V1",
        title="Công nhân may công nghiệp",
        occupation="8153",
        places=("06003",),
        wage_min=8_000_000,
        wage_max=10_000_000,
        shifts=frozenset({"day"}),
        employment_type="full_time",
        experience_months=0,
        education=2,
        skills=("may 1 kim", "vat so"),
    ),
    VacancyFacts(
        id="V2",
        title="Công nhân may",
        occupation="8153",
        places=("26002",),
        wage_min=6_000_000,
        wage_max=9_000_000,
        experience_months=12,
    ),
    VacancyFacts(
        id="V3",
        title="Kế toán kho",
        occupation="3313",
        places=("06002",),
        wage_min=10_000_000,
        wage_max=12_000_000,
        experience_months=24,
        education=7,
    ),
    VacancyFacts(
        id="V4",
        title="Thợ may rèm",
        occupation="7531",
        places=("20",),
        shifts=frozenset({"night"}),
    ),
]
# occupation, title, place, wage, shift, type, experience, schooling, skills
_SUMS = {
    "V1": [32, 10, 23, 10, 3, 2, 7, 2, 1],
    "V2": [32, 10, 0, 8, 1, 2, 7, 1],
    "V3": [0, 27, 10, 1, 2, 7, 0],
    "V4": [26, 2, 16, 5, 0, 2, 3, 1],
}


@pytest.fixture(scope="module")
def index() -> VacancyIndex:
    return build_index(_VACANCIES, gazetteer=SmallGazetteer(), occupations=SmallOccupations())


@pytest.mark.parametrize("vacancy_id", _SUMS)
def test_every_sum_is_the_one_on_paper(index: VacancyIndex, vacancy_id: str) -> None:
    told = explain(index, _HOA, vacancy_id, on=ON)
    assert [reason.points for reason in told.reasons] == _SUMS[vacancy_id]
    assert told.score == sum(_SUMS[vacancy_id])


def test_the_list_leaves_out_the_refused_night_shift(index: VacancyIndex) -> None:
    matches = top_vacancies(index, _HOA, 10, on=ON)
    assert [(m.rank, m.vacancy_id, m.score) for m in matches] == [
        (1, "V1", 90), (2, "V2", 61), (3, "V3", 47)
    ]  # fmt: skip
    (missing,) = explain(index, _HOA, "V4", on=ON).missing
    assert missing.text_vi == "Việc có ca đêm, người tìm việc không nhận ca đêm"


def test_the_employer_sees_the_same_score(index: VacancyIndex) -> None:
    (match,) = top_jobseekers(index, [_HOA], "V1", 10, on=ON)
    assert (match.jobseeker_id, match.score) == ("J1", 90)


def test_mutual_scores_take_half_the_gap(index: VacancyIndex) -> None:
    (matches,) = mutual(index, [_HOA], 10, on=ON)
    assert [(m.vacancy_id, m.score, m.reasons[-1].points) for m in matches] == [
        ("V1", 89, -1), ("V2", 46, -15), ("V3", 31, -16)
    ]  # fmt: skip
    assert (
        matches[0].reasons[-1].text_vi
        == "Người tìm việc được đáp ứng 91/100, nhà tuyển dụng 94/100"
    )
