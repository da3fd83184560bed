"""Words of job titles that tell about rank or conditions, and short forms, as tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Literal

from sanviec.kernel.occupations.tokens import Abbreviations, folded_form
from sanviec.kernel.text import words

Role = Literal["manager", "lead", "engineer"]


def _rows(name: str) -> Iterator[dict[str, str]]:
    table = files("sanviec.kernel.occupations") / "data" / name
    return csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"), newline=""))


@cache
def words_with_role(role: str) -> frozenset[str]:
    """Give the syllables that play a role in titles.

    Args:
        role: "filler" for levels and hours that may stand inside a phrase, in the form that
            `tokens.folded_form` gives; "turn" for what leads over to the place or the
            conditions, "unit" for what a part of a firm begins with ("– Khối Công nghệ"),
            "terms" for how long the work lasts and "other" for words that must never pass for a
            trade's word with other marks, all in lower case with their marks.
    """
    return frozenset(row["word"] for row in _rows("words.csv") if row["role"] == role)


@cache
def abbreviations() -> Abbreviations:
    """Give the folded short forms with the syllables that they stand for."""
    return {
        folded_form(row["short"]): tuple(words(row["long"])) for row in _rows("abbreviations.csv")
    }


@cache
def head_words() -> tuple[tuple[str, str, str], ...]:
    """Give the words for a rank: (words, role, place "before", "after" or "both" of the trade)."""
    return tuple((row["phrase"], row["role"], row["place"]) for row in _rows("heads.csv"))


@cache
def _superiors() -> dict[str, dict[str, str]]:
    return {row["prefix"]: row for row in _rows("superiors.csv")}


@cache
def superior(code: str, role: Role) -> str | None:
    """Give the unit group of whoever leads the people of a unit group or engineers their work.

    Args:
        code: Unit group of the people.
        role: "manager" for the head of a department, "lead" for a supervisor, "engineer" for the
            engineer in the same field.

    Returns:
        The group itself where the classification counts its supervisors with it; None where
        the field has no engineers.
    """
    if code.startswith("1") and role != "engineer":
        return code
    for length in range(len(code), 0, -1):
        found = _superiors().get(code[:length])
        if found is not None:
            same = "=" if role != "engineer" else ""
            target = found[role] or same
            return code if target == "=" else target or None
    return None if role == "engineer" else code
