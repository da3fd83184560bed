"""The paper of a decision: ordered with the signature, made in the background, handed out."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import DatabaseError, transaction

from sanviec.apps.claims.documents import compose, draw_document, read_wording, write_wording
from sanviec.apps.claims.documents.codes import new_code
from sanviec.apps.claims.documents.composing import Signing
from sanviec.apps.claims.documents.signer import (
    Order,
    SignedPdf,
    SigningUnavailable,
    document_signer,
)
from sanviec.apps.claims.enums import DocumentState
from sanviec.apps.claims.models import ClaimDecision, DecisionDocument
from sanviec.apps.claims.transitions import DOCUMENT_STATES
from sanviec.apps.platform import audit, queue
from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.apps.platform.models import StoredFile
from sanviec.apps.platform.services import store_made_file
from sanviec.kernel.errors import InputError

from .rows import insert, save

log = logging.getLogger("sanviec.documents")
TASK = "make_decision_document"
# A task that was not begun or ended by then is taken for lost.
LOST_AFTER = timedelta(minutes=10)


def order_document(
    decision: ClaimDecision, *, batch: UUID | None, actor: Actor, now: datetime
) -> DecisionDocument:
    """Fix what the paper says and ask for it, in the transaction of the signature."""
    code = new_code()
    wording = compose(decision, signing=Signing(actor, now), code=code)
    document = DecisionDocument(
        decision=decision,
        centre=decision.claim.centre,
        code=code,
        wording=write_wording(wording),
        batch=batch,
    )
    insert(document, "claim.document_queued", actor=actor, now=now)
    queue.enqueue(TASK, str(document.pk))
    return document


def make_document(document_id: str | UUID, *, now: datetime) -> DocumentState:
    """Draw, sign and keep the paper of one decision; once it is there, nothing happens.

    Nothing is held while it is drawn. A process that is killed at any step leaves the document
    queued; the next one makes it anew, and what it says is the same.
    """
    related = DecisionDocument.objects.select_related("decision", "centre")
    document = related.get(pk=document_id)
    if document.state != DocumentState.QUEUED:
        return DocumentState(document.state)
    try:
        signed = _draw_and_sign(document)
    except SigningUnavailable as error:
        log.warning("document waits code=%s", error.code)
        return _wait(document.pk, error.code, now)
    except (OSError, DatabaseError):
        # A full disk or a busy database passes; the round takes the document up again.
        raise
    except Exception as error:
        log.exception("document failed id=%s", document.pk)
        code = error.code if isinstance(error, InputError) else type(error).__name__
        return _fail(document.pk, code, now)
    return _keep(document.pk, signed, now)


def _draw_and_sign(document: DecisionDocument) -> SignedPdf:
    decision = document.decision
    if decision.signed_at is None:
        raise ValueError(f"decision {decision.pk} is not signed")
    signer = document_signer()
    problem = signer.problem(document.centre.code)
    if problem is not None:
        raise problem
    wording = read_wording(document.wording)
    order = Order(
        pdf=draw_document(wording, signed_at=decision.signed_at),
        centre_code=document.centre.code,
        reason=f"Quyết định số {wording.number}",
        place=wording.place,
    )
    return signer.sign(order)


@transaction.atomic
def _keep(document_id: UUID, signed: SignedPdf, now: datetime) -> DocumentState:
    document = _hold(document_id)
    if document.state != DocumentState.QUEUED:
        # Another worker was quicker; its file is the one that counts.
        return DocumentState(document.state)
    document.state = DOCUMENT_STATES.target("make", document.state)
    # Named by the document: what a killed try left under this name is written over.
    stored = store_made_file(
        file_id=document.pk, name=f"{document.code}.pdf", content=signed.content, now=now
    )
    document.stored, document.sha256 = stored, stored.sha256
    document.certificate_sha256, document.made_at = signed.certificate_sha256, now
    document.problem = ""
    columns = ["stored", "sha256", "certificate_sha256", "made_at", "problem"]
    data = {"sha256": document.sha256, "certificate": document.certificate_sha256}
    save(document, columns, "claim.document_made", actor=SYSTEM, now=now, data=data)
    return DocumentState.MADE


@transaction.atomic
def _wait(document_id: UUID, code: str, now: datetime) -> DocumentState:
    """Note, once, what the document waits for; the round takes it up again."""
    document = _hold(document_id)
    if document.state == DocumentState.QUEUED and document.problem != code:
        document.problem = code[:40]
        data = {"problem": document.problem}
        save(document, ["problem"], "claim.document_waits", actor=SYSTEM, now=now, data=data)
    return DocumentState(document.state)


@transaction.atomic
def _fail(document_id: UUID, code: str, now: datetime) -> DocumentState:
    document = _hold(document_id)
    if document.state != DocumentState.QUEUED:
        return DocumentState(document.state)
    document.state = DOCUMENT_STATES.target("fail", document.state)
    document.problem = code[:40]
    data = {"problem": document.problem}
    save(document, ["problem"], "claim.document_failed", actor=SYSTEM, now=now, data=data)
    return DocumentState.FAILED


@transaction.atomic
def retry_document(*, document: DecisionDocument, actor: Actor, now: datetime) -> DecisionDocument:
    """Ask again for a paper that could not be made.

    Raises:
        TransitionRefused: it was made, or waits already.
    """
    held = _hold(document.pk)
    held.state = DOCUMENT_STATES.target("retry", held.state)
    held.problem = ""
    save(held, ["problem"], "claim.document_retried", actor=actor, now=now)
    queue.enqueue(TASK, str(held.pk))
    return held


def ask_again(*, now: datetime, limit: int = 200) -> int:
    """Ask anew for papers whose task was lost or that waited for a key which is there now.

    Returns:
        How many were asked for; 0 says that nothing is left.
    """
    waiting = DecisionDocument.objects.queued().untouched_since(now - LOST_AFTER)
    rows = list(waiting.select_related("centre").order_by("created_at", "id")[:limit])
    if not rows:
        return 0
    asked, signer = queue.asked(TASK, since=now - LOST_AFTER), document_signer()
    can_sign = {code: signer.problem(code) is None for code in {row.centre.code for row in rows}}
    lost = [str(row.pk) for row in rows if can_sign[row.centre.code] and str(row.pk) not in asked]
    for document_id in lost:
        queue.enqueue(TASK, document_id)
    return len(lost)


@transaction.atomic
def open_document(*, document: DecisionDocument, actor: Actor, now: datetime) -> StoredFile:
    """The signed file; who took it, and when, is kept.

    Raises:
        InputError: it was not made yet.
    """
    held = _hold(document.pk)
    if held.stored is None:
        raise InputError(
            "Văn bản đang được làm và ký số. Hãy thử lại sau ít phút.",
            "The document is being made and signed. Try again in a few minutes.",
            code="document_not_made",
        )
    audit.record(audit.Act("claim.document_opened", held), actor=actor, now=now)
    return held.stored


def _hold(document_id: UUID) -> DecisionDocument:
    held = DecisionDocument.objects.select_for_update(of=("self",)).select_related("stored")
    found: DecisionDocument = held.get(pk=document_id)
    return found
