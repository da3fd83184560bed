"""Who may have training paid: a worker who lost a job, an employer who trains workers to keep them.

How much is paid stands in `support`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sanviec.kernel.calendars import add_months
from sanviec.kernel.parameters import Parameter

from .eligibility import (
    SEPARATION_RULES,
    Verdict,
    decide_waiting,
    months_in_time,
    refuse_late,
)
from .law import Law, chosen
from .model import Facts, Line, Need, UnmetCondition
from .record import read_record
from .tracing import Case


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether training may be paid, and why; None is “the facts do not determine it”."""

    eligible: bool | None
    refusals: tuple[UnmetCondition, ...]
    explanation: Sequence[Line]
    provisional: tuple[str, ...]
    need: Need | None


@dataclass(frozen=True, slots=True)
class EmployerFacts:
    """What is known of an employer who asks for the training of workers; None is “not said”.

    Args:
        asked_on: Day of the request.
        months_in_a_row: Months paid for all workers without a gap, up to the request.
        months_in_window: Months paid for all workers in the 24 months before it.
        workers: Workers at that time.
        workers_at_risk: Those whose jobs are in danger.
        has_cause: Whether the law names the trouble: change of structure or technology, disaster …
        lacks_money: Whether the employer cannot pay for the training.
        has_plan: Whether the plan is there, and approved where the law asks it.
    """

    asked_on: date
    months_in_a_row: int | None = None
    months_in_window: int | None = None
    workers: int | None = None
    workers_at_risk: int | None = None
    has_cause: bool | None = None
    lacks_money: bool | None = None
    has_plan: bool | None = None


def worker_may_train(
    facts: Facts, law: Law, *, is_receiving: bool | None = None, used_half_months: int = 0
) -> Permission:
    """Give whether a worker may have a course paid.

    Args:
        facts: The claim; `filed_on` is the day of the request for training.
        is_receiving: Whether the allowance is being paid.
        used_half_months: What earlier courses of this unemployment took, in halves of a month.

    Raises:
        InputError: No law is in force on one of the days.
    Source: Law 38/2013 art. 55, 56 cl. 1; Law 74/2025 art. 37 cl. 1 to 3.
    """
    case = Case(facts, law)
    who = case.get("training_for_receivers")
    if is_receiving and who.value:
        words = (
            "Người đang hưởng trợ cấp thất nghiệp được hỗ trợ đào tạo.",
            "Who receives the allowance may have training.",
        )
        case.tell("receives", True, who, lambda: ({"is_receiving": True}, *words))
        return _permission(case, [_months_left(case, used_half_months)])
    rule = case.get("separation_rule")
    verdicts = [
        chosen(SEPARATION_RULES, rule)(case, rule),
        _enough_months(case),
        _in_time(case),
        decide_waiting(case),
        _months_left(case, used_half_months),
    ]
    return _permission(case, verdicts)


def _months_left(case: Case, used_half_months: int) -> Verdict:
    if not used_half_months:
        return True
    most = case.get("training_most_months")
    is_met = used_half_months < 2 * int(most.value)
    used = f"{used_half_months / 2:g}"
    used_vi = used.replace(".", ",")
    words = (
        f"Lần thất nghiệp này đã được hỗ trợ {used_vi} tháng đào tạo; tổng không quá "
        f"{most.value} tháng.",
        f"{used} months of training were supported in this unemployment; {most.value} at most.",
    )
    if not is_met:
        case.refuse("training_used_up", most, words)
    case.tell("training_used", used_half_months / 2, most, lambda: ({"most": most.value}, *words))
    return is_met


def _enough_months(case: Case) -> Verdict:
    least, length = case.get("training_paid_months"), case.get("training_window_months")
    return months_in_time(case, read_record(case), length, least)


def _in_time(case: Case) -> Verdict:
    filed, separated = case.facts.filed_on, case.facts.separated_on
    if filed is None or separated is None:
        return None
    months = case.get("training_filing_months")
    day = add_months(separated, int(months.value))
    last = case.law.next_working_day(day)
    if last != day:
        case.mark(case.law.get("is_filing_end_moved", day))
    if filed <= last:
        return True
    refuse_late(case, filed, last, months)
    return False


def employer_may_train(facts: EmployerFacts, law: Law) -> Permission:
    """Give whether an employer may have the training of workers paid.

    Source: Law 38/2013 art. 47 cl. 1, Decree 28/2015 art. 3 as amended by Decree 61/2020;
        Law 74/2025 art. 42 cl. 1 and 2.
    """
    case = Case(Facts(decided_on=facts.asked_on), law)
    rule = case.get("employer_training_rule")
    return _permission(case, chosen(_EMPLOYER_RULES, rule)(case, facts, rule))


def _in_a_row(case: Case, facts: EmployerFacts, rule: Parameter) -> list[Verdict]:
    return [
        _paid(case, facts.months_in_a_row, "liên tục", "in a row"),
        _said(case, facts.has_cause, rule, _CAUSE),
        _enough_at_risk(case, facts),
        _said(case, facts.lacks_money, rule, _MONEY),
        _said(case, facts.has_plan, rule, _PLAN),
    ]


def _in_window(case: Case, facts: EmployerFacts, rule: Parameter) -> list[Verdict]:
    return [
        _paid(case, facts.months_in_window, "trong 24 tháng", "in 24 months"),
        _said(case, facts.has_cause, rule, _CAUSE),
        _said(case, facts.has_plan, rule, _PLAN),
    ]


_EMPLOYER_RULES: Final[dict[str, Callable[[Case, EmployerFacts, Parameter], list[Verdict]]]] = {
    "in_a_row_and_cuts": _in_a_row,
    "in_window": _in_window,
}
_CAUSE: Final = (
    "employer_cause",
    "Khó khăn không thuộc trường hợp luật nêu.",
    "The trouble is none that the law names.",
)
_MONEY: Final = (
    "employer_money",
    "Người sử dụng lao động đủ kinh phí để đào tạo.",
    "The employer can pay for the training.",
)
_PLAN: Final = (
    "employer_plan",
    "Chưa có phương án đào tạo và duy trì việc làm theo quy định.",
    "There is no plan of training as the law asks.",
)


def _said(case: Case, answer: bool | None, rule: Parameter, told: tuple[str, str, str]) -> Verdict:
    if answer is False:
        case.refuse(told[0], rule, told[1:])
    return answer


def _paid(case: Case, months: int | None, how_vi: str, how_en: str) -> Verdict:
    if months is None:
        return None
    least = case.get("employer_training_paid_months")
    is_met = months >= int(least.value)
    words = (
        f"Đã đóng đủ {months} tháng {how_vi}; cần ít nhất {least.value} tháng.",
        f"{months} months were paid {how_en}; at least {least.value} are needed.",
    )
    if not is_met:
        case.refuse("employer_paid_months", least, words)
    case.tell("months_paid", months, least, lambda: ({"least": least.value}, *words))
    return is_met


def _enough_at_risk(case: Case, facts: EmployerFacts) -> Verdict:
    """Enough jobs are in danger: by share or number, as the size of the employer is."""
    if facts.workers is None or facts.workers_at_risk is None:
        return None
    rule = case.get("employer_training_cuts")
    least = least_at_risk(facts.workers, str(rule.value))
    is_met = facts.workers_at_risk >= least
    words = (
        f"{facts.workers_at_risk} lao động có nguy cơ mất việc trong {facts.workers} lao động; cần "
        f"ít nhất {least}.",
        f"{facts.workers_at_risk} of {facts.workers} jobs are in danger; at least {least} must be.",
    )
    if not is_met:
        case.refuse("employer_cuts", rule, words)
    case.tell("workers_at_risk", facts.workers_at_risk, rule, lambda: ({"least": least}, *words))
    return is_met


def least_at_risk(workers: int, rule: str) -> int:
    """Give how many jobs must be in danger, from brackets such as `200:30%,30 1001:50 :100`.

    A bracket holds below its number; of a share and a number the smaller one is enough.
    """
    for bracket in rule.split():
        below, _, wanted = bracket.partition(":")
        if not below or workers < int(below):
            return min(_wanted(one, workers) for one in wanted.split(","))
    raise AssertionError(f"no bracket for {workers} workers in {rule!r}")


def _wanted(text: str, workers: int) -> int:
    if not text.endswith("%"):
        return int(text)
    return -(-workers * int(text[:-1]) // 100)  # upwards: 30 % of 11 are 4


def _permission(case: Case, verdicts: list[Verdict]) -> Permission:
    eligible = False if False in verdicts else None if None in verdicts else True
    lines = case.lines
    return Permission(eligible, tuple(case.refusals), lines, case.provisional, case.need)
