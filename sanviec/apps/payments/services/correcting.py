"""Money by an old amount, once a grant was corrected: taken off, recovered or pointed out.

Rows that were not approved leave their lists and stand in the next one by the new amount. What was
paid too much becomes a recovery that people decide. What was sent or paid too low is told to a
person: this program has no form for paying more on a month that was paid.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction

from sanviec.apps.claims.enums import FlagKind, MonthState
from sanviec.apps.claims.models import ClaimDecision
from sanviec.apps.claims.services.flags import note_clashes
from sanviec.apps.payments.enums import SENT_LIST, RecoveryReason
from sanviec.apps.payments.models import PayRow
from sanviec.apps.platform.actors import Actor
from sanviec.kernel.dong import format_vnd

from .moving import take_off_unsent
from .recovery import Found, prepare_recovery


@transaction.atomic
def follow_correction(decision: ClaimDecision, *, actor: Actor, now: datetime) -> None:
    """Look at every row of the claim that bears the old amount.

    Raises:
        InputError: a list with such a row is being made in this moment.
    """
    claim = decision.claim
    reason = f"Mức hưởng được tính lại theo quyết định {decision.number}"
    take_off_unsent(claim, reason, actor=actor, now=now)
    live = claim.pay_rows.live().filter(pay_list__state__in=SENT_LIST)
    sent = live.select_related("month", "claim__centre").order_by("number", "id")
    differing = [
        row
        for row in sent
        if row.month.state != MonthState.VOID and row.amount_vnd != row.month.amount_vnd
    ]
    for row in differing:
        owed = row.paid_vnd - row.month.amount_vnd
        found = Found(row, owed, RecoveryReason.WRONG_GRANT, decision)
        prepare_recovery(found, actor=actor, now=now)
    note_clashes(claim, _to_tell(differing), actor=actor, now=now)


def _to_tell(rows: Iterable[PayRow]) -> Iterator[tuple[FlagKind, str]]:
    """What no recovery covers: paid too low, or sent and not answered yet."""
    for row in rows:
        if row.paid_vnd <= row.month.amount_vnd:
            old, new = format_vnd(row.amount_vnd), format_vnd(row.month.amount_vnd)
            yield (
                FlagKind.OLD_AMOUNT,
                f"Tháng {row.month.number}: đã gửi chi {old} đồng, mức mới {new} đồng, đã chi "
                f"{format_vnd(row.paid_vnd)} đồng ({row.reference})",
            )
