"""Worked cases: ours at every threshold and date border, and those of published articles."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.engines.benefits.worked import cases, decided

OURS = dict(cases())
SHARED = Path(os.environ.get("SANVIEC_SHARED") or Path(__file__).parents[4] / "shared")
PUBLISHED = SHARED / "cases" / "unemployment_insurance.jsonl"


@pytest.mark.parametrize("name", OURS)
def test_a_case_by_hand(name: str) -> None:
    case = OURS[name]
    record = decided(case["facts"])
    assert {key: record[key] for key in case["expected"]} == case["expected"]
    assert [refusal["rule"] for refusal in record["refusals"]] == case.get("refused", [])
    assert set(case.get("provisional", [])) <= set(record["provisional"])
    assert (record["error"] or {}).get("field") == case.get("needs")


def test_no_case_hides_another() -> None:
    assert len(OURS) == len(list(cases())) >= 230


def published() -> list[dict[str, Any]]:
    """Give the published cases; they lie beside the project, not in it."""
    if not PUBLISHED.is_file():
        pytest.skip(f"{PUBLISHED.name} is not there: set SANVIEC_SHARED to the shared folder")
    lines = PUBLISHED.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_every_published_case_gives_its_fields() -> None:
    listed = published()
    wrong = {}
    for case in listed:
        record = decided(case["facts"])
        given = {key: record[key] for key in case["expected"]}
        if given != case["expected"] or record["error"]:
            wrong[case["case_id"]] = (given, record["error"])
    assert len(listed) >= 16
    assert wrong == {}
