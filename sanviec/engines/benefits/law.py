"""The law as it stands on a day: dated parameters, minimum wages and working days together."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any, Final, TypeVar

from sanviec.kernel.calendars import (
    ANNOUNCED_UNTIL,
    FIRST_YEAR,
    LAST_YEAR,
    CalendarDay,
    WorkCalendar,
    load_calendar,
)
from sanviec.kernel.errors import InputError
from sanviec.kernel.parameters import (
    Parameter,
    Parameters,
    load_general_parameters,
    parse_parameters,
)
from sanviec.kernel.wage_regions import WageRegion, load_wage_regions, written_regions

from .kinds import GROUNDS, REGIONS, UNPAID_REASONS

_GROUND_WORDS = ("reserved", "reserved_if_notified", "not_reserved", "no_ground")
# What the rules may say. A word that no function stands behind is refused when the law is read.
UNDERSTOOD: Final = {
    "separation_rule": ("not_unlawful_nor_pensioned", "not_unlawful_nor_pensionable"),
    "window_edge": ("last_paid_month",),
    "short_contract_rule": ("seasonal", "under_limit"),
    "averaging_rule": ("last_paid_months",),
    "cap_rule": ("by_wage_regime", "by_region"),
    "ceiling_rule": ("by_wage_regime", "by_region"),
    "rounding": ("half_up",),
    "month_rule": ("to_day_before",),
    "odd_months_rule": ("kept", "kept_within_most"),
    "forfeit_rule": ("odd_months_kept",),
    "refusal_reserve_rule": ("all_kept",),
    "cancelled_rule": ("all_kept",),
    "uncollected_rule": ("months_kept",),
    "broken_month_rule": ("whole_month",),
    "suspension_rule": ("month_unpaid",),
    "withdrawal_rule": ("claim_ends",),
    "employer_training_rule": ("in_a_row_and_cuts", "in_window"),
    "training_rule": ("by_month", "by_course_up_to_limit", "by_course_under_limit"),
    **{f"ground_{ground}": _GROUND_WORDS for ground in GROUNDS},
}
_MOST_DAYS: Final = 20_000
# A reform beyond these is a slip of the pen, and its sums would not fit 64 bits.
MOST_VND: Final = 10**9
MOST_COUNT: Final = 1_000
Rule = TypeVar("Rule", bound=Callable[..., Any])
_MINIMUM_WAGES = {
    region: f"minimum_wage_vnd_month_region_{number}" for number, region in enumerate(REGIONS, 1)
}


class Law:
    """All that a decision depends on besides its facts.

    Args:
        own: Parameters of unemployment insurance (`parameters/law.yaml`).
        general: Parameters that no engine owns; the minimum wages are taken from them.
        calendar: Working days.
    """

    def __init__(self, own: Parameters, general: Parameters, calendar: WorkCalendar) -> None:
        self.own = own
        self.general = general
        self.calendar = calendar
        _check_words(own)
        # A decision looks up some forty values: by search in their first days.
        self._values = {key: own.history(key) for key in own.names()}
        self._values |= {key: general.history(key) for key in _MINIMUM_WAGES.values()}
        self._days: dict[int, dict[str, Parameter]] = {}

    @cached_property
    def on(self) -> Callable[[date], Mapping[str, Parameter]]:
        """Give every value in force on a day, by key; the days of a run recur."""
        return lru_cache(maxsize=_MOST_DAYS)(self._values_on)

    def _values_on(self, day: date) -> Mapping[str, Parameter]:
        """Give the same mapping for all days between two changes of the law."""
        place = bisect_right(self._changes, day)
        found = self._days.get(place)
        if found is None:
            found = self._days[place] = {one.key: one for one in self.all_in_force(day)}
        return found

    @cached_property
    def _changes(self) -> list[date]:
        values = [one for history in self._values.values() for one in history]
        after = [one.valid_to + timedelta(days=1) for one in values if one.valid_to]
        return sorted({one.valid_from for one in values} | set(after))

    def days_in_force(self, parameter: Parameter) -> tuple[str, str | None]:
        """Give the first and last day of one of this law's values, written."""
        known = self._in_force.get(id(parameter))
        return known if known is not None else _written_days(parameter)

    @cached_property
    def working_day(self) -> Callable[[date, int], date]:
        """Give the day that many working days after a day; days of filing recur."""
        return lru_cache(maxsize=_MOST_DAYS)(self.calendar.add_working_days)

    @cached_property
    def next_working_day(self) -> Callable[[date], date]:
        """Give a day itself, or the first working day after it."""
        return lru_cache(maxsize=_MOST_DAYS)(self.calendar.next_working_day)

    def has_unsure_days(self, start: date, end: date) -> bool:
        """Tell whether holidays that may still change lie between two days, both included."""
        place = bisect_left(self._unsure, start)
        is_there = place < len(self._unsure) and self._unsure[place] <= end
        return end > ANNOUNCED_UNTIL or is_there

    @cached_property
    def _unsure(self) -> list[date]:
        return [day.on for day in self._special_days() if self.calendar.is_provisional(day.on)]

    def _special_days(self) -> Iterator[CalendarDay]:
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            yield from self.calendar.special_days(year)

    @cached_property
    def _in_force(self) -> dict[int, tuple[str, str | None]]:
        # By identity: the values live as long as the law, and their hash is long.
        return {id(one): _written_days(one) for values in self._values.values() for one in values}

    @cached_property
    def digest(self) -> str:
        """Give the SHA-256 of all that the law says: it stands with a decision, to repeat it by."""
        told = [repr(value) for values in self._values.values() for value in values]
        told += [repr(day) for day in self._special_days()]
        told.append(written_regions())
        return hashlib.sha256("\n".join(told).encode()).hexdigest()

    def get(self, key: str, on: date) -> Parameter:
        """Give the value in force on a day.

        Raises:
            InputError: There is no such key, or no value in force on that day.
        """
        found = self.on(on).get(key)
        return self.own.get(key, on) if found is None else found  # it raises, and says why

    def minimum_wage(self, region: str, on: date) -> Parameter:
        """Give the regional minimum wage of a month, in đồng, in force on a day.

        Raises:
            InputError: None is in force on that day.
        """
        key = _MINIMUM_WAGES[region]
        found = self.on(on).get(key)
        return self.general.get(key, on) if found is None else found

    def minimum_wages(self, region: str) -> tuple[Parameter, ...]:
        """Give every minimum wage that a region ever had, the oldest first."""
        return self._values[_MINIMUM_WAGES[region]]

    def has_minimum_wage(self, on: date) -> bool:
        """Tell whether the minimum wages of a day are carried."""
        return self._wages_begin <= on

    @cached_property
    def _wages_begin(self) -> date:
        return max(self._values[key][0].valid_from for key in _MINIMUM_WAGES.values())

    def names(self) -> tuple[str, ...]:
        """Give the names of all values that a decision may look up."""
        return tuple(self._values)

    def region_of(self, workplace: str, on: date) -> WageRegion | None:
        """Give the wage region of a workplace in words, None where the lists leave it open.

        Cost: a second or two the first time in a process, when the places are read.
        """
        return load_wage_regions().region_of(workplace, on)

    def history(self, key: str) -> tuple[Parameter, ...]:
        """Give every value that a key ever had, the oldest first."""
        return self._values[key]

    def all_in_force(self, on: date) -> list[Parameter]:
        """Give every value in force on a day, by key."""
        values = (value for key in self._values for value in self._values[key])
        return [value for value in values if value.is_in_force(on)]


def _written_days(parameter: Parameter) -> tuple[str, str | None]:
    ends = parameter.valid_to
    return parameter.valid_from.isoformat(), ends.isoformat() if ends else None


def reformed(law: Law, changes: Parameters) -> Law:
    """Give the law with other values: each replaces that of its day or stands from its day on.

    Args:
        law: The law to change; it stays as it is.
        changes: Values by key, as `parse_parameters` reads them.

    Raises:
        InputError: the law knows no such key, or no function stands behind a word.
    """
    values = {key: law.history(key) for key in law.names()}
    for key in changes.names():
        if key not in values:
            raise InputError(
                f"Luật không có tham số “{key}”. Xem tên bằng sanviec benefits parameters --json.",
                f"the law has no parameter {key!r}; see sanviec benefits parameters --json",
                field=key,
                code="parameter_unknown",
            )
        for value in changes.history(key):
            _check_kind(value, values[key][0])
        values[key] = _merged(values[key], changes.history(key))
    own = {key: values[key] for key in law.own.names()}
    wages = {key: values[key] for key in _MINIMUM_WAGES.values()}
    return Law(Parameters(own), Parameters(wages), law.calendar)


def _check_kind(new: Parameter, old: Parameter) -> None:
    """See that a value is of the kind that the rules reckon with.

    Raises:
        InputError: it is of another kind, or a number that is not above 0 or beyond belief.
    """
    most = MOST_VND if old.unit.startswith("VND") else MOST_COUNT
    is_number = type(new.value) is int
    if type(new.value) is not type(old.value) or (is_number and not 0 < int(new.value) <= most):
        limit_vi = limit_en = ""
        if type(old.value) is int:
            limit_vi, limit_en = f", nhiều nhất {most}", f", at most {most}"
        raise InputError(
            f"Giá trị “{str(new.value)[:40]}” của {new.key} không dùng được; cần như "
            f"“{old.value}”, số thì lớn hơn 0{limit_vi}.",
            f"the value {str(new.value)[:40]!r} of {new.key} cannot be used; expected one like "
            f"{old.value!r}, a number above 0{limit_en}",
            field=new.key,
            code="wrong_value",
        )


def _merged(old: tuple[Parameter, ...], new: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
    """Give a history with other values in it, each ending on the day before the next."""
    by_day = {value.valid_from: value for value in (*old, *new)}
    ordered = [by_day[day] for day in sorted(by_day)]
    ends = [value.valid_from - timedelta(days=1) for value in ordered[1:]]
    closed = [replace(v, valid_to=end) for v, end in zip(ordered, ends, strict=False)]
    return (*closed, ordered[-1])


def _check_words(own: Parameters) -> None:
    """See that each rule says something that the engine can do.

    Raises:
        InputError: a rule is missing, or has a word that no function stands behind.
    """
    for key, words in UNDERSTOOD.items():
        for value in own.history(key):
            if value.value not in words:
                raise _unknown_rule(value)
    for key, words in (("waiting_rule", GROUNDS), ("insured_rule", UNPAID_REASONS)):
        for value in own.history(key):
            if not set(str(value.value).split()) <= set(words):
                raise _unknown_rule(value)


def _unknown_rule(parameter: Parameter) -> InputError:
    return InputError(
        f"Chương trình chưa biết quy tắc “{parameter.value}” của {parameter.key}. "
        "Hãy báo người quản trị.",
        f"no rule {parameter.value!r} for {parameter.key}",
        field=parameter.key,
        code="rule_unknown",
    )


def chosen(rules: Mapping[str, Rule], parameter: Parameter) -> Rule:
    """Give the function of the rule that is in force.

    A rule is a plain function; which one is in force on a day, and by which article, is a dated
    parameter, so two at once or none are refused when the parameters are read or asked for.

    Raises:
        InputError: No function has the name that the parameter gives.
    """
    rule = rules.get(str(parameter.value))
    if rule is None:
        raise _unknown_rule(parameter)
    return rule


@lru_cache(maxsize=1)
def load_law() -> Law:
    """Give the law of unemployment insurance since 2015, as the package carries it."""
    name = "parameters/law.yaml"
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return Law(
        own=parse_parameters(text, source=name),
        general=load_general_parameters(),
        calendar=load_calendar(),
    )
