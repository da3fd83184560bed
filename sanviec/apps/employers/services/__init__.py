"""Writes of employers: one function a business act."""

from sanviec.apps.employers.data import EmployerData

from .bulk import bulk_upsert, preview_upsert
from .registering import add_contact, register_employer, remove_contact, update_employer
from .states import refuse_employer, reinstate_employer, suspend_employer, verify_employer

__all__ = [
    "EmployerData",
    "add_contact",
    "bulk_upsert",
    "preview_upsert",
    "refuse_employer",
    "register_employer",
    "reinstate_employer",
    "remove_contact",
    "suspend_employer",
    "update_employer",
    "verify_employer",
]
