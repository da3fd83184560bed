"""A nearer place or a higher wage never lowers a rank, by both paths and in both directions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.engines.matching import (
    JobseekerFacts,
    JobseekerIndex,
    Match,
    VacancyFacts,
    VacancyIndex,
    build_index,
    rank_jobseekers,
    top_vacancies,
)
from tests.engines.matching import oracle
from tests.engines.matching.small_world import SmallGazetteer, SmallOccupations
from tests.engines.matching.strategies import JOBSEEKERS, VACANCIES

pytestmark = pytest.mark.usefixtures("path")

ON = date(2026, 11, 22)
FEW = settings(max_examples=10, deadline=None)
_HOME = "06001"
# The farthest first.
_PLACES = sorted(
    ("06001", "06002", "06003", "06004", "07002", "26002"), key=lambda c: -oracle.km(_HOME, c)
)
WAGES = st.lists(st.integers(1_000_000, 30_000_000), min_size=3, max_size=3).map(sorted)
PEOPLE = st.lists(JOBSEEKERS, min_size=1, max_size=8, unique_by=lambda person: person.id)


def index_of(jobs: list[VacancyFacts]) -> VacancyIndex:
    return build_index(jobs, gazetteer=SmallGazetteer(), occupations=SmallOccupations())


def place_in(matches: list[Match], person: str, job: str) -> int:
    """Rank in a list, beyond the end for who is not in it."""
    ranks = [m.rank for m in matches if (m.jobseeker_id, m.vacancy_id) == (person, job)]
    return ranks[0] if ranks else len(matches) + 1


@FEW
@given(jobs=VACANCIES, person=JOBSEEKERS, wages=WAGES, data=st.data())
def test_a_vacancy_never_falls_in_a_persons_list(
    jobs: list[VacancyFacts], person: JobseekerFacts, wages: list[int], data: st.DataObject
) -> None:
    if not jobs:
        return
    person = replace(person, home=_HOME, places=())
    job = data.draw(st.sampled_from(jobs))
    rest = [other for other in jobs if other.id != job.id]
    near = [replace(job, places=(code,), is_overseas=False) for code in _PLACES]
    paid = [replace(near[0], wage_min=wage, wage_max=wage) for wage in wages]
    for chain in (near, paid):
        ranks = [
            place_in(top_vacancies(index_of([*rest, one]), person, 99, on=ON), person.id, job.id)
            for one in chain
        ]
        assert ranks == sorted(ranks, reverse=True)


@FEW
@given(asking=PEOPLE, job=VACANCIES.filter(bool).map(lambda jobs: jobs[0]), data=st.data())
def test_a_person_never_falls_in_a_vacancys_list(
    asking: list[JobseekerFacts], job: VacancyFacts, data: st.DataObject
) -> None:
    index = index_of([replace(job, places=(_HOME,), is_overseas=False)])
    person = replace(data.draw(st.sampled_from(asking)), places=())
    rest = [other for other in asking if other.id != person.id]
    near = [replace(person, home=code) for code in _PLACES]
    cheap = [replace(near[0], wage_min=wage) for wage in (20_000_000, 9_000_000, 5_000_000)]
    for chain in (near, cheap):
        ranks = []
        for one in chain:
            waiting = JobseekerIndex([*rest, one], index)
            (matches,) = rank_jobseekers(index, waiting, [job.id], 99, on=ON)
            ranks.append(place_in(matches, person.id, job.id))
        assert ranks == sorted(ranks, reverse=True)
