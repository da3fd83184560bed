"""The compiled reverse direction against the plain one: the same people, scores and reasons."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.engines.matching import (
    JobseekerFacts,
    JobseekerIndex,
    VacancyFacts,
    VacancyIndex,
    Weights,
    build_index,
    top_jobseekers,
)
from sanviec.engines.matching.fast_people import is_worth, rank_people_fast
from sanviec.engines.matching.kernel.compiled import is_available
from sanviec.engines.matching.kernel.warm_up import warm_up
from sanviec.engines.matching.ranking import rank_people_plainly
from tests.engines.matching.crowds import crowd, people
from tests.engines.matching.small_world import SmallGazetteer, SmallOccupations
from tests.engines.matching.strategies import JOBSEEKERS, VACANCIES

pytestmark = pytest.mark.skipif(not is_available(), reason="numba is not installed")

ON = date(2026, 11, 22)
FEW = settings(max_examples=25, deadline=None)
TEXT_HEAVY = Weights(occupation=(0, 1, 2, 3, 5), skill=9, skills_most=40, text=7, text_most=80)
TITLE_HEAVY = Weights(title=60, title_unclassified=1, place_unknown=0)


def index_of(jobs: list[VacancyFacts], weights: Weights | None = None) -> VacancyIndex:
    return build_index(
        jobs,
        gazetteer=SmallGazetteer(),
        occupations=SmallOccupations(),
        weights=weights or Weights(),
    )


def assert_same(index: VacancyIndex, asking: list[JobseekerFacts], k: int) -> None:
    waiting = JobseekerIndex(asking, index)
    plain = list(rank_people_plainly(waiting, index.ids, k, ON))
    assert list(rank_people_fast(waiting, index.ids, k, ON)) == plain


@pytest.mark.slow
@FEW
@given(
    jobs=VACANCIES,
    asking=st.lists(JOBSEEKERS, max_size=12, unique_by=lambda person: person.id),
    k=st.integers(1, 14),
    weights=st.sampled_from((None, TEXT_HEAVY, TITLE_HEAVY, Weights(title=0, place_unknown=0))),
)
def test_random_populations(
    jobs: list[VacancyFacts], asking: list[JobseekerFacts], k: int, weights: Weights | None
) -> None:
    assert_same(index_of(jobs, weights), asking, k)


@pytest.mark.parametrize("weights", [None, TEXT_HEAVY, TITLE_HEAVY])
@pytest.mark.parametrize("seed", range(3))
def test_crowds_full_of_equal_scores(seed: int, weights: Weights | None) -> None:
    rng = Random(seed)
    assert_same(index_of(crowd(rng, 40), weights), people(rng, 600), rng.choice((1, 3, 10, 60)))


@pytest.mark.parametrize(
    "change",
    [
        {"wished_titles": ()},
        {"occupations": ()},
        {"occupations": (), "wished_titles": ("Công nhân may",)},
        {"occupations": ("8153",)},
        {"home": None, "places": ()},
        {"home": None, "places": (), "can_relocate": True, "accepts_overseas": True},
        {"places": ("06001", "06002", "24", "79", "JP", "VN"), "can_relocate": True},
        {"home": "06001", "places": (), "occupations": ("8153",), "max_distance_km": 5},
    ],
)
def test_one_sided_populations(change: dict[str, Any]) -> None:
    rng = Random(7)
    asking = [replace(person, **change) for person in people(rng, 300)]
    assert_same(index_of(crowd(rng, 40)), asking, 10)


@pytest.mark.parametrize("change", [{"occupation": None}, {"places": ()}, {"title": ""}])
def test_vacancies_that_say_little(change: dict[str, Any]) -> None:
    rng = Random(8)
    jobs = [replace(job, **change) for job in crowd(rng, 40)]
    assert_same(index_of(jobs), people(rng, 300), 10)


@pytest.mark.parametrize("k", [1, 299, 300, 5_000])
def test_lists_up_to_beyond_the_population(k: int) -> None:
    rng = Random(3)
    assert_same(index_of(crowd(rng, 10)), people(rng, 300), k)


@pytest.mark.parametrize("holders", [0, 3, 60])
def test_papers_that_few_hold(holders: int) -> None:
    rng = Random(4)
    jobs = [replace(job, certificates=("crane", "forklift")) for job in crowd(rng, 20)]
    asking = [
        replace(person, certificates=("crane", "forklift") if n < holders else ("forklift",))
        for n, person in enumerate(people(rng, 300))
    ]
    assert_same(index_of(jobs), asking, 10)


def test_more_kinds_of_papers_than_bits_of_a_word() -> None:
    jobs = [VacancyFacts(f"v{n}", "Kho", certificates=(f"paper-{n}",)) for n in range(150)]
    asking = [JobseekerFacts(f"p{n}", certificates=(f"paper-{n}", "paper-3")) for n in range(99)]
    assert_same(index_of(jobs), asking, 10)


@pytest.mark.parametrize("n_threads", [1, 2, 3])
def test_the_number_of_threads_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, n_threads: int
) -> None:
    from sanviec.engines.matching.kernel.reverse import index as compiled_people
    from sanviec.engines.matching.kernel.reverse import search

    one_thread = search.best_jobseekers
    monkeypatch.setattr(search, "_PLACES", 2)
    monkeypatch.setattr(
        compiled_people, "best_jobseekers", lambda *given: one_thread(*given, n_threads=n_threads)
    )
    assert_same(index_of(crowd(Random(5), 130)), people(Random(5), 200), 10)


def test_no_vacancies_and_no_jobseekers() -> None:
    assert_same(index_of([]), people(Random(1), 3), 10)
    assert_same(index_of(crowd(Random(1), 5)), [], 10)


@pytest.fixture
def any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanviec.engines.matching.fast_people.LEAST_JOBSEEKERS", 0)


@pytest.mark.usefixtures("any_size")
def test_the_compiled_path_is_left_out_where_it_cannot_help(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    index = index_of(crowd(Random(1), 5))
    waiting = JobseekerIndex(people(Random(1), 200), index)
    assert is_worth(waiting, 10)
    assert not is_worth(waiting, 0)
    assert not is_worth(waiting, 150)
    heavy = index_of(crowd(Random(1), 5), TEXT_HEAVY)
    assert not is_worth(JobseekerIndex(people(Random(1), 200), heavy), 10)
    monkeypatch.setattr("sanviec.engines.matching.kernel.reverse.build._MOST", 1_000)
    assert not is_worth(JobseekerIndex(people(Random(1), 200), index), 10)
    monkeypatch.setattr("sanviec.engines.matching.fast_people.is_available", lambda: False)
    assert not is_worth(waiting, 10)


@pytest.mark.usefixtures("any_size")
def test_the_face_goes_by_the_compiled_path_where_it_is_worth_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    index = index_of(crowd(Random(2), 5))
    waiting = JobseekerIndex(people(Random(2), 200), index)
    plain = next(rank_people_plainly(waiting, ["v1"], 5, ON))
    monkeypatch.setattr("sanviec.engines.matching.ranking.rank_people_plainly", None)
    assert top_jobseekers(index, waiting, "v1", 5, on=ON) == plain


def _compiled_forms() -> dict[str, list[Any]]:
    """Argument types that each function of the reverse direction is compiled for."""
    forms = {}
    for name, module in sorted(sys.modules.items()):
        if name.startswith("sanviec.engines.matching.kernel.reverse."):
            for key, function in vars(module).items():
                if hasattr(function, "signatures"):
                    forms[f"{name}.{key}"] = list(function.signatures)
    return forms


@pytest.mark.parametrize("seed", range(2))
def test_nothing_is_compiled_after_the_warm_up(seed: int) -> None:
    assert warm_up()
    before = _compiled_forms()
    rng = Random(seed)
    assert_same(index_of(crowd(rng, 20)), people(rng, 100), 5)
    assert_same(index_of(crowd(rng, 1)), people(rng, 1), 1)
    nobody = [JobseekerFacts(f"p{n}") for n in range(3)]
    assert_same(index_of([VacancyFacts("v", "")]), nobody, 2)
    assert before
    assert _compiled_forms() == before
