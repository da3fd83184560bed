"""Whose list a vacancy enters by the compiled path, against everybody looked at."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanviec.engines.matching import (
    JobseekerFacts,
    JobseekerIndex,
    VacancyFacts,
    VacancyIndex,
    Weights,
)
from sanviec.engines.matching.entering import entered_plainly, entering
from sanviec.engines.matching.kernel.compiled import is_available
from tests.engines.matching.crowds import crowd, people
from tests.engines.matching.strategies import JOBSEEKERS, VACANCIES
from tests.engines.matching.test_compiled_people import (
    FEW,
    ON,
    TEXT_HEAVY,
    TITLE_HEAVY,
    index_of,
)

pytestmark = pytest.mark.skipif(not is_available(), reason="numba is not installed")


def assert_same(index: VacancyIndex, who: list[JobseekerFacts], least: list[int]) -> None:
    ready, limits = JobseekerIndex(who, index), np.array(least, dtype=np.int32)
    plain = [rows.tolist() for rows in entered_plainly(ready, index.facts, limits, ON)]
    fast = [rows.tolist() for rows in ready.compiled.entered(index.facts, limits, ON)]
    assert fast == plain


@pytest.mark.slow
@FEW
@given(
    jobs=VACANCIES,
    who=st.lists(JOBSEEKERS, min_size=1, max_size=12, unique_by=lambda person: person.id),
    weights=st.sampled_from((None, TEXT_HEAVY, TITLE_HEAVY, Weights(title=0, place_unknown=0))),
    data=st.data(),
)
def test_random_populations(
    jobs: list[VacancyFacts],
    who: list[JobseekerFacts],
    weights: Weights | None,
    data: st.DataObject,
) -> None:
    least = data.draw(st.lists(st.integers(-1, 110), min_size=len(who), max_size=len(who)))
    assert_same(index_of(jobs, weights), who, least)


@pytest.mark.parametrize("weights", [None, TEXT_HEAVY, TITLE_HEAVY])
@pytest.mark.parametrize("seed", range(2))
def test_crowds(weights: Weights | None, seed: int) -> None:
    rng = Random(seed)
    who, index = people(rng, 700), index_of(crowd(rng, 30), weights)
    for low, high in ((-1, -1), (-1, 100), (40, 70), (60, 90), (101, 120)):
        assert_same(index, who, [rng.randint(low, high) for _person in who])


def test_many_people_of_one_kind_are_bounded_by_their_own_titles() -> None:
    rng = Random(5)
    who = people(rng, 6_000)
    least = [rng.choice((-1, 45, 60, 75)) for _person in who]
    assert_same(index_of(crowd(rng, 12)), who, least)


@pytest.mark.parametrize(("n_jobs", "is_made"), [(20, False), (20, True), (90, False)])
def test_the_public_face_makes_arrays_where_that_pays(n_jobs: int, is_made: bool) -> None:
    rng = Random(9)
    index, who = index_of(crowd(rng, n_jobs)), people(rng, 2_500)
    ready, least = JobseekerIndex(who, index), np.full(2_500, 55, dtype=np.int32)
    if is_made:
        assert ready.compiled is not None
    found = list(entering(ready, index.ids, least, on=ON))
    assert ("compiled" in vars(ready)) == (is_made or n_jobs == 90)
    plain = entered_plainly(ready, index.facts, least, ON)
    assert found == [[ready.facts[row].id for row in rows.tolist()] for rows in plain]
    assert any(found)


def test_nobody_and_nothing() -> None:
    index = index_of(crowd(Random(1), 3))
    nobody = JobseekerIndex([], index)
    assert list(entering(nobody, index.ids, np.zeros(0, dtype=np.int32), on=ON)) == [[], [], []]
    assert list(nobody.compiled.entered([], np.zeros(0, dtype=np.int32), ON)) == []
    found = nobody.compiled.entered(index.facts, np.zeros(0, dtype=np.int32), ON)
    assert [rows.tolist() for rows in found] == [[], [], []]
