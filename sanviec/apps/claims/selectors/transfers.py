"""Reads of transfers: each side sees the dossier as far as it is or was its own."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from sanviec.apps.claims.enums import TransferState
from sanviec.apps.claims.models import BenefitMonth, BenefitTransfer, ClaimDecision
from sanviec.apps.claims.querysets import (
    BenefitMonthQuerySet,
    BenefitTransferQuerySet,
    ClaimDecisionQuerySet,
)
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role

from . import CLAIM_ROLES


def transfers_for(actor: Actor) -> BenefitTransferQuerySet:
    """The transfers that the actor may open: both sides of the centre's, or the person's own."""
    transfers = BenefitTransfer.objects.select_related(
        "claim__jobseeker", "claim__centre", "from_centre", "to_centre"
    )
    if actor.role == Role.JOBSEEKER and actor.subject_id is not None:
        return transfers.filter(claim__jobseeker_id=actor.subject_id)
    if actor.role in CLAIM_ROLES and actor.centre_id is not None:
        return transfers.for_centre(actor.centre_id)
    return transfers.none()


def get_transfer_for(actor: Actor, transfer_id: Any) -> BenefitTransfer | None:
    """A transfer that the actor may open."""
    try:
        return transfers_for(actor).filter(pk=transfer_id).first()
    except (ValidationError, ValueError):
        return None


def transfers_waiting_for(actor: Actor) -> BenefitTransferQuerySet:
    """What the centre has to do: hand over what was asked, take over what came; first day first."""
    theirs = Q(from_centre_id=actor.centre_id, state=TransferState.ASKED)
    ours = Q(to_centre_id=actor.centre_id, state=TransferState.HANDED_OVER)
    return transfers_for(actor).filter(theirs | ours).order_by("hand_over_by", "take_over_by", "id")


def months_seen(transfer: BenefitTransfer, actor: Actor) -> BenefitMonthQuerySet:
    """The months of the claim; the centre that gave it away sees those that began before."""
    months = BenefitMonth.objects.filter(claim_id=transfer.claim_id).select_related("notice")
    left_on = _left_on(transfer, actor)
    return (months if left_on is None else months.filter(first_on__lte=left_on)).order_by("number")


def decisions_seen(transfer: BenefitTransfer, actor: Actor) -> ClaimDecisionQuerySet:
    """The signed decisions; the centre that gave the claim away sees those of before."""
    signed = ClaimDecision.objects.signed().filter(claim_id=transfer.claim_id)
    if _left_on(transfer, actor) is not None:
        signed = signed.filter(signed_at__lte=transfer.ended_at)
    return signed.order_by("signed_at", "id")


def _left_on(transfer: BenefitTransfer, actor: Actor) -> date | None:
    """The day from which the claim was no longer this centre's; None while it is."""
    is_given = transfer.state == TransferState.TAKEN_OVER
    if not is_given or actor.centre_id != transfer.from_centre_id or transfer.ended_at is None:
        return None
    return timezone.localdate(transfer.ended_at)
