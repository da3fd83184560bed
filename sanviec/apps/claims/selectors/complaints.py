"""Reads of complaints: the centre's whose decision it was, or the person's own."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from sanviec.apps.claims.enums import WAITING_COMPLAINT
from sanviec.apps.claims.models import Complaint
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role

from . import CLAIM_ROLES


def complaints_for(actor: Actor) -> QuerySet[Complaint]:
    """The complaints that the actor may open."""
    found = Complaint.objects.select_related("claim__jobseeker", "claim__centre", "decision")
    if actor.role == Role.JOBSEEKER and actor.subject_id is not None:
        return found.filter(claim__jobseeker_id=actor.subject_id)
    if actor.role in CLAIM_ROLES and actor.centre_id is not None:
        return found.filter(centre_id=actor.centre_id)
    return found.none()


def get_complaint_for(actor: Actor, complaint_id: Any) -> Complaint | None:
    """A complaint that the actor may open."""
    try:
        return complaints_for(actor).filter(pk=complaint_id).first()
    except (ValidationError, ValueError):
        return None


def waiting_complaints(actor: Actor) -> QuerySet[Complaint]:
    """What is to be taken up or answered, the first day first."""
    waiting = complaints_for(actor).filter(state__in=WAITING_COMPLAINT)
    return waiting.order_by("answer_by", "accept_by", "id")
