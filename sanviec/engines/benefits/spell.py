"""The time of the allowance: waiting, first day, months, suspended months and the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import NamedTuple

from sanviec.kernel.parameters import Parameter

from .kinds import GROUNDS, KIND_WORDS, REFUSED_JOB, TRANSFERRED
from .lines import Told
from .model import StatusEvent
from .months import same_day
from .tracing import Case
from .values import fault

Span = tuple[date, date]


class Ending(NamedTuple):
    """Why and when a benefit ended before its time.

    Args:
        on: The day; None when it is not known.
        event: What happened.
        ground: The parameter that makes it a ground, in force on that day.
    """

    on: date | None
    event: StatusEvent
    ground: Parameter


class Spell(NamedTuple):
    """The benefit as it runs.

    Args:
        starts_on: First day; None when not known.
        months: Benefit months that began, as first and last days; None when not known.
        ending: How it ended early, None when it did not.
        used: Months that are used up; None when not known.
        paid: Months whose money was or is to be paid; None when not known.
    """

    starts_on: date | None
    months: tuple[Span, ...] | None
    ending: Ending | None
    used: int | None
    paid: int | None


NO_SPELL = Spell(None, (), None, 0, 0)


def waiting_ends_on(case: Case) -> date | None:
    """Give the last day of the waiting time, None when nothing was filed yet."""
    filed = case.facts.filed_on
    return None if filed is None else day_after(case, filed, case.number("waiting_days"))


def day_after(case: Case, filed: date, days: int) -> date:
    """Give the day that many days after the filing: working days, or plain days as long ago."""
    if not case.get("is_waiting_in_working_days", filed).value:
        return filed + timedelta(days=days)
    return case.law.working_day(filed, days)


def start_day(case: Case) -> date | None:
    """Give the first day of the allowance: as granted, else counted from the filing.

    Source: Law 38/2013 art. 50 cl. 3 and Decree 28/2015 art. 18 cl. 1; Law 74/2025 art. 39 cl. 3.
    """
    given, filed = case.facts.benefit.starts_on, case.facts.filed_on
    if given is not None or filed is None:
        return given
    number = case.get("start_day")
    start = day_after(case, filed, int(number.value))
    in_working_days = case.mark(case.get("is_waiting_in_working_days", filed))
    if case.law.has_unsure_days(filed, start):
        case.doubt("calendar")
    is_working = bool(in_working_days.value)
    case.tell(
        "starts_on",
        start.isoformat(),
        number,
        lambda: _start_line(filed, start, number, is_working),
    )
    return start


def _start_line(filed: date, start: date, number: Parameter, is_working: bool) -> Told:
    vi, en = (", theo ngày làm việc,", ", in working days,") if is_working else ("", "")
    return (
        {"filed_on": filed.isoformat(), "day": number.value},
        f"Ngày thứ {number.value} kể từ ngày nộp đủ hồ sơ {filed:%d/%m/%Y}{vi} là "
        f"{start:%d/%m/%Y}.",
        f"Day {number.value} from the filing on {filed.isoformat()}{en} is {start.isoformat()}.",
    )


def benefit_months(case: Case, start: date, count: int) -> tuple[Span, ...]:
    """Give the benefit months from the first day on.

    Source: Circular 28/2015 art. 8 cl. 2, amended by Circular 15/2023 art. 1 cl. 3.
    """
    months, is_cut = _months_from(start, count)
    if count:
        rule = case.get("month_rule")
        if is_cut:
            case.doubt("month_rule")
        case.tell(
            "months",
            count,
            rule,
            lambda: (
                {"months": [f"{a.isoformat()}/{b.isoformat()}" for a, b in months]},
                f"{count} tháng hưởng, từ {start:%d/%m/%Y} đến {months[-1][1]:%d/%m/%Y}.",
                f"{count} benefit months, from {start.isoformat()} to {months[-1][1].isoformat()}.",
            ),
        )
    return months


@lru_cache(maxsize=100_000)
def _months_from(start: date, count: int) -> tuple[tuple[Span, ...], bool]:
    """Give so many months from a day, and whether one lacks it; the same days recur in a run."""
    edges = [same_day(start, number) for number in range(count + 1)]
    months = tuple((edges[n], edges[n + 1] - timedelta(days=1)) for n in range(count))
    return months, any(edge.day != start.day for edge in edges)


def _tell_transfers(case: Case, months: Sequence[Span]) -> None:
    """Tell each move of the benefit to another province: it changes no figure.

    Source: Decree 28/2015 art. 22; Law 74/2025 art. 41 cl. 1.
    """
    for event in case.facts.status_events:
        if event.kind != TRANSFERRED or event.on is None or not months:
            continue
        least = case.get("transfer_least_months", event.on)
        begun = sum(first <= event.on for first, _ in months)
        may = begun >= int(least.value) and event.on <= months[-1][1]
        words = (
            f"Chuyển nơi hưởng ngày {event.on:%d/%m/%Y}: đã bắt đầu {begun} tháng hưởng, cần ít "
            f"nhất {least.value}, nên {'được' if may else 'chưa được'} chuyển. Mức hưởng, số tháng "
            "và thời gian bảo lưu không đổi.",
            f"Moved on {event.on.isoformat()}: {begun} benefit months have begun, {least.value} "
            f"are needed, so it {'may' if may else 'may not'} move. No figure changes.",
        )
        told = ({"on": event.on.isoformat(), "months_begun": begun, "least": least.value}, *words)
        case.tell("transfer", may, least, partial(_given, told))


def _given(told: Told) -> Told:
    return told


def counts_as_ground(case: Case, event: StatusEvent) -> bool:
    """Tell whether what happened ends a benefit by the law of that day."""
    on = event.on or case.facts.decided_on
    if event.kind == REFUSED_JOB and not _is_refused_too_often(case, event, on):
        return False
    kind = _ground_of(event)
    if kind not in GROUNDS or case.get(f"ground_{kind}", on).value == "no_ground":
        return False
    least = {"new_job": "job_least_contract_months", "study": "study_least_months"}.get(event.kind)
    if least is None or event.months is None:
        return True
    parameter = case.mark(case.get(least, on))
    return event.months >= int(parameter.value)


def _ground_of(event: StatusEvent) -> str:
    """Give the ground that an event may be."""
    return "refused_jobs" if event.kind == REFUSED_JOB else event.kind


def _is_refused_too_often(case: Case, event: StatusEvent, on: date) -> bool:
    """Tell whether so many jobs were refused up to an event that they are a ground."""
    events = [one for one in case.facts.status_events if one.kind == REFUSED_JOB]
    return events.index(event) + 1 >= case.number("refusals_borne", on)


def run_spell(case: Case, months_granted: int | None) -> Spell:
    """Give how the benefit runs: its start, its months, its end and what was used up."""
    start = start_day(case)
    months = None
    if start is not None and months_granted is not None:
        months = benefit_months(case, start, months_granted)
        _tell_transfers(case, months)
    unpaid, ending = _what_happened(case, months) if case.facts.status_events else ([], None)
    received = _months_settled(case, months_granted)
    if ending is None:
        if unpaid and months is not None:
            _tell_suspension(case, unpaid, months)
        if start is None and received is not None:
            return Spell(None, None, None, received, received)  # over, as far as is said
        paid = None if months_granted is None else months_granted - len(unpaid)
        return Spell(start, months, None, months_granted, paid)
    begun = None
    if months is not None and ending.on is not None:
        begun = sum(first < ending.on for first, _ in months)
        months = months[:begun]
    unpaid = [number for number in unpaid if begun is not None and number < begun]
    if unpaid and months is not None:
        _tell_suspension(case, unpaid, months)
    used = begun if received is None else received
    paid = used if received is not None or used is None else used - len(unpaid)
    _tell_ending(case, ending, used)
    return Spell(start, months, ending, used, paid)


def _months_settled(case: Case, granted: int | None) -> int | None:
    """Give the months received with those not collected, None when nothing is said of them.

    Whether `months_received` counts the months not collected too shows where both together are
    more than were granted.

    Raises:
        InputError: More months were received or not collected than were granted.
    """
    benefit = case.facts.benefit
    received, left = benefit.months_received, benefit.uncollected_months
    if received is not None:
        _check_count("months_received", received, granted)
        if granted is None or received + left <= granted:
            return received + left
    _check_count("uncollected_months", left, granted if received is None else received)
    return received


def _check_count(name: str, count: int, most: int | None) -> None:
    if most is not None and count > most:
        raise fault(
            f"benefit.{name}",
            f"{count} tháng nhiều hơn {most} tháng được hưởng. Hãy kiểm tra lại.",
            f"{count} months are more than the {most} that there are; check it",
            "contradiction",
        )


def _what_happened(case: Case, months: tuple[Span, ...] | None) -> tuple[list[int], Ending | None]:
    """Give the months that are not paid and the end before the last day, by the events."""
    unpaid = _unpaid_months(case, months or ())
    return unpaid, _first_ending(case, months, unpaid)


def _unpaid_months(case: Case, months: Sequence[Span]) -> list[int]:
    """Give the months that ended while the benefit was suspended for want of a notice."""
    notices = [e for e in case.facts.status_events if e.kind in ("notice_missed", "notice_made")]
    unpaid: list[int] = []
    if not notices:
        return unpaid
    for number, (_, last) in enumerate(months):
        before = [e for e in notices if e.on is not None and e.on <= last]
        if before and before[-1].kind == "notice_missed":
            unpaid.append(number)
    return unpaid


def _first_ending(
    case: Case, months: tuple[Span, ...] | None, unpaid: Sequence[int]
) -> Ending | None:
    """Give the first thing that ended the benefit before its last day."""
    silent = _silence(case, months or (), unpaid)
    for event in case.facts.status_events:
        if silent is not None and (event.on is None or event.on > silent.on):
            break
        if months and event.on is not None and event.on > months[-1][1]:
            break  # the benefit was over by then
        if counts_as_ground(case, event):
            ground = case.get(f"ground_{_ground_of(event)}", event.on)
            return Ending(event.on, event, ground)
    if silent is None:
        return None
    event = StatusEvent(silent.on, "no_notice", place="status_events")
    return Ending(silent.on, event, silent.ground)


class _Silence(NamedTuple):
    on: date
    ground: Parameter


def _silence(case: Case, months: Sequence[Span], unpaid: Sequence[int]) -> _Silence | None:
    """Give the end after so many silent months in a row, unless the last month ends it anyway."""
    if not unpaid:
        return None
    in_a_row = 0
    for number, (_, last) in enumerate(months):
        in_a_row = in_a_row + 1 if number in unpaid else 0
        if in_a_row == case.number("no_notice_months", last) and number + 1 < len(months):
            return _Silence(last, case.get("ground_no_notice", last))
    return None


def _tell_suspension(case: Case, unpaid: Sequence[int], months: Sequence[Span]) -> None:
    on = months[unpaid[0]][1]
    listed = ", ".join(str(number + 1) for number in unpaid)
    words = (
        f"Tháng hưởng thứ {listed} bị tạm dừng vì không thông báo tìm kiếm việc làm: không được "
        "trả và không được bảo lưu.",
        f"Benefit month {listed} is suspended for want of a notice: neither paid nor kept.",
    )
    inputs = {"months": [number + 1 for number in unpaid]}
    rule = case.get("suspension_rule", on)
    case.tell("suspended_months", len(unpaid), rule, lambda: (inputs, *words))


def _tell_ending(case: Case, ending: Ending, used: int | None) -> None:
    day = ending.on
    vi = f" từ ngày {day:%d/%m/%Y}" if day else ""
    en = f" from {day.isoformat()}" if day else ""
    words = (
        f"Chấm dứt hưởng{vi}: {ending.ground.title_vi.removeprefix('Chấm dứt hưởng ')}.",
        f"The benefit ends{en}: {KIND_WORDS[ending.event.kind][1]}.",
    )
    inputs = {"kind": ending.event.kind, "months_used": used}
    value = day.isoformat() if day else None
    case.tell("ended_on", value, ending.ground, lambda: (inputs, *words))
    if used:
        case.mark(case.get("broken_month_rule", day))
