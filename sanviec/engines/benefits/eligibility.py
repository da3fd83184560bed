"""The conditions for an allowance: each is met, not met, or not determined by the facts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Final

from sanviec.kernel.calendars import add_months
from sanviec.kernel.parameters import Parameter

from .kinds import KIND_WORDS
from .law import chosen
from .lines import Told
from .model import StatusEvent
from .record import Record, months_in_window, separation_month
from .spell import counts_as_ground, waiting_ends_on
from .tracing import Case

Verdict = bool | None


def decide_eligibility(case: Case, record: Record, last_day: date | None) -> Verdict:
    """Give whether the person is entitled: False at one unmet condition, None when one is open.

    Args:
        last_day: Last day to file, None when the separation is not known.
    """
    verdicts = [
        _separation(case),
        _window(case, record),
        _insured(case, record),
        _filing(case, last_day),
        decide_waiting(case),
    ]
    if False in verdicts:
        return False
    return None if None in verdicts else True


def _separation(case: Case) -> Verdict:
    """The job ended, not unlawfully by the worker, and not into a pension."""
    rule = case.get("separation_rule")
    return chosen(SEPARATION_RULES, rule)(case, rule)


def _not_unlawful(case: Case, rule: Parameter, pensions: tuple[str, ...]) -> Verdict:
    facts = case.facts
    if facts.separation == "unlawful_resignation":
        words = (
            "Người lao động đơn phương chấm dứt hợp đồng trái pháp luật nên không được hưởng.",
            "The worker ended the contract unlawfully, which excludes the allowance.",
        )
        case.refuse("unlawful_resignation", rule, words)
        return False
    is_retired = facts.separation == "retired" and facts.pension != "none"
    if facts.pension in pensions or is_retired:
        words = (
            "Người lao động nghỉ việc để hưởng lương hưu hoặc đã đủ điều kiện hưởng lương hưu "
            "theo quy định nên không được hưởng.",
            "The worker leaves into a pension, or qualifies for one as the law says, which "
            "excludes the allowance.",
        )
        case.refuse("pension", rule, words)
        if facts.pension not in pensions:
            case.doubt("separation_rule")  # that retiring means a pension is our reading
        return False
    if facts.separation is None:
        return None
    case.tell(
        "separation",
        True,
        rule,
        lambda: (
            {"separation": facts.separation, "pension": facts.pension},
            "Việc chấm dứt hợp đồng không thuộc trường hợp bị loại trừ.",
            "The way the contract ended is not an excluded one.",
        ),
    )
    return True


def _nor_pensioned(case: Case, rule: Parameter) -> Verdict:
    return _not_unlawful(case, rule, ("receiving",))


def _nor_pensionable(case: Case, rule: Parameter) -> Verdict:
    return _not_unlawful(case, rule, ("receiving", "eligible"))


SEPARATION_RULES: Final[dict[str, Callable[[Case, Parameter], Verdict]]] = {
    "not_unlawful_nor_pensioned": _nor_pensioned,
    "not_unlawful_nor_pensionable": _nor_pensionable,
}


_LENGTHS: Final = ("window_months", "window_short_contract_months")


def _window(case: Case, record: Record) -> Verdict:
    """Enough months were paid in the window before the separation."""
    least = case.get("window_paid_months")
    short = chosen(SHORT_CONTRACT_RULES, case.get("short_contract_rule"))(case)
    if short is None and record.paid is not None:  # else both windows have the same count
        verdicts = {_met(_count(case, record, case.get(key), least), least) for key in _LENGTHS}
        if len(verdicts) > 1:
            _ask_for_contract(case)
            return None
    return months_in_time(case, record, case.get(_LENGTHS[short is not False]), least)


def months_in_time(case: Case, record: Record, length: Parameter, least: Parameter) -> Verdict:
    """Tell whether enough months were paid in a window before the separation."""
    count = _count(case, record, length, least)
    if count is not None:
        _tell_window(case, count, length, least)
    return _met(count, least)


def _met(count: int | None, least: Parameter) -> Verdict:
    return None if count is None else count >= int(least.value)


def _ask_for_contract(case: Case) -> None:
    words = (
        "cần loại và thời hạn hợp đồng vì số tháng đóng chỉ đủ theo một trong hai khoảng thời gian "
        "xét. Hãy bổ sung contract và contract_months.",
        "the kind and length of the contract are needed: the months are enough in one of the two "
        "windows only. Add contract and contract_months.",
    )
    case.ask("missing", "contract", words)


def _count(case: Case, record: Record, length: Parameter, least: Parameter) -> int | None:
    """Give the months paid in a window; all months there are when even they do not suffice."""
    count = case.facts.months_paid_in_window
    if count is None and record.paid is not None:
        count = months_in_window(case, record.paid, int(length.value))
        # Months that are not listed can only add to those that are.
        if count is not None and not record.is_complete and count < int(least.value):
            count = None
    if count is None and record.total is not None and record.total < int(least.value):
        return record.total
    return count


def _tell_window(case: Case, count: int, length: Parameter, least: Parameter) -> None:
    if count < int(least.value):
        case.refuse("window_paid_months", least, _window_words(count, length, least))
    case.tell(
        "months_paid_in_window",
        count,
        least,
        lambda: (
            {"window_months": length.value, "least": least.value},
            *_window_words(count, length, least),
        ),
    )


def _window_words(count: int, length: Parameter, least: Parameter) -> tuple[str, str]:
    return (
        f"Đã đóng {count} tháng trong {length.value} tháng trước khi chấm dứt hợp đồng; cần ít "
        f"nhất {least.value} tháng.",
        f"{count} months were paid in the {length.value} months before the separation; at least "
        f"{least.value} are needed.",
    )


def _seasonal(case: Case) -> Verdict:
    contract = case.facts.contract
    return None if contract is None else contract == "seasonal"


def _under_limit(case: Case) -> Verdict:
    contract, months = case.facts.contract, case.facts.contract_months
    if contract == "indefinite":
        return False
    if contract == "seasonal":
        return True
    return None if months is None else months < case.number("short_contract_limit_months")


SHORT_CONTRACT_RULES: Final[dict[str, Callable[[Case], Verdict]]] = {
    "seasonal": _seasonal,
    "under_limit": _under_limit,
}


def _insured(case: Case, record: Record) -> Verdict:
    """The person was insured when the contract ended: paid, or excused from paying."""
    last = record.last
    separated = None if last is None else separation_month(case)
    if last is None or separated is None or last >= separated - 1:
        return True
    gap = [
        span
        for span in case.facts.contributions or ()
        if not span.is_paid and span.last >= separated - 1
    ]
    rule = case.get("insured_rule")
    if not gap:
        return None
    excuses = str(rule.value).split()
    if all(span.reason in excuses for span in gap):
        reasons = sorted({str(span.reason) for span in gap})
        case.tell(
            "insured_at_separation",
            True,
            rule,
            lambda: (
                {"reasons": reasons},
                "Tháng cuối không đóng vì lý do được chấp nhận nên vẫn là người đang đóng bảo hiểm "
                "thất nghiệp.",
                "The last months were not paid for an accepted reason: the person counts as "
                "insured.",
            ),
        )
        return True
    words = (
        "Tháng chấm dứt hợp đồng và tháng liền trước đều không đóng và không có lý do được chấp "
        "nhận, nên không phải là người đang đóng bảo hiểm thất nghiệp.",
        "Neither the month of the separation nor the one before was paid, and no accepted reason "
        "is given, so the person was not insured then.",
    )
    case.refuse("insured_at_separation", rule, words)
    return False


# Days of separation recur in a run.
_months_later = lru_cache(maxsize=20_000)(add_months)


def last_filing_day(case: Case) -> date | None:
    """Give the last day to file, moved to a working day; None when the separation is not known.

    Source: Law 38/2013 art. 46 cl. 1; Law 74/2025 art. 38 cl. 1 (c).
    """
    separated = case.facts.separated_on
    if separated is None:
        return None
    months = case.get("filing_months")
    day = _months_later(separated, int(months.value))
    moved = case.law.get("is_filing_end_moved", day)
    last = case.law.next_working_day(day) if moved.value else day
    if last != day:
        case.mark(moved)
        if case.law.calendar.is_provisional(day):
            case.doubt("calendar")
    case.tell(
        "last_filing_day",
        last.isoformat(),
        months,
        lambda: _last_day_line(separated, months, (day, last), moved),
    )
    return last


def _last_day_line(
    separated: date, months: Parameter, days: tuple[date, date], moved: Parameter
) -> Told:
    day, last = days
    inputs = {"separated_on": separated.isoformat(), "months": months.value}
    if last != day:
        inputs |= {"before_moving": day.isoformat(), "moved_by": moved.reference}
    return (
        inputs,
        f"Ngày cuối cùng nộp hồ sơ: {months.value} tháng kể từ ngày chấm dứt hợp đồng "
        f"{separated:%d/%m/%Y} là {day:%d/%m/%Y}{_moved_vi(day, last)}.",
        f"Last day to file: {months.value} months from the separation on {separated.isoformat()} "
        f"is {day.isoformat()}{_moved_en(day, last)}.",
    )


def _moved_vi(day: date, last: date) -> str:
    return "" if day == last else f", là ngày nghỉ nên lùi đến ngày làm việc {last:%d/%m/%Y}"


def _moved_en(day: date, last: date) -> str:
    return "" if day == last else f", no working day, so it moves to {last.isoformat()}"


def _filing(case: Case, last: date | None) -> Verdict:
    """The dossier came in time."""
    filed = case.facts.filed_on
    if filed is None or last is None:
        return None
    if filed <= last:
        return True
    refuse_late(case, filed, last, case.get("filing_months"))
    return False


def refuse_late(case: Case, filed: date, last: date, months: Parameter) -> None:
    """Tell that a dossier came after its last day."""
    words = (
        f"Hồ sơ nộp ngày {filed:%d/%m/%Y}, sau ngày cuối cùng {last:%d/%m/%Y} của thời hạn "
        f"{months.value} tháng. Thời gian đóng vẫn được cộng cho lần sau.",
        f"The dossier came on {filed.isoformat()}, after {last.isoformat()}, the last day of the "
        f"{months.value} months. The contributions are kept for the next time.",
    )
    case.refuse("filed_late", months, words)


def decide_waiting(case: Case) -> Verdict:
    """Nothing of what excludes the allowance happened while the dossier waited."""
    ends = waiting_ends_on(case)
    if ends is None:
        return None
    if not case.facts.status_events:
        return True
    rule = case.get("waiting_rule")
    kinds = str(rule.value).split()
    for event in case.facts.status_events:
        if event.on is None or event.on > ends:
            continue
        if event.kind == "own_request":
            _refuse_withdrawn(case, event)
            return False
        if event.kind not in kinds:
            continue
        if counts_as_ground(case, event):
            _refuse_waiting(case, event, rule, ends)
            return False
    return True


def _refuse_withdrawn(case: Case, event: StatusEvent) -> None:
    """Tell that the person withdrew the claim; all contributions stay for the next one."""
    assert event.on is not None
    words = (
        f"Ngày {event.on:%d/%m/%Y}, trong thời gian chờ, người lao động đề nghị không hưởng trợ "
        "cấp thất nghiệp. Thời gian đóng vẫn được cộng cho lần sau.",
        f"On {event.on.isoformat()}, in the waiting time, the person asked not to have the "
        "allowance. The contributions are kept for the next time.",
    )
    case.refuse("withdrawn", case.get("withdrawal_rule"), words)


def _refuse_waiting(case: Case, event: StatusEvent, rule: Parameter, ends: date) -> None:
    assert event.on is not None
    words = (
        f"Ngày {event.on:%d/%m/%Y}, trước khi hết thời gian chờ ngày {ends:%d/%m/%Y}, người lao "
        f"động đã thuộc trường hợp: {KIND_WORDS[event.kind][0]}.",
        f"On {event.on.isoformat()}, before the waiting time ended on {ends.isoformat()}, the "
        f"person came under: {KIND_WORDS[event.kind][1]}.",
    )
    case.refuse(f"waiting_{event.kind}", rule, words)
