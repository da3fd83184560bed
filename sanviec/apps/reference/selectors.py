"""Reads of reference tables, loaded once a process."""

from __future__ import annotations

from datetime import date

from sanviec.kernel.calendars import WorkCalendar, load_calendar
from sanviec.kernel.occupations import OccupationIndex, load_occupations
from sanviec.kernel.parameters import load_general_parameters
from sanviec.kernel.places import Gazetteer, load_gazetteer


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
