"""Unemployment insurance: the claim, its papers, its decisions, its months."""

from .agency import AgencyCopy, AgencyCursor, AgencyNews, InsuranceRecord
from .claims import Claim, ClaimFlag, ClaimPaper
from .complaints import Complaint
from .decisions import ClaimDecision
from .documents import DecisionDocument
from .months import BenefitMonth, JobSearchNotice, StatusReport
from .refusals import JobRefusal
from .training import TrainingSupport
from .transfers import BenefitTransfer

__all__ = [
    "AgencyCopy",
    "AgencyCursor",
    "AgencyNews",
    "BenefitMonth",
    "BenefitTransfer",
    "Claim",
    "ClaimDecision",
    "ClaimFlag",
    "ClaimPaper",
    "DecisionDocument",
    "InsuranceRecord",
    "Complaint",
    "JobRefusal",
    "JobSearchNotice",
    "StatusReport",
    "TrainingSupport",
]
