"""Unemployment insurance: the claim, its papers, its decisions, its months."""

from .claims import Claim, ClaimFlag, ClaimPaper
from .complaints import Complaint
from .decisions import ClaimDecision
from .months import BenefitMonth, JobSearchNotice, StatusReport
from .refusals import JobRefusal
from .training import TrainingSupport
from .transfers import BenefitTransfer

__all__ = [
    "BenefitMonth",
    "BenefitTransfer",
    "Claim",
    "ClaimDecision",
    "ClaimFlag",
    "ClaimPaper",
    "Complaint",
    "JobRefusal",
    "JobSearchNotice",
    "StatusReport",
    "TrainingSupport",
]
