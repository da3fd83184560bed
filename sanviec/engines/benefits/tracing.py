"""One decision in the making: what was looked up, what was found, what is still open."""

from __future__ import annotations

from datetime import date
from typing import Any

from sanviec.kernel.errors import InputError
from sanviec.kernel.parameters import Parameter
from sanviec.kernel.wage_regions import SOURCES, WageRegion

from .kinds import REGIONS
from .law import Law
from .lines import Lines, Pending, Telling
from .model import Facts, Need, UnmetCondition
from .months import first_day
from .values import fault, shown


class Case:
    """The facts, the law, and the lines of the explanation so far.

    Args:
        facts: The claim.
        law: The law; each lookup names the day that its rule goes by.
    """

    __slots__ = ("_open", "_pending", "_today", "facts", "law", "need", "refusals")

    def __init__(self, facts: Facts, law: Law) -> None:
        self.facts = facts
        self.law = law
        self._pending: list[Pending] = []
        self._today = law.on(facts.decided_on)
        self.refusals: list[UnmetCondition] = []
        self.need: Need | None = None
        self._open: set[str] = set()

    def get(self, key: str, on: date | None = None) -> Parameter:
        """Give a parameter on a day, the day of the decision when none is named.

        Raises:
            InputError: None is in force; the error names the fact that the day comes from.
        """
        values = self._today if on is None else self.law.on(on)
        found = values.get(key)
        return self._absent(key, on or self.facts.decided_on) if found is None else found

    def _absent(self, key: str, day: date) -> Parameter:
        try:
            return self.law.get(key, day)
        except InputError as error:
            raise self._not_in_force(day, error) from error

    def minimum_wage(self, region: str, on: date) -> Parameter:
        """Give the minimum wage of a region on a day.

        Raises:
            InputError: None is in force; the error names the fact that the day comes from.
        """
        try:
            return self.law.minimum_wage(region, on)
        except InputError as error:
            raise self._not_in_force(on, error) from error

    def regions_on(self, on: date) -> tuple[str, ...]:
        """Give the wage regions that the workplace may lie in on a day.

        The one that is said, or the one that the lists of places give, or all four.
        """
        facts = self.facts
        if facts.region is not None:
            return (facts.region,)
        found = None if facts.workplace is None else self.law.region_of(facts.workplace, on)
        if found is None:
            return REGIONS
        self._tell_region(found)
        return (found.region,)

    def _tell_region(self, found: WageRegion) -> None:
        if self.has_told("wage_region", found.region):
            return
        decree = found.decree
        row = Parameter(
            key="wage_region",
            value=found.region,
            unit="text",
            valid_from=decree.valid_from,
            valid_to=decree.valid_to,
            reference=decree.reference,
            status="verified" if found.status == "verified" else "provisional",
            title_vi="Vùng lương tối thiểu của nơi làm việc",
        )
        inputs = {"workplace": self.facts.workplace, "place_code": found.place_code}
        inputs |= {"decree": decree.decree, "source": found.source}
        words = (
            f"Nơi làm việc {shown(self.facts.workplace)} được hiểu là {found.place}, thuộc vùng "
            f"{found.region} ({SOURCES[found.source]}).",
            f"The workplace {shown(self.facts.workplace)} is read as {found.place}, wage region "
            f"{found.region}.",
        )
        self.tell("wage_region", found.region, row, lambda: (inputs, *words))

    def _not_in_force(self, on: date, error: InputError) -> InputError:
        facts = self.facts
        days = [("filed_on", facts.filed_on), ("separated_on", facts.separated_on)]
        days += [("benefit.starts_on", facts.benefit.starts_on)]
        days += [(f"{event.place}.on", event.on) for event in facts.status_events]
        if facts.last_contribution_month is not None:
            days.append(("last_contribution_month", first_day(facts.last_contribution_month)))
        field = next((name for name, day in days if day == on), "decided_on")
        return fault(
            field,
            f"chưa có luật hoặc con số nào được cài đặt cho ngày {on:%d/%m/%Y}. "
            "Hãy kiểm tra ngày này.",
            f"nothing is carried for {on.isoformat()} ({error.text_en}); check this day",
            "not_in_force",
        )

    def number(self, key: str, on: date | None = None) -> int:
        """Give a parameter that is a whole number."""
        parameter = self._today.get(key) if on is None else None
        value = (parameter or self.get(key, on)).value
        assert isinstance(value, int), key
        return value

    def mark(self, parameter: Parameter) -> Parameter:
        """Remember a parameter that rests on a text that was not read."""
        if parameter.status == "provisional":
            self._open.add(parameter.key)
        return parameter

    def doubt(self, key: str) -> None:
        """Remember a question that only some facts raise."""
        self._open.add(key)

    @property
    def provisional(self) -> tuple[str, ...]:
        """The keys that are provisional, by name."""
        return tuple(sorted(self._open))

    def tell(self, key: str, value: Any, parameter: Parameter, telling: Telling) -> None:
        """Add a line to the explanation.

        Args:
            telling: Gives the numbers used and the sentence in Vietnamese and English; called
                only when somebody reads the line.
        """
        if parameter.status == "provisional":  # as `mark` does: a call less for every line
            self._open.add(parameter.key)
        self._pending.append((key, value, parameter, telling))

    def has_told(self, key: str, value: Any) -> bool:
        """Tell whether there is such a line."""
        return any(one[0] == key and one[1] == value for one in self._pending)

    @property
    def lines(self) -> Lines:
        """The explanation so far."""
        return Lines(self.law, self._pending)

    def refuse(self, rule: str, parameter: Parameter, words: tuple[str, str]) -> None:
        """Add a condition that is not met; `words` are Vietnamese and English."""
        self.mark(parameter)
        self.refusals.append(UnmetCondition(rule, parameter.reference, *words))

    def ask(self, code: str, field: str, words: tuple[str, str]) -> None:
        """Ask for a fact; the first question stays."""
        if self.need is None:
            self.need = Need(code, field, f"{field}: {words[0]}", f"{field}: {words[1]}")
