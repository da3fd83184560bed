"""Reads of employers; the only doors to one are the ``get_…_for`` functions."""

from __future__ import annotations

from typing import Any

from .models import Employer, EmployerContact


def get_employer_of_user(user: Any) -> Employer | None:
    """The employer that a signed-in person acts for."""
    contact = (
        EmployerContact.objects.filter(user=user, is_active=True)
        .select_related("employer")
        .order_by("created_at", "id")
        .first()
    )
    return contact.employer if contact else None
