"""How much a month, and how many months: share, cap and length."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from sanviec.kernel.dong import format_vnd
from sanviec.kernel.parameters import Parameter

from .kinds import REGIONS
from .law import Law, chosen
from .lines import Told
from .months import Month, first_day
from .record import Record, separation_month
from .rounding import Exact, half_up
from .tracing import Case


class Cap(NamedTuple):
    """What the monthly amount may not pass.

    Args:
        vnd: The cap; None when the facts leave several, or no day to take it on.
        bases: The salaries or minimum wages that it may be taken from; empty when none is carried.
        field: The fact that would tell which one.
        is_any_day: Whether the facts name no day, so that the bases are those of every day.
    """

    vnd: int | None
    bases: tuple[Parameter, ...]
    field: str = ""
    is_any_day: bool = False


_Found: TypeAlias = tuple[tuple[Parameter, ...], str, bool]
"""What a rule of the cap found: its bases, the field that would tell more, whether of any day."""


def find_cap(case: Case, record: Record) -> Cap:
    """Give the most that a month may bring.

    Source: Law 38/2013 art. 50 cl. 1 (on the day of the separation); Law 74/2025 art. 39 cl. 1
        (in the last month of contribution).
    """
    rule, multiple = case.get("cap_rule"), case.get("cap_multiple")
    bases, field, is_any_day = chosen(CAP_RULES, rule)(case, record)
    if len(bases) != 1:
        return Cap(None, bases, field, is_any_day)
    base = case.mark(bases[0])
    most = int(base.value) * int(multiple.value)
    case.tell("cap_vnd", most, rule, lambda: _cap_line(base, multiple, most))
    return Cap(most, bases)


def _cap_line(base: Parameter, multiple: Parameter, most: int) -> Told:
    inputs = {"base": base.key, "base_vnd": base.value, "multiple": multiple.value}
    inputs["base_in_force_from"] = base.valid_from.isoformat()
    return (
        inputs,
        f"Mức hưởng tối đa: {multiple.value} × {format_vnd(int(base.value))} đồng "
        f"({base.title_vi}, {base.reference}) = {format_vnd(most)} đồng.",
        f"Most a month: {multiple.value} × {int(base.value):,} đồng ({base.key}, {base.reference}) "
        f"= {most:,} đồng.",
    )


def _by_wage_regime(case: Case, record: Record) -> _Found:
    facts = case.facts
    if facts.separated_on is None:
        return _ever(case.law, facts.wage_regime, facts.region), "separated_on", True
    salary = case.get("base_salary_vnd_month", facts.separated_on)
    if facts.wage_regime == "state":
        return (salary,), "", False
    on = facts.separated_on
    minimum = tuple([case.minimum_wage(region, on) for region in case.regions_on(on)])
    if facts.wage_regime == "employer":
        return minimum, "region", False
    return (salary, *minimum), "wage_regime", False


def _by_region(case: Case, record: Record) -> _Found:
    facts = case.facts
    if record.last is not None and facts.region is not None:
        on = first_day(record.last)
        known = case.law.has_minimum_wage(on)
        return (case.minimum_wage(facts.region, on),) if known else (), _LAST, False
    if record.last is None and facts.separated_on is None:
        return _ever(case.law, "employer", facts.region), _LAST, True
    days = [first_day(month) for month in _last_months(case, record)]
    named = {on: case.regions_on(on) for on in days}
    found = [case.minimum_wage(region, on) for on in days for region in named[on]]
    is_one = facts.region is not None or all(len(one) == 1 for one in named.values())
    return tuple(dict.fromkeys(found)), _LAST if is_one else "region", False


@lru_cache(maxsize=64)
def _ever(law: Law, wage_regime: str | None, region: str | None) -> tuple[Parameter, ...]:
    """Give every salary or minimum wage that a cap was ever taken from.

    A share below the lowest of them is no matter of the day, so the amount is determined.
    """
    found = law.history("base_salary_vnd_month") if wage_regime != "employer" else ()
    if wage_regime == "state":
        return found
    for one in REGIONS if region is None else (region,):
        found += law.minimum_wages(one)
    return found


def _last_months(case: Case, record: Record) -> tuple[Month, ...]:
    """Give what the last month of contribution can be: known, or one of two at the separation."""
    if record.last is not None:
        is_carried = case.law.has_minimum_wage(first_day(record.last))
        return (record.last,) if is_carried else ()
    separated = separation_month(case)
    if separated is None:
        return ()
    case.mark(case.get("insured_rule"))
    return (separated - 1, separated)


_LAST: Final = "last_contribution_month"
_NEEDED: Final = {
    "wage_regime": ("chế độ tiền lương (employer hoặc state)", "the wage regime (employer, state)"),
    "separated_on": ("ngày chấm dứt hợp đồng", "the day of the separation"),
    "last_contribution_month": ("tháng đóng cuối cùng", "the last month of contribution"),
}
CAP_RULES: Final[dict[str, Callable[[Case, Record], _Found]]] = {
    "by_wage_regime": _by_wage_regime,
    "by_region": _by_region,
}
# The fact whose day each rule takes the cap on.
CAP_DAYS: Final = {"by_wage_regime": "separated_on", "by_region": "last_contribution_month"}


def monthly_amount(case: Case, wage: Exact | None, cap: Cap) -> int | None:
    """Give the allowance of a month in whole đồng; None when the facts do not determine it."""
    if wage is None:
        return None
    if not cap.bases:
        _ask_for_day(case, cap)
        return None
    share = case.get("share_percent")
    raw = Exact(wage.vnd * int(share.value), wage.parts * 100)
    if cap.vnd is None:
        lowest = min(int(base.value) for base in cap.bases)
        if raw.exceeds(lowest * case.number("cap_multiple")):
            (_ask_for_day if cap.is_any_day else _ask_for_cap)(case, cap)
            return None
    if cap.vnd is not None and raw.exceeds(cap.vnd):
        amount = cap.vnd
    else:
        amount = half_up(raw)
        if not raw.is_whole:
            case.mark(case.get("rounding"))
    case.tell("monthly_amount_vnd", amount, share, lambda: _amount_line(wage, raw, cap, share))
    return amount


def _amount_line(wage: Exact, raw: Exact, cap: Cap, share: Parameter) -> Told:
    average, uncapped = half_up(wage), half_up(raw)
    inputs = {"average_wage_vnd": average, "share_percent": share.value, "cap_vnd": cap.vnd}
    vi = f"{share.value} % của {format_vnd(average)} đồng là {format_vnd(uncapped)} đồng"
    en = f"{share.value} % of {average:,} đồng is {uncapped:,} đồng"
    if cap.vnd is not None and raw.exceeds(cap.vnd):
        return (
            inputs,
            f"{vi}, vượt mức tối đa nên được hưởng {format_vnd(cap.vnd)} đồng.",
            f"{en}, above the cap, so {cap.vnd:,} đồng are paid.",
        )
    if cap.vnd is None:
        return (
            inputs,
            f"{vi} một tháng, không vượt mức tối đa nào có thể áp dụng.",
            f"{en} a month, within every cap that may apply.",
        )
    return inputs, f"{vi} một tháng.", f"{en} a month."


def _ask_for_day(case: Case, cap: Cap) -> None:
    """Ask for the day of the cap when nothing else is missing."""
    facts = case.facts
    if facts.region is not None or facts.wage_regime == "state":
        _ask_for_cap(case, cap)


def _ask_for_cap(case: Case, cap: Cap) -> None:
    if cap.field in _NEEDED:
        vi, en = _NEEDED[cap.field]
        words = (
            f"cần {vi} để tính mức hưởng tối đa. Hãy bổ sung trường này.",
            f"{en} is needed for the cap. Add this field.",
        )
        case.ask("missing", cap.field, words)
        return
    place = case.facts.workplace
    vi = f" của nơi làm việc “{place[:60]}”" if place else " của nơi làm việc"
    en = f" of the workplace {place[:60]!r}" if place else " of the workplace"
    why = (", vì danh mục địa bàn không cho biết chắc", ", as the lists leave it open")
    if not place:
        why = ("", "")
    words = (
        f"cần vùng lương tối thiểu{vi} (I, II, III hoặc IV) để tính mức hưởng tối đa{why[0]}. "
        "Hãy bổ sung trường region, hoặc ghi workplace đến tận xã, phường.",
        f"the wage region{en} (I, II, III or IV) is needed for the cap{why[1]}. Add the field "
        "region, or write the workplace down to its commune.",
    )
    case.ask("region_unknown" if place else "missing", "region", words)


def entitlement(case: Case, record: Record) -> int | None:
    """Give the months of allowance for the months of contribution; None when these are not known.

    Source: Law 38/2013 art. 50 cl. 2; Law 74/2025 art. 39 cl. 2.
    """
    if record.total is None:
        return None
    first, most = case.get("entitlement_first"), case.number("entitlement_most")
    months = 0
    if record.total >= case.number("entitlement_least_months"):
        beyond = max(0, record.total - case.number("entitlement_first_months"))
        step = case.number("entitlement_step_months")
        months = min(most, int(first.value) + beyond // step)
    total = record.total
    case.tell(
        "entitlement_months",
        months,
        first,
        lambda: (
            {"contribution_months": total},
            f"Đóng {total} tháng thì được hưởng {months} tháng.",
            f"{total} months of contribution give {months} months of allowance.",
        ),
    )
    return months
