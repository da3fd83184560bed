"""Scores without reasons are those of the lists with reasons, for every pair."""

from __future__ import annotations

from datetime import date

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
)
from sanviec.engines.matching.pair_scores import score_people
from sanviec.kernel.errors import InputError
from tests.engines.matching.small_world import SmallGazetteer, SmallOccupations
from tests.engines.matching.strategies import JOBSEEKERS, VACANCIES

ON = date(2026, 11, 22)
PEOPLE = st.lists(JOBSEEKERS, min_size=1, max_size=5, unique_by=lambda person: person.id)
_TRADE = {"occupation", "title"}


def index_of(jobs: list[VacancyFacts]) -> VacancyIndex:
    return build_index(jobs, gazetteer=SmallGazetteer(), occupations=SmallOccupations())


@settings(max_examples=25)
@given(jobs=VACANCIES, people=PEOPLE)
def test_scores_feasibility_and_trade_are_those_of_the_lists(
    jobs: list[VacancyFacts], people: list[JobseekerFacts]
) -> None:
    index = index_of(jobs)
    table = JobseekerIndex(people, index)
    lists = rank_jobseekers(index, table, index.ids, len(people), on=ON)
    found = list(score_people(table, index.ids, on=ON))
    assert [one.vacancy_id for one in found] == list(index.ids)
    for one, matches in zip(found, lists, strict=True):
        by_id = {match.jobseeker_id: match for match in matches}
        for place, person in enumerate(table.facts):
            match = by_id.get(person.id)
            assert bool(one.is_feasible[place]) == (match is not None)
            if match is not None:
                assert int(one.scores[place]) == match.score
                trade = any(r.points > 0 and r.term in _TRADE for r in match.reasons)
                assert bool(one.shares_trade[place]) == trade


def test_an_unknown_vacancy_is_refused() -> None:
    index = index_of([VacancyFacts("1", "Công nhân may")])
    table = JobseekerIndex([JobseekerFacts("a")], index)
    with pytest.raises((InputError, KeyError)):
        list(score_people(table, ["2"], on=ON))
