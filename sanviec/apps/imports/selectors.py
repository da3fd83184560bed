"""Reads of imports."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from sanviec.apps.platform.actors import Actor

from .models import ImportMapping, ImportRun


def runs_for(actor: Actor) -> QuerySet[ImportRun]:
    """The imports of the actor's centre, newest first."""
    if not actor.is_staff or actor.centre_id is None:
        return ImportRun.objects.none()
    return ImportRun.objects.filter(centre_id=actor.centre_id).order_by("-created_at", "id")


def get_run_for(actor: Actor, run_id: Any) -> ImportRun | None:
    """One import of the actor's centre."""
    try:
        return runs_for(actor).select_related("file", "rejected_file").filter(pk=run_id).first()
    except (ValidationError, ValueError):
        return None


def mappings_for(actor: Actor) -> QuerySet[ImportMapping]:
    """The saved layouts of the actor's centre, by kind and name."""
    if not actor.is_staff or actor.centre_id is None:
        return ImportMapping.objects.none()
    return ImportMapping.objects.filter(centre_id=actor.centre_id).order_by("kind", "name", "id")
