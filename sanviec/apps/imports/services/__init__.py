"""Writes of imports: a file is previewed, then written on request."""

from .files import bring_in
from .job import Brought, FileOptions, Job, context_on
from .runs import (
    apply_run,
    is_stalled,
    resume_run,
    resume_stalled,
    run_apply,
    run_preview,
    start_run,
)

__all__ = [
    "Brought",
    "FileOptions",
    "Job",
    "apply_run",
    "bring_in",
    "context_on",
    "is_stalled",
    "resume_run",
    "resume_stalled",
    "run_apply",
    "run_preview",
    "start_run",
]
