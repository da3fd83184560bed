"""Writes of imports: a file is previewed, then written on request."""

from .files import bring_in
from .job import Brought, FileOptions, Job, check_open_until, context_on
from .mappings import IGNORED, mapping_from_answers, save_mapping
from .rejected import RejectedRows, rejected_rows
from .runs import apply_run, is_stalled, remap_run, resume_run, resume_stalled, start_run
from .working import run_apply, run_preview

__all__ = [
    "IGNORED",
    "Brought",
    "FileOptions",
    "Job",
    "RejectedRows",
    "apply_run",
    "bring_in",
    "check_open_until",
    "context_on",
    "is_stalled",
    "mapping_from_answers",
    "rejected_rows",
    "remap_run",
    "resume_run",
    "resume_stalled",
    "run_apply",
    "run_preview",
    "save_mapping",
    "start_run",
]
