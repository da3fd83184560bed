"""A fair spread: what each round promises, on random tables and on random populations."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import fields, replace
from datetime import date
from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.engines.matching import JobseekerFacts, VacancyFacts, VacancyIndex, rank_many
from sanviec.engines.matching.spread import SpreadRule, spread
from sanviec.engines.matching.spread.measures import gini
from sanviec.engines.matching.spread.rounds import share_out
from sanviec.kernel.errors import InputError
from tests.engines.matching.strategies import JOBSEEKERS, VACANCIES
from tests.engines.matching.test_oracle import index_of

ON = date(2026, 11, 22)
FEW = settings(max_examples=10, deadline=None)
MANY = settings(max_examples=50, deadline=None)
PEOPLE = st.lists(JOBSEEKERS, max_size=6, unique_by=lambda person: person.id)
Scores = list[list[int]]


class Table:
    """Scores of a few pairs as everybody's own list; below zero is not feasible."""

    def __init__(self, scores: Scores, step: int = 100) -> None:
        lists = [
            sorted((-score, row) for row, score in enumerate(line) if score >= 0) for line in scores
        ]
        self._whole = [np.array([row for _, row in best], np.int32) for best in lists]
        self._points = [np.array([-points for points, _ in best], np.int16) for best in lists]
        self._step = step
        self.rows = [rows[:step] for rows in self._whole]
        self.scores = [points[:step] for points in self._points]

    def is_whole(self, person: int) -> bool:
        return len(self.rows[person]) == len(self._whole[person])

    def deepen(self, people: Collection[int]) -> None:
        for person in people:
            depth = len(self.rows[person]) + self._step
            self.rows[person] = self._whole[person][:depth]
            self.scores[person] = self._points[person][:depth]


@st.composite
def markets(draw: st.DrawFn) -> tuple[Scores, list[int], int, frozenset[int]]:
    people, vacancies = draw(st.integers(0, 4)), draw(st.integers(1, 4))
    line = st.lists(st.integers(-1, 3), min_size=vacancies, max_size=vacancies)
    scores = draw(st.lists(line, min_size=people, max_size=people))
    caps = draw(st.lists(st.integers(1, 3), min_size=vacancies, max_size=vacancies))
    first = draw(st.frozensets(st.integers(0, people - 1), max_size=3)) if people else frozenset()
    return scores, caps, draw(st.integers(0, 4)), first


def shared(
    scores: Scores, caps: Sequence[int], k: int, first: Collection[int] = (), step: int = 100
) -> list[list[int]]:
    """The vacancies that each person gets, in the order in which they were given."""
    table = Table(scores, step)
    given = share_out(table, caps, k, first)
    return [[int(table.rows[p][place]) for place in places] for p, places in enumerate(given)]


def standing(scores: Scores, person: int, row: int) -> tuple[int, int]:
    return scores[person][row], -person


def stable_rounds(
    scores: Scores, caps: Sequence[int], playing: Collection[int], had: list[list[int]]
) -> Iterator[tuple[int, ...]]:
    """Every way to give who plays one more vacancy or none (-1) that nobody can object to."""
    left = [cap - sum(row in mine for mine in had) for row, cap in enumerate(caps)]
    wished = [
        [row for row, score in enumerate(line) if p in playing and score >= 0 and row not in had[p]]
        for p, line in enumerate(scores)
    ]
    for way in product(*([-1, *rows] for rows in wished)):
        if any(way.count(row) > left[row] for row in range(len(caps))):
            continue
        if not any(
            objects(scores, left, way, p, row) for p, rows in enumerate(wished) for row in rows
        ):
            yield way


def objects(
    scores: Scores, left: Sequence[int], way: tuple[int, ...], person: int, row: int
) -> bool:
    """Whether the person rather has this vacancy, and it has room or somebody who comes after."""
    mine = way[person]
    if mine == row or (mine >= 0 and rank(scores, person, mine) < rank(scores, person, row)):
        return False
    holders = [p for p, got in enumerate(way) if got == row]
    own = standing(scores, person, row)
    return len(holders) < left[row] or any(standing(scores, p, row) < own for p in holders)


def rank(scores: Scores, person: int, row: int) -> tuple[int, int]:
    return -scores[person][row], row


@MANY
@given(market=markets())
def test_each_round_is_the_stable_one_that_everybody_likes_best(
    market: tuple[Scores, list[int], int, frozenset[int]],
) -> None:
    scores, caps, k, first = market
    had: list[list[int]] = [[] for _ in scores]
    others = set(range(len(scores))) - first
    for playing in [first] * k + [others] * k:
        ways = list(stable_rounds(scores, caps, playing, had))
        best = [
            min((way[p] for way in ways), key=lambda row, p=p: (row < 0, *rank(scores, p, row)))
            for p in range(len(scores))
        ]
        assert tuple(best) in ways
        for mine, row in zip(had, best, strict=True):
            mine += [row] if row >= 0 else []
    assert shared(scores, caps, k, first) == had


@MANY
@given(market=markets())
def test_caps_hold_and_no_free_place_is_withheld(
    market: tuple[Scores, list[int], int, frozenset[int]],
) -> None:
    scores, caps, k, first = market
    lists = shared(scores, caps, k, first)
    holders = [sum(row in mine for mine in lists) for row in range(len(caps))]
    assert all(count <= cap for count, cap in zip(holders, caps, strict=True))
    for person, mine in enumerate(lists):
        assert len(set(mine)) == len(mine) <= k
        assert mine == sorted(mine, key=lambda row, p=person: rank(scores, p, row))
        wished = [row for row, score in enumerate(scores[person]) if score >= 0]
        assert set(mine) <= set(wished)
        if len(mine) < k:
            assert [r for r in wished if r not in mine and holders[r] < caps[r]] == []


@MANY
@given(market=markets())
def test_envy_is_never_justified(market: tuple[Scores, list[int], int, frozenset[int]]) -> None:
    scores, caps, k, first = market
    lists = shared(scores, caps, k, first)
    for other, theirs in enumerate(lists):
        for turn, row in enumerate(theirs):
            for person, mine in enumerate(lists):
                if scores[person][row] < 0 or row in mine[: turn + 1]:
                    continue
                comes_after = (person in first, *standing(scores, person, row)) < (
                    other in first,
                    *standing(scores, other, row),
                )
                has_better = turn < len(mine) and (
                    rank(scores, person, mine[turn]) < rank(scores, person, row)
                )
                assert comes_after or has_better


@MANY
@given(market=markets())
def test_who_chooses_first_is_never_worse_off_at_any_rank(
    market: tuple[Scores, list[int], int, frozenset[int]],
) -> None:
    scores, caps, k, first = market
    without, with_rule = shared(scores, caps, k), shared(scores, caps, k, first)
    for person in first:
        before, after = without[person], with_rule[person]
        assert len(after) >= len(before)
        for old, new in zip(before, after, strict=False):
            assert rank(scores, person, new) <= rank(scores, person, old)


@MANY
@given(market=markets(), step=st.integers(1, 2))
def test_reading_lists_bit_by_bit_changes_nothing(
    market: tuple[Scores, list[int], int, frozenset[int]], step: int
) -> None:
    scores, caps, k, first = market
    assert shared(scores, caps, k, first, step) == shared(scores, caps, k, first)


def test_nobody_has_two_before_everybody_has_one() -> None:
    well_matched, barely = [9, 8], [2, 1]
    assert shared([well_matched, barely], [1, 1], 2) == [[0], [1]]


def test_who_chooses_first_fills_the_whole_list_first() -> None:
    assert shared([[9, 8, 7], [2, 1, 0]], [1, 1, 1], 2, first={1}) == [[2], [0, 1]]


def test_who_is_pushed_aside_cannot_be_in_the_way_later() -> None:
    """Were people 0 and 2 first within each round only, person 1 would fill vacancy 1 in the
    first round, and person 2 would lose it by choosing first."""
    scores = [[3, -1, -1], [4, 2, -1], [-1, 3, 4]]
    assert shared(scores, [1, 1, 1], 2) == [[], [0], [2, 1]]
    assert shared(scores, [1, 1, 1], 2, first={0, 2}) == [[0], [], [2, 1]]


def lists_of(
    index: VacancyIndex, people: Sequence[JobseekerFacts], rule: SpreadRule, k: int = 3
) -> list[list[tuple[str, str, int, int]]]:
    return [
        [(m.jobseeker_id, m.vacancy_id, m.rank, m.score) for m in matches]
        for matches in spread(index, people, k, on=ON, rule=rule).lists()
    ]


@FEW
@given(vacancies=VACANCIES, people=PEOPLE, k=st.integers(0, 4))
def test_without_scarcity_the_lists_are_the_exact_ones(
    vacancies: list[VacancyFacts], people: list[JobseekerFacts], k: int
) -> None:
    index = index_of(vacancies)
    ordered = sorted(people, key=lambda person: person.id)
    found = spread(index, people, k, on=ON, rule=SpreadRule(per_opening=6))
    assert list(found.lists()) == list(rank_many(index, ordered, k, on=ON))
    assert found.before == found.after


@FEW
@given(vacancies=VACANCIES, people=PEOPLE, order=st.randoms(use_true_random=False))
def test_the_order_of_people_and_vacancies_makes_no_difference(
    vacancies: list[VacancyFacts], people: list[JobseekerFacts], order: Random
) -> None:
    rule = SpreadRule(per_opening=1, first=frozenset(person.id for person in people[:2]))
    expected = lists_of(index_of(vacancies), people, rule)
    order.shuffle(vacancies)
    order.shuffle(people)
    assert lists_of(index_of(vacancies), people, rule) == expected


@FEW
@given(vacancies=VACANCIES, people=PEOPLE)
def test_pairs_keep_their_score_and_the_reasons_add_up(
    vacancies: list[VacancyFacts], people: list[JobseekerFacts]
) -> None:
    index = index_of(vacancies)
    exact = {
        (m.jobseeker_id, m.vacancy_id): m
        for matches in rank_many(index, people, len(vacancies), on=ON)
        for m in matches
    }
    for matches in spread(index, people, 3, on=ON, rule=SpreadRule(per_opening=1)).lists():
        assert [m.rank for m in matches] == list(range(1, len(matches) + 1))
        for match in matches:
            whole = exact[match.jobseeker_id, match.vacancy_id]
            assert match.score == whole.score == sum(reason.points for reason in match.reasons)
            assert (match.reasons[-1].term == "spread") == (match.rank < whole.rank)


_JOBS = [VacancyFacts(f"v{n}", "Công nhân may", occupation="8153") for n in range(4)]
_SEWERS = [JobseekerFacts(f"s{n}", ("Công nhân may",), ("8153",)) for n in range(6)]


def test_openings_widen_the_cap() -> None:
    index = index_of([replace(_JOBS[0], openings=2), _JOBS[1]])
    found = spread(index, _SEWERS, 1, on=ON, rule=SpreadRule(per_opening=2))
    assert [m.vacancy_id for matches in found.lists() for m in matches] == ["v0"] * 4 + ["v1"] * 2
    assert (found.before.most_lists, found.before.over_cap) == (6, 1)
    assert (found.after.most_lists, found.after.over_cap) == (4, 0)


def test_who_got_less_than_promised_is_told_why() -> None:
    rule = SpreadRule(per_opening=1, promised=1)
    driver_only = replace(_JOBS[1], certificates=("driving_c",))
    found = spread(index_of([_JOBS[0], driver_only]), _SEWERS[:2], 2, on=ON, rule=rule)
    (short,) = found.shortages
    assert (short.jobseeker_id, short.given) == ("s1", 0)
    assert short.text_vi == "1 việc phù hợp khác đã đủ lượt giới thiệu, không còn việc nào nữa"
    nobody = spread(index_of([driver_only]), _SEWERS[:1], 2, on=ON, rule=rule)
    assert nobody.shortages[0].text_en == "meets the hard requirements of 0 vacancies only"
    assert found.places_short == 2


def test_a_list_does_not_go_deeper_than_its_reach() -> None:
    rule = SpreadRule(per_opening=1, promised=1, reach=2)
    found = spread(index_of(_JOBS), _SEWERS[:3], 1, on=ON, rule=rule)
    assert [len(matches) for matches in found.lists()] == [1, 1, 0]
    assert found.shortages[0].text_vi == "2 trong 2 việc hợp nhất đã đủ lượt giới thiệu"


def test_what_choosing_first_changed_is_counted_on_both_sides() -> None:
    rule = SpreadRule(per_opening=1, first=frozenset({"s1", "unknown"}))
    worse = replace(_JOBS[1], occupation="8154", title="Kho")
    found = spread(index_of([_JOBS[0], worse]), _SEWERS[:2], 1, on=ON, rule=rule)
    chosen, others = found.shifts
    assert (chosen.people, chosen.gained, chosen.lost) == (1, 1, 0)
    assert (others.people, others.gained, others.lost) == (1, 0, 1)
    assert chosen.points == -others.points == others.most_lost > 0


def test_the_facts_cannot_carry_what_must_not_score() -> None:
    names = " ".join(field.name for field in fields(JobseekerFacts))
    for word in ("sex", "gender", "ethnic", "family", "marital", "priority", "group", "poor"):
        assert word not in names


@pytest.mark.parametrize(
    ("counts", "expected"), [([], 0.0), ([0, 0], 0.0), ([2, 2], 0.0), ([0, 0, 0, 4], 0.75)]
)
def test_gini(counts: list[int], expected: float) -> None:
    assert gini(np.array(counts, np.int64)) == expected


@pytest.mark.parametrize("wrong", [{"per_opening": 0}, {"promised": -1}, {"reach": 0}])
def test_a_rule_that_cannot_be_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(InputError):
        SpreadRule(**wrong)


def test_an_id_that_stands_twice_is_refused() -> None:
    with pytest.raises(InputError):
        spread(index_of(_JOBS), [_SEWERS[0]] * 2, 1, on=ON, rule=SpreadRule())


def test_the_example_of_the_documentation() -> None:
    """docs/algorithms/matching.md, Fair spread, by hand."""
    an, binh, chi = [90, 85, 60], [88, 70, 65], [50, 40, 45]
    assert shared([an, binh, chi], [1, 1, 2], 2) == [[0], [1, 2], [2]]
    assert shared([an, binh, chi], [1, 1, 2], 2, first={2}) == [[1], [2], [0, 2]]
