"""Months of contribution that are kept for the next time."""

from __future__ import annotations

from sanviec.kernel.parameters import Parameter

from .spell import Spell
from .tracing import Case


def kept_whole(case: Case, total: int | None) -> int | None:
    """Give what is kept when no benefit came of the contributions: all of it.

    Source: Law 38/2013 art. 45 cl. 1, Decree 28/2015 art. 18 cl. 5; Law 74/2025 art. 35 cl. 1.
    """
    if total is None:
        return None
    is_cancelled = not case.refusals
    rule = case.get("cancelled_rule" if is_cancelled else "refusal_reserve_rule")
    words = (
        f"Chưa hưởng trợ cấp nên toàn bộ {total} tháng đóng được bảo lưu cho lần sau.",
        f"No allowance was received, so all {total} months of contribution are kept.",
    )
    _tell(case, total, rule, total, 0, words)
    return total


def kept_after(case: Case, total: int | None, spell: Spell, granted: int | None) -> int | None:
    """Give what is kept beside or after a benefit: odd months, and months not received.

    Source: Law 38/2013 art. 53 cl. 4, Decree 28/2015 art. 18 cl. 6 and 7, Circular 28/2015
        art. 9 as amended by Circular 15/2023; Law 74/2025 art. 41 cl. 5.
    """
    if total is None or granted is None:
        return None
    used = _used(case, spell, granted)
    if used is None:
        return None
    left = case.facts.benefit.uncollected_months
    base = _base(case, total)
    settled = case.get("settled_months")
    kept = max(0, base - int(settled.value) * (used - left))
    rule = _rule(case, spell, left)
    words = (
        f"Bảo lưu {kept} tháng: {base} tháng đóng trừ {used - left} tháng hưởng × {settled.value}.",
        f"{kept} months are kept: {base} months of contribution less {used - left} months of "
        f"allowance × {settled.value}.",
    )
    case.mark(settled)
    _tell(case, kept, rule, base, used - left, words)
    return kept


def _used(case: Case, spell: Spell, granted: int) -> int | None:
    """Give the months that use up contributions: all granted when the rest is forfeited."""
    ending = spell.ending
    if ending is None:
        return spell.used
    if ending.ground.value == "reserved_if_notified":
        if ending.event.is_notified is None:
            _ask_for_notice(case, ending.event.place)
            return None
        return spell.used if ending.event.is_notified else _forfeited(case, granted)
    return spell.used if ending.ground.value == "reserved" else _forfeited(case, granted)


def _forfeited(case: Case, granted: int) -> int:
    case.mark(case.get("forfeit_rule"))
    return granted


def _ask_for_notice(case: Case, place: str) -> None:
    words = (
        "cần biết người lao động có thông báo cho trung tâm hay không, vì không thông báo thì "
        "không được bảo lưu. Hãy bổ sung true hoặc false.",
        "whether the person told the centre is needed: without a notice nothing is kept. "
        "Add true or false.",
    )
    case.ask("missing", f"{place}.notified", words)


def _base(case: Case, total: int) -> int:
    """Give the contributions that can still count: what passes the most is cut off or not."""
    most = case.number("entitlement_first_months") + case.number("entitlement_step_months") * (
        case.number("entitlement_most") - case.number("entitlement_first")
    )
    rule = case.get("odd_months_rule")
    return min(total, most) if rule.value == "kept_within_most" else total


def _rule(case: Case, spell: Spell, left: int) -> Parameter:
    if spell.ending is not None:
        return spell.ending.ground
    return case.get("uncollected_rule" if left else "odd_months_rule")


def _tell(
    case: Case, kept: int, rule: Parameter, base: int, used: int, words: tuple[str, str]
) -> None:
    inputs = {"contribution_months": base, "benefit_months": used}
    case.tell("reserved_months", kept, rule, inputs, words)
