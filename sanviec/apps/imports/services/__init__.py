"""Writes of imports: a file is previewed, then written on request."""

from .files import Brought, FileOptions, Job, bring_in, context_on
from .runs import apply_run, run_apply, run_preview, start_run

__all__ = [
    "Brought",
    "FileOptions",
    "Job",
    "apply_run",
    "bring_in",
    "context_on",
    "run_apply",
    "run_preview",
    "start_run",
]
