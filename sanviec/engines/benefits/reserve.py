"""Months of contribution that are kept for the next time."""

from __future__ import annotations

from typing import NamedTuple

from sanviec.kernel.parameters import Parameter

from .kinds import KIND_WORDS
from .lines import Told
from .spell import Ending, Spell
from .tracing import Case


def kept_whole(case: Case, total: int | None) -> int | None:
    """Give what is kept when no benefit came of the contributions: all of it.

    Source: Law 38/2013 art. 45 cl. 1, Decree 28/2015 art. 18 cl. 5; Law 74/2025 art. 35 cl. 1.
    """
    if total is None:
        return None
    is_cancelled = not case.refusals
    rule = case.get("cancelled_rule" if is_cancelled else "refusal_reserve_rule")
    case.tell(
        "reserved_months",
        total,
        rule,
        lambda: (
            {"contribution_months": total, "benefit_months": 0},
            f"Chưa hưởng trợ cấp nên toàn bộ {total} tháng đóng được bảo lưu cho lần sau.",
            f"No allowance was received, so all {total} months of contribution are kept.",
        ),
    )
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
    used -= case.facts.benefit.uncollected_months
    base = _base(case, total)
    settled = int(case.mark(case.get("settled_months")).value)
    kept = max(0, base - settled * used)
    case.tell(
        "reserved_months",
        kept,
        _rule(case, spell),
        lambda: _kept_line(_Sums(total, base, settled, used, _lost(spell, granted)), spell),
    )
    return kept


class _Sums(NamedTuple):
    """Months of contribution, those that count, those a month of allowance uses up; months used
    and lost.
    """

    total: int
    base: int
    settled: int
    used: int
    lost: int


def _kept_line(sums: _Sums, spell: Spell) -> Told:
    words = [_kept_words(*sums[:4]), *_lost_words(sums.lost, spell)]
    inputs = {"contribution_months": sums.total, "counted_months": sums.base}
    inputs |= {"benefit_months": sums.used, "months_each": sums.settled}
    if sums.lost:
        inputs["lost_benefit_months"] = sums.lost
    return inputs, " ".join(vi for vi, _ in words), " ".join(en for _, en in words)


def _kept_words(total: int, base: int, settled: int, used: int) -> tuple[str, str]:
    vi = en = ""
    if base < total:
        vi = (
            f"Trong {total} tháng đóng chỉ {base} tháng được tính cho mức tối đa; {total - base} "
            "tháng vượt quá không được bảo lưu. "
        )
        en = (
            f"Of {total} months of contribution only {base} count towards the most; "
            f"{total - base} above it are not kept. "
        )
    kept = base - settled * used
    if kept >= 0:
        return (
            f"{vi}Bảo lưu {kept} tháng: {base} tháng đóng trừ {used} tháng hưởng × {settled}.",
            f"{en}{kept} months are kept: {base} months of contribution less {used} months of "
            f"allowance × {settled}.",
        )
    return (
        f"{vi}Không còn tháng nào để bảo lưu: mỗi tháng hưởng dùng hết {settled} tháng đóng, nên "
        f"{used} tháng hưởng đã dùng hết {base} tháng đóng.",
        f"{en}Nothing is left to keep: each month of allowance uses up {settled} months of "
        f"contribution, so {used} months of allowance have used up all {base}.",
    )


def _is_lost(ending: Ending) -> bool:
    """Tell whether the contributions of the months not received are lost with this ending."""
    ground = ending.ground.value
    return ground != "reserved" and (ground == "not_reserved" or not ending.event.is_notified)


def _lost(spell: Spell, granted: int) -> int:
    """Give the months of allowance that are lost with their contributions."""
    if spell.ending is None or not _is_lost(spell.ending):
        return 0
    return max(0, granted - (spell.used or 0))


def _lost_words(lost: int, spell: Spell) -> list[tuple[str, str]]:
    """Say why contributions are lost, if they are."""
    if not lost or spell.ending is None:
        return []
    vi, en = KIND_WORDS[spell.ending.event.kind]
    why = (f"lý do chấm dứt ({vi}) không được bảo lưu", f"this ground ({en}) keeps nothing")
    if spell.ending.ground.value == "reserved_if_notified":
        why = (f"không thông báo cho trung tâm ({vi})", f"the centre was not told ({en})")
    return [
        (
            f"{lost} tháng chưa hưởng không được bảo lưu vì {why[0]}.",
            f"{lost} months not received are lost, as {why[1]}.",
        )
    ]


def _used(case: Case, spell: Spell, granted: int) -> int | None:
    """Give the months that use up contributions: all granted when the rest is forfeited."""
    ending = spell.ending
    if ending is None:
        return spell.used
    if ending.ground.value == "reserved_if_notified" and ending.event.is_notified is None:
        _ask_for_notice(case, ending.event.place)
        return None
    return _forfeited(case, granted) if _is_lost(ending) else spell.used


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
    if case.get("odd_months_rule").value != "kept_within_most":
        return total
    most = case.number("entitlement_first_months") + case.number("entitlement_step_months") * (
        case.number("entitlement_most") - case.number("entitlement_first")
    )
    return min(total, most)


def _rule(case: Case, spell: Spell) -> Parameter:
    if spell.ending is not None:
        return spell.ending.ground
    left = case.facts.benefit.uncollected_months
    return case.get("uncollected_rule" if left else "odd_months_rule")
