"""Reads of jobseekers; the only doors to a file are the ``get_…_for`` functions."""

from __future__ import annotations

from typing import Any

from .models import Jobseeker


def get_jobseeker_of_user(user: Any) -> Jobseeker | None:
    """The file that belongs to a signed-in person."""
    return Jobseeker.objects.living().filter(user=user).order_by("id").first()
