"""Whatever a line holds, the answer is a decision or an error that names its field."""

from __future__ import annotations

import json
from copy import deepcopy
from random import Random
from typing import Any

import pytest

from sanviec.engines.benefits import decide, decision_record, load_law, read_facts
from sanviec.engines.benefits.reading import strange_fields
from sanviec.kernel.errors import InputError
from tests.engines.benefits.claims import random_claim

GARBAGE: list[Any] = [
    None, True, False, 0, -1, 1, 12, 1e308, float("nan"), float("inf"), -0.0, 1.5, 10**30, "", " ",
    "x", "I", "2020-02-30", "2020-13", "2026-01-01", "0000-00-00", "2034-12-31", "2013-01-01",
    "２０２０-01-01", "9" * 400, "\ud800", [], [[]], [None], [{}], {}, {"on": "2020-01-01"},
    {"from": "2020-01", "to": "9999-12", "wage_vnd": 1}, [{"from": "2009-01", "to": "2030-12"}],
    [{"kind": "new_job"}] * 3, {"starts_on": "2034-12-31", "months_received": 12},
]  # fmt: skip


def spoilt(rng: Random) -> Any:
    """Give a claim with a few things in it replaced, at any depth."""
    claim: Any = random_claim(rng)
    for _ in range(rng.choice([1, 1, 1, 2])):
        place = claim
        while True:
            keys = [*place] if isinstance(place, dict) else [*range(len(place))]
            if not keys:
                break
            key = rng.choice(keys)
            if isinstance(place[key], dict | list) and rng.random() < 0.7:
                place = place[key]
                continue
            place[key] = deepcopy(rng.choice(GARBAGE))
            break
        if rng.random() < 0.2:
            fields = [
                "pension",
                "workplace",
                "benefit",
                "contributions",
                "status_events",
                "case_id",
            ]
            claim[rng.choice(fields)] = deepcopy(rng.choice(GARBAGE))
    return claim


@pytest.mark.parametrize("seed", range(4))
def test_spoilt_claims(seed: int) -> None:
    rng = Random(seed)
    named: list[str | None] = []
    decided = 0
    for _ in range(400):
        claim = spoilt(rng)
        strange_fields(claim)
        try:
            record = decision_record(None, decide(read_facts(claim), load_law()))
        except InputError as error:
            named.append(error.field)
            continue
        decided += 1
        json.dumps(record, allow_nan=False)
        total = record["total_vnd"]
        assert total is None or total >= 0
    assert all(named)
    assert decided > 5
    assert len(named) > 100


@pytest.mark.parametrize("value", GARBAGE, ids=repr)
def test_a_line_that_is_no_claim(value: Any) -> None:
    with pytest.raises(InputError) as caught:
        read_facts(value)
    assert caught.value.field
