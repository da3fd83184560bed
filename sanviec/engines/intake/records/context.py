"""What conversion leans on, given by the caller, and the look-ups it repeats, remembered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final, Generic, TypeVar

from sanviec.kernel.durations import ExperienceRange, parse_experience
from sanviec.kernel.education import EducationLevel, highest_education, parse_education
from sanviec.kernel.occupations import OccupationHit, OccupationIndex
from sanviec.kernel.places import Gazetteer, Reading
from sanviec.kernel.wages import WageRange, find_wage, parse_wage

_REMEMBERED: Final = 20_000
# Wages, places and occupations stand at the head of a cell; a page of text there is a mistake.
_MAX_TITLE: Final = 300
_MAX_CELL: Final = 1_000
_MAX_PLACES: Final = 500
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Context:
    """Everything that meaning depends on besides the file.

    Args:
        on: The day that “hôm nay” means in the file.
        usd_vnd: Đồng for one US dollar.
        gazetteer: Places.
        occupations: Occupations.
        rates_vnd: Đồng for one unit of other currencies, by ISO 4217 code.
    """

    on: date
    usd_vnd: int
    gazetteer: Gazetteer
    occupations: OccupationIndex
    rates_vnd: Mapping[str, int] = field(default_factory=dict)


class _Memory(Generic[_T]):
    """Answers by the head of a text; forgets all when full, which keeps it simple and bounded."""

    def __init__(self, ask: Callable[[str], _T], most_chars: int = _MAX_CELL) -> None:
        self._ask = ask
        self._most_chars = most_chars
        self._answers: dict[str, _T] = {}

    def __call__(self, text: str) -> _T:
        answers = self._answers
        text = text[: self._most_chars]
        if text not in answers:
            if len(answers) >= _REMEMBERED:
                answers.clear()
            answers[text] = self._ask(text)
        return answers[text]


class LookUps:
    """The look-ups of one conversion; equal texts are looked up once."""

    def __init__(self, context: Context) -> None:
        self.context = context
        usd_vnd, rates = context.usd_vnd, context.rates_vnd
        self.places: Callable[[str], Reading] = _Memory(context.gazetteer.read)
        self._within = lru_cache(_REMEMBERED)(context.gazetteer.read)
        self.occupation: Callable[[str], OccupationHit | None] = _Memory(
            self._best_occupation, _MAX_TITLE
        )
        self.wage: Callable[[str], WageRange | None] = _Memory(
            lambda text: parse_wage(text, usd_vnd=usd_vnd, rates_vnd=rates)
        )
        self.experience: Callable[[str], ExperienceRange | None] = _Memory(parse_experience)
        self.education_asked: Callable[[str], EducationLevel | None] = _Memory(parse_education)
        self.education_held: Callable[[str], EducationLevel | None] = _Memory(highest_education)

    def places_within(self, text: str, province: str | None) -> Reading:
        """Give the places of a text that is known to lie in a province."""
        return self._within(text[:_MAX_PLACES], province)

    def wage_in(self, text: str) -> WageRange | None:
        """Give the wage that a title speaks of."""
        found = find_wage(
            text[:_MAX_TITLE], usd_vnd=self.context.usd_vnd, rates_vnd=self.context.rates_vnd
        )
        return found.wage if found else None

    def _best_occupation(self, text: str) -> OccupationHit | None:
        return next(iter(self.context.occupations.find(text, limit=1)), None)
