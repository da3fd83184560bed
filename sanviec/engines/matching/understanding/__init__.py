"""What people type, in the terms of the matching engine."""

from .model import Correction, Filter, Intent, Understood

__all__ = ["Correction", "Filter", "Intent", "Understood"]
