"""Contributions: how many months count, how many lie in the window, and the average wage."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from sanviec.kernel.dong import format_vnd
from sanviec.kernel.parameters import Parameter

from .kinds import REGIONS
from .law import Law, chosen
from .lines import Told
from .model import Contribution
from .months import Month, first_day, month_of, written
from .rounding import Exact, half_up
from .tracing import Case
from .values import fault


class Record(NamedTuple):
    """What the contributions amount to.

    Args:
        paid: Months that are listed as paid, ascending; None when none are listed.
        total: Months that count for the length, those carried in too; None when not known.
        is_complete: Whether the list holds every month that the total counts.
        last: Last month paid; None when not known.
    """

    paid: tuple[Month, ...] | None
    total: int | None
    is_complete: bool
    last: Month | None


class Average(NamedTuple):
    """The average wage of the last months: exact, and the months it is taken over if listed."""

    wage: Exact | None
    months: tuple[Month, ...] | None


def read_record(case: Case) -> Record:
    """Give what the contributions amount to, and tell it."""
    facts = case.facts
    spans = facts.contributions
    _check_beginning(case)
    paid = None if spans is None else _paid_months(spans)
    own = _own_months(case, paid)
    total = None if own is None else own + (facts.carried_in_months or 0)
    last = facts.last_contribution_month
    if last is None and paid:
        last = paid[-1]
    is_complete = paid is not None and (total is None or len(paid) >= total)
    if total is not None:
        _tell_total(case, own or 0, total)
    return Record(paid, total, is_complete, last)


def _own_months(case: Case, paid: tuple[Month, ...] | None) -> int | None:
    """Give the months since the last benefit: as said, else as listed; a clash is asked about.

    A list may hold months that an earlier benefit used up. Then `carried_in_months` says so, with
    0 when nothing was kept of them.
    """
    own = case.facts.contribution_months
    if paid is None:
        return own
    if own is None or case.facts.carried_in_months is not None or len(paid) <= own:
        return len(paid) if own is None else own
    words = (
        f"{own} tháng đóng được khai, nhưng danh sách contributions có {len(paid)} tháng. Nếu danh "
        "sách đúng, hãy bỏ contribution_months. Nếu một phần đã tính cho lần hưởng trước, hãy khai "
        "carried_in_months là số tháng còn bảo lưu (0 nếu không còn).",
        f"{own} months are given, but contributions lists {len(paid)}. If the list is right, leave "
        "out contribution_months. If part of it was used by an earlier benefit, say in "
        "carried_in_months how many months were kept (0 for none).",
    )
    case.ask("contradiction", "contribution_months", words)
    return None


def _check_beginning(case: Case) -> None:
    """See that nothing was paid before the insurance began.

    Raises:
        InputError: a month is earlier.
    """
    began = case.get("insurance_began_on")
    spans, first_year_month = case.facts.contributions, str(began.value)
    if not spans or written(spans[0].first) >= first_year_month:
        return  # the others are later
    raise fault(
        f"{spans[0].place}.from",
        f"tháng {written(spans[0].first)} trước tháng {first_year_month}, khi bảo hiểm thất "
        "nghiệp bắt đầu. Hãy kiểm tra lại.",
        f"{written(spans[0].first)} is before {first_year_month}, when the insurance began",
        "before_the_law",
    )


def _tell_total(case: Case, own: int, total: int) -> None:
    carried = case.facts.carried_in_months or 0
    case.tell(
        "contribution_months",
        total,
        case.get("refusal_reserve_rule"),
        lambda: (
            {"contribution_months": own, "carried_in_months": carried},
            f"Thời gian đóng được tính: {own} tháng, cộng {carried} tháng bảo lưu từ lần trước, "
            f"là {total} tháng.",
            f"Months of contribution that count: {own}, and {carried} carried in, {total} in all.",
        ),
    )


def _paid_months(spans: tuple[Contribution, ...]) -> tuple[Month, ...]:
    """Give each month that was paid, the earliest first."""
    paid: list[Month] = []
    for span in spans:
        if span.is_paid:
            paid += range(span.first, span.last + 1)
    return tuple(paid)


def _latest_paid(spans: tuple[Contribution, ...]) -> Iterator[tuple[Month, Contribution]]:
    """Give each month that was paid with its span, the latest first: few of them are wanted."""
    for span in reversed(spans):
        if span.is_paid:
            for month in range(span.last, span.first - 1, -1):
                yield month, span


def average_wage(case: Case) -> Average:
    """Give the average of the last months that were paid, gaps left out.

    Raises:
        InputError: The average that is given is not that of the months that are listed.
    Source: Law 38/2013 art. 50 cl. 1, Circular 28/2015 art. 8; Law 74/2025 art. 39 cl. 1.
    """
    facts = case.facts
    count = case.number("averaging_months")
    if not facts.contributions:
        return _given_average(case)
    listed = list(islice(_latest_paid(facts.contributions), count))
    if len(listed) < count:
        return _given_average(case)
    listed.reverse()
    wages = [_counted_wage(case, month, span) for month, span in listed]
    wage = Exact(sum(wages), count)
    _check_given_average(facts.average_wage_vnd, wage)
    months = tuple([month for month, _ in listed])
    rule, vnd = case.get("averaging_rule"), half_up(wage)
    case.tell("average_wage_vnd", vnd, rule, lambda: _average_line(months, wages, vnd))
    return Average(wage, months)


def _check_given_average(given_vnd: int | None, wage: Exact) -> None:
    """See that the average that is given is that of the months listed, but for its rounding.

    Raises:
        InputError: they are more than one đồng apart.
    """
    if given_vnd is None or abs(given_vnd * wage.parts - wage.vnd) <= wage.parts:
        return
    raise fault(
        "average_wage_vnd",
        f"{format_vnd(given_vnd)} đồng khác bình quân của các tháng đã khai, "
        f"{format_vnd(half_up(wage))} đồng. Hãy bỏ một trong hai.",
        f"{given_vnd} is not the average of the months listed, "
        f"{half_up(wage)}; leave out one of the two",
        "contradiction",
    )


def _average_line(months: tuple[Month, ...], wages: list[int], vnd: int) -> Told:
    shown = [written(month) for month in months]
    return (
        {"months": shown, "wages_vnd": wages},
        f"Bình quân tiền lương đóng của {len(months)} tháng có đóng gần nhất ({shown[0]} đến "
        f"{shown[-1]}) là {format_vnd(vnd)} đồng.",
        f"The average wage of the last {len(months)} months paid ({shown[0]} to {shown[-1]}) is "
        f"{vnd:,} đồng.",
    )


def _given_average(case: Case) -> Average:
    given = case.facts.average_wage_vnd
    if given is None:
        return Average(None, None)
    case.tell(
        "average_wage_vnd",
        given,
        case.get("averaging_rule"),
        lambda: (
            {"given_vnd": given},
            f"Bình quân tiền lương đóng được khai là {format_vnd(given)} đồng.",
            f"The average wage is given as {given:,} đồng.",
        ),
    )
    return Average(Exact(given), None)


def _counted_wage(case: Case, month: Month, span: Contribution) -> int:
    """Give the wage of a month, at most the ceiling of that month."""
    assert span.wage_vnd is not None
    ceiling = find_ceiling(case.law, case.facts.wage_regime, span.region, month)
    if ceiling is None or span.wage_vnd <= ceiling.vnd:
        return span.wage_vnd
    base = case.mark(ceiling.base)
    wage = span.wage_vnd
    case.tell(
        "contribution_ceiling",
        ceiling.vnd,
        ceiling.rule,
        lambda: (
            {"month": written(month), "wage_vnd": wage, "base_vnd": base.value},
            f"Tiền lương {format_vnd(wage)} đồng của tháng {written(month)} được tính tối đa "
            f"{ceiling.multiple} × {format_vnd(int(base.value))} = {format_vnd(ceiling.vnd)} đồng.",
            f"The wage {wage:,} of {written(month)} counts at most "
            f"{ceiling.multiple} × {int(base.value):,} = {ceiling.vnd:,} đồng.",
        ),
    )
    return ceiling.vnd


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most that a wage of a month counts, and what it is taken from."""

    vnd: int
    rule: Parameter
    base: Parameter
    multiple: int


@lru_cache(maxsize=8192)
def find_ceiling(
    law: Law, wage_regime: str | None, region: str | None, month: Month
) -> Ceiling | None:
    """Give the ceiling of a month's wage; without a region the highest there is.

    The ceiling of the law before 2015 is not carried: None.

    Source: Law 38/2013 art. 58; Law 74/2025 art. 34 cl. 2.
    """
    on = first_day(month)
    if on < law.history("ceiling_rule")[0].valid_from:
        return None
    rule = law.get("ceiling_rule", on)
    base = chosen(CEILING_RULES, rule)(law, wage_regime, region, on)
    multiple = int(law.get("ceiling_multiple", on).value)
    return Ceiling(int(base.value) * multiple, rule, base, multiple)


def _by_region(law: Law, wage_regime: str | None, region: str | None, on: date) -> Parameter:
    """Give the minimum wage of the region of that work, or the highest when it is not said."""
    named = REGIONS if region is None else (region,)
    return max((law.minimum_wage(one, on) for one in named), key=lambda p: int(p.value))


def _by_wage_regime(law: Law, wage_regime: str | None, region: str | None, on: date) -> Parameter:
    salary = law.get("base_salary_vnd_month", on)
    if wage_regime == "state":
        return salary
    minimum = _by_region(law, wage_regime, region, on)
    if wage_regime == "employer":
        return minimum
    return max(salary, minimum, key=lambda parameter: int(parameter.value))


CEILING_RULES: Final[dict[str, Callable[[Law, str | None, str | None, date], Parameter]]] = {
    "by_wage_regime": _by_wage_regime,
    "by_region": _by_region,
}


def months_in_window(case: Case, paid: tuple[Month, ...], length: int) -> int | None:
    """Give how many paid months lie in the window before the separation; None without its day.

    The window ends with the month of the separation when that was paid, else with the one before.
    """
    separated = separation_month(case)
    if separated is None:
        return None
    end = separated if separated in paid else separated - 1
    before = end - length
    if before in paid or before + 1 in paid:
        # Only then could another reading of the window's edge give another number.
        case.mark(case.get("window_edge"))
    return bisect_right(paid, end) - bisect_right(paid, before)


def separation_month(case: Case) -> Month | None:
    """Give the month of the separation, None when it is not known."""
    on = case.facts.separated_on
    return None if on is None else month_of(on)
