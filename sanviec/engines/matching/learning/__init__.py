"""Weights from recorded outcomes, with the checks that stand against them, and fairness."""

from .checking import HeldOut
from .deciding import Learned, Limits, Refusal, learn
from .fairness import RATES, GroupFigures, publishable, ratios
from .lists import ListTrial, Population, group_figures
from .outcomes import Grade, RecordedOutcome, outcomes_fingerprint
from .report import report_of
from .terms import TERMS, most_points, shares_of

__all__ = [
    "RATES",
    "TERMS",
    "Grade",
    "GroupFigures",
    "HeldOut",
    "Learned",
    "Limits",
    "ListTrial",
    "Population",
    "RecordedOutcome",
    "Refusal",
    "group_figures",
    "learn",
    "most_points",
    "outcomes_fingerprint",
    "publishable",
    "ratios",
    "report_of",
    "shares_of",
]
