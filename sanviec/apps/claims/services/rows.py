"""The beats that every act on a claim shares: lock, move, save and record.

Rows are locked in one order whoever asks: person, claim, decision, month; the audit chain's end
comes last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sanviec.apps.claims.models import Claim, ClaimDecision
from sanviec.apps.claims.selectors.owners import with_owners
from sanviec.apps.claims.transitions import CLAIM_STATES, DECISION_STATES
from sanviec.apps.ledger.enums import ServiceChannel, ServiceKind
from sanviec.apps.ledger.services import Delivery, enter, lines_of
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.inserting import Changed, New, insert_many, update_many, write_together
from sanviec.apps.platform.models import Record
from sanviec.apps.platform.reading import read_rows
from sanviec.apps.platform.services import Letter, post_message

Row = TypeVar("Row", bound=Record)


def hold_claim(claim_id: UUID, known: Claim | None = None) -> Claim:
    """The claim as it is now, held until the act is over.

    Args:
        known: the claim as the caller read it, whose centre and person need no second look.

    Raises:
        Claim.DoesNotExist: there is none.
    """
    return with_owners(read_rows(Claim, {"id": [claim_id]}, is_held=True), known)


def hold_decision(decision_id: UUID) -> ClaimDecision:
    """The decision as it is now, held; its claim is held before it."""
    claim_id = ClaimDecision.objects.values_list("claim_id", flat=True).get(pk=decision_id)
    claim = hold_claim(claim_id)
    held = ClaimDecision.objects.select_for_update(of=("self",)).get(pk=decision_id)
    held.claim = claim
    return held


def move(claim: Claim, event: str) -> Claim:
    """Set the state that the claim's table gives after ``event``."""
    claim.state = CLAIM_STATES.target(event, claim.state)
    return claim


def move_decision(decision: ClaimDecision, event: str) -> ClaimDecision:
    """Set the state that the decision's table gives after ``event``."""
    decision.state = DECISION_STATES.target(event, decision.state)
    return decision


@dataclass(frozen=True, slots=True)
class Written:
    """A row with what the journal says of it: new without ``columns``, else those changed."""

    row: Record
    action: str
    columns: tuple[str, ...] = ()


def write(
    written: Sequence[Written],
    *,
    actor: Actor,
    now: datetime,
    counted: Sequence[Delivery] = (),
) -> None:
    """Write rows with the lines of the ledger that count them, and their audit lines with one
    lock of the chain's end.
    """
    changes: list[New | Changed] = []
    acts = []
    for one in written:
        row, state = one.row, getattr(one.row, "state", None)
        row.updated_at = now
        if one.columns:
            named = ["state", *one.columns] if state is not None else list(one.columns)
            changes.append(Changed([row], [*named, "updated_at"]))
        else:
            row.created_at = now
            changes.append(New([row]))
        acts.append(audit.Act(one.action, row, {} if state is None else {"state": state}))
    changes.append(New(lines_of(counted, actor=actor, now=now)))
    write_together(*changes)
    audit.record_many(acts, actor=actor, now=now)


def insert(row: Row, action: str, *, actor: Actor, now: datetime) -> Row:
    """Write a new row and its audit line."""
    row.created_at = row.updated_at = now
    insert_many([row])
    state: str | None = getattr(row, "state", None)
    data = {} if state is None else {"state": state}
    audit.record(audit.Act(action, row, data), actor=actor, now=now)
    return row


def save(
    row: Row,
    columns: list[str],
    action: str,
    *,
    actor: Actor,
    now: datetime,
    data: dict[str, Any] | None = None,
) -> Row:
    """Write the named columns (and the state, where the row has one) and the audit line."""
    row.updated_at = now
    state: str | None = getattr(row, "state", None)
    named = ["state", *columns] if state is not None else list(columns)
    update_many([row], [*named, "updated_at"])
    told = ({} if state is None else {"state": state}) | (data or {})
    audit.record(audit.Act(action, row, told), actor=actor, now=now)
    return row


def count(claim: Claim, kind: ServiceKind, *, actor: Actor, now: datetime) -> None:
    """One line of the ledger for a service to the claimant."""
    enter(delivery(claim, kind, actor), actor=actor, now=now)


def delivery(claim: Claim, kind: ServiceKind, actor: Actor) -> Delivery:
    """What the ledger says of a service to the claimant."""
    channel = ServiceChannel.DESK if actor.is_staff else ServiceChannel.WEB
    if actor.role == Role.SYSTEM:
        channel = ServiceChannel.SYSTEM
    return Delivery(
        centre_id=claim.centre_id,
        kind=kind,
        channel=channel,
        target=claim,
        person_id=claim.jobseeker_id,
        place_code=claim.jobseeker.residence_code,
    )


def tell(claim: Claim, topic: str, subject: str, *, key: str, now: datetime) -> None:
    """A message to the claimant; nothing for somebody without an account but the reference."""
    letter = Letter(
        key=f"claim:{claim.pk}:{key}",
        topic=f"claim.{topic}",
        subject=subject,
        link=f"/toi/tro-cap/{claim.pk}/",
        recipient_id=claim.jobseeker.user_id,
        recipient_ref="" if claim.jobseeker.user_id else f"jobseeker:{claim.jobseeker_id}",
    )
    post_message(letter, now=now)
