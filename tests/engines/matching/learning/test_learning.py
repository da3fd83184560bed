"""What is learned from outcomes that were drawn from known points, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.engines.matching import (
    DEFAULT_WEIGHTS,
    JobseekerFacts,
    VacancyFacts,
    build_index,
    explain,
    top_vacancies,
)
from sanviec.engines.matching.learning import (
    TERMS,
    Grade,
    Learned,
    Limits,
    RecordedOutcome,
    learn,
    most_points,
    shares_of,
)
from sanviec.engines.matching.learning.fitting import fit_points
from sanviec.engines.matching.learning.outcomes import comparisons_of
from sanviec.engines.matching.learning.terms import points_of, with_most
from sanviec.engines.matching.weights_data import weights_from_data, weights_to_data
from sanviec.kernel.errors import InputError
from tests.engines.matching.learning.planted import (
    CURRENT,
    PLANTED,
    START,
    World,
    outcomes_of,
    shuffled,
)
from tests.engines.matching.small_world import SmallGazetteer, SmallOccupations

CLEAR = World(people=400, steepness=0.4)


def learned_from(outcomes: list[RecordedOutcome], **limits: float) -> Learned:
    rng = np.random.default_rng(7)
    return learn(outcomes, DEFAULT_WEIGHTS, rng=rng, limits=replace(Limits(), **limits))


@pytest.fixture(scope="module")
def clear() -> Learned:
    return learned_from(outcomes_of(world=CLEAR))


@pytest.mark.slow
def test_planted_points_are_found_again(clear: Learned) -> None:
    assert clear.learned is not None
    found = most_points(clear.learned)
    assert sum(found) == 100
    assert max(abs(a - b) for a, b in zip(found, PLANTED, strict=True)) <= 4
    assert clear.refusals == ()


@pytest.mark.slow
def test_people_held_out_are_told_better(clear: Learned) -> None:
    assert clear.by_person is not None
    assert clear.by_person.learned > clear.by_person.current > 0.6
    assert 0 < clear.by_person.gain_low < clear.by_person.gain < clear.by_person.gain_high


@pytest.mark.slow
def test_the_order_of_outcomes_does_not_matter(clear: Learned) -> None:
    outcomes = outcomes_of(world=CLEAR)
    order = np.random.default_rng(3).permutation(len(outcomes))
    assert learned_from([outcomes[row] for row in order]) == clear


@pytest.mark.parametrize("seed", range(6))
def test_shuffled_outcomes_are_refused(seed: int) -> None:
    found = learned_from(shuffled(outcomes_of(seed=seed, world=World(people=200)), seed))
    assert "not_better" in {refusal.code for refusal in found.refusals}


@pytest.mark.slow
def test_outcomes_of_the_current_points_give_no_proposal() -> None:
    assert learned_from(outcomes_of(CURRENT, World(people=300))).is_refused


@pytest.mark.parametrize(("kept", "is_refused"), [(299, True), (300, False)])
def test_too_few_are_refused_with_the_number_needed(kept: int, *, is_refused: bool) -> None:
    found = learned_from(outcomes_of(world=World(people=100))[:kept])
    few = [refusal for refusal in found.refusals if refusal.code == "too_few"]
    assert bool(few) == is_refused
    assert all("299 decided introductions, at least 300" in refusal.text_en for refusal in few)
    assert (found.learned is None) == is_refused


@pytest.mark.slow
def test_open_outcomes_teach_nothing(clear: Learned) -> None:
    outcomes = outcomes_of(world=CLEAR)
    still_open = [replace(outcome, vacancy_id="V0", grade=None) for outcome in outcomes[:200]]
    found = learned_from(outcomes + still_open)
    assert found == replace(clear, outcomes=clear.outcomes + 200)


@pytest.mark.slow
def test_a_term_that_moves_too_far_is_refused() -> None:
    found = learned_from(outcomes_of(world=CLEAR), most_points_moved=5)
    assert {refusal.code for refusal in found.refusals} == {"moved_too_far"}


def test_two_people_at_two_vacancies_are_not_compared() -> None:
    shares = tuple([0.5] * len(TERMS))
    rows = [
        RecordedOutcome("P1", "V1", START, Grade.HIRED, shares),
        RecordedOutcome("P2", "V2", START, Grade.DECLINED, shares),
    ]
    assert len(comparisons_of(rows)) == 0
    assert len(comparisons_of([rows[0], replace(rows[1], vacancy_id="V1")])) == 1
    assert len(comparisons_of([rows[0], replace(rows[1], jobseeker_id="P1")])) == 1


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 25))
def test_points_are_whole_never_negative_and_sum_to_100(seed: int, people: int) -> None:
    outcomes = outcomes_of(world=World(people=people, steepness=2.0), seed=seed)
    points = fit_points(comparisons_of(outcomes), CURRENT)
    assert sum(points) == 100
    assert min(points) >= 0
    assert all(isinstance(number, int) for number in points)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=len(TERMS), max_size=len(TERMS)))
def test_stretched_weights_keep_their_shape_and_give_the_most_asked(most: list[int]) -> None:
    weights = with_most(DEFAULT_WEIGHTS, most)
    assert most_points(weights) == tuple(most)
    assert weights.largest_score == sum(most)
    assert weights_from_data(weights_to_data(weights)) == weights


def test_the_same_most_gives_the_same_weights() -> None:
    assert with_most(DEFAULT_WEIGHTS, CURRENT) == DEFAULT_WEIGHTS


@pytest.mark.parametrize("most", [CURRENT, PLANTED, (60, 40, 0, 0, 0, 0, 0, 0, 0)])
def test_pairs_can_be_scored_with_any_of_them(most: tuple[int, ...]) -> None:
    vacancy = VacancyFacts("V", "Công nhân may", occupation="8153", places=("06001",))
    person = JobseekerFacts(
        "P", wished_titles=("Công nhân may",), occupations=("8153",), home="06001"
    )
    index = build_index(
        [vacancy],
        gazetteer=SmallGazetteer(),
        occupations=SmallOccupations(),
        weights=with_most(DEFAULT_WEIGHTS, most),
    )
    on = date(2026, 11, 23)
    told = explain(index, person, "V", on=on)
    assert top_vacancies(index, person, 1, on=on)[0].score == told.score
    shares = shares_of(points_of(told.reasons), index.weights)
    assert shares[:2] == (1.0, 1.0)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"sex": 3}, "'sex' is no name"),
        ({"wage_reach": 1.5}, "whole numbers"),
        ({"wage_reach": True}, "whole numbers"),
        ({"wage_reach": -1}, "negative"),
        ({"occupation": [0, 1]}, "needs 5 numbers"),
        ({"place": [[10, 1], [20, 9]]}, "nearer place"),
        ([], "no table"),
    ],
)
def test_data_that_are_no_weights(data: object, said: str) -> None:
    with pytest.raises(InputError, match=said):
        weights_from_data(data)
