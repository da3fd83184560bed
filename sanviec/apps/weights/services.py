"""Writes of the weights: propose what was learned, adopt it, retire it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from sanviec.apps.centres.models import Membership
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.services import next_number
from sanviec.engines.matching.learning import Learned
from sanviec.engines.matching.weights_data import fingerprint_of, weights_to_data
from sanviec.kernel.errors import InputError

from .enums import WeightsState
from .facts import to_weights
from .letters import tell_oversight
from .models import WeightsVersion
from .selectors import weights_in_force
from .transitions import WEIGHTS_STATES

MOST_REASON = 500
OVERSIGHT = (Role.MINISTRY, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What learning found, and from what.

    Args:
        found: with its checks; one that was refused is not taken.
        first, last: days of the introductions.
        outcomes_fingerprint: of exactly the outcomes that were learned from.
        report: plain data for people to read; small counts are hidden already.
    """

    found: Learned
    first: date
    last: date
    outcomes_fingerprint: str
    report: dict[str, Any]
    reason: str


@transaction.atomic
def propose_weights(*, proposal: Proposal, actor: Actor, now: datetime) -> WeightsVersion:
    """Keep learned weights under the next number; they rank nobody until they are adopted.

    Raises:
        InputError: something speaks against the weights, they are those in force, no reason was
            given, or the actor may not.
    """
    user_id = _checked_user(actor)
    reason = _checked_reason(proposal.reason)
    found = proposal.found
    _check_is_sound(found)
    assert found.learned is not None
    version = WeightsVersion(
        number=next_number("weights"),
        weights=weights_to_data(found.learned),
        fingerprint=fingerprint_of(found.learned),
        base_fingerprint=fingerprint_of(found.current),
        outcomes_from=proposal.first,
        outcomes_to=proposal.last,
        outcomes_fingerprint=proposal.outcomes_fingerprint,
        report=proposal.report,
        proposed_by_id=user_id,
        proposal_reason=reason,
        created_at=now,
        updated_at=now,
    )
    version.save(force_insert=True)
    _record(version, "proposed", reason, actor=actor, now=now)
    tell_oversight(version, "proposed", but=actor.user_id, now=now)
    return version


@transaction.atomic
def adopt_weights(
    *, version: WeightsVersion, reason: str, actor: Actor, now: datetime
) -> WeightsVersion:
    """Rank by a version from now on; the one in force until now is retired.

    Every index and every kept list follows the line that this writes into the audit chain.

    Raises:
        InputError: the proposer asks, it was judged against other points than those in force,
            its row is not what was written, no reason was given, or the actor may not.
    """
    _checked_user(actor)
    reason = _checked_reason(reason)
    rows = _held()
    version = rows[version.number]
    version.state = WEIGHTS_STATES.target("adopt", version.state)
    _check_two_people(version, actor)
    _check_is_of_now(version)
    for other in rows.values():
        if other.state == WeightsState.ADOPTED and other.pk != version.pk:
            replaced = f"Bảng điểm số {version.number} thay thế."
            _retire(other, replaced, actor=actor, now=now)
    version.adopted_by_id, version.adopted_at = actor.user_id, now
    version.adoption_reason, version.updated_at = reason, now
    version.save(
        update_fields=["state", "adopted_by", "adopted_at", "adoption_reason", "updated_at"]
    )
    _record(version, "adopted", reason, actor=actor, now=now)
    tell_oversight(version, "adopted", but=actor.user_id, now=now)
    return version


@transaction.atomic
def retire_weights(
    *, version: WeightsVersion, reason: str, actor: Actor, now: datetime
) -> WeightsVersion:
    """Take a version out of force, or a proposal back; then the documented defaults hold.

    Raises:
        InputError: it is retired already, no reason was given, or the actor may not.
    """
    _checked_user(actor)
    reason = _checked_reason(reason)
    version = _held()[version.number]
    _retire(version, reason, actor=actor, now=now)
    tell_oversight(version, "retired", but=actor.user_id, now=now)
    return version


def _held() -> dict[int, WeightsVersion]:
    """All versions, held: two who decide at once decide one after the other."""
    rows = WeightsVersion.objects.select_for_update(of=("self",)).order_by("number")
    return {row.number: row for row in rows}


def _retire(version: WeightsVersion, reason: str, *, actor: Actor, now: datetime) -> None:
    version.state = WEIGHTS_STATES.target("retire", version.state)
    version.retired_by_id, version.retired_at = actor.user_id, now
    version.retirement_reason, version.updated_at = reason, now
    version.save(
        update_fields=["state", "retired_by", "retired_at", "retirement_reason", "updated_at"]
    )
    _record(version, "retired", reason, actor=actor, now=now)


def _record(
    version: WeightsVersion, verb: str, reason: str, *, actor: Actor, now: datetime
) -> None:
    data = {"number": version.number, "state": version.state, "reason": reason}
    data["fingerprint"] = version.fingerprint
    audit.record(audit.Act(f"weights.{verb}", version, data), actor=actor, now=now)


def _checked_user(actor: Actor) -> int:
    """The account behind an actor who may decide.

    The weights rank for every centre, so nobody of one centre decides about them.
    """
    if actor.role in OVERSIGHT and actor.user_id is not None:
        known = Membership.objects.active_of(actor.user_id).filter(role=actor.role)
        if known.exists():
            return actor.user_id
    raise InputError(
        "Chỉ cơ quan trung ương hoặc quản trị hệ thống quyết định bảng điểm.",
        "Only the ministry or an administrator decides about the weights.",
        field="by",
        code="weights_not_yours",
    )


def _checked_reason(text: str) -> str:
    reason = " ".join(text.replace("\0", " ").split())
    if not 0 < len(reason) <= MOST_REASON:
        raise InputError(
            f"Hãy ghi lý do, nhiều nhất {MOST_REASON} ký tự.",
            f"Give a reason of at most {MOST_REASON} characters.",
            field="reason",
            code="weights_reason",
        )
    return reason


def _check_is_sound(found: Learned) -> None:
    against = [refusal.text_vi for refusal in found.refusals]
    against_en = [refusal.text_en for refusal in found.refusals]
    if found.learned is None or against:
        raise InputError(
            f"Bảng điểm này bị từ chối: {' '.join(against)}",
            f"These weights are refused: {' '.join(against_en)}",
            code="weights_refused",
        )
    if found.learned == found.current:
        raise InputError(
            "Bảng điểm học được giống bảng điểm đang dùng, không có gì để đề xuất.",
            "What was learned is what is in force; there is nothing to propose.",
            code="weights_same",
        )


def _check_two_people(version: WeightsVersion, actor: Actor) -> None:
    if version.proposed_by_id == actor.user_id:
        raise InputError(
            "Người đề xuất không tự áp dụng. Hãy nhờ người thứ hai xem và quyết định.",
            "Who proposed it cannot adopt it. Ask a second person to look and decide.",
            field="by",
            code="weights_same_person",
        )


def _check_is_of_now(version: WeightsVersion) -> None:
    if to_weights(version) is None:
        raise InputError(
            f"Bảng điểm số {version.number} đã bị sửa ngoài hệ thống nên không dùng được.",
            f"Version {version.number} is not what was written and cannot be used.",
            code="weights_changed",
        )
    if version.base_fingerprint != fingerprint_of(weights_in_force().weights):
        raise InputError(
            f"Bảng điểm số {version.number} được so với bảng điểm khác bảng đang dùng. "
            "Hãy học lại, hoặc trở về bảng điểm mà nó được so với.",
            f"Version {version.number} was judged against other weights than those in force. "
            "Learn again, or go back to those first.",
            code="weights_stale",
        )
