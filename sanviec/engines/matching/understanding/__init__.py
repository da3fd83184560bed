"""What people type, in the terms of the matching engine."""

from .compose import without
from .model import Correction, Filter, Intent, Understood
from .questions import understand

__all__ = ["Correction", "Filter", "Intent", "Understood", "understand", "without"]
