"""Exchange sessions: who meets whom, at which time and table; exact, or with its bound."""

from .model import (
    Appointment,
    Employer,
    Instance,
    Interview,
    Jobseeker,
    Objective,
    Pairs,
    Plan,
)
from .planning import schedule
from .reading import read_instance

__all__ = [
    "Appointment",
    "Employer",
    "Instance",
    "Interview",
    "Jobseeker",
    "Objective",
    "Pairs",
    "Plan",
    "read_instance",
    "schedule",
]
