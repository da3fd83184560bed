"""The fold of a person's scans: a table of small cases, and any order of any scans."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanviec.apps.exchanges.enums import ScanKind, ScanOutcome
from sanviec.apps.exchanges.presence import Mark, presence_of

EIGHT = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
IN, OUT, UNDO = ScanKind.IN, ScanKind.OUT, ScanKind.UNDO
OK, ALREADY, NOT_INSIDE = ScanOutcome.ACCEPTED, ScanOutcome.ALREADY_INSIDE, ScanOutcome.NOT_INSIDE
UNDONE, EXPIRED = ScanOutcome.UNDONE, ScanOutcome.EXPIRED


def mark(number: int, kind: ScanKind, minute: int, *, undoes: int = 0, **rest: object) -> Mark:
    target = UUID(int=undoes) if undoes else None
    at = EIGHT + timedelta(minutes=minute)
    return Mark(UUID(int=number), kind, at, undoes_id=target, **rest)  # type: ignore[arg-type]


CASES = {
    "nobody came": ([], False, []),
    "in": ([mark(1, IN, 0)], True, [OK]),
    "in, then out": ([mark(1, IN, 0), mark(2, OUT, 9)], False, [OK, OK]),
    "out of a hall that one is not in": ([mark(1, OUT, 0)], False, [NOT_INSIDE]),
    "a copied ticket": ([mark(1, IN, 0), mark(2, IN, 3)], True, [OK, ALREADY]),
    "back again": ([mark(1, IN, 0), mark(2, OUT, 5), mark(3, IN, 9)], True, [OK, OK, OK]),
    "taken back": ([mark(1, IN, 0), mark(2, UNDO, 1, undoes=1)], False, [UNDONE, OK]),
    "taken back before it came": ([mark(2, UNDO, 1, undoes=1)], False, [ScanOutcome.UNKNOWN]),
    "the wrong one of two taken back": (
        [mark(1, IN, 0), mark(2, IN, 5), mark(3, UNDO, 6, undoes=1)],
        True,
        [UNDONE, OK, OK],
    ),
    "an old ticket stays refused": (
        [mark(1, IN, 0, outcome=EXPIRED), mark(2, IN, 5)],
        True,
        [EXPIRED, OK],
    ),
    "the same instant goes by id": ([mark(2, OUT, 0), mark(1, IN, 0)], False, [OK, OK]),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_the_scans_say(case: tuple[list[Mark], bool, list[ScanOutcome]]) -> None:
    marks, is_inside, outcomes = case

    presence = presence_of(marks)

    assert presence.is_inside is is_inside
    assert [presence.outcomes[mark.scan_id] for mark in marks] == outcomes


def test_the_first_visit_and_the_last_leaving() -> None:
    presence = presence_of([mark(1, IN, 0), mark(2, OUT, 5), mark(3, IN, 9), mark(4, OUT, 20)])

    assert presence.first_in_at == EIGHT
    assert presence.last_in_at == EIGHT + timedelta(minutes=9)
    assert presence.last_out_at == EIGHT + timedelta(minutes=20)


marks = st.lists(
    st.builds(
        mark,
        st.integers(1, 12),
        st.sampled_from([IN, OUT, UNDO]),
        st.integers(0, 6),
        undoes=st.integers(0, 12),
        outcome=st.sampled_from([OK, EXPIRED]),
    ),
    max_size=12,
    unique_by=lambda mark: mark.scan_id,
)


@given(marks, st.randoms(use_true_random=False))
def test_any_order_says_the_same(scans: list[Mark], rng: object) -> None:
    mixed = list(scans)
    rng.shuffle(mixed)  # type: ignore[attr-defined]  # random.Random

    assert presence_of(mixed) == presence_of(scans)


@given(marks)
def test_people_are_counted_not_scans(scans: list[Mark]) -> None:
    """Accepted ins and outs take turns, so nobody is ever inside twice or fewer than none."""
    presence = presence_of(scans)
    moves = sorted(
        (m for m in scans if m.kind != UNDO and presence.outcomes[m.scan_id] == OK),
        key=lambda m: (m.happened_at, m.scan_id),
    )

    assert [m.kind for m in moves] == [IN, OUT] * (len(moves) // 2) + [IN] * (len(moves) % 2)
    assert presence.is_inside == (len(moves) % 2 == 1)
    assert (presence.first_in_at is None) == (not moves)
