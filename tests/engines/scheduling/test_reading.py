"""Instance files: what is wrong is told with its place, whatever it is."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanviec.engines.scheduling import read_instance, schedule
from sanviec.engines.scheduling.reading import strange_fields
from sanviec.kernel.errors import InputError

GOOD: dict[str, Any] = {
    "slots": 3,
    "employers": [{"id": "D1", "tables": 1}, {"id": "D2", "tables": 2, "slots": [0, 1]}],
    "jobseekers": [
        {"id": "N1", "max_interviews": 2, "priority": 1},
        {"id": "N2", "max_interviews": 1, "priority": 0, "slots": [0, 2]},
    ],
    "pairs": [
        {"jobseeker": "N1", "employer": "D1", "score": 5},
        {"jobseeker": "N1", "employer": "D2", "score": 7},
        {"jobseeker": "N2", "employer": "D1", "score": 3},
    ],
    "objective": "fair",
    "fixed": [{"jobseeker": "N2", "employer": "D1", "slot": 0}],
}


def put(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """Write a value at "pairs.0.score" or the like."""
    *way, last = (int(step) if step.isdigit() else step for step in path.split("."))

    def change(data: Any) -> None:
        for step in way:
            data = data[step]
        if isinstance(data, list) and last == len(data):
            data.append(value)
        else:
            data[last] = value

    return change


@pytest.mark.parametrize(
    ("change", "place", "code"),
    [
        (put("slots", 0), "slots", "wrong_value"),
        (put("slots", True), "slots", "wrong_value"),
        (put("slots", "6"), "slots", "wrong_value"),
        (put("slots", 2.5), "slots", "wrong_value"),
        (put("slots", 10**9), "slots", "wrong_value"),
        (put("slots", Decimal("1E+999999")), "slots", "wrong_value"),
        (put("pairs.0.score", Decimal("1E-999999")), "pairs[0].score", "wrong_value"),
        (put("objective", "best"), "objective", "wrong_value"),
        (put("objective", ["fair"]), "objective", "wrong_value"),
        (put("employers", {}), "employers", "wrong_value"),
        (put("employers.0", "D1"), "employers[0]", "wrong_value"),
        (put("employers.0.id", ""), "employers[0].id", "wrong_value"),
        (put("employers.0.id", None), "employers[0].id", "wrong_value"),
        (put("employers.1.id", "D1"), "employers[1].id", "duplicate_id"),
        (put("employers.0.tables", 0), "employers[0].tables", "wrong_value"),
        (put("employers.0.tables", -1), "employers[0].tables", "wrong_value"),
        (put("employers.1.slots", [0, 3]), "employers[1].slots[1]", "wrong_value"),
        (put("employers.1.slots", 1), "employers[1].slots", "wrong_value"),
        (put("jobseekers.0.priority", 2), "jobseekers[0].priority", "wrong_value"),
        (put("jobseekers.0.priority", [1]), "jobseekers[0].priority", "wrong_value"),
        (put("jobseekers.0.max_interviews", -1), "jobseekers[0].max_interviews", "wrong_value"),
        (put("jobseekers.1.id", "N1"), "jobseekers[1].id", "duplicate_id"),
        (put("pairs.0.score", -1), "pairs[0].score", "wrong_value"),
        (put("pairs.0.score", float("nan")), "pairs[0].score", "wrong_value"),
        (put("pairs.0.score", Decimal("NaN")), "pairs[0].score", "wrong_value"),
        (put("pairs.0.score", float("inf")), "pairs[0].score", "wrong_value"),
        (put("pairs.0.score", "5"), "pairs[0].score", "wrong_value"),
        (put("pairs.0.score", None), "pairs[0].score", "wrong_value"),
        (put("pairs.0.score", 10**12), "pairs[0].score", "wrong_value"),
        (put("pairs.0.score", 0.123_456_789), "pairs[0].score", "wrong_value"),
        (put("pairs.1.jobseeker", "N9"), "pairs[1].jobseeker", "unknown_id"),
        (put("pairs.1.employer", ["D1"]), "pairs[1].employer", "unknown_id"),
        (put("pairs.1.employer", "D1"), "pairs[1]", "duplicate_pair"),
        (put("pairs.2", {"jobseeker": "N1"}), "pairs[2].employer", "missing"),
        (put("fixed.0.slot", 1), "fixed[0].jobseeker", "not_there"),
        (put("fixed.0.slot", 7), "fixed[0].slot", "wrong_value"),
        (put("fixed.0.employer", "D2"), "fixed[0]", "unknown_pair"),
        (put("fixed.1", GOOD["fixed"][0]), "fixed[1]", "duplicate_pair"),
        (
            put("fixed.1", {"jobseeker": "N1", "employer": "D1", "slot": 0}),
            "fixed[1]",
            "fixed_impossible",
        ),
        (put("fixed", 3), "fixed", "wrong_value"),
        (
            put("fixed", [{"jobseeker": "N1", "employer": "D2", "slot": 2}]),
            "fixed[0].employer",
            "not_there",
        ),
    ],
)
def test_a_fault_names_its_place(
    change: Callable[[dict[str, Any]], None], place: str, code: str
) -> None:
    data = deepcopy(GOOD)
    change(data)
    with pytest.raises(InputError) as told:
        read_instance(data)
    assert (told.value.field, told.value.code) == (place, code)
    assert told.value.text_vi.startswith(f"{place}: ")


@pytest.mark.parametrize("name", ["slots", "employers", "jobseekers", "pairs"])
def test_what_must_be_there_is_asked_for(name: str) -> None:
    data = {key: value for key, value in GOOD.items() if key != name}
    with pytest.raises(InputError) as told:
        read_instance(data)
    assert (told.value.field, told.value.code) == (name, "missing")


@pytest.mark.parametrize("data", [None, [], 3, "slots"])
def test_other_data_than_an_object_is_refused(data: Any) -> None:
    with pytest.raises(InputError):
        read_instance(data)


def test_ids_may_be_numbers_and_come_back_as_they_were() -> None:
    data = {
        "slots": 1,
        "employers": [{"id": 7}],
        "jobseekers": [{"id": "a"}, {"id": "A"}, {"id": 7}],
        "pairs": [{"jobseeker": who, "employer": 7, "score": n} for n, who in enumerate("aA")],
    }
    assert [one.jobseeker for one in schedule(read_instance(data)).interviews] == ["A"]


def test_fields_without_meaning_are_named() -> None:
    data = deepcopy(GOOD)
    data["jobseekers"][0]["max_interview"] = 1
    data["title"] = "Phiên thứ năm"
    assert strange_fields(data) == ["jobseekers[].max_interview", "title"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)
PATHS = (
    "slots",
    "employers",
    "jobseekers",
    "pairs",
    "fixed",
    "planned",
    "objective",
    "employers.0",
    "employers.0.id",
    "employers.1.slots",
    "jobseekers.0.max_interviews",
    "pairs.0",
    "pairs.0.score",
    "fixed.0.slot",
)


@given(st.sampled_from(PATHS), JSON)
def test_rubbish_is_read_or_refused_and_never_crashes(path: str, rubbish: Any) -> None:
    data = deepcopy(GOOD)
    put(path, rubbish)(data)
    try:
        instance = read_instance(data)
    except InputError as error:
        told = error.field
    else:
        told = schedule(instance).is_optimal
    assert told
