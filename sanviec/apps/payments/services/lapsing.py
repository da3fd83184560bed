"""Money that nobody came for: after the legal time the months are kept, by a decision."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sanviec.apps.claims.models import Claim
from sanviec.apps.claims.services import lapse_months
from sanviec.apps.payments.enums import PayRowState
from sanviec.apps.payments.models import PayRow
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.reference.selectors import parameter
from sanviec.engines.benefits.months import same_day

from .rows import move_row, save


def lapse_uncollected(*, now: datetime) -> int:
    """Mark what nobody came for in the legal time and prepare the decision that keeps it.

    Source: Decree 28/2015 art. 18 cl. 6; of 2026 provisional.

    Returns:
        How many claims were touched; doing it again touches none.
    """
    today = timezone.localdate(now)
    waiting = PayRow.objects.filter(state=PayRowState.UNCOLLECTED)
    ids = waiting.order_by("claim_id").values_list("claim_id", flat=True).distinct()
    return sum(_lapse(claim_id, today, now) for claim_id in list(ids))


@transaction.atomic
def _lapse(claim_id: UUID, today: date, now: datetime) -> int:
    # Claims are held before the rows of lists, whoever asks.
    Claim.objects.select_for_update(of=("self",)).get(pk=claim_id)
    rows = list(
        PayRow.objects.select_for_update(of=("self",))
        .filter(claim_id=claim_id, state=PayRowState.UNCOLLECTED)
        .select_related("claim", "month")
        .order_by("month__number")
    )
    if not rows or not _is_over(rows[0], today):
        return 0
    months = [row.month for row in rows]
    if lapse_months(claim=rows[0].claim, months=months, actor=SYSTEM, now=now) is None:
        return 0  # another decision is open; the next round tries again
    for row in rows:
        row.state_reason = "Quá thời hạn nhận tiền"
        save(move_row(row, "lapse"), ["state_reason"], "pay_list.row_lapsed", actor=SYSTEM, now=now)
    return 1


def _is_over(row: PayRow, today: date) -> bool:
    """Whether the time to come for the money is over: it counts from the end of the benefit."""
    last = row.claim.months.order_by("-number").values_list("last_on", flat=True)[0]
    wait = parameter("uncollected_wait_months", last)
    return same_day(last, wait) < today
