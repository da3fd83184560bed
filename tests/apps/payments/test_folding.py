"""Where a row stands does not depend on the order of the answers; samples can be drawn again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanviec.apps.payments.enums import PayOutcome
from sanviec.apps.payments.folding import Answer, fold
from sanviec.apps.payments.sampling import draw_sample

DUE = 4_800_000
FIRST = date(2026, 12, 10)


def said(outcome: str, day: int, amount: int = DUE, name: str = "a") -> Answer:
    on = FIRST + timedelta(days=day)
    return Answer(name, "CT/1", PayOutcome(outcome), amount if outcome == "paid" else 0, on)


answers = st.builds(
    said,
    st.sampled_from(PayOutcome.values),
    st.integers(0, 3),
    st.sampled_from([DUE, DUE - 1, DUE + 1]),
    st.text("ab", min_size=1, max_size=3),
)


@given(
    st.lists(answers, max_size=6).flatmap(
        lambda told: st.tuples(st.just(told), st.permutations(told))
    )
)
def test_the_order_of_arrival_does_not_matter(orders: tuple[list[Answer], list[Answer]]) -> None:
    told, shuffled = orders

    assert fold(DUE, told) == fold(DUE, shuffled)
    assert fold(DUE, [*told, *told]) == fold(DUE, told)


@given(st.lists(answers, min_size=1, max_size=6))
def test_money_is_only_there_when_it_was_paid_last(told: list[Answer]) -> None:
    standing = fold(DUE, told)

    assert (standing.paid_vnd > 0) == (standing.state in {"paid", "different"})
    assert standing.on == max(answer.on for answer in told)


@pytest.mark.parametrize(
    ("told", "state", "paid"),
    [
        ([], "listed", 0),
        ([said("paid", 0)], "paid", DUE),
        ([said("paid", 0, DUE - 1)], "different", DUE - 1),
        ([said("returned", 0), said("paid", 1)], "paid", DUE),
        ([said("paid", 1), said("returned", 1)], "returned", 0),
        ([said("uncollected", 0), said("returned", 0)], "returned", 0),
        ([said("paid", 0, DUE - 1), said("paid", 2)], "paid", DUE),
    ],
)
def test_the_last_word_counts(told: list[Answer], state: str, paid: int) -> None:
    standing = fold(DUE, told)

    assert (standing.state, standing.paid_vnd) == (state, paid)


@given(st.sets(st.text("abcdef", min_size=1), max_size=60), st.integers(0, 2**62))
def test_a_sample_has_its_size_and_can_be_drawn_again(names: set[str], seed: int) -> None:
    rows = sorted(names)
    sample = draw_sample(rows, seed=seed, percent=5, at_least=5)

    assert sample <= names
    assert len(sample) == min(len(names), max(5, -(-len(names) * 5 // 100)))
    assert draw_sample(rows[::-1], seed=seed, percent=5, at_least=5) == sample


def test_another_seed_draws_other_rows() -> None:
    rows = [f"CT/{number:05d}" for number in range(1_000)]

    drawn = {draw_sample(rows, seed=seed, percent=5, at_least=5) for seed in range(20)}

    assert len(drawn) == 20
    assert {len(sample) for sample in drawn} == {50}
