"""Reads of claims; the only doors to one are the ``get_…_for`` functions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from sanviec.apps.claims.enums import DecisionState
from sanviec.apps.claims.models import Claim, ClaimDecision
from sanviec.apps.claims.querysets import ClaimQuerySet
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role

from .owners import own_claim

# Claims are the business of these; a receptionist or a session manager does not open them.
CLAIM_ROLES = frozenset({Role.CLAIMS_OFFICER, Role.APPROVER, Role.DEPARTMENT})


def claims_for(actor: Actor) -> ClaimQuerySet:
    """The claims that the actor may open: the centre's, or the person's own."""
    claims = Claim.objects.select_related("centre", "jobseeker")
    if actor.role == Role.JOBSEEKER and actor.subject_id is not None:
        return claims.filter(jobseeker_id=actor.subject_id)
    if actor.role in CLAIM_ROLES and actor.centre_id is not None:
        return claims.in_centre(actor.centre_id)
    return claims.none()


def get_claim_for(actor: Actor, claim_id: Any) -> Claim | None:
    """A claim that the actor may open."""
    if actor.role == Role.JOBSEEKER:
        return own_claim(actor.subject_id, claim_id)
    return _first(claims_for(actor), claim_id)


def get_own_claim_to_act_on(actor: Actor, claim_id: Any) -> Claim | None:
    """A person's own claim, read briefly: the act reads it again when it holds it."""
    if actor.role != Role.JOBSEEKER:
        return None
    return own_claim(actor.subject_id, claim_id, is_brief=True)


def get_decision_for(actor: Actor, decision_id: Any) -> ClaimDecision | None:
    """A decision on a claim that the actor may open; a person sees only signed ones."""
    decisions = ClaimDecision.objects.select_related("claim__centre", "claim__jobseeker")
    found = decisions.filter(claim__in=claims_for(actor).values("pk"))
    if not actor.is_staff:
        found = found.signed()
    return _first(found, decision_id)


def deadline_queue(actor: Actor, *, on: date) -> ClaimQuerySet:
    """What the centre has to do, the first deadline first; ``on`` or earlier is late or today."""
    waiting = claims_for(actor).with_centre().filter(decide_by__isnull=False)
    return waiting.order_by("decide_by", "filed_on", "id")


def decisions_to_sign(actor: Actor) -> list[ClaimDecision]:
    """What lies before the approver, oldest first; at most a batch of 100."""
    waiting = ClaimDecision.objects.waiting_to_be_signed().filter(
        claim__in=claims_for(actor).values("pk")
    )
    related = waiting.select_related("claim__jobseeker", "claim__centre")
    return list(related.order_by("proposed_at", "id")[:100])


def prepared_decisions(actor: Actor) -> QuerySet[ClaimDecision]:
    """What the system prepared for an officer to look at, oldest first."""
    prepared = ClaimDecision.objects.filter(
        state=DecisionState.PREPARED, claim__in=claims_for(actor).values("pk")
    )
    return prepared.select_related("claim__jobseeker").order_by("created_at", "id")


def _first(rows: Any, row_id: Any) -> Any:
    try:
        return rows.filter(pk=row_id).first()
    except (ValidationError, ValueError):
        return None
