"""Unemployment insurance: the claim, its papers, its decisions, its months."""

from .agency import AgencyCursor, AgencyNews, InsuranceRecord
from .claims import Claim, ClaimFlag, ClaimPaper
from .decisions import ClaimDecision
from .documents import DecisionDocument
from .months import BenefitMonth, JobSearchNotice, StatusReport

__all__ = [
    "AgencyCursor",
    "AgencyNews",
    "BenefitMonth",
    "Claim",
    "ClaimDecision",
    "ClaimFlag",
    "ClaimPaper",
    "DecisionDocument",
    "InsuranceRecord",
    "JobSearchNotice",
    "StatusReport",
]
