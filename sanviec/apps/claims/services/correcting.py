"""A grant whose amount was wrong: the dossier is put right, the engine reckons again by the law of
the day of the grant, and two people sign what comes out.
"""

from __future__ import annotations

from datetime import datetime

from sanviec.apps.claims.enums import (
    EDITABLE,
    IN_BENEFIT,
    ClaimState,
    DecisionKind,
    DecisionState,
    MonthState,
)
from sanviec.apps.claims.hooks import on_corrected
from sanviec.apps.claims.models import Claim, ClaimDecision
from sanviec.apps.platform.actors import Actor
from sanviec.kernel.errors import InputError

from .effects import plan_months
from .rows import save

# Where months may still be changed.
CORRECTABLE = IN_BENEFIT | {ClaimState.GRANTED}
_SAME = ("monthly_amount_vnd", "entitlement_months")


def is_correction(decision: ClaimDecision) -> bool:
    """Whether it puts another grant in the place of one."""
    return decision.replaces is not None and decision.replaces.kind == DecisionKind.GRANT


def may_edit(claim: Claim) -> bool:
    """Whether what was said may be put right: before a decision is proposed, and while the
    correction of a grant is drafted.

    Cost: one query, and only for a claim that was decided.
    """
    if claim.state in EDITABLE:
        return True
    drafts = claim.decisions.open().filter(replaces__kind=DecisionKind.GRANT)
    return drafts.exclude(state=DecisionState.PROPOSED).exists()


def check_corrects(decision: ClaimDecision) -> None:
    """See that a correction, with the facts of today, says something else than the grant.

    Raises:
        InputError: it says the same, that nothing is due, or that the benefit begins another day.
    """
    wrong, told = decision.replaces, decision.outcome
    assert wrong is not None, "asked before"
    if not told["eligible"]:
        raise InputError(
            "Theo hồ sơ đã sửa, người này không đủ điều kiện hưởng, nên không thể chỉ sửa mức "
            "hưởng. Hãy bấm “Không dùng” và ghi tiền hưởng sai phải thu hồi.",
            "By the dossier as it is now nothing is due. Drop this draft and note a recovery.",
            code="nothing_due",
        )
    if told["starts_on"] != wrong.outcome["starts_on"]:
        raise InputError(
            "Ngày bắt đầu hưởng tính lại khác quyết định cũ nên không sửa được bằng quyết định "
            "này. Hãy xem lại ngày nhận đủ hồ sơ.",
            "The first day differs from the grant; this decision does not move it.",
            code="start_differs",
        )
    if all(told[name] == wrong.outcome[name] for name in _SAME):
        raise InputError(
            "Tính lại vẫn bằng quyết định cũ. Hãy sửa quá trình đóng hoặc lời khai của hồ sơ theo "
            "kết luận khiếu nại rồi trình lại, hoặc bấm “Không dùng”.",
            "It comes out as before. Put the dossier right first, or drop this draft.",
            code="nothing_corrected",
        )


def correct(claim: Claim, decision: ClaimDecision, *, actor: Actor, now: datetime) -> list[str]:
    """Set amount and months as the correction says; whoever keeps payments takes part.

    Returns:
        The claim's columns that were set.

    Raises:
        InputError: the benefit is over, or on its way to another centre.
    """
    if claim.state not in CORRECTABLE:
        raise InputError(
            "Hồ sơ đã kết thúc hoặc đang chuyển nơi hưởng nên không sửa được các tháng hưởng. "
            "Hãy trả lại quyết định này.",
            "The benefit is over or moving; its months cannot be changed. Send it back.",
            code="not_correctable",
        )
    told = decision.outcome
    claim.monthly_amount_vnd = told["monthly_amount_vnd"]
    claim.entitlement_months = told["entitlement_months"]
    claim.reserved_months = told["reserved_months"]
    _set_months(claim, actor=actor, now=now)
    plan_months(claim, told["months"], after=_last_number(claim), actor=actor, now=now)
    for _key, follow in on_corrected:
        follow(decision, actor=actor, now=now)
    return ["monthly_amount_vnd", "entitlement_months", "reserved_months"]


def _set_months(claim: Claim, *, actor: Actor, now: datetime) -> None:
    for month in claim.months.exclude(state=MonthState.VOID).order_by("number"):
        month.amount_vnd = claim.monthly_amount_vnd or 0
        if month.number > (claim.entitlement_months or 0):
            month.state = MonthState.VOID
        save(month, ["amount_vnd"], "claim.month_corrected", actor=actor, now=now)


def _last_number(claim: Claim) -> int:
    return claim.months.count()
