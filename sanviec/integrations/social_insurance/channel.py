"""The outbox's way to the agency: copies of decisions and pay lists, with receipts."""

from __future__ import annotations

from typing import Any

from sanviec.apps.claims.agency import AgencyError, is_connected
from sanviec.apps.claims.models import ClaimDecision
from sanviec.apps.payments.agency import list_content
from sanviec.apps.payments.models import PayList
from sanviec.apps.platform.channels import ChannelError
from sanviec.apps.platform.models import OutboxMessage
from sanviec.kernel.errors import InputError

from .adapter import Agency


class AgencyChannel:
    """What the outbox asks for under "agency"."""

    def send(self, message: OutboxMessage) -> str:
        if not is_connected():
            raise ChannelError("chưa nối với cơ quan bảo hiểm xã hội", is_final=True)
        kind, _colon, row_id = message.recipient_ref.partition(":")
        try:
            path, content = _CONTENT[kind](row_id)
            return Agency().send(path, row_id, content)
        except AgencyError as error:
            raise ChannelError(error.text_vi, is_final=error.is_final) from error
        except InputError as error:
            raise ChannelError(error.text_vi, is_final=True) from error


def _decision(row_id: str) -> tuple[str, dict[str, Any]]:
    return "decisions", decision_content(ClaimDecision.objects.get(pk=row_id))


def _pay_list(row_id: str) -> tuple[str, dict[str, Any]]:
    return "pay-lists", list_content(PayList.objects.get(pk=row_id))


_CONTENT = {"decision": _decision, "pay_list": _pay_list}


def decision_content(decision: ClaimDecision) -> dict[str, Any]:
    """A signed decision in the fields of the contract; what it rests on stays with the centre."""
    claim, told = decision.claim, decision.outcome
    return {
        "id": str(decision.pk),
        "kind": decision.kind,
        "number": decision.number,
        "signed_at": decision.signed_at.isoformat() if decision.signed_at else None,
        "effective_on": decision.effective_on.isoformat(),
        "centre": claim.centre.code,
        "claim": claim.number,
        "insurance_no": claim.insurance_no or claim.jobseeker.identity_no,
        "full_name": claim.jobseeker.full_name,
        "monthly_amount_vnd": told["monthly_amount_vnd"],
        "months": told["months"],
        "reserved_months": told["reserved_months"],
        "outcome_sha256": decision.outcome_sha256,
    }
