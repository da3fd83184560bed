"""The rows of a pay list: what is paid to whom, by which decision and article, as of now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from sanviec.apps.claims.enums import DecisionKind
from sanviec.apps.claims.models import BenefitMonth, ClaimDecision
from sanviec.apps.payments.models import PayList, PayRow
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.bulk import chunks
from sanviec.kernel.errors import InputError

from .rows import insert_rows


def freeze(
    pay_list: PayList, due: Sequence[BenefitMonth], *, first: int, actor: Actor, now: datetime
) -> None:
    """Write a row for each month, numbered from ``first`` on, in the caller's transaction.

    Raises:
        InputError: another list took one of the months meanwhile.
    """
    grants = _grants({month.claim_id for month in due})
    rows = [_row(pay_list, n, month, grants[month.claim_id]) for n, month in enumerate(due, first)]
    try:
        with transaction.atomic():
            insert_rows(rows, "pay_list.row_listed", actor=actor, now=now)
    except IntegrityError:
        raise InputError(
            "Một danh sách khác vừa lấy các tháng hưởng này. Hãy tải lại trang để xem.",
            "Another list has just taken these months. Reload the page.",
            code="months_listed",
        ) from None


def _grants(claim_ids: set[UUID]) -> dict[UUID, ClaimDecision]:
    grants: dict[UUID, ClaimDecision] = {}
    for part in chunks(sorted(claim_ids), 500):
        # The correction of a grant takes its place.
        is_grant = Q(kind=DecisionKind.GRANT) | Q(replaces__kind=DecisionKind.GRANT)
        found = ClaimDecision.objects.signed().filter(is_grant, claim_id__in=part)
        found = found.defer("facts").order_by("signed_at", "id")
        grants |= {row.claim_id: row for row in found}
    return grants


def _row(pay_list: PayList, number: int, month: BenefitMonth, grant: ClaimDecision) -> PayRow:
    return PayRow(
        pay_list=pay_list,
        number=number,
        reference=f"{pay_list.number}/{number:05d}",
        claim_id=month.claim_id,
        month=month,
        decision=grant,
        article=_article(grant)[:300],
        full_name=month.claim.jobseeker.full_name,
        amount_vnd=month.amount_vnd,
    )


def _article(grant: ClaimDecision) -> str:
    """The article by which the decision reckoned the amount of a month."""
    lines = grant.outcome["explanation"]
    of_amount = [line["article"] for line in lines if line["key"] == "monthly_amount_vnd"]
    return str(of_amount[-1] if of_amount else "")
