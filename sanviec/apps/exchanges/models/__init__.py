"""Exchange sessions: the meeting, its stands, its people, its interviews, its door."""

from .door import Device, Scan
from .interviews import Interview
from .people import Participant, Wish
from .places import PlaceCount
from .sessions import ExchangeSession, SessionPart, SessionSeries
from .stands import Stand, StandVacancy
from .summing import CounterOverride, SessionReport

__all__ = [
    "CounterOverride",
    "Device",
    "ExchangeSession",
    "Interview",
    "Participant",
    "PlaceCount",
    "Scan",
    "SessionPart",
    "SessionReport",
    "SessionSeries",
    "Stand",
    "StandVacancy",
    "Wish",
]
