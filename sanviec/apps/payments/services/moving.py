"""Who pays which month when a claim moves to another centre.

What the old centre has sent to the agency it pays; what only stands on a list it gives up, so that
the new centre pays it. A month is never on two live rows (database constraint), and from the
hand-over on no list of the old centre takes a month of the claim.
Source: Decree 28/2015/NĐ-CP art. 22, whose text was not at hand (provisional).
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sanviec.apps.claims.models import BenefitTransfer, Claim
from sanviec.apps.payments.enums import OPEN_LIST, PayListState, PayRowState
from sanviec.apps.payments.models import PayList
from sanviec.apps.platform.actors import Actor
from sanviec.kernel.errors import InputError

from .lists import count_again
from .rows import hold_list, move_row, save_rows


def withdraw_unsent_rows(transfer: BenefitTransfer, *, actor: Actor, now: datetime) -> None:
    """Take the rows of a claim that is handed over off every list that was not approved yet.

    Raises:
        InputError: such a list is being made in this moment.
    """
    reason = f"Hồ sơ chuyển đến {transfer.to_centre.name}"
    take_off_unsent(transfer.claim, reason, actor=actor, now=now)


@transaction.atomic
def take_off_unsent(claim: Claim, reason: str, *, actor: Actor, now: datetime) -> None:
    """Take the claim's rows off every list that was not approved yet.

    Raises:
        InputError: such a list is being made in this moment.
    """
    lists = PayList.objects.filter(rows__claim=claim, rows__state=PayRowState.LISTED).distinct()
    for list_id in lists.order_by("id").values_list("pk", flat=True):
        pay_list = hold_list(list_id)
        _check_is_made(pay_list)
        if pay_list.state in OPEN_LIST:
            _take_off(pay_list, claim, reason, actor=actor, now=now)


def _check_is_made(pay_list: PayList) -> None:
    if pay_list.state == PayListState.MAKING:
        raise InputError(
            f"Danh sách chi trả {pay_list.number} đang được lập và có tháng hưởng của hồ sơ này. "
            "Hãy chờ lập xong (vài phút) rồi làm lại.",
            f"Pay list {pay_list.number} is being made and holds months of this claim. "
            "Wait a few minutes.",
            code="list_in_the_making",
        )


def _take_off(pay_list: PayList, claim: Claim, reason: str, *, actor: Actor, now: datetime) -> None:
    mine = pay_list.rows.filter(claim=claim, state=PayRowState.LISTED)
    rows = list(mine.select_for_update(of=("self",)).order_by("number"))
    for row in rows:
        row.state_reason = reason[:300]
        move_row(row, "remove")
    save_rows(rows, ["state_reason"], "pay_list.row_removed", actor=actor, now=now)
    count_again(pay_list, actor=actor, now=now)
