"""Lines of an explanation are put into words late, and are the same whenever that is."""

from __future__ import annotations

import gc
import pickle
from typing import Any

import pytest

from sanviec.engines.benefits import Line, decide, load_law, read_facts
from sanviec.engines.benefits.lines import Lines

FACTS: dict[str, Any] = {
    "decided_on": "2026-03-10",
    "separated_on": "2026-02-27",
    "filed_on": "2026-03-02",
    "contribution_months": 54,
    "average_wage_vnd": 11_000_000,
    "status_events": [
        {"on": "2026-04-20", "kind": "transferred"},
        {"on": "2026-05-20", "kind": "transferred"},
    ],
}


def lines() -> Any:
    """Give the explanation of a decision."""
    return decide(read_facts(FACTS), load_law()).explanation


def test_they_are_a_sequence_of_lines() -> None:
    told = lines()
    assert isinstance(told, Lines)
    assert len(told) == len(list(told)) > 8
    assert all(isinstance(one, Line) for one in told)
    assert told[-1] == list(told)[-1]
    assert list(told[:2]) == [told[0], told[1]]
    assert told[0].key == "regime"


def test_equal_decisions_have_equal_lines() -> None:
    assert lines() == lines()
    assert decide(read_facts(FACTS), load_law()) == decide(read_facts(FACTS), load_law())
    other = decide(read_facts(FACTS | {"contribution_months": 55}), load_law())
    assert lines() != other.explanation
    assert lines() != 5


def test_each_line_keeps_its_own_numbers() -> None:
    days = [one.inputs["on"] for one in lines() if one.key == "transfer"]
    assert days == ["2026-04-20", "2026-05-20"]


def test_they_can_be_sent_to_another_process() -> None:
    decision = decide(read_facts(FACTS), load_law())
    again = pickle.loads(pickle.dumps(decision))
    assert again == decision
    assert isinstance(again.explanation, tuple)


def test_a_decision_is_freed_at_once() -> None:
    gc.collect()
    gc.disable()
    try:
        for _ in range(200):
            decide(read_facts(FACTS), load_law())
        assert gc.collect() < 200  # no circle of a case and its lines
    finally:
        gc.enable()


@pytest.mark.parametrize("place", [99, -99])
def test_there_is_no_line_beyond_the_last(place: int) -> None:
    with pytest.raises(IndexError):
        _ = lines()[place]
