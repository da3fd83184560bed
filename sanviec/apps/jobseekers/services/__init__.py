"""Writes of jobseekers: one function a business act."""

from sanviec.apps.jobseekers.data import JobseekerData, data_of

from .bulk import bulk_upsert, preview_upsert
from .consents import give_consent, withdraw_consent
from .looking import open_document, record_opening, record_paper_look, reveal_contact
from .merging import merge_jobseekers, undo_merge
from .papers import WorkPeriodData, add_document, replace_work_periods
from .registering import link_account, register_jobseeker, update_jobseeker
from .states import (
    change_state,
    close_jobseeker,
    expire_registrations,
    pause_jobseeker,
    place_jobseeker,
    renew_jobseeker,
)

__all__ = [
    "JobseekerData",
    "WorkPeriodData",
    "add_document",
    "bulk_upsert",
    "change_state",
    "close_jobseeker",
    "data_of",
    "expire_registrations",
    "give_consent",
    "link_account",
    "merge_jobseekers",
    "open_document",
    "pause_jobseeker",
    "place_jobseeker",
    "preview_upsert",
    "record_opening",
    "record_paper_look",
    "register_jobseeker",
    "renew_jobseeker",
    "replace_work_periods",
    "reveal_contact",
    "undo_merge",
    "update_jobseeker",
    "withdraw_consent",
]
