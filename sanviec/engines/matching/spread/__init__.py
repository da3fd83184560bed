"""Lists for many jobseekers in which no vacancy is proposed too often, and nobody is forgotten."""

from .lists import Spread, spread
from .measures import Exposure, Shift
from .rule import SpreadRule
from .shortages import Shortage

__all__ = ["Exposure", "Shift", "Shortage", "Spread", "SpreadRule", "spread"]
