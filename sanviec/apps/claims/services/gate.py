"""The gate: counselling and an introduction to work come before any decision to pay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sanviec.apps.claims.enums import GateReason
from sanviec.apps.claims.models import Claim
from sanviec.apps.counselling.selectors import was_counselled_since
from sanviec.apps.platform.actors import Actor
from sanviec.apps.referrals.models import Referral
from sanviec.kernel.errors import InputError

from .rows import hold_claim, save


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether the person was helped towards work since the job ended, or why not."""

    is_counselled: bool
    is_introduced: bool
    reason: str

    @property
    def is_open(self) -> bool:
        return (self.is_counselled and self.is_introduced) or bool(self.reason)


def gate_of(claim: Claim) -> Gate:
    """What was done for the person since the separation.

    Cost: two queries.
    """
    introduced = Referral.objects.filter(
        jobseeker_id=claim.jobseeker_id, sent_at__date__gte=claim.separated_on
    )
    return Gate(
        is_counselled=was_counselled_since(claim.jobseeker, claim.separated_on),
        is_introduced=introduced.exists(),
        reason=claim.gate_reason,
    )


@transaction.atomic
def note_gate_reason(
    *,
    claim: Claim,
    reason: str,
    actor: Actor,
    now: datetime,
    kind: GateReason = GateReason.OTHER,
) -> Claim:
    """Say why there was no counselling or no introduction; it is counted as such.

    Raises:
        InputError: nothing is said.
    """
    if not reason.strip():
        raise InputError(
            "Hãy ghi vì sao chưa tư vấn hoặc chưa giới thiệu việc làm.",
            "Say why there was no counselling or no introduction.",
            field="reason",
            code="reason_needed",
        )
    claim = hold_claim(claim.pk)
    claim.gate_reason, claim.gate_reason_by_id = reason.strip()[:300], actor.user_id
    claim.gate_reason_kind = kind
    columns = ["gate_reason", "gate_reason_by_id", "gate_reason_kind"]
    return save(claim, columns, "claim.gate_reason", actor=actor, now=now)


def check_gate(claim: Claim) -> None:
    """See that a decision to pay may be proposed.

    Raises:
        InputError: what is still to be done, or to be said.
    """
    gate = gate_of(claim)
    if gate.is_open:
        return
    todo_vi, todo_en = [], []
    if not gate.is_counselled:
        todo_vi.append("tư vấn việc làm")
        todo_en.append("counselling")
    if not gate.is_introduced:
        todo_vi.append("giới thiệu việc làm")
        todo_en.append("an introduction to work")
    raise InputError(
        f"Trước khi trình ký cần {' và '.join(todo_vi)} cho người lao động, "
        "hoặc ghi lý do chưa làm được.",
        f"Before proposing there must be {' and '.join(todo_en)}, or a recorded reason.",
        code="gate_closed",
    )
