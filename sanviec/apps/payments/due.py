"""Which benefit months are due to be paid, and why the others are not yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from sanviec.apps.claims.enums import ClaimState, DecisionKind, MonthState
from sanviec.apps.claims.models import BenefitMonth, ClaimDecision
from sanviec.apps.claims.querysets import BenefitMonthQuerySet, ClaimDecisionQuerySet
from sanviec.apps.reference.selectors import parameter

from .enums import LeftOut
from .models import PayList, PayRow

# A decision of these kinds that is under way stops the money of the months that it reaches.
_STOPPING = (DecisionKind.SUSPEND, DecisionKind.TERMINATE, DecisionKind.CANCEL)
# Cipher texts and records that a list of many people would decipher for nothing.
_NOT_NEEDED = (
    "claim__contributions",
    "claim__insurance_no",
    "claim__jobseeker__identity_no",
    "claim__jobseeker__phone",
    "claim__jobseeker__email",
)
_IN_QUESTION = (MonthState.PLANNED, MonthState.DUE, MonthState.WITHHELD)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A month, and why it is not paid now; None says that it is."""

    month: BenefitMonth
    why_not: LeftOut | None


def candidates(*, centre_id: UUID, month: date, on: date) -> Iterator[Candidate]:
    """The centre's benefit months that have begun by the end of a calendar month and are in no
    live list, by name.

    Cost: two queries, however many months.
    """
    return _judged(months_in_question(centre_id=centre_id, month=month), centre_id, on)


def candidates_among(ids: Sequence[UUID], *, centre_id: UUID, on: date) -> Iterator[Candidate]:
    """Those of the months that are still the centre's and still in no live list, by name.

    Cost: two queries.
    """
    return _judged(_in_no_list(centre_id).filter(pk__in=ids), centre_id, on)


def months_in_question(*, centre_id: UUID, month: date) -> BenefitMonthQuerySet:
    """What a list of a calendar month has to look at, by name."""
    return _in_no_list(centre_id).filter(first_on__lte=_end_of(month))


def _in_no_list(centre_id: UUID) -> BenefitMonthQuerySet:
    is_listed = PayRow.objects.live().filter(month=OuterRef("pk"))
    found = BenefitMonth.objects.filter(claim__centre_id=centre_id, state__in=_IN_QUESTION)
    found = found.exclude(Exists(is_listed))
    return found.order_by("claim__jobseeker__name_folded", "claim_id", "number")


def _judged(months: BenefitMonthQuerySet, centre_id: UUID, on: date) -> Iterator[Candidate]:
    found = months.select_related("claim__jobseeker").defer(*_NOT_NEEDED)
    stopped = _stops(centre_id)
    for row in found.iterator(chunk_size=2_000):
        yield Candidate(row, _why_not(row, stopped.get(row.claim_id), on))


def no_longer_due(pay_list: PayList, *, on: date) -> list[str]:
    """The references of rows whose month may not be paid any more.

    Cost: two queries, however many rows.
    """
    rows = pay_list.rows.on_list().select_related("month__claim")
    rows = rows.defer("month__claim__contributions", "month__claim__insurance_no")
    of_list = ClaimDecision.objects.filter(
        claim__in=pay_list.rows.on_list().order_by().values("claim")
    )
    stopped = _stops_of(of_list)
    return [
        row.reference
        for row in rows.order_by("number")
        if row.month.state not in _IN_QUESTION
        # Taken over by another centre, which pays it.
        or row.month.claim.centre_id != pay_list.centre_id
        or _why_not(row.month, stopped.get(row.claim_id), on) is not None
    ]


def pay_from(month: BenefitMonth) -> date:
    """The first day on which the money of a month may be asked for."""
    if month.number == 1:
        return month.first_on
    return month.first_on + timedelta(days=parameter("pay_from_day", month.first_on) - 1)


def _why_not(month: BenefitMonth, stop: date | None, on: date) -> LeftOut | None:
    claim = month.claim
    if claim.collected_on is None or claim.state == ClaimState.GRANTED:
        return LeftOut.NOT_COLLECTED
    if claim.state == ClaimState.TRANSFERRING:
        return LeftOut.MOVING
    if month.state == MonthState.WITHHELD:
        return LeftOut.WITHHELD
    if pay_from(month) > on:
        return LeftOut.TOO_EARLY
    if stop is not None and stop <= month.last_on:
        return LeftOut.DECISION_OPEN
    is_told = month.number == 1 or month.notice_id is not None or month.is_exempt
    if not is_told:
        return LeftOut.NO_NOTICE
    is_running = month.state == MonthState.DUE or claim.state == ClaimState.RECEIVING
    return None if is_running else LeftOut.WITHHELD


def _stops(centre_id: UUID) -> dict[UUID, date]:
    return _stops_of(ClaimDecision.objects.filter(claim__centre_id=centre_id))


def _stops_of(decisions: ClaimDecisionQuerySet) -> dict[UUID, date]:
    """The first day that an open decision takes money from, by claim."""
    rows = decisions.open().filter(kind__in=_STOPPING)
    return dict(rows.values_list("claim_id", "effective_on"))


def _end_of(month: date) -> date:
    next_month = (month.replace(day=1) + timedelta(days=32)).replace(day=1)
    return next_month - timedelta(days=1)
