"""Populations made to break a ranking, by both paths and in both directions, against the oracle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest

from sanviec.engines.matching import (
    DEFAULT_WEIGHTS,
    JobseekerFacts,
    JobseekerIndex,
    Match,
    VacancyFacts,
    build_index,
    rank_jobseekers,
    rank_many,
)
from sanviec.engines.matching.mutual import mutual
from tests.engines.matching import oracle
from tests.engines.matching.crowds import crowd, people
from tests.engines.matching.small_world import SmallGazetteer, SmallOccupations

pytestmark = pytest.mark.usefixtures("path")

ON = date(2026, 11, 22)
Population = tuple[list[VacancyFacts], list[JobseekerFacts]]
Scores = dict[tuple[str, str], int]


def alike() -> Population:
    """Everybody and every vacancy the same but for the case of the id."""
    ids = ("b", "B", "a", "A", "ă", "Ă")
    job = VacancyFacts("", "Công nhân may", occupation="8153", places=("06001",))
    person = JobseekerFacts("", ("Công nhân may",), occupations=("8153",), home="06002")
    return [replace(job, id=one) for one in ids], [replace(person, id=one) for one in ids]


def _changed(**change: Any) -> Population:
    rng = Random(11)
    return [replace(job, **change) for job in crowd(rng, 7)], people(rng, 25)


def long_requirements() -> Population:
    """Ten thousand characters of requirements, most of them skills that somebody has."""
    jobs, asking = _changed(text="may áo sơ mi, kế toán kho hàng " * 330)
    return [replace(job, skills=("excel " * 1_700, "excel", "")) for job in jobs], asking


def contradictory_wages() -> Population:
    """The upper end below the lower one, amounts that nobody can mean, and wishes alike."""
    jobs, asking = _changed(wage_min=12_000_000, wage_max=7_000_000)
    jobs[0] = replace(jobs[0], wage_min=-1, wage_max=10**15)
    return jobs, [replace(person, wage_min=n * 10**6) for n, person in enumerate(asking)]


POPULATIONS: dict[str, Callable[[], Population]] = {
    "alike": alike,
    "no title": lambda: _changed(title=""),
    "no place": lambda: _changed(places=()),
    "no occupation": lambda: _changed(occupation=None),
    "one giant occupation": lambda: _changed(occupation="8153", places=("06001",)),
    "papers that nobody has": lambda: _changed(certificates=("pilot",)),
    "long requirements": long_requirements,
    "contradictory wages": contradictory_wages,
    "no vacancies": lambda: ([], people(Random(1), 3)),
    "no jobseekers": lambda: (crowd(Random(1), 3), []),
}


def _scores(jobs: list[VacancyFacts], asking: list[JobseekerFacts]) -> Scores:
    return {
        (person.id, job.id): oracle.score(person, job, jobs, DEFAULT_WEIGHTS)
        for person in asking
        for job in jobs
        if oracle.is_feasible(person, job, ON.year)
    }


def _assert_sums(matches: list[Match]) -> None:
    for rank, match in enumerate(matches, start=1):
        assert match.rank == rank
        assert match.score == sum(reason.points for reason in match.reasons)


@pytest.mark.parametrize("name", POPULATIONS)
@pytest.mark.parametrize("k", [1, 3, 100])
def test_lists_are_the_oracles_in_both_directions(name: str, k: int) -> None:
    jobs, asking = POPULATIONS[name]()
    index = build_index(jobs, gazetteer=SmallGazetteer(), occupations=SmallOccupations())
    scores = _scores(jobs, asking)
    for person, matches in zip(asking, rank_many(index, asking, k, on=ON), strict=True):
        mine = sorted((-scores[pair], pair[1]) for pair in scores if pair[0] == person.id)
        assert [(-m.score, m.vacancy_id) for m in matches] == mine[:k]
        _assert_sums(matches)
    waiting = JobseekerIndex(asking, index)
    lists = rank_jobseekers(index, waiting, index.ids, k, on=ON)
    for vacancy_id, matches in zip(index.ids, lists, strict=True):
        mine = sorted((-scores[pair], pair[0]) for pair in scores if pair[1] == vacancy_id)
        assert [(-m.score, m.jobseeker_id) for m in matches] == mine[:k]
        _assert_sums(matches)


@pytest.mark.parametrize("name", POPULATIONS)
def test_mutual_lists_hold_every_feasible_pair_and_sum(name: str) -> None:
    jobs, asking = POPULATIONS[name]()
    index = build_index(jobs, gazetteer=SmallGazetteer(), occupations=SmallOccupations())
    scores = _scores(jobs, asking)
    for person, matches in zip(asking, mutual(index, asking, 100, on=ON), strict=True):
        assert {m.vacancy_id for m in matches} == {p[1] for p in scores if p[0] == person.id}
        assert matches == sorted(matches, key=lambda m: (-m.score, m.vacancy_id))
        assert all(0 <= m.score <= scores[m.jobseeker_id, m.vacancy_id] for m in matches)
        _assert_sums(matches)


@pytest.mark.parametrize("seed", range(3))
def test_order_of_rows_changes_nothing(seed: int) -> None:
    rng = Random(seed)
    jobs, asking = crowd(rng, 30), people(rng, 60)

    def lists() -> list[list[Match]]:
        index = build_index(jobs, gazetteer=SmallGazetteer(), occupations=SmallOccupations())
        waiting = JobseekerIndex(asking, index)
        return list(rank_jobseekers(index, waiting, sorted(index.ids), 7, on=ON))

    before = lists()
    rng.shuffle(jobs)
    rng.shuffle(asking)
    assert lists() == before
