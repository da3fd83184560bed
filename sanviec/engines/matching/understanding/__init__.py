"""What people type, in the terms of the matching engine."""

from .compose import without
from .model import Correction, Filter, Intent, Understood
from .questions import understand
from .record import as_record

__all__ = ["Correction", "Filter", "Intent", "Understood", "as_record", "understand", "without"]
