"""What would raise one pair's score, or make it possible: changes with the points they add."""

from .engine import what_would_raise
from .model import CHOICE, EFFORT, UNKNOWN, Improvement, Improvements

__all__ = ["CHOICE", "EFFORT", "UNKNOWN", "Improvement", "Improvements", "what_would_raise"]
