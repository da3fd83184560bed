"""The instance file: plain data in, a checked instance out; every fault names its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

import numpy as np

from .faults import fault, must_be, shown
from .fixed import check_fixed
from .model import Appointment, Employer, Id, Instance, Jobseeker, Objective, Pairs
from .values import (
    MOST_SLOTS,
    MOST_TABLES,
    decimals,
    identifier,
    need,
    rows_of,
    score,
    times,
    whole,
)

Named = TypeVar("Named", Employer, Jobseeker)
_KNOWN = {
    "": ("slots", "employers", "jobseekers", "pairs", "objective", "fixed", "planned"),
    "employers": ("id", "tables", "slots"),
    "jobseekers": ("id", "max_interviews", "priority", "slots"),
    "pairs": ("jobseeker", "employer", "score"),
    "fixed": ("jobseeker", "employer", "slot"),
    "planned": ("jobseeker", "employer", "slot"),
}


def read_instance(data: Any) -> Instance:
    """Give the instance that plain data describes.

    Args:
        data: as JSON gives it; numbers may be `decimal.Decimal`, so that scores stay exact.

    Raises:
        InputError: something is missing, of the wrong kind, twice there or contradicts itself;
            `field` is the place, such as ``pairs[3].score``.

    Cost: O(pairs), about 2 µs each.
    """
    if not isinstance(data, dict):
        raise must_be("instance", data, "đối tượng JSON {…}", "a JSON object {…}")
    slots = whole(need(data, "slots"), "slots", 1, MOST_SLOTS)
    employers, employer_at = _sorted(_employers(data, slots), "employers")
    jobseekers, jobseeker_at = _sorted(_jobseekers(data, slots), "jobseekers")
    at = (jobseeker_at, employer_at)
    pairs, scale = _pairs(data, at)
    instance = Instance(
        slots=slots,
        employers=employers,
        jobseekers=jobseekers,
        pairs=pairs,
        objective=_objective(data),
        fixed=tuple(_appointments(data, "fixed", slots, at)),
        planned=tuple(_appointments(data, "planned", slots, at)),
        scale=scale,
    )
    check_fixed(instance)
    return instance


def strange_fields(data: Mapping[str, Any]) -> list[str]:
    """Give the fields that mean nothing here, each once: a slip like "max_interview" is seen."""
    strange = {name for name in data if name not in _KNOWN[""]}
    for part, known in _KNOWN.items():
        for row in data.get(part) or () if part else ():
            strange |= {f"{part}[].{name}" for name in row.keys() - known}
    return sorted(strange)


def _objective(data: Mapping[str, Any]) -> Objective:
    value = data.get("objective", Objective.TOTAL.value)
    if value not in list(Objective):
        raise must_be("objective", value, "“total” hoặc “fair”", "total or fair")
    return Objective(value)


def _employers(data: Mapping[str, Any], slots: int) -> Iterator[tuple[Id, Employer]]:
    need(data, "employers")
    for number, row in enumerate(rows_of(data, "employers")):
        place = f"employers[{number}]"
        tables = whole(row.get("tables", 1), f"{place}.tables", 1, MOST_TABLES)
        own = identifier(row, place)
        yield own, Employer(own, tables, times(row, place, slots))


def _jobseekers(data: Mapping[str, Any], slots: int) -> Iterator[tuple[Id, Jobseeker]]:
    need(data, "jobseekers")
    for number, row in enumerate(rows_of(data, "jobseekers")):
        place = f"jobseekers[{number}]"
        most = row.get("max_interviews")
        if most is not None:
            most = whole(most, f"{place}.max_interviews", 0, MOST_SLOTS)
        first = row.get("priority", 0)
        if first not in (0, 1):
            raise must_be(f"{place}.priority", first, "0 hoặc 1", "0 or 1")
        own = identifier(row, place)
        yield own, Jobseeker(own, most, bool(first), times(row, place, slots))


def _sorted(
    named: Iterator[tuple[Id, Named]], part: str
) -> tuple[tuple[Named, ...], dict[Id, int]]:
    """Give rows in the order of their ids, and each id's position."""
    rows: dict[Id, Named] = {}
    for number, (own, row) in enumerate(named):
        if own in rows:
            raise fault(
                f"{part}[{number}].id",
                f"mã {shown(own)} đã có ở dòng trước; mỗi mã chỉ dùng một lần.",
                f"the id {shown(own)} stands twice",
                "duplicate_id",
            )
        rows[own] = row
    ids = sorted(rows, key=lambda own: (isinstance(own, str), own))
    return tuple(rows[own] for own in ids), {own: place for place, own in enumerate(ids)}


def _pairs(data: Mapping[str, Any], at: tuple[dict[Id, int], dict[Id, int]]) -> tuple[Pairs, int]:
    need(data, "pairs")
    seen: dict[tuple[int, int], Decimal] = {}
    for number, row in enumerate(rows_of(data, "pairs")):
        place = f"pairs[{number}]"
        who = _who(row, place, at)
        if who in seen:
            raise fault(
                place,
                f"cặp {shown(row['jobseeker'])} – {shown(row['employer'])} đã có ở dòng trước.",
                "this pair stands twice",
                "duplicate_pair",
            )
        seen[who] = score(need(row, "score", place), f"{place}.score")
    scale = 10 ** max(map(decimals, seen.values()), default=0)
    ordered = sorted(seen)
    columns = np.array(ordered, dtype=np.int64).reshape(-1, 2)
    scores = [int(seen[who] * scale) for who in ordered]
    return Pairs(columns[:, 0], columns[:, 1], np.array(scores, dtype=np.int64)), scale


def _who(
    row: Mapping[str, Any], place: str, at: tuple[dict[Id, int], dict[Id, int]]
) -> tuple[int, int]:
    return (
        _known(need(row, "jobseeker", place), f"{place}.jobseeker", at[0], "jobseekers"),
        _known(need(row, "employer", place), f"{place}.employer", at[1], "employers"),
    )


def _known(own: Any, place: str, at: Mapping[Id, int], part: str) -> int:
    found = at.get(own) if isinstance(own, str | int) and not isinstance(own, bool) else None
    if found is None:
        raise fault(
            place,
            f"không có mã {shown(own)} trong {part}.",
            f"no {shown(own)} in {part}",
            "unknown_id",
        )
    return found


def _appointments(
    data: Mapping[str, Any],
    part: str,
    slots: int,
    at: tuple[dict[Id, int], dict[Id, int]],
) -> Iterator[Appointment]:
    rows: Sequence[Mapping[str, Any]] = rows_of(data, part) if data.get(part) is not None else ()
    for number, row in enumerate(rows):
        place = f"{part}[{number}]"
        slot = whole(need(row, "slot", place), f"{place}.slot", 0, slots - 1)
        yield Appointment(*_who(row, place, at), slot)
