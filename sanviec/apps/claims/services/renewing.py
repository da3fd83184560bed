"""What the system prepared is asked anew on the day on which an officer takes it up."""

from __future__ import annotations

from datetime import date

from sanviec.apps.claims.enums import DecisionKind
from sanviec.apps.claims.models import ClaimDecision
from sanviec.engines.benefits.kinds import REFUSED_JOB
from sanviec.kernel.errors import InputError

from .correcting import check_corrects, is_correction
from .outcome import outcome_for

_WHILE_RUNNING = frozenset({DecisionKind.SUSPEND, DecisionKind.RESUME})


def ask_anew(decision: ClaimDecision, *, on: date) -> list[str]:
    """Give a held decision the facts and the answer of today.

    Days, weeks or another report may lie between; what an officer puts before the approver has to
    be what the approver can sign.

    Returns:
        The columns that were set.

    Raises:
        InputError: by what is known now the decision is no longer the right one.
    """
    outcome = outcome_for(decision, on=on)
    decision.facts, decision.law_digest = outcome.facts, outcome.law_digest
    decision.outcome, decision.outcome_sha256 = outcome.record, outcome.sha256
    columns = ["facts", "law_digest", "outcome", "outcome_sha256"]
    if is_correction(decision):
        check_corrects(decision)
        return columns
    said = outcome.record["ended_on"]
    ended_on = date.fromisoformat(said) if said else None
    if decision.kind == DecisionKind.TERMINATE:
        return columns + _end_on(decision, ended_on)
    if decision.kind in _WHILE_RUNNING and ended_on and ended_on <= decision.effective_on:
        raise InputError(
            f"Theo thông tin mới, trợ cấp chấm dứt từ {ended_on:%d/%m/%Y} nên không ra quyết định "
            "này nữa. Hãy bấm “Không dùng”; hệ thống sẽ soạn quyết định chấm dứt.",
            f"By what is known now the benefit ended on {ended_on:%d/%m/%Y}. Drop this decision; "
            "the ending will be prepared.",
            code="benefit_ended",
        )
    return columns


def _end_on(decision: ClaimDecision, ended_on: date | None) -> list[str]:
    """The ending's day, and the report that it rests on, as they are known now."""
    if ended_on is None:
        raise InputError(
            "Theo thông tin hiện có, trợ cấp không chấm dứt nữa. Hãy bấm “Không dùng”.",
            "By what is known now the benefit does not end. Drop this decision.",
            code="ends_no_more",
        )
    if ended_on == decision.effective_on:
        return []
    decision.effective_on = ended_on
    reports = decision.claim.reports.filter(struck_at__isnull=True, happened_on=ended_on)
    report = reports.order_by("created_at", "id").first()
    if report is None:
        return ["effective_on"]
    decision.ground = "refused_jobs" if report.kind == REFUSED_JOB else report.kind
    decision.reason = report.source
    return ["effective_on", "ground", "reason"]
