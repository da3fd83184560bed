"""The figures of the tables that ``sanviec learn`` prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sanviec.engines.matching.learning import RATES, GroupFigures

HIDDEN: Final = "…"


def worded_row(row: GroupFigures, against: Sequence[float | None], language: str) -> list[str]:
    """The figures of one group, each rate followed by its ratio to the best-off group."""
    counts = (
        row.persons,
        row.ranked_persons,
        row.list_visits,
        row.listed_persons,
        row.introduction_visits,
        row.introduced_persons,
        row.interviewed_persons,
        row.hired_persons,
    )
    cells = [HIDDEN if count is None else str(count) for count in counts]
    for rate, ratio in zip(RATES, against, strict=True):
        cells += [_number(getattr(row, rate), language), _number(ratio, language)]
    return cells


def _number(value: float | None, language: str) -> str:
    if value is None:
        return HIDDEN
    text = f"{value:.2f}"
    return text if language == "en" else text.replace(".", ",")
