"""Unemployment insurance: the facts of a claim in, what the law says and why out."""

from .deciding import decide
from .law import Law, load_law
from .model import Benefit, Contribution, Decision, Facts, Line, Need, StatusEvent, UnmetCondition
from .reading import read_facts
from .writing import decision_record, error_record

__all__ = [
    "Benefit",
    "Contribution",
    "Decision",
    "Facts",
    "Law",
    "Line",
    "Need",
    "UnmetCondition",
    "StatusEvent",
    "decide",
    "decision_record",
    "error_record",
    "load_law",
    "read_facts",
]
