"""Every question of cases.yaml, with the real gazetteer and the real occupations."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from sanviec.engines.matching.understanding import Understood, understand
from sanviec.kernel.occupations import load_occupations
from sanviec.kernel.places import load_gazetteer
from sanviec.kernel.text import fold

USD_VND = 26_000
_MILLION = 1_000_000
CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8")
)


@cache
def ask(question: str) -> Understood:
    return understand(
        question, gazetteer=load_gazetteer(), occupations=load_occupations(), usd_vnd=USD_VND
    )


def without_marks(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def structured(understood: Understood) -> dict[str, Any]:
    """Give the fields of a question in the words of cases.yaml, without those that are empty."""
    low, high = understood.wage_min_vnd_month, understood.wage_max_vnd_month
    fields = {
        "wage": [end and end / _MILLION for end in (low, high)] if low or high else None,
        "months": understood.experience_months,
        "type": understood.employment_type,
        "shift": sorted(understood.shifts),
        "no_shift": sorted(understood.refused_shifts),
        "near": understood.near_home or None,
        "remote": understood.is_remote or None,
        "abroad": understood.overseas or None,
        "not_abroad": understood.refuses_overseas or None,
        "level": understood.education,
        "paper": list(understood.certificates),
        "language": list(understood.languages),
        "age": understood.age_years,
        "born": understood.birth_year,
        "km": understood.max_distance_km,
        "employer": [fold(word) for word in understood.employer_words],
        "no_type": sorted(understood.refused_employment_types),
        "no_words": [fold(word) for word in understood.refused_words],
        "intent": None if understood.intent == "search" else understood.intent,
    }
    return {key: value for key, value in fields.items() if value not in (None, [])}


def expected(case: dict[str, Any]) -> dict[str, Any]:
    apart = {"q", "job", "no_job", "place", "no_place", "words", "marks_matter"}
    fields = {key: value for key, value in case.items() if key not in apart}
    for key in ("employer", "no_words"):
        if key in fields:
            fields[key] = [fold(str(word)) for word in fields[key]]
    for key in ("shift", "no_shift"):
        if key in fields:
            fields[key] = sorted(fields[key])
    return fields


def place_names(codes: tuple[str, ...]) -> list[str]:
    return sorted(load_gazetteer().get(code).name for code in codes)


def assert_jobs(codes: tuple[str, ...], wanted: str | list[str] | None) -> None:
    each = [] if wanted is None else [wanted] if isinstance(wanted, str) else wanted
    assert len(codes) == len(each), f"{codes} for {wanted}"
    for code, prefixes in zip(codes, each, strict=True):
        assert code.startswith(tuple(prefixes.split("|"))), f"{codes} for {wanted}"


def assert_places(codes: tuple[str, ...], wanted: list[str] | None) -> None:
    if wanted == ["*"]:
        assert codes
    else:
        assert place_names(codes) == sorted(wanted or [])


def assert_understood(understood: Understood, case: dict[str, Any]) -> None:
    assert structured(understood) == expected(case)
    assert_jobs(understood.occupation_codes, case.get("job"))
    assert_jobs(understood.refused_occupation_codes, case.get("no_job"))
    assert_places(understood.places, case.get("place"))
    assert_places(understood.refused_places, case.get("no_place"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["q"])
def test_question_is_understood(case: dict[str, Any]) -> None:
    understood = ask(case["q"])

    assert_understood(understood, case)
    if "words" in case:
        assert list(understood.free_words) == [str(word) for word in case["words"]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["q"])
def test_marks_and_case_change_nothing(case: dict[str, Any]) -> None:
    if case.get("marks_matter"):
        pytest.skip("the meaning of these words rests on their marks")

    assert_understood(ask(without_marks(case["q"])), case)
    assert_understood(ask(unicodedata.normalize("NFD", case["q"])), case)


def test_there_are_enough_questions() -> None:
    assert len({case["q"] for case in CASES}) >= 150
