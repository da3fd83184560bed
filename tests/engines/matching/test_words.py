"""Words as keys: what is kept, what is shared out, and what moves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.engines.matching import DEFAULT_WEIGHTS, JobseekerFacts, VacancyFacts
from sanviec.engines.matching.geography import km_between, points_by_km, spot_of
from sanviec.engines.matching.lexicon import Lexicon, keys_of, stream, syllables
from sanviec.engines.matching.living_postings import LivingPostings
from sanviec.engines.matching.postings import postings, rarity
from sanviec.engines.matching.selection import best_rows
from sanviec.engines.matching.spelling import Speller
from sanviec.engines.matching.vacancy_words import words_of
from sanviec.engines.matching.wish_words import wish_words
from sanviec.kernel.text import words
from tests.engines.matching import oracle
from tests.engines.matching.small_world import COMMUNES, SmallGazetteer

FEW = settings(max_examples=40, deadline=None)


@FEW
@given(st.text(max_size=60) | st.sampled_from(["C++ và C#", "ASP.NET", "Kế_toán", "a.b+c"]))
def test_syllables_are_the_kernels_words(text: str) -> None:
    assert syllables(text) == words(text)


def test_pairs_stay_inside_their_phrase() -> None:
    lexicon = Lexicon()
    read = stream([("kế toán", "kho"), ("kho",)], lexicon, 10)
    keys, rows = keys_of(read, with_pairs=True)
    assert sorted(zip(rows.tolist(), (key >= 1 << 21 for key in keys.tolist()), strict=True)) == [
        (0, False), (0, False), (0, False), (0, True), (1, False)
    ]  # fmt: skip
    assert read.plain(lexicon).numbers.tolist() == [0, 1, 2, 2]


_PAIRS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 6)), max_size=30)


@FEW
@given(_PAIRS, _PAIRS, st.lists(st.booleans(), min_size=7, max_size=7))
def test_postings_hold_and_move_what_was_put_in(
    before: list[tuple[int, int]], added: list[tuple[int, int]], stays: list[bool]
) -> None:
    # What came stands between what was there.
    places = [2 * row if kept else -1 for row, kept in enumerate(stays)]
    added = [(key, 2 * row + 1) for key, row in added]
    old = postings(*_columns(before))
    for key in range(7):
        assert old.find([key])[0].tolist() == sorted({row for k, row in before if k == key})
    left = [(key, row) for key, row in before if places[row] < 0]
    new_rows, old_rows = np.array(places, dtype=np.int32), np.full(14, -1, dtype=np.int32)
    old_rows[new_rows[new_rows >= 0]] = np.flatnonzero(new_rows >= 0)
    now = LivingPostings(
        old, (new_rows, old_rows), postings(*_columns(added)), postings(*_columns(left))
    )
    after = {(key, places[row]) for key, row in before if places[row] >= 0} | set(added)
    whole = postings(*_columns(sorted(after)))
    for key in range(7):
        assert now.find([key])[0].tolist() == sorted(row for k, row in after if k == key)
        assert now.counts([key]) == whole.counts([key])
    for row in range(14):
        held = [key in {k for k, r in after if r == row} for key in range(7)]
        assert now.held_by(row, range(7)) == whole.held_by(row, range(7)) == held
    for below in (None, 3):
        assert now.sums(_squared, 40, below).tolist() == whole.sums(_squared, 40, below).tolist()
    assert (now.keys.tolist(), now.starts.tolist(), now.rows.tolist()) == (
        whole.keys.tolist(), whole.starts.tolist(), whole.rows.tolist()
    )  # fmt: skip


def _squared(count: int) -> int:
    return count * count


def _columns(pairs: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return table[:, 0].copy(), table[:, 1].astype(np.int32)


@pytest.mark.parametrize(
    ("count", "n_rows", "rare"), [(0, 9, 0), (9, 9, 1), (4, 9, 2), (1, 9, 4), (1, 65_536, 17)]
)
def test_rarity_is_a_whole_logarithm(count: int, n_rows: int, rare: int) -> None:
    assert rarity(count, n_rows) == rare


def test_a_wished_title_is_worth_its_budget_exactly() -> None:
    jobs = [VacancyFacts("1", "Kế toán tổng hợp"), VacancyFacts("2", "Nhân viên kế toán kho")]
    told = words_of(jobs)
    for wished in ("Kế toán tổng hợp", "Kế toán", "kế toán kho thuế", "ke toan", "Kho"):
        person = JobseekerFacts("p", wished_titles=(wished,), occupations=("3313",))
        found = wish_words(person, told, DEFAULT_WEIGHTS)
        assert sum(points for _, points in (*found.marked, *found.plain)) == DEFAULT_WEIGHTS.title
    nobody = JobseekerFacts("p", wished_titles=("phi công",))
    assert wish_words(nobody, told, DEFAULT_WEIGHTS).marked == ()


@FEW
@given(
    st.lists(st.integers(0, 5), max_size=200),
    st.lists(st.booleans(), min_size=200, max_size=200),
    st.integers(0, 12),
)
def test_the_best_rows_are_those_of_a_sort(scores: list[int], allowed: list[bool], k: int) -> None:
    flags = np.array(allowed[: len(scores)], dtype=np.bool_)
    rows = best_rows(np.array(scores, dtype=np.int16), flags, k).tolist()
    wanted = sorted((-score, row) for row, score in enumerate(scores) if allowed[row])
    assert rows == [row for _, row in wanted[:k]]


def test_kilometres_are_those_of_the_globe() -> None:
    gazetteer = SmallGazetteer()
    placed = [code for code in COMMUNES if gazetteer.get(code).lat is not None]
    for here in placed:
        for there in placed:
            one, other = spot_of(here, gazetteer), spot_of(there, gazetteer)
            # The engine takes the chord: 2 km in 1,200.
            assert abs(km_between(one, other) - oracle.km(here, there)) <= 2


def test_points_by_km_lie_straight_between_the_breaks() -> None:
    points = points_by_km(((3, 20), (10, 18), (20, 14), (100, 0)))
    assert [points[km] for km in (0, 3, 4, 10, 12, 20, 60, 100)] == [20, 20, 19, 18, 17, 14, 7, 0]
    assert list(points) == sorted(points, reverse=True)


def test_the_speller_mends_one_slip_and_leaves_known_words() -> None:
    jobs = [VacancyFacts("1", "Kế toán trưởng"), VacancyFacts("2", "Lập trình viên", text="toàn")]
    speller = Speller(words_of(jobs))
    assert speller.mend("toans", ("ke", "truong")) == "toan"
    assert speller.mend("trưởg", ("", "")) == "truong"
    assert speller.mend("tirnh", ("lap", "")) == "trinh"
    assert speller.mend("toan", ("", "")) is None
    assert speller.mend("xyzabc", ("", "")) is None
    assert speller.mend("ke", ("", "")) is None
