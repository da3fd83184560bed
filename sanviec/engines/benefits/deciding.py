"""One claim decided: the steps in the order that the law takes them."""

from __future__ import annotations

from datetime import date

from sanviec.kernel.dong import format_vnd

from .amounts import entitlement, find_cap, monthly_amount
from .eligibility import decide_eligibility, last_filing_day
from .law import Law
from .model import Decision, Facts
from .record import Record, average_wage, read_record
from .reserve import kept_after, kept_whole
from .rounding import half_up
from .spell import NO_SPELL, Spell, run_spell
from .tracing import Case


def decide(facts: Facts, law: Law) -> Decision:
    """Give what the law says of a claim, with every step and its article.

    The regime is that of the day of the decision (a dossier filed before 2026 and not decided by
    then falls under Law 74/2025); the cap goes by the day of the separation or the last month of
    contribution, the end of a benefit by the day of what happened.

    Args:
        facts: The claim; what it does not say stays open.
        law: The law, from `load_law`.

    Raises:
        InputError: No law is in force on one of the days, or facts contradict one another.
    Cost: about 50 µs, and some 100 more when every line of the explanation is read.
    """
    case = Case(facts, law)
    _check_decision_day(case)
    regime = _regime(case)
    record = read_record(case)
    average = average_wage(case)
    cap = find_cap(case, record)
    amount = monthly_amount(case, average.wage, cap)
    last_day = last_filing_day(case)
    eligible = decide_eligibility(case, record, last_day)
    granted = 0 if eligible is False else entitlement(case, record)
    spell = _spell(case, eligible, granted)
    reserved = _reserved(case, record, spell, granted)
    return Decision(
        regime=regime,
        eligible=eligible,
        refusals=tuple(case.refusals),
        monthly_amount_vnd=amount,
        cap_vnd=cap.vnd,
        average_wage_vnd=None if average.wage is None else half_up(average.wage),
        averaging_months=average.months,
        entitlement_months=granted,
        starts_on=spell.starts_on,
        months=spell.months,
        reserved_months=reserved,
        ended_on=_ended_on(spell),
        last_filing_day=last_day,
        total_vnd=_total(case, amount, spell),
        explanation=case.lines,
        provisional=case.provisional,
        need=case.need,
    )


def _check_decision_day(case: Case) -> None:
    """Question a decision of before the filing; what goes by other days still stands."""
    facts = case.facts
    for name, day in (("filed_on", facts.filed_on), ("separated_on", facts.separated_on)):
        if day is not None and facts.decided_on < day:
            words = (
                f"ngày {facts.decided_on:%d/%m/%Y} trước {name} ({day:%d/%m/%Y}). Hãy kiểm tra hai "
                "ngày; các con số dưới đây theo ngày quyết định đã khai.",
                f"{facts.decided_on.isoformat()} is before {name} ({day.isoformat()}). Check both "
                "days; the figures go by the day of the decision as given.",
            )
            case.ask("wrong_order", "decided_on", words)


def _regime(case: Case) -> str:
    """Give the law that is in force on the day of the decision."""
    on = case.facts.decided_on
    regime = case.get("regime")
    case.tell(
        "regime",
        regime.value,
        regime,
        lambda: (
            {"decided_on": on.isoformat()},
            f"Áp dụng Luật Việc làm số {regime.value} theo ngày quyết định {on:%d/%m/%Y}.",
            f"Law {regime.value} applies by the day of the decision, {on.isoformat()}.",
        ),
    )
    return str(regime.value)


def _spell(case: Case, eligible: bool | None, granted: int | None) -> Spell:
    if eligible is False or case.facts.benefit.is_collected is False:
        return NO_SPELL
    return run_spell(case, granted)


def _reserved(case: Case, record: Record, spell: Spell, granted: int | None) -> int | None:
    if case.refusals or case.facts.benefit.is_collected is False:
        has_died = any(refusal.rule == "waiting_death" for refusal in case.refusals)
        return None if has_died else kept_whole(case, record.total)
    return kept_after(case, record.total, spell, granted)


def _ended_on(spell: Spell) -> date | None:
    return None if spell.ending is None else spell.ending.on


def _total(case: Case, amount: int | None, spell: Spell) -> int | None:
    """Give the sum of all months that are paid."""
    if spell is NO_SPELL:
        return 0
    if amount is None or spell.paid is None:
        return None
    months = max(0, spell.paid - case.facts.benefit.uncollected_months)
    total = amount * months
    case.tell(
        "total_vnd",
        total,
        case.get("share_percent"),
        lambda: (
            {"monthly_amount_vnd": amount, "months": months},
            f"Tổng số tiền: {format_vnd(amount)} đồng × {months} tháng = {format_vnd(total)} đồng.",
            f"In all: {amount:,} đồng × {months} months = {total:,} đồng.",
        ),
    )
    return total
