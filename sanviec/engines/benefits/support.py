"""Money beside the allowance: training of workers and by employers, and the payment of 2021."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sanviec.kernel.errors import InputError
from sanviec.kernel.parameters import Parameter

from .law import Law, chosen
from .months import same_day
from .values import fault


@dataclass(frozen=True, slots=True)
class Course:
    """How long a course is: whole months, and the days left over.

    Args:
        months: Whole months from the first day on.
        days: Days after them.
    """

    months: int
    days: int


@dataclass(frozen=True, slots=True)
class Support:
    """What is paid for a course.

    Args:
        half_months: Months paid for, in halves; 0 when the course is paid as one.
        fee_vnd: For the course itself.
        meals_vnd: For meals.
        article: Where the amount is said.
        provisional: Keys that rest on a text that was not read.
    """

    half_months: int
    fee_vnd: int
    meals_vnd: int
    article: str
    provisional: tuple[str, ...]


def course_between(first: date, last: date) -> Course:
    """Give the length of a course by its first and last day.

    Raises:
        InputError: The last day is before the first.
    Source: Circular 28/2015 art. 15 cl. 3, example 18.
    """
    if last < first:
        raise fault(
            "last",
            f"ngày cuối {last:%d/%m/%Y} trước ngày đầu {first:%d/%m/%Y}. Hãy đổi lại.",
            f"{last.isoformat()} is before {first.isoformat()}",
            "wrong_order",
        )
    after, months = last + timedelta(days=1), 0
    while same_day(first, months + 1) <= after:
        months += 1
    return Course(months, (after - same_day(first, months)).days)


def worker_training(
    fee_vnd: int, course: Course, study_days: int, on: date, law: Law, used_half_months: int = 0
) -> Support:
    """Give the support of a worker's course, decided on a day.

    Args:
        fee_vnd: What the course costs in all.
        study_days: Days really studied, for meals.
        used_half_months: What earlier courses of this unemployment took, in halves of a month; a
            course that no longer fits whole is paid by the months that are left.

    Raises:
        InputError: No amount is in force on that day.
    Source: Law 38/2013 art. 56 (Decisions 77/2014, 17/2021); Law 74/2025 art. 37.
    """
    rule = law.get("training_rule", on)
    counted, left = _half_months(course, law, on), half_months_left(used_half_months, on, law)
    is_short = chosen(_SHORT, rule)(course, law, on) and counted <= left
    half_months = 0 if is_short else min(counted, left)
    used = [rule, law.get("training_course_vnd" if is_short else "training_month_vnd", on)]
    most = int(used[1].value) * (2 if is_short else half_months) // 2
    meals = _meals(law, on)
    used += meals
    return Support(
        half_months=half_months,
        fee_vnd=min(fee_vnd, most),
        meals_vnd=sum(int(meal.value) * study_days for meal in meals),
        article=used[1].reference,
        provisional=_open(used),
    )


def half_months_left(used_half_months: int, on: date, law: Law) -> int:
    """Give what is left of the months of training in one unemployment, in halves.

    Source: Law 74/2025 art. 37 cl. 3 (“tổng thời gian hỗ trợ”); Law 38/2013 art. 56 cl. 1.
    """
    return max(0, 2 * int(law.get("training_most_months", on).value) - used_half_months)


def half_months_of(course: Course, on: date, law: Law) -> int:
    """Give how many months a course takes of those that are supported, in halves; also where it
    is paid as one."""
    return _half_months(course, law, on)


def employer_training(
    cost_vnd_month: int, workers: int, course: Course, on: date, law: Law
) -> Support:
    """Give the support of an employer who trains workers to keep them, decided on a day.

    Args:
        cost_vnd_month: Cost of the training a worker a month.

    Raises:
        InputError: No amount is in force; from 2026 the decree's amount is not known.
    Source: Decree 28/2015 art. 4, Circular 28/2015 art. 15.
    """
    most = law.get("employer_training_month_vnd", on)
    half_months = _half_months(course, law, on)
    fee = min(cost_vnd_month, int(most.value)) * workers * half_months // 2
    return Support(half_months, fee, 0, most.reference, _open([most]))


def lump_sum_2021(contribution_months: int, on: date, law: Law) -> int:
    """Give the payment of 2021 for months of contribution not yet used, in đồng.

    Raises:
        InputError: It was not paid on that day.
    Source: Resolution 116/NQ-CP, Decision 28/2021/QĐ-TTg.
    """
    for bracket in str(law.get("lump_sum_2021", on).value).split():
        below, _, amount = bracket.partition(":")
        if not below or contribution_months < int(below):
            return int(amount)
    raise InputError(
        "Bảng hỗ trợ một lần năm 2021 thiếu mức cuối. Hãy báo người quản trị.",
        "lump_sum_2021 has no last amount",
        field="lump_sum_2021",
        code="parameters_invalid",
    )


def _half_months(course: Course, law: Law, on: date) -> int:
    """Give the months paid for, in halves: left-over days make a half or a whole one."""
    whole = int(law.get("training_whole_month_days", on).value)
    left = 0 if not course.days else 2 if course.days >= whole else 1
    return min(2 * course.months + left, 2 * int(law.get("training_most_months", on).value))


def _meals(law: Law, on: date) -> list[Parameter]:
    """Give the amount for meals, nothing while the law knows none."""
    return [value for value in law.history("training_meal_day_vnd") if value.is_in_force(on)]


def _open(used: list[Parameter]) -> tuple[str, ...]:
    return tuple(sorted({value.key for value in used if value.status == "provisional"}))


def _by_month(course: Course, law: Law, on: date) -> bool:
    return False


def _up_to_limit(course: Course, law: Law, on: date) -> bool:
    limit = int(law.get("training_limit_months", on).value)
    return course.months < limit or (course.months == limit and not course.days)


def _under_limit(course: Course, law: Law, on: date) -> bool:
    return course.months < int(law.get("training_limit_months", on).value)


_SHORT: Final = {
    "by_month": _by_month,
    "by_course_up_to_limit": _up_to_limit,
    "by_course_under_limit": _under_limit,
}
