"""What a fair spread promises, in numbers that the caller chooses and the report repeats."""

from __future__ import annotations

from dataclasses import dataclass

from sanviec.engines.matching.facts import VacancyFacts
from sanviec.kernel.errors import InputError

_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class SpreadRule:
    """The limits of a spread; nothing in it changes a score.

    Args:
        per_opening: lists that may hold a vacancy, for each of its openings.
        promised: list length below which a person is explained why.
        reach: how deep a person's list may go, in list lengths: with 20, no vacancy beyond a
            person's 20 × k best is proposed.
        first: ids of the jobseekers whose lists are filled before all others'.
    """

    per_opening: int = 10
    promised: int = 3
    reach: int = 20
    first: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        _check("per_opening", self.per_opening, 1)
        _check("promised", self.promised, 0)
        _check("reach", self.reach, 1)

    def cap_of(self, vacancy: VacancyFacts) -> int:
        """Give how many lists may hold the vacancy; at least one opening is taken as wanted."""
        return self.per_opening * max(vacancy.openings, 1)


def _check(field: str, value: int, least: int) -> None:
    if not least <= value <= _MOST:
        raise InputError(
            f"Giá trị phải từ {least} đến {_MOST}, không phải {value}.",
            f"{field} must be from {least} to {_MOST}: {value}",
            field=field,
        )
