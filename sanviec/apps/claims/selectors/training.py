"""Reads of training support: the centre's, the person's own, or the employer's own."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from sanviec.apps.claims.models import TrainingSupport
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role

from . import CLAIM_ROLES


def training_for(actor: Actor) -> QuerySet[TrainingSupport]:
    """The requests that the actor may open."""
    found = TrainingSupport.objects.select_related("claim__jobseeker", "employer", "centre")
    if actor.role == Role.JOBSEEKER and actor.subject_id is not None:
        return found.filter(claim__jobseeker_id=actor.subject_id)
    if actor.role == Role.EMPLOYER and actor.subject_id is not None:
        return found.filter(employer_id=actor.subject_id)
    if actor.role in CLAIM_ROLES and actor.centre_id is not None:
        return found.filter(centre_id=actor.centre_id)
    return found.none()


def get_training_for(actor: Actor, training_id: Any) -> TrainingSupport | None:
    """A request that the actor may open."""
    try:
        return training_for(actor).filter(pk=training_id).first()
    except (ValidationError, ValueError):
        return None
