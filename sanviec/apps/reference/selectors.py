"""Reads of reference tables, loaded once a process."""

from __future__ import annotations

from datetime import date

from sanviec.kernel.calendars import WorkCalendar, load_calendar
from sanviec.kernel.occupations import OccupationIndex, load_occupations
from sanviec.kernel.parameters import load_general_parameters
from sanviec.kernel.places import Gazetteer, load_gazetteer
from sanviec.kernel.text import fold

from .models import PlaceAlias


def gazetteer() -> Gazetteer:
    """Places today and before 2025-07-01."""
    return load_gazetteer()


def occupations() -> OccupationIndex:
    """ISCO-08 groups with Vietnamese titles and job-title phrases."""
    return load_occupations()


def calendar() -> WorkCalendar:
    """Working days of administrative offices."""
    return load_calendar()


def parameter(key: str, on: date) -> int:
    """A whole-number parameter of the law or the house in force on a day."""
    return load_general_parameters().integer(key, on)


def place_code_of(text: str) -> str | None:
    """Today's code of a place in words: a local name of this installation first."""
    alias = PlaceAlias.objects.filter(name_folded=fold(text)).first()
    if alias is not None:
        return alias.place_code
    codes = [hit.today_code for hit in gazetteer().resolve(text)]
    # The commune if one is named, else the first place.
    return next((code for code in codes if len(code) == 5), codes[0] if codes else None)
