"""Provinces that were split again before the tables of 63: "Hà Bắc", "Sông Bé"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from .source import read_csv


@dataclass(frozen=True, slots=True)
class JointProvince:
    """A former province of several that are known by a code.

    Args:
        name: as it was written, without its kind.
        parts: codes among the 63 former provinces ("24@63"); together they are its land, but for
            communes that changed hands.
        valid_from: day of the act that made it.
        valid_to: day of the act that ended it.
        source: the acts in words.
    """

    name: str
    parts: tuple[str, ...]
    valid_from: date
    valid_to: date
    source: str


@cache
def joint_provinces() -> tuple[JointProvince, ...]:
    """Give them in the order of the days on which they were made."""
    return tuple(
        JointProvince(
            row["name"],
            tuple(row["parts"].split()),
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_to"]),
            row["source"],
        )
        for row in read_csv("joint_provinces.csv")
    )
