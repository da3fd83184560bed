"""Reads of jobseekers; the only doors to a file are the ``get_…_for`` functions."""

from .duplicates import PossibleDuplicate, possible_duplicates
from .files import (
    MaskedContacts,
    asked_files,
    consents_of,
    file_among,
    for_matching,
    get_document_for,
    get_jobseeker_for,
    jobseekers_for,
    masked_contacts,
    sharing_contact,
    shown_to_employers,
)
from .personal import Look, my_data_export, who_looked
from .search import MOST_FOUND, search_people

__all__ = [
    "MOST_FOUND",
    "Look",
    "MaskedContacts",
    "PossibleDuplicate",
    "consents_of",
    "for_matching",
    "get_document_for",
    "get_jobseeker_for",
    "asked_files",
    "file_among",
    "jobseekers_for",
    "masked_contacts",
    "my_data_export",
    "possible_duplicates",
    "search_people",
    "sharing_contact",
    "shown_to_employers",
    "who_looked",
]
