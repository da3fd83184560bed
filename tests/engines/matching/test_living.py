"""A living index against one built anew: the same lists, whatever came, changed and left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.engines.matching import (
    JobseekerFacts,
    JobseekerIndex,
    VacancyFacts,
    VacancyIndex,
    build_index,
    rank_jobseekers,
    search,
    similar_vacancies,
)
from sanviec.engines.matching.entering import entering
from sanviec.engines.matching.fast_mutual import mutual_fast
from sanviec.engines.matching.fast_ranking import rank_fast
from sanviec.engines.matching.living_index import LivingIndex
from sanviec.engines.matching.mutual import mutual_plainly
from sanviec.engines.matching.ranking import rank_plainly
from sanviec.engines.matching.understanding import Understood
from tests.engines.matching.crowds import crowd, people
from tests.engines.matching.small_world import SmallGazetteer, SmallOccupations
from tests.engines.matching.strategies import IDS, JOBSEEKERS, VACANCIES

ON = date(2026, 11, 22)
QUESTIONS = ("công nhân may", "ke toan kho", "lai xe", "mayy", "QC c++", "", "toám")


def index_of(jobs: Sequence[VacancyFacts]) -> VacancyIndex:
    return build_index(jobs, gazetteer=SmallGazetteer(), occupations=SmallOccupations())


def assert_alike(living: VacancyIndex, fresh: VacancyIndex, who: list[JobseekerFacts]) -> None:
    assert list(living.ids) == list(fresh.ids)
    assert list(living.facts) == list(fresh.facts)
    assert living.openings.tolist() == fresh.openings.tolist()
    for k in (1, 4):
        plain = list(rank_plainly(fresh, who, k, ON))
        assert list(rank_plainly(living, who, k, ON)) == plain
        assert list(rank_fast(living, who, k, ON)) == plain
        assert list(mutual_fast(living, who, k, ON)) == list(mutual_plainly(fresh, who, k, ON))
    assert list(rank_jobseekers(living, JobseekerIndex(who, living), living.ids, 3, on=ON)) == list(
        rank_jobseekers(fresh, JobseekerIndex(who, fresh), fresh.ids, 3, on=ON)
    )
    for text in QUESTIONS:
        asked = Understood(
            text=text, title_words=tuple(text.split()), places=("20",)[: len(text) % 2]
        )
        assert search(living, asked, 5, on=ON) == search(fresh, asked, 5, on=ON)
    for vacancy_id in fresh.ids[:2]:
        assert similar_vacancies(living, vacancy_id, 3) == similar_vacancies(fresh, vacancy_id, 3)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(
    before=VACANCIES,
    steps=st.lists(st.tuples(VACANCIES, st.lists(IDS, max_size=6)), max_size=3),
    who=st.lists(JOBSEEKERS, max_size=3, unique_by=lambda person: person.id),
)
def test_any_sequence_of_changes(
    before: list[VacancyFacts],
    steps: list[tuple[list[VacancyFacts], list[str]]],
    who: list[JobseekerFacts],
) -> None:
    living, now = index_of(before), {vacancy.id: vacancy for vacancy in before}
    for added, removed in steps:
        living = living.with_changes(added, removed)
        now = {key: one for key, one in now.items() if key not in removed}
        now |= {vacancy.id: vacancy for vacancy in added}
        assert_alike(living, index_of(list(now.values())), who)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_a_crowd_that_loses_most_of_its_best(seed: int) -> None:
    rng = Random(seed)
    jobs, who = crowd(rng, 600), people(rng, 30)
    base = index_of(jobs)
    best = {m.vacancy_id for found in rank_fast(base, who, 20, ON) for m in found}
    came = [job for job in crowd(rng, 650) if job.id not in best][550:]
    living = base.with_changes(came, best)
    left = {job.id: job for job in jobs if job.id not in best} | {job.id: job for job in came}
    assert_alike(living, index_of(list(left.values())), who)


def test_what_is_undone_is_the_base_again() -> None:
    base = index_of([VacancyFacts("a", "Thợ may"), VacancyFacts("b", "Kế toán")])
    grown = base.with_changes([VacancyFacts("c", "Lái xe")])
    assert isinstance(grown, LivingIndex)
    assert grown.find("c") == 2
    assert grown.with_changes(removed_ids=["c"]) is base
    assert "b" not in base.with_changes(removed_ids=["b"])


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(
    jobs=VACANCIES,
    who=st.lists(JOBSEEKERS, min_size=1, max_size=6, unique_by=lambda person: person.id),
    data=st.data(),
)
def test_whose_list_a_vacancy_may_enter(
    jobs: list[VacancyFacts], who: list[JobseekerFacts], data: st.DataObject
) -> None:
    index = index_of(jobs)
    people_of = JobseekerIndex(who, index)
    least = data.draw(st.lists(st.integers(-1, 400), min_size=len(who), max_size=len(who)))
    found = list(entering(people_of, index.ids, np.array(least, dtype=np.int32), on=ON))
    worst = dict(zip((person.id for person in people_of.facts), least, strict=True))
    for ids, ranked in zip(
        found, rank_jobseekers(index, people_of, index.ids, len(who), on=ON), strict=True
    ):
        better = [m.jobseeker_id for m in ranked if m.score >= worst[m.jobseeker_id]]
        assert ids == sorted(better)
