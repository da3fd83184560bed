"""Claims that have come as far as a test needs, by the services that people use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sanviec.apps.claims import services
from sanviec.apps.claims.documents.signer import SignedPdf
from sanviec.apps.claims.enums import DecisionState, IntakeChannel, PaperKind
from sanviec.apps.claims.models import Claim, ClaimDecision, DecisionDocument
from sanviec.apps.claims.services import ClaimData, papers
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.enums import Role
from tests.apps import factories as lower

NOW, TODAY = lower.NOW, lower.TODAY
SEPARATED_ON = date(2026, 11, 1)
# 40 months at 8 million in region III: three months of 4.8 million.
RECORD = ({"from": "2023-07", "to": "2026-10", "wage_vnd": 8_000_000, "paid": True},)
DATA = ClaimData(
    separated_on=SEPARATED_ON,
    separation="contract_ended",
    contract="definite",
    contract_months=24,
    region="III",
    contributions=RECORD,
    contributions_from="Sổ bảo hiểm xã hội",
)
STEPS = ("draft", "filed", "accepted", "proposed", "granted", "receiving")


def officer_of(claim: Claim) -> Any:
    """Another claims officer of the claim's centre at every call."""
    return lower.make_staff(Role.CLAIMS_OFFICER, claim.centre).actor


def approver_of(claim: Claim) -> Any:
    return lower.make_staff(Role.APPROVER, claim.centre).actor


def open_claim(person: Jobseeker | None = None, **said: Any) -> Claim:
    """A claim at the counter, nothing filed yet."""
    person = person or lower.make_seeker()
    channel = said.pop("channel", IntakeChannel.COUNTER)
    actor = lower.make_staff(Role.CLAIMS_OFFICER, person.centre).actor
    return services.open_claim(
        jobseeker=person, data=replace(DATA, **said), channel=channel, actor=actor, now=NOW
    )


def hand_in_papers(claim: Claim, *kinds: PaperKind) -> None:
    actor = officer_of(claim)
    for kind in kinds or services.missing_papers(claim):
        services.add_paper(
            claim=claim, kind=PaperKind(kind), stored=None, note="", actor=actor, now=NOW
        )


def make_claim(
    person: Jobseeker | None = None, *, until: str = "draft", at: datetime = NOW, **said: Any
) -> Claim:
    """A claim as far as ``until``, one of STEPS; the gate is passed by a recorded reason."""
    claim = open_claim(person, **said)
    for step in STEPS[1 : STEPS.index(until) + 1]:
        claim = _take(step, claim, at)
    return claim


def _take(step: str, claim: Claim, at: datetime) -> Claim:
    actor = officer_of(claim)
    if step == "filed":
        hand_in_papers(claim)
        on = (at + timedelta(hours=7)).date()
        return services.file_claim(claim=claim, filed_on=on, actor=actor, now=at)
    if step == "accepted":
        return services.accept_claim(claim=claim, actor=actor, now=at)
    if step == "proposed":
        reason = "Người lao động ốm, hẹn tư vấn sau"
        services.note_gate_reason(claim=claim, reason=reason, actor=actor, now=at)
        services.propose_claim(claim=claim, actor=actor, now=at)
    if step == "granted":
        services.sign_decision(decision=open_decision(claim), actor=approver_of(claim), now=at)
    if step == "receiving":
        services.collect_decision(claim=claim, actor=actor, now=at)
    return fresh(claim)


def open_decision(claim: Claim) -> ClaimDecision:
    return claim.decisions.get(state__in=[DecisionState.PREPARED, DecisionState.PROPOSED])


def fresh(claim: Claim) -> Claim:
    return Claim.objects.select_related("centre", "jobseeker").get(pk=claim.pk)


def sign_prepared(claim: Claim, at: datetime) -> ClaimDecision:
    """An officer takes what the system prepared, an approver signs it."""
    decision = open_decision(claim)
    services.propose_decision(decision=decision, actor=officer_of(claim), now=at)
    return services.sign_decision(decision=decision, actor=approver_of(claim), now=at)


def paper_bytes(document: DecisionDocument) -> bytes:
    """The signed file of a document."""
    document.refresh_from_db()
    assert document.stored is not None
    with document.stored.file.open("rb") as stream:
        return bytes(stream.read())


def keep_paper(decision: ClaimDecision, content: bytes = b"%PDF-1.7 paper") -> None:
    """The paper of a decision as if it had been drawn and signed."""
    papers._keep(decision.document.pk, SignedPdf(content, "c" * 64), NOW)
