"""The compiled path against the plain one: the same vacancies, scores and reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.engines.matching import (
    JobseekerFacts,
    VacancyFacts,
    VacancyIndex,
    Weights,
    build_index,
)
from sanviec.engines.matching.fast_mutual import mutual_fast
from sanviec.engines.matching.fast_ranking import is_worth, rank_fast
from sanviec.engines.matching.kernel.compiled import is_available
from sanviec.engines.matching.mutual import mutual_plainly
from sanviec.engines.matching.ranking import rank_plainly
from tests.engines.matching.crowds import crowd, people
from tests.engines.matching.small_world import SmallGazetteer, SmallOccupations
from tests.engines.matching.strategies import JOBSEEKERS, VACANCIES

pytestmark = pytest.mark.skipif(not is_available(), reason="numba is not installed")

ON = date(2026, 11, 22)
FEW = settings(max_examples=25, deadline=None)
TEXT_HEAVY = Weights(occupation=(0, 1, 2, 3, 5), skill=9, skills_most=40, text=7, text_most=80)


def index_of(jobs: list[VacancyFacts], weights: Weights | None = None) -> VacancyIndex:
    return build_index(
        jobs,
        gazetteer=SmallGazetteer(),
        occupations=SmallOccupations(),
        weights=weights or Weights(),
    )


def assert_same(index: VacancyIndex, asking: list[JobseekerFacts], k: int) -> None:
    plain = list(rank_plainly(index, asking, k, ON))
    assert list(rank_fast(index, asking, k, ON)) == plain
    assert list(mutual_fast(index, asking, k, ON)) == list(mutual_plainly(index, asking, k, ON))


@pytest.mark.slow
@FEW
@given(
    jobs=VACANCIES,
    asking=st.lists(JOBSEEKERS, max_size=5, unique_by=lambda person: person.id),
    k=st.integers(1, 14),
    weights=st.sampled_from((None, TEXT_HEAVY, Weights(title=0, place_unknown=0))),
)
def test_random_populations(
    jobs: list[VacancyFacts], asking: list[JobseekerFacts], k: int, weights: Weights | None
) -> None:
    assert_same(index_of(jobs, weights), asking, k)


@pytest.mark.parametrize("seed", range(4))
def test_crowds_full_of_equal_scores(seed: int) -> None:
    rng = Random(seed)
    assert_same(index_of(crowd(rng, 700)), people(rng, 60), rng.choice((1, 3, 10, 60)))


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"places": ()},
        {"occupation": None},
        {"occupation": "8153"},
        {"text": "", "skills": ()},
        {"places": ("06001",), "occupation": "8153", "title": "Công nhân may"},
    ],
)
def test_one_sided_populations(change: dict[str, Any]) -> None:
    rng = Random(7)
    jobs = [replace(job, **change) for job in crowd(rng, 300)]
    assert_same(index_of(jobs), people(rng, 30), 10)


def test_alike_to_the_last_letter_but_the_case_of_the_id() -> None:
    jobs = [VacancyFacts(one, "Kế toán", occupation="3313") for one in ("b", "B", "a", "A", "ă")]
    assert_same(index_of(jobs), people(Random(1), 20), 3)


@pytest.mark.parametrize("k", [1, 299, 300, 5_000])
def test_lists_up_to_beyond_the_population(k: int) -> None:
    rng = Random(3)
    assert_same(index_of(crowd(rng, 300)), people(rng, 6), k)


@pytest.mark.parametrize("n_threads", [1, 2, 3])
def test_the_number_of_threads_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, n_threads: int
) -> None:
    from sanviec.engines.matching.kernel import index as compiled_index
    from sanviec.engines.matching.kernel import search

    monkeypatch.setattr(search, "_SPAN", 3)
    one_thread = search.best_vacancies
    monkeypatch.setattr(
        compiled_index, "best_vacancies", lambda *given: one_thread(*given, n_threads=n_threads)
    )
    assert_same(index_of(crowd(Random(5), 400)), people(Random(5), 60), 10)


@pytest.mark.parametrize("seed", range(3))
def test_order_of_rows_changes_nothing(seed: int) -> None:
    rng = Random(seed)
    jobs, asking = crowd(rng, 300), people(rng, 20)
    before = list(rank_fast(index_of(jobs), asking, 10, ON))
    rng.shuffle(jobs)
    assert list(rank_fast(index_of(jobs), asking, 10, ON)) == before


def test_no_vacancies_and_no_jobseekers() -> None:
    assert_same(index_of([]), people(Random(1), 3), 10)
    assert_same(index_of(crowd(Random(1), 5)), [], 10)


def test_more_kinds_of_papers_than_bits_of_a_word() -> None:
    jobs = [VacancyFacts(f"v{n}", "Kho", certificates=(f"paper-{n}",)) for n in range(150)]
    holder = JobseekerFacts("p", certificates=("paper-3", "paper-70", "paper-149"))
    assert_same(index_of(jobs), [holder], 10)


@pytest.fixture
def any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanviec.engines.matching.fast_ranking.LEAST_VACANCIES", 0)


@pytest.mark.usefixtures("any_size")
def test_the_compiled_path_is_left_out_where_it_cannot_help(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    index = index_of(crowd(Random(1), 200))
    assert is_worth(index, 10)
    assert not is_worth(index, 0)
    assert not is_worth(index, 150)
    assert not is_worth(index_of(crowd(Random(1), 200), TEXT_HEAVY), 10)
    monkeypatch.setattr("sanviec.engines.matching.kernel.build._MOST", 1_000)
    assert not is_worth(index_of(crowd(Random(1), 200)), 10)
    monkeypatch.setattr("sanviec.engines.matching.fast_ranking.is_available", lambda: False)
    assert not is_worth(index, 10)
