"""Where a row stands after everything that the agency said of it, in whatever order it came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .enums import PayOutcome, PayRowState

# On one day money is first paid, then not fetched, then sent back.
_RANK = {PayOutcome.PAID: 0, PayOutcome.UNCOLLECTED: 1, PayOutcome.RETURNED: 2}
_STATES = {
    PayOutcome.UNCOLLECTED: PayRowState.UNCOLLECTED,
    PayOutcome.RETURNED: PayRowState.RETURNED,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that the agency said of a row; ``amount_vnd`` is all that was paid of it."""

    answer_id: str
    reference: str
    outcome: PayOutcome
    amount_vnd: int
    on: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """The row's state, what the person has, since when and why."""

    state: PayRowState
    paid_vnd: int = 0
    on: date | None = None
    reason: str = ""


def fold(amount_vnd: int, answers: Iterable[Answer]) -> Standing:
    """Give the standing that the last answer leaves; the order of arrival does not matter.

    Last is the latest day; on one day the more cautious outcome, then the smaller amount. Ids do
    not count: the same may be told under two.
    """
    last = max(
        answers, key=lambda a: (a.on, _RANK[a.outcome], -a.amount_vnd, a.reason), default=None
    )
    if last is None:
        return Standing(PayRowState.LISTED)
    if last.outcome != PayOutcome.PAID:
        return Standing(_STATES[last.outcome], 0, last.on, last.reason)
    is_whole = last.amount_vnd == amount_vnd
    state = PayRowState.PAID if is_whole else PayRowState.DIFFERENT
    return Standing(state, last.amount_vnd, last.on, last.reason)
