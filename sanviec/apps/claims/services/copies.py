"""Copies of signed decisions to the agency, by the outbox; the receipt stands in the timeline."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sanviec.apps.claims.agency import connected_agency, is_connected
from sanviec.apps.claims.enums import DecisionKind, DecisionState, TransferState
from sanviec.apps.claims.models import BenefitTransfer, ClaimDecision
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Channel
from sanviec.apps.platform.models import OutboxMessage
from sanviec.apps.platform.services import Letter, post_message, send_again
from sanviec.kernel.errors import InputError

from .copy_contents import fix_copy, fix_transfer_copy

TOPIC = "agency.decision"
TRANSFER_TOPIC = "agency.transfer"
# A refusal pays nothing and stops nothing: the agency gets no copy of it.
_COPIED = frozenset(DecisionKind) - {DecisionKind.REFUSE}


def copy_key(decision: ClaimDecision) -> str:
    """The key under which one decision is sent, however often."""
    return f"{TOPIC}:{decision.pk}"


def post_copy(decision: ClaimDecision, *, now: datetime) -> OutboxMessage | None:
    """Put the copy into the outbox, in the caller's transaction; nothing where no agency is
    connected, or it is none of the agency's business."""
    if decision.kind not in _COPIED or not is_connected():
        return None
    fix_copy(decision, now=now)
    letter = Letter(
        key=copy_key(decision),
        topic=TOPIC,
        subject=f"Quyết định {decision.number}",
        link=f"/ho-so-tro-cap/quyet-dinh/{decision.pk}/",
        recipient_ref=f"decision:{decision.pk}",
    )
    posted = post_message(letter, channels=(Channel.AGENCY,), now=now)
    return posted[0] if posted else None


@transaction.atomic
def send_copy(*, decision: ClaimDecision, actor: Actor, now: datetime) -> OutboxMessage:
    """Send a copy that never left or that failed for good; one that lies there is tried at once.

    Raises:
        AgencyError: no agency is connected.
        InputError: the decision is not signed, or the agency has its copy.
    """
    connected_agency()
    if decision.state != DecisionState.SIGNED or decision.kind not in _COPIED:
        raise InputError(
            "Chỉ gửi bản sao của quyết định đã ký có ảnh hưởng đến chi trả.",
            "Only signed decisions that bear on payment are copied.",
            code="not_to_copy",
        )
    posted = post_copy(decision, now=now)
    key = f"{copy_key(decision)}:{Channel.AGENCY.value}"
    message = posted or send_again(OutboxMessage.objects.get(key=key), now=now)
    audit.record(audit.Act("claim.copy_sent_again", decision.claim), actor=actor, now=now)
    return message


def copies_of(decisions: list[ClaimDecision]) -> dict[str, OutboxMessage]:
    """The message of each decision that has one, by the decision's id.

    Cost: one query.
    """
    keys = {f"{copy_key(row)}:{Channel.AGENCY.value}": str(row.pk) for row in decisions}
    messages = OutboxMessage.objects.filter(key__in=keys)
    return {keys[message.key]: message for message in messages.order_by("created_at", "id")}


def post_transfer_copy(transfer: BenefitTransfer, *, now: datetime) -> OutboxMessage | None:
    """Tell the agency that a claim has moved, in the caller's transaction; nothing where no
    agency is connected."""
    if not is_connected():
        return None
    fix_transfer_copy(transfer, now=now)
    letter = Letter(
        key=f"{TRANSFER_TOPIC}:{transfer.pk}",
        topic=TRANSFER_TOPIC,
        subject=f"Chuyển nơi hưởng, hồ sơ {transfer.claim.number}",
        link=f"/ho-so-tro-cap/chuyen-noi/{transfer.pk}/",
        recipient_ref=f"transfer:{transfer.pk}",
    )
    posted = post_message(letter, channels=(Channel.AGENCY,), now=now)
    return posted[0] if posted else None


@transaction.atomic
def send_transfer_copy(*, transfer: BenefitTransfer, actor: Actor, now: datetime) -> OutboxMessage:
    """Tell the agency of a move that it never heard of, or that failed for good.

    Raises:
        AgencyError: no agency is connected.
        InputError: the claim was not taken over, or the agency knows.
    """
    connected_agency()
    if transfer.state != TransferState.TAKEN_OVER:
        raise InputError(
            "Chỉ báo cơ quan bảo hiểm xã hội khi nơi đến đã tiếp nhận hồ sơ.",
            "The agency is told once the claim was taken over.",
            code="not_to_copy",
        )
    message = post_transfer_copy(transfer, now=now) or send_again(_copy_of(transfer), now=now)
    audit.record(audit.Act("claim.transfer_copy_sent_again", transfer), actor=actor, now=now)
    return message


def transfer_copy(transfer: BenefitTransfer) -> OutboxMessage | None:
    """The message that tells the agency of a move, with its receipt."""
    key = f"{TRANSFER_TOPIC}:{transfer.pk}:{Channel.AGENCY.value}"
    return OutboxMessage.objects.filter(key=key).first()


def _copy_of(transfer: BenefitTransfer) -> OutboxMessage:
    message = transfer_copy(transfer)
    assert message is not None, "its key was posted before"
    return message
