"""Maker and checker: propose a decision, send it back, sign it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from sanviec.apps.claims.enums import DecisionKind, DecisionState
from sanviec.apps.claims.facts import facts_of_decision
from sanviec.apps.claims.models import Claim, ClaimDecision
from sanviec.apps.claims.transitions import CLAIM_STATES
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.services import next_number
from sanviec.kernel.errors import InputError

from . import effects, replacing
from .copies import post_copy
from .gate import check_gate
from .outcome import Outcome, fingerprint, outcome_of, replay
from .papers import order_document
from .renewing import ask_anew
from .rows import hold_claim, hold_decision, insert, move, move_decision, save

# The claim's event when the decision is proposed, sent back and signed; None leaves the state.
_EVENTS: dict[str, tuple[str | None, str | None, str | None]] = {
    DecisionKind.GRANT: ("propose", "send_back", "grant"),
    DecisionKind.REFUSE: ("propose", "send_back", "refuse"),
    DecisionKind.CANCEL: (None, None, "cancel"),
    DecisionKind.SUSPEND: (None, None, "suspend"),
    DecisionKind.RESUME: (None, None, "resume"),
    DecisionKind.TERMINATE: (None, None, "end"),
    DecisionKind.RESERVE: (None, None, None),
}
# What undoes a decision that a complaint showed to be wrong.
_UNDOING: dict[str, str | None] = {
    # The benefit goes on by what was put right; see `correcting`.
    DecisionKind.GRANT: None,
    DecisionKind.REFUSE: "reopen",
    DecisionKind.SUSPEND: "lift",
    DecisionKind.TERMINATE: "reinstate",
    DecisionKind.CANCEL: "restore",
}
REPLACEABLE = frozenset(_UNDOING)
_EFFECTS: dict[str, Callable[..., None]] = {
    DecisionKind.GRANT: effects.grant,
    DecisionKind.REFUSE: effects.refuse,
    DecisionKind.CANCEL: effects.cancel,
    DecisionKind.SUSPEND: effects.suspend,
    DecisionKind.RESUME: effects.resume,
    DecisionKind.TERMINATE: effects.terminate,
    DecisionKind.RESERVE: effects.reserve,
    DecisionKind.REPLACE: replacing.replace,
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision that is to be put before somebody."""

    kind: DecisionKind
    outcome: Outcome
    effective_on: date
    ground: str = ""
    reason: str = ""
    replaces: ClaimDecision | None = None


@transaction.atomic
def propose_claim(*, claim: Claim, actor: Actor, now: datetime) -> ClaimDecision:
    """Put a whole dossier before the approver: to pay or to refuse, as the law says.

    Raises:
        InputError: the facts do not determine the answer, or the gate is shut.
    """
    today = timezone.localdate(now)
    claim = move(hold_claim(claim.pk), "propose")
    outcome = outcome_of(claim, on=today)
    need = outcome.need
    if outcome.record["eligible"] is None or (need and outcome.record["eligible"]):
        _ask_for(need)
    is_granted = bool(outcome.record["eligible"])
    if is_granted:
        check_gate(claim)
    kind = DecisionKind.GRANT if is_granted else DecisionKind.REFUSE
    effective_on = date.fromisoformat(outcome.record["starts_on"]) if is_granted else today
    decision = _insert(
        claim, Draft(kind, outcome, effective_on), DecisionState.PROPOSED, actor, now
    )
    save(claim, [], "claim.proposed", actor=actor, now=now)
    return decision


def _ask_for(need: dict[str, str] | None) -> None:
    said = need or {
        "text_vi": "hồ sơ chưa đủ dữ kiện.",
        "text_en": "facts are missing.",
        "field": "",
    }
    raise InputError(
        f"Chưa thể trình ký: {said['text_vi']}",
        f"Cannot propose yet: {said['text_en']}",
        field=said["field"],
        code="facts_missing",
    )


def prepare(claim: Claim, draft: Draft, *, actor: Actor, now: datetime) -> ClaimDecision:
    """Lay a decision before an officer, in the caller's transaction; nobody has decided yet."""
    return _insert(claim, draft, DecisionState.PREPARED, actor, now)


def _insert(
    claim: Claim, draft: Draft, state: DecisionState, actor: Actor, now: datetime
) -> ClaimDecision:
    is_proposed = state == DecisionState.PROPOSED
    decision = ClaimDecision(
        claim=claim,
        centre_id=claim.centre_id,
        kind=draft.kind,
        replaces=draft.replaces,
        state=state,
        facts=draft.outcome.facts,
        law_digest=draft.outcome.law_digest,
        outcome=draft.outcome.record,
        outcome_sha256=draft.outcome.sha256,
        ground=draft.ground,
        reason=draft.reason[:500],
        effective_on=draft.effective_on,
        proposed_by_id=actor.user_id if is_proposed else None,
        proposed_at=now if is_proposed else None,
    )
    try:
        with transaction.atomic():
            return insert(decision, f"claim.decision_{state.value}", actor=actor, now=now)
    except IntegrityError:
        raise InputError(
            "Hồ sơ này đang có một quyết định chờ xử lý. Hãy xử lý quyết định đó trước.",
            "A decision on this claim is under way. Deal with that one first.",
            code="decision_open",
        ) from None


@transaction.atomic
def propose_decision(*, decision: ClaimDecision, actor: Actor, now: datetime) -> ClaimDecision:
    """An officer takes what the system prepared and puts it before the approver, by the facts
    and the law of today.

    Raises:
        InputError: by what is known now the decision is no longer the right one.
    """
    decision = move_decision(hold_decision(decision.pk), "propose")
    event = _events(decision)[2]
    if event:
        CLAIM_STATES.target(event, decision.claim.state)
    columns = ask_anew(decision, on=timezone.localdate(now))
    decision.proposed_by_id, decision.proposed_at = actor.user_id, now
    columns += ["proposed_by_id", "proposed_at"]
    return save(decision, columns, "claim.decision_proposed", actor=actor, now=now)


@transaction.atomic
def drop_decision(
    *, decision: ClaimDecision, reason: str, actor: Actor, now: datetime
) -> ClaimDecision:
    """An officer does not follow what the system prepared, and says why.

    Raises:
        InputError: nothing is said.
    """
    _check_reason(reason)
    decision = move_decision(hold_decision(decision.pk), "drop")
    decision.sent_back_reason = reason.strip()[:300]
    return save(decision, ["sent_back_reason"], "claim.decision_dropped", actor=actor, now=now)


@transaction.atomic
def send_back(
    *, decision: ClaimDecision, reason: str, actor: Actor, now: datetime
) -> ClaimDecision:
    """The approver does not sign, and says what is to be put right.

    Raises:
        InputError: nothing is said.
    """
    _check_reason(reason)
    decision = move_decision(hold_decision(decision.pk), "send_back")
    event = _events(decision)[1]
    if event:
        save(move(decision.claim, event), [], "claim.sent_back", actor=actor, now=now)
    decision.sent_back_reason = reason.strip()[:300]
    return save(decision, ["sent_back_reason"], "claim.decision_sent_back", actor=actor, now=now)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise InputError(
            "Hãy ghi rõ lý do để người soạn sửa đúng chỗ.",
            "Say why, so that the right thing is put right.",
            field="reason",
            code="reason_needed",
        )


@transaction.atomic
def sign_decision(
    *, decision: ClaimDecision, actor: Actor, now: datetime, batch: UUID | None = None
) -> ClaimDecision:
    """Sign what another person proposed; what the decision brings happens in the same act.

    What its document says is fixed here as well; the file is made in the background.

    Args:
        batch: decisions that were signed by one press of a button.

    Raises:
        InputError: the signer proposed it, the claim changed since, or the answer cannot be
            replayed.
    """
    decision = move_decision(hold_decision(decision.pk), "sign")
    claim = decision.claim
    _check_two_people(decision, actor)
    _check_is_still_so(decision)
    event = _events(decision)[2]
    if event:
        move(claim, event)
    decision.number = _number(claim, timezone.localdate(now))
    decision.signed_by_id, decision.signed_at = actor.user_id, now
    columns = ["number", "signed_by_id", "signed_at"]
    data = {"kind": decision.kind, "outcome": decision.outcome_sha256}
    save(decision, columns, "claim.decision_signed", actor=actor, now=now, data=data)
    _EFFECTS[decision.kind](claim, decision, actor=actor, now=now)
    order_document(decision, batch=batch, actor=actor, now=now)
    post_copy(decision, now=now)
    return decision


def _events(decision: ClaimDecision) -> tuple[str | None, str | None, str | None]:
    if decision.replaces is None:
        return _EVENTS[decision.kind]
    return None, None, _UNDOING[decision.replaces.kind]


def _number(claim: Claim, today: date) -> str:
    code = claim.centre.code
    return f"{next_number(f'decision/{code}/{today.year}')}/QĐ-{code}-{today.year}"


def _check_two_people(decision: ClaimDecision, actor: Actor) -> None:
    if actor.user_id is None or actor.user_id == decision.proposed_by_id:
        raise InputError(
            "Người trình không tự ký quyết định của mình. Hãy chuyển người khác ký.",
            "Who proposed a decision does not sign it. Another person signs.",
            code="self_approval",
        )


def _check_is_still_so(decision: ClaimDecision) -> None:
    on = date.fromisoformat(decision.facts["decided_on"])
    now_told = facts_of_decision(decision, on=on)
    changed = sorted(
        name
        for name in {*now_told, *decision.facts}
        if now_told.get(name) != decision.facts.get(name)
    )
    if changed:
        raise InputError(
            f"Hồ sơ đã thay đổi sau khi trình ({', '.join(changed)}). Hãy trả lại để trình lại.",
            f"The claim changed since it was proposed ({', '.join(changed)}). Send it back.",
            code="claim_changed",
        )
    again = replay(decision)
    is_same_law = again.law_digest == decision.law_digest
    if fingerprint(decision.outcome) != decision.outcome_sha256 or (
        is_same_law and again.sha256 != decision.outcome_sha256
    ):
        raise InputError(
            "Kết quả tính lại khác kết quả đã trình. Hãy trả lại và báo người quản trị.",
            "The answer differs when worked out again. Send it back and tell the administrator.",
            code="replay_differs",
        )
    if not is_same_law and again.sha256 != decision.outcome_sha256:
        raise InputError(
            "Quy định áp dụng đã thay đổi sau khi trình. Hãy trả lại để tính và trình lại.",
            "The law's figures changed since. Send it back to be worked out again.",
            code="law_changed",
        )
