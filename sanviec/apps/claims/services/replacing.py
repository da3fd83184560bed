"""What the replacing of a wrong decision brings: the claim stands as if it had not been made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sanviec.apps.claims.enums import DecisionKind, MonthState
from sanviec.apps.claims.models import Claim, ClaimDecision
from sanviec.apps.platform.actors import Actor
from sanviec.apps.reference.selectors import calendar, parameter
from sanviec.kernel.errors import InputError

from .correcting import correct, is_correction
from .rows import save, tell


def replace(claim: Claim, decision: ClaimDecision, *, actor: Actor, now: datetime) -> None:
    """Undo what the replaced decision brought; the person is told.

    Raises:
        InputError: another claim for the same separation was opened since.
    """
    wrong = decision.replaces
    if wrong is None:
        raise AssertionError(f"decision {decision.pk} replaces nothing")
    rivals = Claim.objects.live().filter(
        jobseeker_id=claim.jobseeker_id, separated_on=claim.separated_on
    )
    rival = rivals.exclude(pk=claim.pk).first()
    if rival is not None:
        raise InputError(
            f"Lần nghỉ việc này đã có hồ sơ khác ({rival.number}). Hãy rút hồ sơ đó trước.",
            f"There is another claim for this separation ({rival.number}). Withdraw it first.",
            code="claim_exists",
        )
    if is_correction(decision):
        columns = correct(claim, decision, actor=actor, now=now)
    else:
        columns = _UNDO[wrong.kind](claim, wrong, actor, now)
    save(claim, columns, "claim.put_right", actor=actor, now=now)
    subject = _("Quyết định %(number)s đã được thay sau khi giải quyết khiếu nại.")
    tell(claim, "put_right", subject % {"number": wrong.number}, key=str(decision.pk), now=now)


def _reopen(claim: Claim, wrong: ClaimDecision, actor: Actor, now: datetime) -> list[str]:
    """A refused dossier is looked at again, with a new day by when."""
    today = timezone.localdate(now)
    days = parameter("claim_decision_working_days", today)
    claim.decide_by = calendar().add_working_days(today, days)
    claim.reserved_months = None
    return ["decide_by", "reserved_months"]


def _lift(claim: Claim, wrong: ClaimDecision, actor: Actor, now: datetime) -> list[str]:
    """The months that were held back are paid."""
    _set_months(claim, wrong, MonthState.WITHHELD, actor, now)
    return []


def _reinstate(claim: Claim, wrong: ClaimDecision, actor: Actor, now: datetime) -> list[str]:
    """The months after the wrong end are there again."""
    _set_months(claim, wrong, MonthState.VOID, actor, now)
    claim.ended_on = claim.reserved_months = None
    return ["ended_on", "reserved_months"]


def _restore(claim: Claim, wrong: ClaimDecision, actor: Actor, now: datetime) -> list[str]:
    """The decision to pay waits again to be collected."""
    for month in claim.months.filter(state=MonthState.VOID).order_by("number"):
        month.state = MonthState.PLANNED
        save(month, [], "claim.month_restored", actor=actor, now=now)
    today = timezone.localdate(now)
    days = parameter("claim_collection_working_days", today)
    claim.collect_from = today
    claim.collect_by = calendar().add_working_days(today, days - 1)
    claim.reserved_months = None
    return ["collect_from", "collect_by", "reserved_months"]


def _set_months(
    claim: Claim, wrong: ClaimDecision, state: MonthState, actor: Actor, now: datetime
) -> None:
    """Months that the decision took are due, or planned while their notice may still come."""
    today = timezone.localdate(now)
    taken = claim.months.filter(last_on__gte=wrong.effective_on, state=state)
    for month in taken.order_by("number"):
        month.state = _state_of(month.notice_until, today)
        save(month, [], "claim.month_restored", actor=actor, now=now)


def _state_of(notice_until: date | None, today: date) -> MonthState:
    return MonthState.DUE if notice_until is None or notice_until < today else MonthState.PLANNED


_UNDO: dict[str, Callable[[Claim, ClaimDecision, Actor, datetime], list[str]]] = {
    DecisionKind.REFUSE: _reopen,
    DecisionKind.SUSPEND: _lift,
    DecisionKind.TERMINATE: _reinstate,
    DecisionKind.CANCEL: _restore,
}
