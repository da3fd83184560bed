"""What the agency is told, in the fields of the contract; it is fixed once, before it leaves."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from sanviec.apps.claims.models import AgencyCopy, BenefitTransfer, Claim, ClaimDecision
from sanviec.apps.platform.actors import SYSTEM

from .rows import insert


def fixed_copy(decision_id: UUID | str, *, now: datetime) -> dict[str, Any]:
    """What the agency is told of a signed decision: as it was fixed when the copy was queued.

    A copy that was queued before contents were fixed is fixed now, at its first try since.

    Raises:
        ClaimDecision.DoesNotExist: there is none.
    """
    related = ("claim__centre", "claim__jobseeker")
    decision = ClaimDecision.objects.select_related(*related).get(pk=decision_id)
    content: dict[str, Any] = json.loads(fix_copy(decision, now=now).content)
    return content


def fix_copy(decision: ClaimDecision, *, now: datetime) -> AgencyCopy:
    """Write down what the agency is told of a decision; once written it stays."""
    copies = AgencyCopy.objects.filter(decision=decision)
    return copies.first() or _fix(
        AgencyCopy(decision=decision), decision_content(decision), copies.get, now=now
    )


def fixed_transfer_copy(transfer_id: UUID | str, *, now: datetime) -> dict[str, Any]:
    """What the agency is told of a claim that moved, as it was fixed when the copy was queued.

    Raises:
        BenefitTransfer.DoesNotExist: there is none.
    """
    related = ("claim__jobseeker", "from_centre", "to_centre")
    transfer = BenefitTransfer.objects.select_related(*related).get(pk=transfer_id)
    content: dict[str, Any] = json.loads(fix_transfer_copy(transfer, now=now).content)
    return content


def fix_transfer_copy(transfer: BenefitTransfer, *, now: datetime) -> AgencyCopy:
    """Write down what the agency is told of a claim that moved; once written it stays."""
    copies = AgencyCopy.objects.filter(transfer=transfer)
    return copies.first() or _fix(
        AgencyCopy(transfer=transfer), transfer_content(transfer), copies.get, now=now
    )


def _fix(
    row: AgencyCopy, content: dict[str, Any], known: Callable[[], AgencyCopy], *, now: datetime
) -> AgencyCopy:
    row.content = json.dumps(content, ensure_ascii=False)
    row.sha256 = hashlib.sha256(row.content.encode()).hexdigest()
    try:
        with transaction.atomic():
            return insert(row, "claim.copy_fixed", actor=SYSTEM, now=now)
    except IntegrityError:
        # Another worker was quicker; its content is the one that counts.
        return known()


def decision_content(decision: ClaimDecision) -> dict[str, Any]:
    """A signed decision in the fields of the contract; what it rests on stays with the centre."""
    told = decision.outcome
    return {
        "id": str(decision.pk),
        "kind": decision.kind,
        "number": decision.number,
        "signed_at": decision.signed_at.isoformat() if decision.signed_at else None,
        "effective_on": decision.effective_on.isoformat(),
        "centre": decision.claim.centre.code,
        **_person(decision.claim),
        "monthly_amount_vnd": told["monthly_amount_vnd"],
        "months": told["months"],
        "reserved_months": told["reserved_months"],
        "outcome_sha256": decision.outcome_sha256,
    }


def transfer_content(transfer: BenefitTransfer) -> dict[str, Any]:
    """A claim that was taken over, in the fields of the contract: from where, to where, since
    when, and the months that the new centre answers for."""
    claim, ended_at = transfer.claim, transfer.ended_at
    moved = claim.months.filter(centre_id=transfer.to_centre_id).order_by("number")
    return {
        "id": str(transfer.pk),
        **_person(claim),
        "from_centre": transfer.from_centre.code,
        "to_centre": transfer.to_centre.code,
        "handed_over_on": _day(transfer.handed_over_on),
        "taken_over_on": _day(timezone.localdate(ended_at) if ended_at else None),
        "was_suspended": transfer.was_suspended,
        "monthly_amount_vnd": claim.monthly_amount_vnd,
        "months": [
            {"number": one.number, "from": _day(one.first_on), "to": _day(one.last_on)}
            for one in moved
        ],
    }


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _person(claim: Claim) -> dict[str, str]:
    return {
        "claim": claim.number,
        "insurance_no": claim.insurance_no or claim.jobseeker.identity_no,
        "full_name": claim.jobseeker.full_name,
    }
