"""The law as it stands on a day: dated parameters, minimum wages and working days together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any, TypeVar

from sanviec.kernel.calendars import WorkCalendar, load_calendar
from sanviec.kernel.errors import InputError
from sanviec.kernel.parameters import (
    Parameter,
    Parameters,
    load_general_parameters,
    parse_parameters,
)

from .kinds import REGIONS

Rule = TypeVar("Rule", bound=Callable[..., Any])
_MINIMUM_WAGES = {
    region: f"minimum_wage_vnd_month_region_{number}" for number, region in enumerate(REGIONS, 1)
}


@dataclass(frozen=True, slots=True)
class Law:
    """All that a decision depends on besides its facts.

    Args:
        own: Parameters of unemployment insurance (`parameters/law.yaml`).
        general: Parameters that no engine owns; the minimum wages are taken from them.
        calendar: Working days.
    """

    own: Parameters
    general: Parameters
    calendar: WorkCalendar

    def get(self, key: str, on: date) -> Parameter:
        """Give the value in force on a day.

        Raises:
            InputError: None is in force on that day.
        """
        return self.own.get(key, on)

    def minimum_wage(self, region: str, on: date) -> Parameter:
        """Give the regional minimum wage of a month, in đồng, in force on a day."""
        return self.general.get(_MINIMUM_WAGES[region], on)

    def all_in_force(self, on: date) -> list[Parameter]:
        """Give every value in force on a day, by key."""
        wages = [(self.general, key) for key in _MINIMUM_WAGES.values()]
        named = [(self.own, key) for key in self.own.names()] + wages
        values = (value for table, key in named for value in table.history(key))
        return [value for value in values if value.is_in_force(on)]


def chosen(rules: Mapping[str, Rule], parameter: Parameter) -> Rule:
    """Give the function of the rule that is in force.

    A rule is a plain function; which one is in force on a day, and by which article, is a dated
    parameter, so two at once or none are refused when the parameters are read or asked for.

    Raises:
        InputError: No function has the name that the parameter gives.
    """
    if parameter.value not in rules:
        raise InputError(
            f"Chương trình chưa biết quy tắc “{parameter.value}” của {parameter.key}. "
            "Hãy báo người quản trị.",
            f"no rule {parameter.value!r} for {parameter.key}",
            code="rule_unknown",
        )
    return rules[str(parameter.value)]


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
