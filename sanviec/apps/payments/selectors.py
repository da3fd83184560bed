"""Reads of pay lists and recoveries; the only doors to one are the ``get_…_for`` functions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Max, Q, Sum

from sanviec.apps.centres.models import Centre
from sanviec.apps.claims.enums import MonthState
from sanviec.apps.claims.models import BenefitMonth, BenefitTransfer
from sanviec.apps.claims.selectors import CLAIM_ROLES
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.models import OutboxMessage

from .due import Candidate, candidates
from .enums import SENT_LIST, FileKind, PayFileState, PayListState, PayRowState
from .models import OverpaymentRecovery, PayAnswer, PayList, PayListFile, PayRow
from .querysets import PayListQuerySet, RecoveryQuerySet
from .writing import is_large

MOST_LEFT_OUT = 100


def pay_lists_for(actor: Actor) -> PayListQuerySet:
    """The lists of the actor's centre."""
    lists = PayList.objects.select_related("centre")
    if actor.role in CLAIM_ROLES and actor.centre_id is not None:
        return lists.in_centre(actor.centre_id)
    return lists.none()


def get_pay_list_for(actor: Actor, list_id: Any) -> PayList | None:
    """A list that the actor may open."""
    return _first(pay_lists_for(actor), list_id)


def get_pay_row_for(actor: Actor, row_id: Any) -> PayRow | None:
    """A row of a list that the actor may open."""
    rows = PayRow.objects.select_related("pay_list", "claim", "month", "decision")
    return _first(rows.filter(pay_list__in=pay_lists_for(actor).values("pk")), row_id)


def get_answer_for(actor: Actor, answer_id: Any) -> PayAnswer | None:
    """An answer on a list that the actor may open."""
    answers = PayAnswer.objects.select_related("pay_list")
    return _first(answers.filter(pay_list__in=pay_lists_for(actor).values("pk")), answer_id)


def recoveries_for(actor: Actor) -> RecoveryQuerySet:
    """The recoveries of the actor's centre."""
    found = OverpaymentRecovery.objects.select_related("claim__jobseeker", "row", "decision")
    if actor.role in CLAIM_ROLES and actor.centre_id is not None:
        return found.in_centre(actor.centre_id)
    return found.none()


def get_recovery_for(actor: Actor, recovery_id: Any) -> OverpaymentRecovery | None:
    """A recovery that the actor may open."""
    return _first(recoveries_for(actor), recovery_id)


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many rows of a list are in a state, and how much they come to."""

    state: str
    title: str
    count: int
    amount_vnd: int
    paid_vnd: int


def counts_of(pay_list: PayList) -> list[StateCount]:
    """The rows by state, in the order of the states; their amounts add up to the list.

    Cost: one query.
    """
    grouped = pay_list.rows.order_by().values("state")
    found = {
        row["state"]: row
        for row in grouped.annotate(n=Count("pk"), due=Sum("amount_vnd"), paid=Sum("paid_vnd"))
    }
    return [
        StateCount(
            state.value,
            str(state.label),
            found[state]["n"],
            found[state]["due"],
            found[state]["paid"],
        )
        for state in PayRowState
        if state in found
    ]


def left_out(actor: Actor, *, month: date, on: date) -> list[Candidate]:
    """Months that would not be in a list made today, with the reason; at most 100."""
    if actor.centre_id is None:
        return []
    found = candidates(centre_id=actor.centre_id, month=month, on=on)
    return list(islice((c for c in found if c.why_not is not None), MOST_LEFT_OUT))


def to_look_at(pay_list: PayList) -> Any:
    """Answers that a person has not dealt with yet."""
    is_open = Q(needs_look=True, remedied_at__isnull=True)
    return pay_list.answers.filter(is_open).select_related("row").order_by("answered_on", "id")


def message_of(pay_list: PayList) -> OutboxMessage | None:
    """The message that takes the list to the agency, with its receipt."""
    return OutboxMessage.objects.filter(key=f"agency.pay_list:{pay_list.pk}:agency").first()


def rows_version(pay_list: PayList) -> str:
    """A fingerprint of what the rows say now: the same while none of them was changed.

    It sees rows only: a name is fixed on its row, a number that was put right in a person's own
    file is not seen.
    Cost: one query over the list's rows; they stay in the database.
    """
    told = pay_list.rows.order_by("state").values_list("state")
    counted = told.annotate(n=Count("pk"), paid=Sum("paid_vnd"), last=Max("updated_at"))
    parts = [[state, n, paid, last.isoformat()] for state, n, paid, last in counted]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class FileOffer:
    """One kind of file of a list, and what can be had of it.

    ``stand`` is "at_once" (written while one waits), "none" (it has to be asked for), "queued",
    "ready", "changed" (it was made, then a row changed) or "failed".
    """

    kind: str
    title: str
    stand: str
    made_at: datetime | None = None
    remove_at: datetime | None = None


def files_of(pay_list: PayList, now: datetime) -> list[FileOffer]:
    """What can be had of a list as a file; a large list that was given up has none.

    Cost: none for a small list; else one query, and one over the rows when a file is there.
    """
    is_given_up = pay_list.state == PayListState.CANCELLED
    large = [kind for kind in FileKind if is_large(pay_list, kind.value)]
    made = {row.kind: row for row in pay_list.files.order_by("kind")} if large else {}
    return [
        _offer(pay_list, kind, made.get(kind.value), now)
        if kind in large
        else FileOffer(kind.value, str(kind.label), "at_once")
        for kind in FileKind
        if not (is_given_up and kind in large)
    ]


def _offer(pay_list: PayList, kind: FileKind, made: PayListFile | None, now: datetime) -> FileOffer:
    if made is None:
        return FileOffer(kind.value, str(kind.label), "none")
    stands = {PayFileState.QUEUED: "queued", PayFileState.FAILED: "failed"}
    stand = stands.get(PayFileState(made.state), "none")
    if made.state == PayFileState.MADE and made.remove_at is not None and made.remove_at > now:
        stand = "ready" if made.rows_version == rows_version(pay_list) else "changed"
    return FileOffer(kind.value, str(kind.label), stand, made.made_at, made.remove_at)


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays one month of a claim that moves; ``row`` is what the giving centre has sent."""

    month: BenefitMonth
    centre: Centre
    row: PayRow | None


def payers_of(transfer: BenefitTransfer, months: Iterable[BenefitMonth]) -> list[Payer]:
    """Who pays each of the months that are paid: what was sent stays with the giving centre, all
    others are the new one's.

    Cost: one query beside the months.
    """
    live = PayRow.objects.live().filter(
        claim_id=transfer.claim_id,
        pay_list__centre_id=transfer.from_centre_id,
        pay_list__state__in=SENT_LIST,
    )
    sent = {row.month_id: row for row in live.select_related("pay_list").order_by("id")}
    return [
        Payer(
            month,
            transfer.from_centre if month.pk in sent else transfer.to_centre,
            sent.get(month.pk),
        )
        for month in months
        if month.state not in {MonthState.VOID, MonthState.WITHHELD}
    ]


def _first(rows: Any, row_id: Any) -> Any:
    try:
        return rows.filter(pk=row_id).first()
    except (ValidationError, ValueError):
        return None
