"""Months whose money nobody came for: the contributions behind them are kept, by a decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sanviec.apps.claims.enums import DecisionKind, MonthState
from sanviec.apps.claims.models import BenefitMonth, Claim, ClaimDecision
from sanviec.apps.platform.actors import Actor

from .deciding import Draft, prepare
from .outcome import outcome_in_benefit
from .rows import hold_claim, save


@transaction.atomic
def lapse_months(
    *, claim: Claim, months: Sequence[BenefitMonth], actor: Actor, now: datetime
) -> ClaimDecision | None:
    """Mark the months as not collected in time and prepare the decision that keeps them.

    Source: Decree 28/2015 art. 18 cl. 6; of 2026 provisional.

    Returns:
        The prepared decision; None, and nothing is done, while another decision is open.
    """
    claim, today = hold_claim(claim.pk), timezone.localdate(now)
    if claim.decisions.open().exists():
        return None
    numbers = [month.number for month in months]
    for month in claim.months.filter(number__in=numbers).order_by("number"):
        month.state = MonthState.LAPSED
        save(month, [], "claim.month_lapsed", actor=actor, now=now)
    shown = ", ".join(str(number) for number in numbers)
    draft = Draft(
        DecisionKind.RESERVE,
        outcome_in_benefit(claim, on=today),
        today,
        ground="not_collected",
        reason=f"Quá thời hạn không đến nhận tiền tháng hưởng thứ {shown}",
    )
    return prepare(claim, draft, actor=actor, now=now)
