"""Advertisements that share a category of their board."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from .asking import Question
from .texts import Row, Text, whole

_SPLIT = re.compile(r"[,|\n]")
# A category that more than this share of the board holds tells nothing, percent.
_COMMON = 25
_LEAST_OTHERS = 10


def neighbour_questions(
    rows: Sequence[Row], texts: Sequence[Text], key: str, column: str, most: int
) -> Iterator[Question]:
    """Every advertisement that at least ten others share a telling category with.

    Args:
        rows: the advertisements.
        texts: the same, as the systems read them.
        key: column of the id.
        column: column of the categories.
        most: that many are drawn at even distances.
    """
    said = [{part.strip() for part in _SPLIT.split(row[column])} - {""} for row in rows]
    counts = Counter(one for own in said for one in own)
    telling = {one for one, count in counts.items() if count * 100 <= len(rows) * _COMMON}
    found = []
    for row, text, own in zip(rows, texts, said, strict=True):
        mine = own & telling
        others = frozenset(
            other[key] for other, its in zip(rows, said, strict=True) if mine & its
        ) - {row[key]}
        if len(others) >= _LEAST_OTHERS:
            found.append((row, text, others))
    step = max(len(found) // most, 1)
    for row, text, others in found[::step][:most]:
        yield Question(row[key], "", "test", row["title"], (others,), row[key], whole(text))
