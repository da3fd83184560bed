"""What goes into a decision on unemployment insurance, and what comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from .months import Month


@dataclass(frozen=True, slots=True)
class Contribution:
    """Months in a row with one wage, or without contribution and why.

    Args:
        first: First month.
        last: Last month, included.
        wage_vnd: Wage that the contribution is paid on, đồng a month; None when nothing was paid.
        is_paid: Whether the months were paid.
        reason: Why not: maternity, sickness, suspended, unpaid_leave.
        region: Wage region of that work when it is known, for the ceiling of the wage.
        place: Where it stands in the input, for messages.
    """

    first: Month
    last: Month
    wage_vnd: int | None
    is_paid: bool
    reason: str | None = None
    region: str | None = None
    place: str = "contributions"


@dataclass(frozen=True, slots=True)
class StatusEvent:
    """Something that happened to a person after the separation.

    Args:
        on: The day; None when it is not known.
        kind: What: `new_job`, `military` …; a name of `kinds.KINDS`.
        months: Length of the contract or the course; None when it is not known.
        is_notified: Whether the centre was told; None when it is not known.
        place: Where it stands in the input, for messages.
    """

    on: date | None
    kind: str
    months: int | None = None
    is_notified: bool | None = None
    place: str = "status_events"


@dataclass(frozen=True, slots=True)
class Benefit:
    """What is known of a benefit that was granted.

    Args:
        starts_on: First day of the first month.
        months_received: Months that were paid.
        uncollected_months: Months whose money nobody came for.
        is_collected: False when nobody came for the decision itself.
    """

    starts_on: date | None = None
    months_received: int | None = None
    uncollected_months: int = 0
    is_collected: bool | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one claim; None is “not said”.

    Money in đồng; months counted whole. `contribution_months` are those since the last benefit,
    `carried_in_months` those kept from it.
    """

    decided_on: date
    case_id: str | int | None = None
    separated_on: date | None = None
    separation: str | None = None
    pension: str | None = None
    contract: str | None = None
    contract_months: int | None = None
    wage_regime: str | None = None
    region: str | None = None
    workplace: str | None = None
    filed_on: date | None = None
    contributions: tuple[Contribution, ...] | None = None
    contribution_months: int | None = None
    months_paid_in_window: int | None = None
    average_wage_vnd: int | None = None
    last_contribution_month: Month | None = None
    carried_in_months: int | None = None
    status_events: tuple[StatusEvent, ...] = ()
    benefit: Benefit = Benefit()


@dataclass(frozen=True, slots=True)
class UnmetCondition:
    """One condition that is not met, with the article that asks for it."""

    rule: str
    article: str
    text_vi: str
    text_en: str


class Line(NamedTuple):
    """One step of a decision: the value, the numbers used, the article and its days in force."""

    key: str
    value: Any
    inputs: dict[str, Any]
    article: str
    in_force: tuple[str, str | None]
    text_vi: str
    text_en: str


@dataclass(frozen=True, slots=True)
class Need:
    """A fact that is missing and that a rule asks for: the rest of the decision still stands."""

    code: str
    field: str
    text_vi: str
    text_en: str


class Decision(NamedTuple):
    """What the law says of the facts; None is “the facts do not determine it”.

    `months` are the benefit months as pairs of first and last day. `provisional` names the
    parameters and rules that rest on a text that was not read, or on a figure not yet decreed.
    """

    regime: str
    eligible: bool | None
    refusals: tuple[UnmetCondition, ...]
    monthly_amount_vnd: int | None
    cap_vnd: int | None
    average_wage_vnd: int | None
    averaging_months: tuple[Month, ...] | None
    entitlement_months: int | None
    starts_on: date | None
    months: tuple[tuple[date, date], ...] | None
    reserved_months: int | None
    ended_on: date | None
    last_filing_day: date | None
    total_vnd: int | None
    explanation: Sequence[Line]
    provisional: tuple[str, ...]
    need: Need | None
