"""Records: rows of text as typed vacancies, jobseekers, employers and places."""

from sanviec.engines.intake.records.context import Context
from sanviec.engines.intake.records.conversion import Conversion, Row, Summary, convert
from sanviec.engines.intake.records.model import (
    AnyRecord,
    EmployerRecord,
    JobseekerRecord,
    PlaceRecord,
    Record,
    VacancyRecord,
)

__all__ = [
    "AnyRecord",
    "Context",
    "Conversion",
    "EmployerRecord",
    "JobseekerRecord",
    "PlaceRecord",
    "Record",
    "Row",
    "Summary",
    "VacancyRecord",
    "convert",
]
