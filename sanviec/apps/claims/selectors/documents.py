"""Reads of decision documents: by those who may open the claim, and by code for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Case, Count, Q, When

from sanviec.apps.claims.enums import DecisionKind, DocumentState
from sanviec.apps.claims.models import ClaimDecision, DecisionDocument
from sanviec.apps.claims.querysets import DecisionDocumentQuerySet
from sanviec.apps.platform.actors import Actor

from . import claims_for

SHOWN = 100
_FAILED_FIRST = Case(When(state=DocumentState.FAILED, then=0), default=1)
# Which later decision on the same claim takes a decision out of force.
_OVERTAKEN_BY: dict[str, frozenset[str]] = {
    DecisionKind.GRANT: frozenset({DecisionKind.CANCEL, DecisionKind.TERMINATE}),
    DecisionKind.SUSPEND: frozenset({DecisionKind.RESUME, DecisionKind.TERMINATE}),
    DecisionKind.RESUME: frozenset({DecisionKind.SUSPEND, DecisionKind.TERMINATE}),
}


def documents_for(actor: Actor) -> DecisionDocumentQuerySet:
    """The documents of the claims that the actor may open; a person's only once they are made."""
    related = DecisionDocument.objects.select_related("decision__claim__jobseeker", "centre")
    found = related.filter(decision__claim__in=claims_for(actor).values("pk"))
    return found if actor.is_staff else found.made()


def get_document_for(actor: Actor, decision_id: Any) -> DecisionDocument | None:
    """The document of a decision that the actor may open."""
    try:
        return documents_for(actor).filter(decision_id=decision_id).first()
    except (ValidationError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the documents of a centre, or of one batch, have come.

    Args:
        rows: what failed, then the newest, at most 100.
    """

    queued: int
    made: int
    failed: int
    rows: list[DecisionDocument]

    @property
    def total(self) -> int:
        return self.queued + self.made + self.failed


def progress_of(actor: Actor, *, since: datetime, batch: str = "") -> Progress:
    """The documents of one batch; without a batch those of the actor's centre that were signed
    since an instant, and all that are not made. What failed comes first.

    Cost: two queries, however many documents.
    """
    found = documents_for(actor)
    if batch:
        batch_id = _uuid(batch)
        found = found.none() if batch_id is None else found.filter(batch=batch_id)
    else:
        found = found.filter(Q(created_at__gte=since) | ~Q(state=DocumentState.MADE))
    counts = found.order_by().aggregate(
        **{state.value: Count("pk", filter=Q(state=state)) for state in DocumentState}
    )
    return Progress(
        queued=counts["queued"],
        made=counts["made"],
        failed=counts["failed"],
        rows=list(found.order_by(_FAILED_FIRST, "-created_at", "id")[:SHOWN]),
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def document_by_code(code: str) -> DecisionDocument | None:
    """For everybody who holds the code; the page tells no more than the paper itself."""
    related = DecisionDocument.objects.select_related("decision", "centre", "stored")
    return related.filter(code=code).first() if code else None


def document_by_file(sha256: str) -> DecisionDocument | None:
    """The document whose signed file has these bytes."""
    related = DecisionDocument.objects.select_related("decision", "centre", "stored")
    return related.made().filter(sha256=sha256).first()


def overtaken_by(decision: ClaimDecision) -> ClaimDecision | None:
    """The later signed decision by which this one is no longer in force; None while it is."""
    if decision.signed_at is None:
        return None
    kinds = _OVERTAKEN_BY.get(decision.kind, frozenset())
    # One that was itself replaced after a complaint overtakes nothing any more.
    signed = ClaimDecision.objects.filter(claim_id=decision.claim_id).signed().in_force()
    later = signed.filter(
        Q(kind__in=kinds, signed_at__gt=decision.signed_at) | Q(replaces_id=decision.pk)
    )
    return later.order_by("signed_at", "id").first()
