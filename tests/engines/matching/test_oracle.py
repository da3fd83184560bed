"""The engine against the oracle, on random populations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.engines.matching import (
    DEFAULT_WEIGHTS,
    JobseekerFacts,
    JobseekerIndex,
    VacancyFacts,
    VacancyIndex,
    build_index,
    explain,
    mutual,
    rank_jobseekers,
    rank_many,
    top_jobseekers,
    top_vacancies,
)
from tests.engines.matching import oracle
from tests.engines.matching.small_world import SmallGazetteer, SmallOccupations
from tests.engines.matching.strategies import JOBSEEKERS, VACANCIES

pytestmark = pytest.mark.usefixtures("path")

ON = date(2026, 11, 22)
FEW = settings(max_examples=15, deadline=None)


def index_of(vacancies: list[VacancyFacts]) -> VacancyIndex:
    return build_index(vacancies, gazetteer=SmallGazetteer(), occupations=SmallOccupations())


def expected(
    person: JobseekerFacts, vacancies: list[VacancyFacts], k: int
) -> list[tuple[str, int]]:
    scored = [
        (-oracle.score(person, job, vacancies, DEFAULT_WEIGHTS), job.id)
        for job in vacancies
        if oracle.is_feasible(person, job, ON.year)
    ]
    return [(job_id, -score) for score, job_id in sorted(scored)[:k]]


@FEW
@given(vacancies=VACANCIES, person=JOBSEEKERS, k=st.integers(0, 14))
def test_top_vacancies_are_the_oracles(
    vacancies: list[VacancyFacts], person: JobseekerFacts, k: int
) -> None:
    matches = top_vacancies(index_of(vacancies), person, k, on=ON)
    assert [(m.vacancy_id, m.score) for m in matches] == expected(person, vacancies, k)
    assert [m.rank for m in matches] == list(range(1, len(matches) + 1))


@FEW
@given(vacancies=VACANCIES, person=JOBSEEKERS)
def test_every_pair_explains_to_the_oracles_score(
    vacancies: list[VacancyFacts], person: JobseekerFacts
) -> None:
    index = index_of(vacancies)
    for job in vacancies:
        told = explain(index, person, job.id, on=ON)
        assert told.score == oracle.score(person, job, vacancies, DEFAULT_WEIGHTS)
        assert told.score == sum(reason.points for reason in told.reasons)
        assert told.is_feasible == oracle.is_feasible(person, job, ON.year)


@FEW
@given(vacancies=VACANCIES, people=st.lists(JOBSEEKERS, max_size=5, unique_by=lambda p: p.id))
def test_both_directions_give_a_pair_one_score(
    vacancies: list[VacancyFacts], people: list[JobseekerFacts]
) -> None:
    index = index_of(vacancies)
    forward = {
        (m.jobseeker_id, m.vacancy_id): (m.score, m.reasons)
        for matches in rank_many(index, people, len(vacancies), on=ON)
        for m in matches
    }
    waiting = JobseekerIndex(people, index)
    back = {}
    asked = [job.id for job in vacancies]
    for vacancy_id, matches in zip(
        asked, rank_jobseekers(index, waiting, asked, len(people), on=ON), strict=True
    ):
        assert matches == top_jobseekers(index, people, vacancy_id, len(people), on=ON)
        assert matches == sorted(matches, key=lambda m: (-m.score, m.jobseeker_id))
        back.update({(m.jobseeker_id, m.vacancy_id): (m.score, m.reasons) for m in matches})
    assert back == forward


@FEW
@given(vacancies=VACANCIES, person=JOBSEEKERS)
def test_mutual_scores_are_sums_in_order_and_never_above_the_plain_score(
    vacancies: list[VacancyFacts], person: JobseekerFacts
) -> None:
    index = index_of(vacancies)
    (matches,) = mutual(index, [person], len(vacancies), on=ON)
    plain = {m.vacancy_id: m.score for m in top_vacancies(index, person, 99, on=ON)}
    assert {m.vacancy_id for m in matches} == set(plain)
    for match in matches:
        assert match.score == sum(reason.points for reason in match.reasons)
        assert 0 <= match.score <= plain[match.vacancy_id]
    assert matches == sorted(matches, key=lambda m: (-m.score, m.vacancy_id))


@FEW
@given(vacancies=VACANCIES, person=JOBSEEKERS, rng=st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing(
    vacancies: list[VacancyFacts], person: JobseekerFacts, rng: Random
) -> None:
    shuffled = list(vacancies)
    rng.shuffle(shuffled)
    one = top_vacancies(index_of(vacancies), person, 12, on=ON)
    assert one == top_vacancies(index_of(shuffled), person, 12, on=ON)


@FEW
@given(before=VACANCIES, added=VACANCIES, person=JOBSEEKERS, data=st.data())
def test_changes_give_the_index_that_a_new_build_gives(
    before: list[VacancyFacts],
    added: list[VacancyFacts],
    person: JobseekerFacts,
    data: st.DataObject,
) -> None:
    removed = data.draw(st.lists(st.sampled_from([v.id for v in before] or ["none"]), max_size=4))
    came = {vacancy.id for vacancy in added}
    after = [v for v in before if v.id not in removed and v.id not in came] + added
    changed = index_of(before).with_changes(added, removed)
    fresh = index_of(after)
    assert list(changed.ids) == list(fresh.ids)
    assert top_vacancies(changed, person, 24, on=ON) == top_vacancies(fresh, person, 24, on=ON)


@FEW
@given(vacancies=VACANCIES, person=JOBSEEKERS, data=st.data())
def test_a_higher_wage_or_a_nearer_place_never_lowers_the_score(
    vacancies: list[VacancyFacts], person: JobseekerFacts, data: st.DataObject
) -> None:
    person = replace(person, home="06001", places=())
    if not vacancies:
        return
    job = data.draw(st.sampled_from(vacancies))
    rest = [v for v in vacancies if v.id != job.id]
    wages = sorted(data.draw(st.lists(st.integers(1, 30_000_000), min_size=2, max_size=2)))
    places = sorted(
        ["06002", "06003", "06004", "07002", "26002"], key=lambda c: oracle.km("06001", c)
    )
    chain = [
        replace(job, wage_min=wages[0], wage_max=wages[0], places=(places[3],), is_overseas=False),
        replace(job, wage_min=wages[0], wage_max=wages[1], places=(places[3],), is_overseas=False),
        replace(job, wage_min=wages[1], wage_max=wages[1], places=(places[3],), is_overseas=False),
        replace(job, wage_min=wages[1], wage_max=wages[1], places=(places[1],), is_overseas=False),
        replace(job, wage_min=wages[1], wage_max=wages[1], places=(places[0],), is_overseas=False),
    ]
    scores = [explain(index_of([*rest, one]), person, job.id, on=ON).score for one in chain]
    assert scores == sorted(scores)
